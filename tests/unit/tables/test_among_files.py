"""Tables wherever files of facts are read: mended beside them, compared, carried on, and as last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.api import check
from engine.compare.compare import diff_schemes
from engine.facts.last_year import load_last_year
from engine.founding.carried import LastAssessment
from engine.founding.roll_over import roll_over
from engine.mending.mend import mend
from engine.reading.read_scheme import load_scheme
from engine.scheme.view import AS_SAID
from tests.pages.markdown import ROOT
from tests.unit.tables.reading import book, read, sheet

if TYPE_CHECKING:
    from pathlib import Path

CASES = ROOT / "tests" / "problems"
SCHEME = (CASES / "scheme.yaml").read_text("utf-8")
TABLE = (CASES / "F447" / "facts" / "汇总.csv").read_text("utf-8")


def assessment(folder: Path, scheme: str = SCHEME, table: str = TABLE) -> tuple[Path, Path]:
    """A folder with a scheme and a table of facts."""
    (folder / "事实").mkdir(parents=True)
    (folder / "方案.yaml").write_text(scheme, "utf-8")
    (folder / "事实" / "汇总.csv").write_text(table, "utf-8")
    return folder / "方案.yaml", folder / "事实"


def test_mending_puts_files_right_and_leaves_tables_alone(tmp_path: Path) -> None:
    rows = TABLE.replace("约", "").splitlines(keepends=True)
    scheme, facts = assessment(tmp_path, table="".join(rows[:3]).replace("应访户数", "应访户教"))
    sound = (CASES / "facts" / "丙单位.yaml").read_text("utf-8")
    (facts / "丙单位.yaml").write_text(sound.replace("案件数: 0", "案件数: ０"), "utf-8")
    mending = mend(scheme, facts, AS_SAID)
    assert [each.path.name for each in mending.changed] == ["丙单位.yaml"]
    assert [each.code.value for each in mending.found.problems if each.code.value == "F305"] == ["F305"]
    assert all(not each.edits for each in mending.found.problems)


def test_two_editions_read_one_table_each_by_its_own_names(tmp_path: Path) -> None:
    old, facts = assessment(tmp_path)
    new = tmp_path / "新方案.yaml"
    new.write_text(SCHEME.replace("案件数", "立案件数"), "utf-8")
    diff, problems = diff_schemes(old, new, facts, AS_SAID)
    assert [each.code.value for each in problems if each.code.value not in ("F447", "U506")] == []
    assert diff is not None
    assert diff.effects is not None
    assert diff.comparison.renamed == {"案件数": "立案件数"}


def test_table_is_carried_into_the_record_of_last_year(tmp_path: Path) -> None:
    scheme, facts = assessment(tmp_path / "2022")
    draft, problems = roll_over(LastAssessment(scheme, facts, None), 2023)
    assert draft is not None, problems
    carried = {name: data for name, data in draft.files.items() if name.endswith("汇总.csv")}
    assert list(carried.values()) == [TABLE.encode()]


def test_last_years_facts_may_be_a_table(tmp_path: Path) -> None:
    fact = "  上年户数: {类型: 整数, 下限: 0, 取自上年: 实访户数}\n"
    text = SCHEME.replace("数据项:\n", f"数据项:\n{fact}", 1).replace("考核对象:", "上年: {数据: 去年}\n考核对象:", 1)
    (tmp_path / "方案.yaml").write_text(text, "utf-8")
    (tmp_path / "去年").mkdir()
    (tmp_path / "去年" / "汇总.csv").write_text("单位,实访户数.核定,去年的别的数\n甲单位,31,9\n", "utf-8")
    scheme, _ = load_scheme(tmp_path / "方案.yaml")
    assert scheme is not None
    taken, problems = load_last_year(scheme)
    assert problems == []
    cell = taken["甲单位"].cells["上年户数"]
    assert cell.value == 31
    assert cell.counted is not None
    assert cell.counted.origin == "上年核定"
    assert str(cell.counted.span).endswith("汇总.csv B2")


def test_the_same_mistake_in_two_sheets_is_told_twice() -> None:
    head, row = ["单位", "应访户数.核定"], ["甲街道", "约50"]
    _, told = read(book(sheet(head, row), sheet(head, ["乙街道", "约50"], name="二组")))
    assert [each[1] for each in told if each[0] == "F306"] == ["B2", "B2"]


def test_a_table_is_checked_like_any_facts(tmp_path: Path) -> None:
    scheme, facts = assessment(tmp_path)
    read_scheme, table, problems = check(scheme, facts / "汇总.csv")
    assert read_scheme is not None
    assert table is not None
    assert table.illustrative
    assert {each.code.value for each in problems} == {"F447"}
