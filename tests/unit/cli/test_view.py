"""--as-of, --last-facts and --last-results: every command that assesses takes them, and every output says the day."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.main import main

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "tests" / "problems" / "F317"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def files(tmp_path: Path) -> Sequence[str]:
    shutil.copytree(FOLDER, tmp_path / "试")
    return str(tmp_path / "试" / "scheme.yaml"), str(tmp_path / "试" / "facts")


def test_every_output_says_the_day(capsys: pytest.CaptureFixture[str], files: Sequence[str]) -> None:
    scheme, facts = files
    said = "【截至 2022-08-31】到这一天还没有结束的各期不算。"
    assert said in run(capsys, "score", *files)[1]
    assert said in run(capsys, "rank", *files)[1]
    assert said in run(capsys, "why", "甲单位", "-s", scheme, "-f", facts)[1]
    assert json.loads(run(capsys, "score", *files, "--json")[1])["as_of"] == "2022-08-31"
    assert json.loads(run(capsys, "why", "甲单位", "-s", scheme, "-f", facts, "--json")[1])["as_of"] == "2022-08-31"
    assert "截至 2022-03-31" in run(capsys, "check", *files[:1], "--as-of", "2022-03-31")[1]


def test_a_day_on_the_command_line_goes_first(capsys: pytest.CaptureFixture[str], files: Sequence[str]) -> None:
    early = run(capsys, "score", *files, "--as-of", "2022-03-31")
    assert "【截至 2022-03-31】" in early[1]
    late = run(capsys, "score", *files, "--as-of", "2022-09-30")
    assert "【截至 2022-09-30】" in late[1]
    assert "F317" not in late[2]
    assert "没有报“案件数”的 三季度" in late[2]


def test_a_day_that_is_none_is_told(capsys: pytest.CaptureFixture[str], files: Sequence[str]) -> None:
    code, _, error = run(capsys, "score", *files, "--as-of", "8月底")
    assert code == 2
    assert "--as-of 后面应写一个日期，如 2021-08-31，要有这一天；现在是“8月底”" in error


def test_last_year_on_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "problems" / "F318", tmp_path / "试")
    files = (str(tmp_path / "试" / "scheme.yaml"), str(tmp_path / "试" / "facts"))
    results = tmp_path / "结果.json"
    written = {"schema": "kaohe/score@1", "scheme": {"id": "shili-2021"}, "illustrative": True, "units": []}
    results.write_text(json.dumps(written), "utf-8")
    assert run(capsys, "check", *files)[0] == 1
    assert run(capsys, "check", *files, "--last-results", str(results))[0] == 0
    code, _, error = run(capsys, "check", *files, "--last-results", str(results), "--last-facts", str(tmp_path / "无"))
    assert code == 4
    assert "F318" not in error
