"""A unit's file against the contract of its scheme: every fault, origins, and who may say 不适用."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.facts.contract import Fault, make_contract, parse_value
from engine.facts.folder import read_facts
from engine.facts.table import State
from engine.facts.unit_file import UnitFileReader
from engine.facts.values import shown_value
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source

if TYPE_CHECKING:
    from engine.facts.table import Cell
    from engine.scheme.model import Scheme

CASES = Path(__file__).parents[2] / "problems"
SCHEME_TEXT = (CASES / "scheme.yaml").read_text("utf-8")
FACTS_TEXT = (CASES / "facts" / "甲单位.yaml").read_text("utf-8")


def scheme_of(text: str = SCHEME_TEXT) -> Scheme:
    scheme, problems = read_scheme(Source("scheme.yaml", text))
    assert scheme is not None, problems
    return scheme


def read(old: str = "", new: str = "", scheme: Scheme | None = None) -> tuple[dict[str, Cell], list[tuple[str, str]]]:
    """The cells of the sound file with one change, and code and marked characters of its problems."""
    assert old in FACTS_TEXT
    facts, problems = UnitFileReader(scheme or scheme_of()).read(Source("a.yaml", FACTS_TEXT.replace(old, new, 1)))
    told = [(each.code.value, each.span.text if each.span else "") for each in problems]
    return dict(facts.cells) if facts else {}, told


def test_sound_file_is_read_exactly() -> None:
    cells, told = read()
    assert told == []
    assert {name: cell.value for name, cell in cells.items()} == {
        "应访户数": 48,
        "实访户数": 46,
        "案件数": 0,
        "弄虚作假": 0,
        "准确率": Fraction(197, 200),
        "试点数": 1,
        "核查结论": 0,
    }


@pytest.mark.parametrize(
    ("old", "new", "code", "marked"),
    [
        ("案件数: 0", "案件数: 1.5", "F306", "1.5"),
        ("案件数: 0", "案件数: ０", "F306", "０"),
        ("案件数: 0", "案件数: 1,000", "F306", "1,000"),
        ("案件数: 0", "案件数: 007", "F306", "007"),
        ("案件数: 0", "案件数: 3件左右", "F306", "3件左右"),
        ("案件数: 0", "案件数: 0%", "F306", "0%"),
        ("案件数: 0", "案件数: 无", "F306", "无"),
        ("案件数: 0", "案件数: -1", "F307", "-1"),
        ("案件数: 0", "案件数: [0]", "F306", "[0]"),
        ("案件数: 0", "案件数: {自评: [0]}", "F306", "[0]"),
        ("案件数: 0", "案件数: {自评: 0, 核订: 0}", "F312", "核订"),
        ("案件数: 0", "案件术: 0", "F305", "案件术"),
        ("准确率: 98.5%", "准确率: 98.5", "F306", "98.5"),
        ("准确率: 98.5%", "准确率: 98.555%", "F306", "98.555%"),
        ("准确率: 98.5%", "准确率: 100.01%", "F307", "100.01%"),
        ("准确率: 98.5%", "准确率: 1个百分点", "F306", "1个百分点"),
        ("弄虚作假: 否", "弄虚作假: no", "F306", "no"),
        ("核查结论: 属实", "核查结论: 属真", "F306", "属真"),
        ("实访户数: 46", "实访户数: 49", "F308", "49"),
        ("方案编号: shili", "方案编号: other", "F301", "other"),
        ("单位: 甲单位", "单位: 甲丹位", "F302", "甲丹位"),
        ("单位: 甲单位", "单为: 甲单位", "S102", "单为"),
        ("单位: 甲单位\n", "", "S101", "方案编号"),
        ("单位: 甲单位", "单位:", "S101", "单位"),
        ("示例: 是", "示例: yes", "S103", "yes"),
        ("示例: 是", "来源: 抽查", "F312", "抽查"),
        ("示例: 是", "示例: 是\n工作完成情况: [一]", "S103", "[一]"),
    ],
)
def test_fault_is_told_at_its_place(old: str, new: str, code: str, marked: str) -> None:
    _, told = read(old, new)
    assert (code, marked) in told
    assert {each for each, _ in told} == {code}


@pytest.mark.parametrize(
    ("old", "new", "help_"),
    [
        ("准确率: 98.5%", "准确率: 98.555%", "最多 2 位小数，请按规定修约后填"),
        ("案件数: 0", "案件数: 95.5", "只能填整数"),
        ("应访户数: 48", "应访户数: 95人", "只填数，如 95；计量单位不用写；计量单位是“户”，请核对"),
    ],
)
def test_value_is_told_what_to_do(old: str, new: str, help_: str) -> None:
    _, (problem,) = UnitFileReader(scheme_of()).read(Source("a.yaml", FACTS_TEXT.replace(old, new)))
    assert problem.help == help_


@pytest.mark.parametrize("origin", ["审定", "[核定]", ""])
def test_wrong_origin_of_a_file_is_told_once(origin: str) -> None:
    text = FACTS_TEXT.replace("示例: 是", f"来源: {origin}")
    _, (problem,) = UnitFileReader(scheme_of()).read(Source("a.yaml", text))
    assert problem.code.value == "F312"
    assert "应为“核定”“信息系统”“自评”之一" in problem.message


def test_contract_names_every_fault() -> None:
    scheme = scheme_of()
    contract = make_contract(scheme)
    assert dict(contract.check_head({"单位": "", "数据": [], "别的": ""})) == {
        "单位": Fault.REQUIRED,
        "数据": Fault.KIND,
        "别的": Fault.UNKNOWN,
        "方案编号": Fault.REQUIRED,
    }
    values = {
        "案件数": Fraction(-1),
        "准确率": Fraction(2),
        "弄虚作假": "无",
        "核查结论": "属真",
        "试点数": "一",
        "别的": "",
    }
    assert dict(contract.check_values(values)) == {
        "案件数": Fault.TOO_SMALL,
        "准确率": Fault.TOO_LARGE,
        "弄虚作假": Fault.KIND,
        "核查结论": Fault.NOT_ALLOWED,
        "试点数": Fault.KIND,
        "别的": Fault.UNKNOWN,
    }


def test_value_that_does_not_fit_stays_text() -> None:
    facts = scheme_of().facts
    assert parse_value(facts["案件数"], "14") == 14
    assert parse_value(facts["案件数"], "14.0") == 14
    assert parse_value(facts["案件数"], "14.5") == "14.5"
    assert parse_value(facts["弄虚作假"], "是") is True
    assert parse_value(facts["弄虚作假"], "yes") == "yes"
    assert parse_value(facts["准确率"], "93.55％") == Fraction(1871, 2000)


@pytest.mark.parametrize(
    ("written", "value", "origin"),
    [
        ("{自评: 3, 信息系统: 2, 核定: 1}", 1, "核定"),
        ("{自评: 3, 信息系统: 2}", 2, "信息系统"),
        ("{自评: 3}", 3, "自评"),
        ("3", 3, "自评"),
        ("{自评: 3, 核定: 未报}", 3, "自评"),
        ("{自评: 3, 核定: }", 3, "自评"),
        ("{自评: 3, 核定: 0}", 0, "核定"),
    ],
)
def test_first_origin_that_says_something_counts(written: str, value: int, origin: str) -> None:
    cells, told = read("案件数: 0", f"案件数: {written}")
    assert told == []
    cell = cells["案件数"]
    assert cell.value == value
    assert cell.counted is not None
    assert cell.counted.origin == origin


def test_origin_of_a_whole_file() -> None:
    cells, told = read("示例: 是", "来源: 核定")
    assert told == []
    origins = {name: cell.counted.origin for name, cell in cells.items() if cell.counted}
    assert origins == {**dict.fromkeys(cells, "核定"), "试点数": "自评"}  # which says its own


def test_value_that_does_not_count_is_checked_too() -> None:
    assert read("案件数: 0", "案件数: {自评: 三, 核定: 1}")[1] == [("F306", "三")]


@pytest.mark.parametrize("written", ["", "未报", "~", "{自评: 未报}", "{核定: 未报, 自评: }"])
def test_nothing_reported_is_missing(written: str) -> None:
    cells, told = read("案件数: 0", f"案件数: {written}")
    assert told == []
    assert cells["案件数"].state is State.MISSING


def test_not_applicable_needs_a_grant() -> None:
    assert read("案件数: 0", "案件数: 不适用")[1] == [("F309", "不适用")]
    assert read("案件数: 0", "案件数: {信息系统: 不适用}")[1] == [("F309", "不适用")]
    cells, told = read("案件数: 0", "案件数: {自评: 3, 核定: 不适用}")
    assert told == []
    assert cells["案件数"].state is State.NOT_APPLICABLE
    assert shown_value(scheme_of().facts["案件数"], cells["案件数"]) == "不适用"


def test_word_of_the_unit_yields_to_the_authority() -> None:
    cells, told = read("案件数: 0", "案件数: {自评: 不适用, 核定: 3}")
    assert told == []
    assert cells["案件数"].value == 3


def test_scheme_may_leave_it_to_the_unit() -> None:
    scheme = scheme_of(SCHEME_TEXT.replace("    计量单位: 件\n", "    计量单位: 件\n    可不适用: 是\n"))
    cells, told = read("案件数: 0", "案件数: 不适用", scheme)
    assert told == []
    assert cells["案件数"].state is State.NOT_APPLICABLE


def test_evidence_is_kept() -> None:
    cells, told = read("案件数: 0", "案件数: {核定: 0, 佐证: 登记簿, 出处: 填报表!D2, 核定方式: 查阅, 说明: 无}")
    assert told == []
    assert cells["案件数"].evidence == (
        ("佐证", "登记簿"),
        ("出处", "填报表!D2"),
        ("核定方式", "查阅"),
        ("说明", "无"),
    )


def test_unreadable_file_calls_no_unit_missing() -> None:
    _, problems = read_facts(scheme_of(), [Source("a.yaml", "单位: [")], "facts")
    assert {problem.code.value for problem in problems} == {"Y001"}
