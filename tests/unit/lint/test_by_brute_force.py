"""What is told of lines between tiers, against all totals that there are."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.lint.lint import lint
from engine.number import Quantity
from engine.problem.codes import Code
from engine.reading.read_scheme import read_scheme
from engine.reference.comparing import holds
from engine.report.problems import problems_text
from engine.scheme import formula as f
from engine.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.scheme.model import Scheme

HEAD = """\
方案编号: t
格式: 1
名称: 穷举
分数:
  总分: {full}
  最低分: 0
  最高分: {full}
  修约: {{方式: 四舍五入, 总分: 0}}
  未报: 须补报
  缺项折算: 按总分比例
考核对象: [甲]
数据来源: {{取值顺序: [自评]}}
"""
OPERATORS = (">=", ">", "<=", "<")
LINES = st.lists(st.tuples(st.sampled_from(OPERATORS), st.integers(-1, 41)), min_size=1, max_size=2)


def scheme_of(points: Sequence[int], tiers: Sequence[Sequence[tuple[str, int]]]) -> Scheme:
    """A scheme of things that are done or not, each worth so many points, and tiers by lines of the total."""
    names = [f"事{place}" for place in range(len(points))]
    lines = [HEAD.format(full=sum(points)), "数据项:"]
    lines += [f"  {name}: {{类型: 是否}}" for name in names]
    lines += ["指标:"]
    lines += [
        f"  P{place}: {{名称: 甲, 分值: {worth}, 计算公式: 事{place}, 计分: {{方法: 是否得分, 要求: 是}}}}"
        for place, worth in enumerate(points)
    ]
    lines += ["等次:"]
    for place, conditions in enumerate(tiers):
        said = " 且 ".join(f"得分 {operator} {level}" for operator, level in conditions)
        lines.append(f"  - {{名称: 等{place}, 条件: {said}}}")
    lines += ["  - {名称: 末等, 条件: 其余}", "公布: {版本: 内部版, 名单顺序: 单位顺序}"]
    scheme, problems = read_scheme(Source("t.yaml", "\n".join(lines) + "\n"))
    assert scheme is not None, problems_text(problems)
    return scheme


def place_of(scheme: Scheme, total: int) -> int:
    """The place of the tier of a total, by the conditions as they stand."""
    for place, tier in enumerate(scheme.tiers):
        parts = [] if tier.condition is None else f.comparisons_in(tier.condition)
        if all(_holds(part, total) for part in parts):
            return place
    return len(scheme.tiers) - 1


def _holds(part: f.Expr, total: int) -> bool:
    assert isinstance(part, f.Compare)
    below = isinstance(part.right, f.Negative)
    level = part.right.part if isinstance(part.right, f.Negative) else part.right
    assert isinstance(level, f.Literal)
    assert isinstance(level.value, Quantity)
    return holds(part.operator, Fraction(total), -level.value.value if below else level.value.value)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=4), st.lists(LINES, min_size=1, max_size=4))
def test_lines(points: list[int], tiers: list[list[tuple[str, int]]]) -> None:
    scheme = scheme_of(points, tiers)
    found = lint(scheme)
    full = sum(points)
    places = [place_of(scheme, total) for total in range(full + 1)]
    backwards = any(later > earlier for at, later in enumerate(places) for earlier in places[:at])
    assert backwards == any(each.code is Code.TIER_BACKWARDS for each in found)

    told = {each.span.text for each in found if each.code is Code.TIER_UNREACHABLE and each.span}
    unreached = {tier.name for place, tier in enumerate(scheme.tiers) if place not in places}
    assert told == unreached

    idle = {each.span.text for each in found if each.code is Code.WEIGHT_IDLE and each.span}
    done = list(product((0, 1), repeat=len(points)))
    for place, worth in enumerate(points):
        totals = [sum(p * d for p, d in zip(points, each, strict=True)) for each in done if not each[place]]
        decides = any(place_of(scheme, total) != place_of(scheme, total + worth) for total in totals)
        assert f"P{place}" not in idle or not decides
