"""Forms that LibreOffice opens, fills in and saves: what comes back is what was typed, and scores as the YAML does."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cli.main import main
from engine import api
from engine.forms.form import Part
from engine.report.score import score_json
from tests.assessing import ROOT
from tests.forms.users import User, blank_form, scheme_of_users

if TYPE_CHECKING:
    from engine.facts.table import FactTable
    from engine.scheme.model import Scheme

OFFICE_PYTHON = "/usr/bin/python3"
XLSX, XLS, ODS = "Calc MS Excel 2007 XML", "MS Excel 97", "calc8"
NAME = "changning-2021"


def is_there() -> bool:
    if shutil.which("soffice") is None or not Path(OFFICE_PYTHON).exists():
        return False
    return subprocess.run([OFFICE_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not is_there() and os.environ.get("KAOHE_NEED_OFFICE") != "1",
        reason="LibreOffice (soffice and python3-uno) is not installed",
    ),
]


def office(jobs: list[dict[str, Any]]) -> None:
    """Has LibreOffice do the jobs; see office.py."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = Path(__file__).with_name("office.py")
    run = subprocess.run(
        [OFFICE_PYTHON, str(script), str(port)],
        input=json.dumps(jobs),
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="module")
def assessed() -> tuple[Scheme, FactTable]:
    scheme, table, _ = api.check(ROOT / "schemes" / f"{NAME}.yaml", ROOT / "facts" / NAME)
    assert scheme is not None
    assert table is not None
    return scheme, table


def jobs_of(scheme: Scheme, table: FactTable, origin: str, folders: tuple[Path, Path]) -> list[dict[str, Any]]:
    """For each unit, to type into its form what its YAML file says of one origin."""
    blank, filled = folders
    jobs = []
    for unit in table.units:
        data = blank_form(scheme, unit, origin, illustrative=True)
        (blank / f"{unit}.xlsx").write_bytes(data)
        cells = {}
        for slot in User(data).form.slots:
            if slot.part is Part.NARRATIVE and origin == "自评":
                cells[f"{slot.sheet}!{slot.cell}"] = str(table.sources[unit].narrative.text)  # type: ignore[union-attr]
            if slot.part is not Part.VALUE:
                continue
            cell = table.cell(unit, slot.fact)
            said = {each.origin: each.text for each in ([cell.counted] if cell.counted else []) + list(cell.others)}
            if origin in said:
                cells[f"{slot.sheet}!{slot.cell}"] = said[origin]
        jobs.append({
            "open": str(blank / f"{unit}.xlsx"), "save": str(filled / f"{unit}.xlsx"), "as": XLSX, "type": cells,
        })  # fmt: skip
    return jobs


def test_ten_units_score_as_their_yaml_does_and_every_why_names_the_cell(
    assessed: tuple[Scheme, FactTable], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme, table = assessed
    home = tmp_path / "考核"
    home.mkdir()
    shutil.copy(ROOT / "schemes" / f"{NAME}.yaml", home / "方案.yaml")
    jobs = []
    for origin in ("自评", "核定"):
        folders = tmp_path / f"空{origin}", home / f"收回{origin}"
        for folder in folders:
            folder.mkdir()
        jobs += jobs_of(scheme, table, origin, folders)
    office(jobs)
    monkeypatch.chdir(home)
    for origin in ("自评", "核定"):
        assert main(["form", "import", f"收回{origin}", "-q"]) == 0
    got_scheme, got, problems = api.check(Path("方案.yaml"), Path("事实"))
    assert problems == []
    assert got_scheme is not None
    assert got is not None
    wanted, found = (json.loads(score_json(api.assess(*each))) for each in ((scheme, table), (got_scheme, got)))
    assert found["units"] == wanted["units"]
    for unit in got.units:
        cells = [cell for cell in got.sources[unit].cells.values() if cell.counted]
        assert len(cells) > 30
        assert all(dict(cell.evidence)["出处"].startswith(f"{unit}.xlsx 填报表!") for cell in cells)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form filled in and saved in several formats, as people save."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "blank.xlsx").write_bytes(blank_form(scheme_of_users(), "甲单位"))
    first = {
        "填报表!F6": "48", "填报表!F7": "=40+6", "填报表!F9": "12", "填报表!F11": "99.35%", "填报表!F13": "4.50",
        "填报表!F15": "是", "填报表!F17": "'30", "填报表!F18": "31", "填报表!F21": "有", "填报表!F23": "属实",
        "事项!B5": "先进集体", "事项!C5": "市级", "事项!D5": "'2021-10-28",
    }  # fmt: skip
    whole = str(folder / "whole.xlsx")
    jobs = [{"open": str(folder / "blank.xlsx"), "save": whole, "as": XLSX, "type": first}]
    jobs += [
        {"open": whole, "save": str(folder / f"甲单位{suffix}"), "as": kind}
        for suffix, kind in ((".xlsx", XLSX), (".xls", XLS), (".et", XLS), (".ods", ODS))
    ]
    office(jobs)
    shutil.copy(folder / "甲单位.xls", folder / "甲单位 改名.xlsx")
    return folder


@pytest.mark.parametrize("name", ["甲单位.xlsx", "甲单位.xls", "甲单位.et", "甲单位 改名.xlsx"])
def test_the_formats_that_people_save_in_say_the_same(
    saved: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "方案.yaml").write_bytes((Path(__file__).parent / "scheme.yaml").read_bytes())
    (tmp_path / "收回").mkdir()
    shutil.copy(saved / name, tmp_path / "收回" / name)
    monkeypatch.chdir(tmp_path)
    assert main(["form", "import"]) == 3, capsys.readouterr().err  # the other units have sent nothing
    text = (tmp_path / "事实" / "甲单位.yaml").read_text("utf-8")
    said = [line.strip() for line in text.splitlines() if line.strip().startswith(("自评:", "日期:", "类别:"))]
    assert said == [
        "自评: 48", "自评: 46", "自评: 12", "自评: 99.35%", "自评: 4.5", "自评: 是", "自评: 30", "自评: 31", "自评:",
        "类别: 市级", '日期: "2021-10-28"', "自评: 属实",
    ]  # fmt: skip
    assert f"出处: {name} 填报表!F7" in text


def test_a_format_that_is_not_read_is_named(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "方案.yaml").write_bytes((Path(__file__).parent / "scheme.yaml").read_bytes())
    (tmp_path / "收回").mkdir()
    shutil.copy(saved / "甲单位.ods", tmp_path / "收回")
    monkeypatch.chdir(tmp_path)
    assert main(["form", "import"]) == 1
    assert "错误[I023] “收回/甲单位.ods”是 OpenDocument 表格（.ods）" in capsys.readouterr().err
