"""What is said of conditions, against every situation of three small facts: reported, not reported, not applicable."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.lint.study import Study
from engine.reading.read_scheme import read_scheme
from engine.reference.formula import truth_of
from engine.reference.known import Given, Known
from engine.report.problems import problems_text
from engine.text.source import Source

if TYPE_CHECKING:
    from engine.scheme.model import Scheme

TEXT = """\
方案编号: t
格式: 1
名称: 穷举
分数: {{总分: 1, 最低分: 0, 最高分: 1, 修约: {{方式: 四舍五入, 总分: 0}}, 未报: 须补报, 缺项折算: 按总分比例}}
考核对象: [甲单位]
数据来源: {{取值顺序: [核定, 自评], 可认定不适用: [核定]}}
数据项:
  甲: {{类型: 整数, 下限: 0, 上限: 3, 不超过: 乙}}
  乙: {{类型: 整数, 下限: 0, 上限: 2}}
  丙: {{类型: 是否}}
指标:
  A: {{名称: 试, 分值: 1, 计算公式: 甲 + 乙, 计分: {{方法: 达标得满分, 不低于: 1}}}}
规则:
  V: {{类别: 预警督办, 名称: 试, 触发条件: "{when}", 处理: {{预警等级: 黄}}}}
等次: [{{名称: 末等, 条件: 其余}}]
公布: {{版本: 内部版, 名单顺序: 单位顺序}}
"""
LEVELS = st.integers(-1, 4)
OPERATORS = st.sampled_from((">=", ">", "<=", "<", "=", "≠"))
ATOMS = st.one_of(
    st.builds(
        "{} {} {}".format, st.sampled_from(("甲", "乙", "甲 - 乙", "甲 + 乙", "最大(甲, 乙)")), OPERATORS, LEVELS
    ),
    st.builds("甲 {} 乙".format, OPERATORS),
    st.sampled_from(("丙", "丙 = 否", "未报(甲)", "不适用(乙)")),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} 且 {})".format, inner, inner),
        st.builds("({} 或 {})".format, inner, inner),
        st.builds("非 ({})".format, inner),
    ),
    max_leaves=5,
)
NOTHING = (Given.MISSING, Given.NOT_APPLICABLE)


def situations() -> list[dict[str, Fraction | bool | Given]]:
    """Every way to report the three facts that is accepted."""
    numbers: list[Fraction | Given] = [*(Fraction(each) for each in range(4)), *NOTHING]
    yes_no: tuple[bool | Given, ...] = (True, False, *NOTHING)
    pairs = [
        (one, other)
        for one, other in product(numbers, numbers)
        if other != Fraction(3) and (isinstance(one, Given) or isinstance(other, Given) or one <= other)
    ]
    return [{"甲": one, "乙": other, "丙": yes} for (one, other), yes in product(pairs, yes_no)]


SITUATIONS = situations()


def scheme_of(when: str) -> Scheme:
    scheme, problems = read_scheme(Source("t.yaml", TEXT.format(when=when)))
    assert scheme is not None, problems_text(problems)
    return scheme


@settings(max_examples=150, deadline=None)
@given(CONDITIONS)
def test_never_and_always(when: str) -> None:
    scheme = scheme_of(when)
    study, condition = Study(scheme), scheme.rules[0].when
    truths = [truth_of(condition, Known(facts, frozenset())) for facts in SITUATIONS]
    reported = [
        truth
        for truth, facts in zip(truths, SITUATIONS, strict=True)
        if not any(isinstance(each, Given) for each in facts.values())
    ]
    if study.truth.never(condition):
        assert True not in truths
    if study.truth.always(condition):
        assert False not in truths
    if study.usually.always(condition):
        assert False not in reported
    if study.usually.never(condition):
        assert True not in reported


def test_plain_conditions_are_decided() -> None:
    """What one operand decides is not left open."""
    for when, never in (("甲 > 3", True), ("甲 > 2", False), ("甲 > 2 且 乙 >= 0", True), ("乙 > 1 且 乙 < 2", True)):
        scheme = scheme_of(when)
        assert Study(scheme).truth.never(scheme.rules[0].when) is never, when
