"""`kaohe form make`: which files it writes, which it leaves alone, and what it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from cli.many_files import Written, write_files
from engine.forms.form import read_properties
from tests.unit.forms.dump import properties_in
from tests.unit.forms.kinds import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.cli.conftest import Ran

    Run = Callable[..., Ran]


@pytest.fixture
def kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the scheme of all kinds of facts; the current folder."""
    home = tmp_path / "各种数据项"
    home.mkdir()
    (home / "方案.yaml").write_text(TEXT, "utf-8")
    monkeypatch.chdir(home)
    return home


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_unit_has_a_workbook(folder: Path, run: Run) -> None:
    ran = run("form", "make", "--deadline", "2022-01-18", "--contact", "区卫生健康委家庭发展科")
    assert (ran.code, ran.err) == (0, "")
    assert names_in(folder / "填报表")[:2] == ["01_新华街道.xlsx", "02_江苏街道.xlsx"]
    assert len(names_in(folder / "填报表")) == 10
    cover = load_workbook(folder / "填报表" / "05_天山街道.xlsx")["说明"]
    said = {row[0]: row[1] for row in cover.iter_rows(values_only=True)}
    assert (said["交回期限"], said["联系方式"]) == ("2022年1月18日前", "区卫生健康委家庭发展科")


def test_running_it_again_changes_nothing(folder: Path, run: Run) -> None:
    run("form", "make")
    before = {path: path.stat().st_mtime_ns for path in (folder / "填报表").iterdir()}
    ran = run("form", "make", "--json")
    assert {each["written"] for each in json.loads(ran.out)["forms"]} == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in (folder / "填报表").iterdir()} == before


def test_a_form_that_somebody_has_filled_in_is_not_overwritten(folder: Path, run: Run) -> None:
    run("form", "make")
    mine = folder / "填报表" / "02_江苏街道.xlsx"
    mine.write_bytes(b"filled in")
    ran = run("form", "make")
    assert ran.code == 4
    assert "没有写入任何文件" in ran.err
    assert mine.read_bytes() == b"filled in"
    assert run("form", "make", "--force").code == 0
    assert mine.read_bytes() != b"filled in"


def test_a_unit_is_named_by_its_code_or_its_name(kinds: Path, run: Run) -> None:
    assert run("form", "make", "--unit", "A02", "-o", "乙").code == 0
    assert run("form", "make", "--unit", "甲单位", "-o", "甲").code == 0
    assert (names_in(kinds / "乙"), names_in(kinds / "甲")) == (["A02_乙单位.xlsx"], ["A01_甲单位.xlsx"])


def test_a_unit_that_is_exempt_has_no_form(kinds: Path, run: Run) -> None:
    run("form", "make")
    assert names_in(kinds / "填报表") == ["A01_甲单位.xlsx", "A02_乙单位.xlsx"]
    ran = run("form", "make", "--unit", "丙单位")
    assert ran.code == 2
    assert "“丙单位”免考，不用填报" in ran.err


def test_marks_are_told_to_be_left_out(kinds: Path, run: Run) -> None:  # noqa: ARG001  the current folder
    ran = run("form", "make")
    assert "“现场评议”由评委打分，不在表里；评分表用 --marking 现场评议 --assessor 评委1 制作。" in ran.out


def test_an_assessor_each_has_a_marking_sheet(kinds: Path, run: Run) -> None:
    ran = run("form", "make", "--marking", "A4", "--assessor", "评委1", "--assessor", "评委2")
    assert ran.code == 0, ran.err
    assert names_in(kinds / "填报表") == ["评分表_A4_评委1.xlsx", "评分表_A4_评委2.xlsx"]
    head = read_properties(properties_in(load_workbook(kinds / "填报表" / "评分表_A4_评委2.xlsx")))
    assert head is not None
    assert (head.rater, head.facts, head.origin) == ("评委2", ("现场评议",), "核定")


def test_reviewers_get_a_form_of_what_they_name(kinds: Path, run: Run) -> None:
    assert run("form", "make", "--marking", "A1，有无差错", "--marking", "V1").code == 0
    assert names_in(kinds / "填报表") == ["核定表_A1、有无差错、V1.xlsx"]
    head = read_properties(properties_in(load_workbook(kinds / "填报表" / "核定表_A1、有无差错、V1.xlsx")))
    assert head is not None
    assert head.facts == ("应办件数", "办结件数", "有无差错", "办理方式")


def test_one_workbook_for_all(kinds: Path, run: Run) -> None:
    assert run("form", "make", "--single", "--origin", "核定").code == 0
    assert names_in(kinds / "填报表") == ["汇总填报表_核定.xlsx"]


def test_present_facts_are_filled_in_and_said_to_be_made_up(folder: Path, run: Run) -> None:
    ran = run("form", "make", "--unit", "江苏街道", "--with-facts", "事实", "--json")
    (form,) = json.loads(ran.out)["forms"]
    assert (form["values"], form["illustrative"]) == (42, True)
    assert 30 < form["filled"] < 42
    book = load_workbook(folder / "填报表" / form["file"])
    assert str(book["填报表"]["A1"].value).startswith("【示例】")
    head = read_properties(properties_in(book))
    assert head is not None
    assert head.illustrative


def test_last_years_values_are_shown_beside(folder: Path, run: Run) -> None:
    last = folder / "上年"
    last.mkdir()
    text = (folder / "事实" / "02-江苏街道.yaml").read_text("utf-8")
    (last / "江苏街道.yaml").write_text(text.replace("changning-2021", "changning-2020"), "utf-8")
    assert run("form", "make", "--last-facts", "上年").code == 0
    book = load_workbook(folder / "填报表" / "02_江苏街道.xlsx")
    heads = [cell.value for cell in book["填报表"][4]]
    row = next(row for row in book["填报表"].iter_rows(values_only=True) if row[1] == "母婴设施应设场所数")
    assert row[heads.index("上年值（示例）")] == 18
    assert "上年值" not in [cell.value for cell in load_workbook(folder / "填报表" / "01_新华街道.xlsx")["填报表"][4]]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--unit", "甲单元"), "方案里没有“甲单元”这个单位，是不是“甲单位”？"),
        (("--marking", "A9"), "方案里没有“A9”这个数据项或指标"),
        (("--marking", "现场评价", "--assessor", "评委1"), "是不是“现场评议”？"),
        (("--marking", "现场评议"), "请加 --assessor 写明是哪个评委"),
        (("--assessor", "评委1"), "--assessor 要与 --marking 一起用"),
        (("--single", "--marking", "A1"), "只能用一个"),
        (("--single", "--unit", "甲单位"), "--unit 不能与 --single 一起用"),
        (("--origin", "核实"), "方案不认“核实”这个来源"),
        (("--deadline", "1月18日"), "--deadline 后面应写一个日期"),
        (("--as-of", "2021-01-31", "--marking", "季度报表"), "还没有已经结束的一期"),
        (("--with-facts", "没有"), "找不到数据“没有”"),
        (("--last-facts", "没有"), "找不到"),
        (("-o", "方案.yaml"), "已经有一个同名的文件"),
        (("-o", "没有/填报表"), "请先建好上一级文件夹"),
    ],
)
def test_what_cannot_be_made_is_refused(args: tuple[str, ...], said: str, kinds: Path, run: Run) -> None:
    ran = run("form", "make", *args)
    assert ran.code in (1, 2, 4)
    assert said in ran.err
    assert names_in(kinds) == ["方案.yaml"]


def test_facts_with_errors_are_not_filled_in(folder: Path, run: Run) -> None:
    facts = folder / "事实" / "02-江苏街道.yaml"
    facts.write_text(facts.read_text("utf-8").replace("单位: 江苏街道", "单位: 江苏街"), "utf-8")
    ran = run("form", "make", "--with-facts", "事实")
    assert ran.code == 1
    assert "“江苏街”不在方案的考核对象里" in ran.err
    assert not (folder / "填报表").exists()


def test_nothing_is_left_behind_where_writing_fails(tmp_path: Path) -> None:
    folder = tmp_path / "填报表"
    (folder / "乙.xlsx").mkdir(parents=True)
    with pytest.raises(Exception, match="这是一个文件夹"):
        write_files(folder, {"甲.xlsx": b"1", "乙.xlsx": b"2"}, force=True)
    assert names_in(folder) == ["乙.xlsx"]
    assert write_files(folder, {"甲.xlsx": b"1"}, force=False) == {"甲.xlsx": Written.NEW}
    assert names_in(folder) == ["乙.xlsx", "甲.xlsx"]


def test_where_raters_give_all_there_is_no_form_for_units(kinds: Path, run: Run) -> None:
    scheme = kinds / "方案.yaml"
    text = scheme.read_text("utf-8")
    facts, items, tiers = text.index("  应办件数:"), text.index("  现场评议:"), text.index("等次:")
    one = "  A: {名称: 评议, 分值: 100, 计算公式: 现场评议.平均, 计分: {方法: 按比例得分, 目标: 100}}\n"
    rest = text[items : text.index("指标:")]
    scheme.write_text(f"{text[:facts]}{rest}指标:\n{one}{text[tiers:]}", "utf-8")
    ran = run("form", "make")
    assert ran.code == 2
    assert "没有要单位填报的数据项" in ran.err
    assert run("form", "make", "--marking", "A", "--assessor", "评委1").code == 0
