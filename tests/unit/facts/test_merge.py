"""Several files of one unit: whoever hands in what, in whatever order, the result is that of one file."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.api import assess, explain, open_questions
from engine.facts.folder import gather_facts, read_facts
from engine.facts.last_year import load_last_year
from engine.facts.unit_file import UnitFileReader
from engine.facts.values import shown_value
from engine.problem.problem import has_errors
from engine.reading.compose import compose
from engine.reading.read_scheme import load_scheme, read_scheme
from engine.report.score import score_json
from engine.report.why import why_json
from engine.text.source import Source
from engine.text.tree import Mapping
from tests.assessing import ROOT, fact_texts
from tests.unit.facts.split import split

if TYPE_CHECKING:
    from engine.explain.derivation import Explanation
    from engine.facts.table import Cell, FactTable
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme

SHIPPED = sorted(path.name for path in (ROOT / "facts").iterdir() if path.is_dir())
FILES = 3


def shipped(name: str) -> Scheme:
    scheme, problems = load_scheme(ROOT / "schemes" / f"{name}.yaml")
    assert scheme is not None, problems
    return scheme


def taken_apart(scheme: Scheme, sources: list[Source], rng: Random) -> tuple[FactTable, list[Problem]]:
    """The facts of files each of which comes as several, all of them shuffled."""
    reader = UnitFileReader(scheme)
    parts = []
    for source in sources:
        tree, problems = compose(source)
        assert isinstance(tree, Mapping), problems
        # Each file has a name of its own; the places stay, so that explanations can be compared as they are.
        named = [Source(f"{source.name}.{number}", source.text) for number in range(FILES)]
        for number, part in enumerate(split(tree, scheme, lambda: rng.randrange(FILES), FILES)):
            parts.append(reader.read_part_tree(part, named[number]))
    rng.shuffle(parts)
    last, _ = load_last_year(scheme)
    return gather_facts(scheme, parts, "事实", last=last)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_facts_in_several_files_give_the_same_assessment(name: str) -> None:
    scheme = shipped(name)
    sources = [Source(file, text) for file, text in fact_texts(name).items()]
    last, _ = load_last_year(scheme)
    table, problems = read_facts(scheme, sources, "事实", last=last)
    apart, found = taken_apart(scheme, sources, Random(name))  # noqa: S311  nothing is at stake
    assert not has_errors(found)
    assert sorted((each.code.value, each.message) for each in found) == sorted(
        (each.code.value, each.message) for each in problems
    )
    one, other = assess(scheme, table), assess(scheme, apart)
    assert score_json(other) == score_json(one)
    assert len(open_questions(other)) == len(open_questions(one))
    for unit in table.units:
        assert without_places(explain(other, unit)) == without_places(explain(one, unit))


def without_places(explanation: Explanation) -> str:
    """An explanation but for where the facts stand: 出处 that is in another file than the value is not its place."""
    return re.sub(r'(?m)^ *"at": ".*"$', "", why_json(explanation))


SCHEME = """\
方案编号: 合并
格式: 1
名称: 合并（示例）
分数:
  总分: 10
  最低分: 0
  最高分: 12
  修约: {方式: 四舍五入, 总分: 2}
  未报: 须补报
  缺项折算: 按总分比例
  加分合计上限: 2
考核对象: [甲, 乙]
数据来源:
  取值顺序: [核定, 信息系统, 自评]
  可认定不适用: [核定]
数据项:
  应访户数: {类型: 整数, 计量单位: 户, 下限: 0}
  实访户数: {类型: 整数, 计量单位: 户, 下限: 0, 不超过: 应访户数}
  办结件数: {类型: 整数, 计量单位: 件, 下限: 0}
  现场评议: {类型: 多值, 下限: 0, 上限: 100, 最少: 2}
  表彰: {类型: 事项, 类别: [市级, 区级]}
指标:
  A: {名称: 走访率, 分值: 4, 计算公式: 实访户数 / 应访户数, 分母为零: 不适用, 计分: {方法: 按比例得分, 目标: 100%}}
  B: {名称: 办结, 分值: 4, 计算公式: 办结件数 - 办结件数.自评, 计分: {方法: 按次得分, 每: 1, 得: 1}}
  C: {名称: 评议, 分值: 2, 计算公式: 现场评议.平均, 计分: {方法: 按比例得分, 目标: 100}}
加分:
  J: {名称: 表彰, 事项: 表彰, 每项: {市级: 1, 区级: 0.5}, 加分上限: 2, 同一事项: 就高不就低}
等次:
  - {名称: 合格, 条件: 得分 >= 6}
  - {名称: 不合格, 条件: 其余}
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""


def own_scheme() -> Scheme:
    scheme, problems = read_scheme(Source("方案.yaml", SCHEME))
    assert scheme is not None, [each.message for each in problems]
    return scheme


def file(name: str, *facts: str, origin: str = "", more: str = "") -> Source:
    lines = [
        "单位: 甲",
        "方案编号: 合并",
        f"来源: {origin}" if origin else "",
        more,
        "数据:",
        *(f"  {f}" for f in facts),
    ]
    return Source(name, "\n".join(line for line in lines if line) + "\n")


def gathered(*sources: Source) -> tuple[FactTable, list[tuple[str, str]]]:
    """The facts of some files, and what is wrong with them: the code and where."""
    table, problems = read_facts(own_scheme(), sources, "事实", complete=False)
    serious = [each for each in problems if each.code.value not in ("F311", "F315", "R403")]
    return table, sorted((each.code.value, str(each.span)) for each in serious)


def said_of(cell: Cell) -> tuple[str, list[str]]:
    counted = cell.counted.origin if cell.counted else "没有"
    return counted, [f"{each.origin} {each.text}" for each in cell.others]


# What two files say of 实访户数, and what counts then.
COUNTED = {
    "the first of the precedence counts": ("自评: 48", "核定: 46", "46 户", ("核定", ["自评 48"])),
    "whatever the order of the files": ("核定: 46", "自评: 48", "46 户", ("核定", ["自评 48"])),
    "an origin between them is kept": (
        "{自评: 48, 核定: 46}", "信息系统: 47", "46 户", ("核定", ["信息系统 47", "自评 48"]),
    ),
    "未报 counts for nothing": ("自评: 48", "核定: 未报", "48 户", ("自评", ["核定 未报"])),
    "未报 gives way to a later value of the same origin": ("自评: 未报", "自评: 48", "48 户", ("自评", [])),
    "未报 twice is missing": ("自评: 未报", "自评: 未报", "未报", ("没有", ["自评 未报"])),
    "不适用 by who may say so": ("自评: 48", "核定: 不适用", "不适用", ("核定", ["自评 48"])),
    "不适用 that does not count is no mistake": ("自评: 不适用", "核定: 46", "46 户", ("核定", ["自评 不适用"])),
}  # fmt: skip


@pytest.mark.parametrize("case", COUNTED)
def test_what_counts(case: str) -> None:
    first, second, shown, said = COUNTED[case]
    texts = [text if text.startswith("{") else f"{{{text}}}" for text in (first, second)]
    table, told = gathered(*(file(name, f"实访户数: {text}") for name, text in zip("ab", texts, strict=True)))
    cell = table.cell("甲", "实访户数")
    assert told == []
    assert shown_value(own_scheme().facts["实访户数"], cell) == shown
    assert said_of(cell) == said


# What two files say, and what is wrong: the code and its place.
WRONG = {
    "a value twice": (["实访户数: 46"], ["实访户数: 48"], [("F303", "b:4:9")]),
    "the same value twice": (["实访户数: 46"], ["实访户数: 46"], [("F303", "b:4:9")]),
    "several values twice are told once": (
        ["应访户数: 50", "实访户数: 46"], ["应访户数: 50", "实访户数: 48"], [("F303", "b:4:9")],
    ),
    "of two origins each is told": (
        ["实访户数: {自评: 46, 核定: 45}"],
        ["实访户数: {自评: 46, 核定: 45}"],
        [("F303", "b:4:14"), ("F303", "b:4:22")],
    ),
    "a list twice": (["表彰: 无"], ["表彰: [{事项: 甲, 类别: 市级}]"], [("F303", "b:4:7")]),
    "a limit over two files": (["应访户数: 40"], ["实访户数: 46"], [("F308", "b:4:9")]),
    "a limit that what counts keeps": (["应访户数: 40", "实访户数: 46"], ["应访户数: {核定: 50}"], []),
    "不适用 that nobody granted": (["实访户数: 不适用"], ["应访户数: 40"], [("F309", "a:4:9")]),
    "a rater twice": (["现场评议: {评委1: 90, 评委2: 80}"], ["现场评议: {评委2: 81, 评委3: 70}"], [("F461", "b:4:15")]),
    "a rater and his 未评": (["现场评议: {评委1: 90, 评委2: 未评}"], ["现场评议: {评委2: 81}"], []),
    "a wrong file does not hide what is wrong with both": (
        ["应访户数: 40", "办结件数: 约3"], ["实访户数: 46"], [("F306", "a:5:9"), ("F308", "b:4:9")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong(case: str) -> None:
    first, second, expected = WRONG[case]
    a, b = file("a", *first), file("b", *second)
    assert gathered(a, b)[1] == expected
    assert gathered(b, a)[1] == expected


def test_marks_of_several_sheets_are_one_panel() -> None:
    table, told = gathered(
        file("a", "现场评议: {评委1: 90, 评委2: 80}"),
        file("b", "现场评议: {评委3: 70}"),
        file("c", "现场评议: {评委4: 未评}"),
    )
    assert told == []
    mean = table.cell("甲", "现场评议.平均")
    assert mean.value == 80
    assert [ballot.rater for ballot in mean.ballots] == ["评委1", "评委2", "评委3", "评委4"]
    assert mean.counted is not None
    assert mean.counted.text == "3 个数"


def test_evidence_of_the_file_that_counts_comes_first_and_any_proves() -> None:
    own = file("a", "表彰: {自评: [{事项: 甲, 类别: 市级}], 佐证: 文件1, 出处: 自评表}")
    table, _ = gathered(own, file("b", "表彰: {信息系统: 无, 说明: 未查到}"))
    cell = table.cell("甲", "表彰")
    assert cell.evidence == (("说明", "未查到"),)
    assert cell.elsewhere == (("自评", "佐证", "文件1"), ("自评", "出处", "自评表"))
    assert cell.proven


def test_a_value_of_one_origin_by_itself() -> None:
    table, _ = gathered(file("a", "办结件数: 5"), file("b", "办结件数: {核定: 3}"))
    assert table.cell("甲", "办结件数").value == 3
    assert table.cell("甲", "办结件数.自评").value == 5


def test_one_made_up_file_makes_the_unit_illustrative() -> None:
    table, _ = gathered(file("a", "办结件数: 5"), file("b", "实访户数: 3", more="示例: 是"))
    assert table.sources["甲"].illustrative
    assert [each.name for each in table.sources["甲"].files] == ["a", "b"]


def test_two_texts_on_the_work_are_a_mistake_one_is_not() -> None:
    first, second = file("a", "办结件数: 5", more="工作完成情况: 好"), file("b", "实访户数: 3")
    table, told = gathered(second, first)
    assert told == []
    narrative = table.sources["甲"].narrative
    assert narrative is not None
    assert narrative.text == "好"
    assert gathered(first, file("b", "实访户数: 3", more="工作完成情况: 很好"))[1] == [("F462", "b:3:9")]


_TEXT = st.sampled_from(["0", "7", "40", "41", "未报", "不适用"])
_FACT = st.dictionaries(st.sampled_from(["核定", "信息系统", "自评"]), _TEXT, max_size=3)


@settings(max_examples=200)
@given(st.fixed_dictionaries(dict.fromkeys(("应访户数", "实访户数", "办结件数"), _FACT)), st.randoms())
def test_any_values_in_several_files_are_as_in_one(said: dict[str, dict[str, str]], rng: Random) -> None:
    scheme = own_scheme()
    facts = [f"{name}: {{{', '.join(f'{o}: {text}' for o, text in told.items())}}}" for name, told in said.items()]
    whole = [file("a", *facts)]
    table, problems = read_facts(scheme, whole, "事实")
    apart, found = taken_apart(scheme, whole, rng)
    assert sorted((each.code.value, each.message) for each in found) == sorted(
        (each.code.value, each.message) for each in problems
    )
    for name in scheme.facts:
        one, other = table.cell("甲", name), apart.cell("甲", name)
        assert (one.state, one.value, said_of(one)) == (other.state, other.value, said_of(other))
