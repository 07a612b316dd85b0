"""`kaohe check --fix` gives back what was meant, changes nothing else, and makes nothing worse."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from engine.api import assess, check, examine
from engine.mending.mend import mend
from engine.problem.codes import Code
from engine.report.problems import problems_text
from engine.report.score import score_json
from engine.scheme.view import AS_SAID
from tests.assessing import ROOT
from tests.spoilt import DOUBTFUL, SPOILT, SPOILT_FACTS

if TYPE_CHECKING:
    from pathlib import Path

    from engine.mending.mend import Mending
    from engine.problem.problem import Problem

CASES = ROOT / "tests" / "problems"
# The codes of which some problems are mended; all the others are for a person to decide.
MENDED = {
    "Y001", "Y002", "Y003", "Y009", "S102", "S103", "S104", "S111", "S142", "S162", "E201", "E202",
    "F305", "F306", "F312",
}  # fmt: skip
FOLDERS = sorted(
    path.name
    for path in CASES.iterdir()
    if path.is_dir() and path.name != "facts" and not (path / "command.txt").exists()
)


def parts(folder: Path, home: Path) -> tuple[Path, Path | None]:
    """Copies a folder of problems; a scheme of its own, or the sound one."""
    shutil.copytree(folder, home, dirs_exist_ok=True)
    scheme = home / "scheme.yaml"
    if not scheme.exists():
        shutil.copy(CASES / "scheme.yaml", scheme)
    return scheme, home / "facts" if (home / "facts").exists() else None


def found_in(scheme: Path, facts: Path | None) -> list[Problem]:
    return check(scheme, facts)[2]


def write(mending: Mending) -> None:
    for file in mending.changed:
        file.path.write_bytes(file.after.data)


@pytest.mark.parametrize("name", FOLDERS)
def test_no_code_is_new_and_what_was_mended_is_gone(name: str, tmp_path: Path) -> None:
    scheme, facts = parts(CASES / name, tmp_path)
    before = found_in(scheme, facts)
    bytes_before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    mending = mend(scheme, facts, AS_SAID)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == bytes_before
    write(mending)
    after = found_in(scheme, facts)
    examined = examine(scheme, facts)
    assert [(p.code, p.message) for p in examined.problems] == [(p.code, p.message) for p in mending.found.problems]
    hidden = {problem.code for problem in before} & {Code.YAML_SYNTAX, Code.WRONG_ENCODING}
    if not hidden:
        assert {problem.code for problem in after} <= {problem.code for problem in before}
    for file in mending.files:
        assert file.changed == bool(file.mended)
        assert file.changed == (bytes_before[file.path] != file.path.read_bytes())
    told = {(problem.code, problem.message, problem.source_name) for problem in after}
    for file in mending.files:
        for problem in file.mended:
            assert problem.code is Code.YAML_SYNTAX or (problem.code, problem.message, problem.source_name) not in told
            assert problem.code.value in MENDED
    again = mend(scheme, facts, AS_SAID)
    assert again.changed == []


@pytest.mark.parametrize("scheme", sorted((ROOT / "schemes").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_files_are_left_alone(scheme: Path) -> None:
    mending = mend(scheme, ROOT / "facts" / scheme.stem, AS_SAID)
    assert len(mending.files) > 1
    assert mending.changed == []


def test_no_score_changes_where_files_were_right_already(tmp_path: Path) -> None:
    """A hint may be mended in a scheme that counts: it has to come out as before."""
    scheme, facts = parts(CASES / "Y009", tmp_path)
    before, table, _ = check(scheme, facts)
    mending = mend(scheme, facts, AS_SAID)
    write(mending)
    after, mended, problems = check(scheme, facts)
    assert len(mending.changed) == 2
    assert problems == []
    assert before is not None
    assert table is not None
    assert after is not None
    assert mended is not None
    old, new = (json.loads(score_json(assess(*each))) for each in ((before, table), (after, mended)))
    assert old.pop("scheme") != new.pop("scheme")
    assert old == new


def pairs(spoilt: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str, str]]:
    return [(code, good, bad) for code, listed in spoilt.items() for good, bad in listed]


def put(text: str, old: str, new: str) -> str:
    """Puts a line in the place of the first that begins as it does, unless it stands there."""
    assert old in text, old
    return text.replace(old, new, 1)


def sound(text: str, good: str) -> str:
    """The sound text with a line in it that is to be spoilt."""
    if good in text:
        return text
    first = good.splitlines()[0]
    place = next(line for line in text.splitlines() if line.split(":")[0] == first.split(":")[0])
    return put(text, f"{place}\n", good)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["linux", "windows"])
@pytest.mark.parametrize(("code", "good", "bad"), pairs(SPOILT))
def test_a_spoilt_scheme_is_what_it_was(code: str, good: str, bad: str, end: str, tmp_path: Path) -> None:
    text = sound((CASES / "scheme.yaml").read_text("utf-8"), good) + "\n# 尾"
    path = tmp_path / "方案.yaml"
    path.write_bytes(put(text, good, bad).replace("\n", end).encode())
    assert code in {problem.code.value for problem in found_in(path, None)}
    mending = mend(path, None, AS_SAID)
    assert [file.after.data.decode() for file in mending.changed] == [text.replace("\n", end)], problems_text(
        mending.found.problems
    )
    assert code not in {problem.code.value for problem in mending.found.problems}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["linux", "windows"])
@pytest.mark.parametrize(("code", "good", "bad"), pairs(SPOILT_FACTS))
def test_a_spoilt_unit_file_is_what_it_was(code: str, good: str, bad: str, end: str, tmp_path: Path) -> None:
    scheme, facts = parts(CASES / "F301", tmp_path)
    shutil.rmtree(tmp_path / "facts")
    shutil.copytree(CASES / "facts", tmp_path / "facts")
    path = tmp_path / "facts" / "甲单位.yaml"
    text = path.read_text("utf-8").replace("佐证: 立项文件", '佐证: "010"') + "\n# 尾"
    text = sound(text, good)
    path.write_bytes(put(text, good, bad).replace("\n", end).encode())
    assert code in {problem.code.value for problem in found_in(scheme, facts)}
    mending = mend(scheme, facts, AS_SAID)
    assert [file.path.name for file in mending.changed] == ["甲单位.yaml"], problems_text(mending.found.problems)
    assert mending.changed[0].after.data.decode() == text.replace("\n", end)


@pytest.mark.parametrize(("good", "bad"), DOUBTFUL)
def test_what_is_doubtful_is_left_alone(good: str, bad: str, tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(put((CASES / "scheme.yaml").read_text("utf-8"), good, bad), "utf-8")
    before = found_in(path, None)
    assert before != []
    mending = mend(path, None, AS_SAID)
    assert mending.changed == []
    assert [problem.edits for problem in before] == [() for _ in before]
    assert len(mending.found.problems) == len(before)


def test_a_change_that_leads_to_another_error_there_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    text = (CASES / "scheme.yaml").read_text("utf-8")
    text = put(put(text, "    下限: 0%\n", "    下线: 200%\n"), "  未报: 须补报\n", "  未报: 补报\n")
    path.write_text(text, "utf-8")
    assert [bool(problem.edits) for problem in found_in(path, None)] == [True, True]
    mending = mend(path, None, AS_SAID)
    assert [file.after.source.text for file in mending.changed] == [put(text, "  未报: 补报\n", "  未报: 须补报\n")]
    assert [problem.code for problem in mending.found.problems] == [Code.KEY_UNKNOWN]
    assert [problem.edits for problem in mending.found.problems] == [()]


def test_what_a_change_brings_to_light_elsewhere_is_told(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    text = put((CASES / "scheme.yaml").read_text("utf-8"), "  总分: 100\n", "  总分: 90\n")
    path.write_text(put(text, "  未报: 须补报\n", "  未报: 补报\n"), "utf-8")
    mending = mend(path, None, AS_SAID)
    assert [file.after.source.text for file in mending.changed] == [text]
    assert Code.POINTS_SUM in {problem.code for problem in mending.found.problems}


def test_last_years_files_are_left_alone(tmp_path: Path) -> None:
    scheme, facts = parts(CASES / "F318", tmp_path)
    others = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    mending = mend(scheme, facts, AS_SAID)
    assert {file.path for file in mending.files} <= {scheme, *tmp_path.joinpath("facts").iterdir()}
    assert others == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_a_scheme_in_the_place_of_facts_is_told(tmp_path: Path) -> None:
    scheme, _ = parts(CASES / "F301", tmp_path)
    mending = mend(scheme, scheme, AS_SAID)
    assert [problem.message for problem in mending.found.problems] == [
        problem.message for problem in found_in(scheme, scheme)
    ]
    assert "这是一份方案" in problems_text(mending.found.problems)


def test_the_date_of_a_matter_is_written_as_a_date(tmp_path: Path) -> None:
    scheme, facts = parts(CASES / "F301", tmp_path)
    text = put(
        scheme.read_text("utf-8"),
        "  案件数:\n    类型: 整数\n    计量单位: 件\n    下限: 0\n",
        "  案件数: {类型: 事项}\n",
    )
    scheme.write_text(text, "utf-8")
    shutil.rmtree(tmp_path / "facts")
    shutil.copytree(CASES / "facts", tmp_path / "facts")
    path = tmp_path / "facts" / "甲单位.yaml"
    good = put(path.read_text("utf-8"), "  案件数: 0\n", "  案件数:\n    - {事项: 一, 日期: 2022-06-01}\n")
    path.write_text(put(good, "2022-06-01", "2022年6月1日"), "utf-8")
    mending = mend(scheme, facts, AS_SAID)
    assert [file.after.source.text for file in mending.changed] == [good], problems_text(mending.found.problems)


def test_units_are_never_guessed(tmp_path: Path) -> None:
    scheme, facts = parts(CASES / "F302", tmp_path)
    mending = mend(scheme, facts, AS_SAID)
    assert mending.changed == []
    assert Code.NOT_ASSESSED in {problem.code for problem in mending.found.problems}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le"])
def test_a_file_in_another_encoding_is_written_in_utf8(encoding: str, tmp_path: Path) -> None:
    text = (CASES / "scheme.yaml").read_text("utf-8")
    path = tmp_path / "方案.yaml"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    mending = mend(path, None, AS_SAID)
    assert [file.after.data.decode("utf-8") for file in mending.changed] == [text.replace("\n", "\r\n")]
    assert mending.changed[0].recoded
    assert mending.found.problems == []


def test_a_whole_file_with_slips_on_many_lines(tmp_path: Path) -> None:
    text = (CASES / "scheme.yaml").read_text("utf-8")
    path = tmp_path / "方案.yaml"
    path.write_text(
        text.replace("名称: ", "名称：").replace("分值: ", "分直: ").replace("下限: 0\n", "下限: ０\n"), "utf-8"
    )
    mending = mend(path, None, AS_SAID)
    assert [file.after.source.text for file in mending.changed] == [text]
    assert mending.found.problems == []


@pytest.mark.parametrize(
    "text",
    [
        "说明: |\n  　　第一段，照原文。\n  　　第二段\n数据项:\n　篇数: {类型: 整数}\n",
        "说明:\n- |\n  　　第一段\n数据项:\n　篇数: {类型: 整数}\n",
        '说明: "第一段\n  　　第二段"\n数据项:\n　篇数: {类型: 整数}\n',
        "说明: |\n  \t第一段\n数据项:\n\t篇数: {类型: 整数}\n",
    ],
)
def test_blanks_inside_a_text_are_the_users(text: str, tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(text, "utf-8")
    assert mend(path, None, AS_SAID).changed == []


def test_what_was_reported_is_not_guessed_by_its_sound(tmp_path: Path) -> None:
    text = (CASES / "scheme.yaml").read_text("utf-8").replace("案件数", "受奖案件数")
    scheme, unit = tmp_path / "方案.yaml", tmp_path / "事实" / "甲单位.yaml"
    scheme.write_text(text, "utf-8")
    unit.parent.mkdir()
    unit.write_text("单位: 甲单位\n方案编号: shili\n数据:\n  授奖案件数: 3\n", "utf-8")
    mending = mend(scheme, unit.parent, AS_SAID)
    assert mending.changed == []
    assert Code.FACT_UNKNOWN in {problem.code for problem in mending.found.problems}


def test_a_list_of_units_is_not_mended_and_does_not_say_so(tmp_path: Path) -> None:
    text = (CASES / "scheme.yaml").read_text("utf-8")
    scheme, units = tmp_path / "方案.yaml", tmp_path / "单位.yaml"
    listed = "考核对象:\n  一组: [甲单位, 乙单位]\n  二组: [丙单位]\n"
    assert listed in text
    scheme.write_text(text.replace(listed, "考核对象文件: 单位.yaml\n"), "utf-8")
    units.write_text(listed.replace("考核对象", "考核对像"), "utf-8")
    assert {(problem.source_name, problem.edits) for problem in check(scheme)[2]} == {(str(units), ())}
    units.write_text("甲单位\n乙单位\n", "utf-8")
    assert [problem.message for problem in check(scheme)[2]] == ["这个文件不是一份单位名单"]
