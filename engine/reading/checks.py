"""Checks across the parts of a scheme that was read whole."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.primitives.steps import Steps
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.check_order import check_order_of_conditions
from engine.scheme.adjustment import adjustments
from engine.scheme.formula import FactRef, ItemRef, walk
from engine.scheme.model import Indicator, Scheme, indicators

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.scheme.formula import Expr
    from engine.text.source import Span


def check_scheme(scheme: Scheme) -> list[Problem]:
    """Return what is wrong between the parts of a scheme."""
    return [problem for check in CHECKS for problem in check(scheme)]


def check_points(scheme: Scheme) -> Iterator[Problem]:
    """The first level has to add up to the total."""
    total = sum((item.points for item in scheme.items), Fraction(0))
    if total != scheme.marking.full:
        listed = " + ".join(exact_text(item.points) for item in scheme.items)
        yield Problem(
            Code.POINTS_SUM,
            f"总分是 {exact_text(scheme.marking.full)}，各一级指标之和是 {listed} = {exact_text(total)}",
            scheme.marking.span,
            help="请改分值，使一级指标之和等于总分",
        )


def check_scopes(scheme: Scheme) -> Iterator[Problem]:
    """Only an indicator inside a section can take points from it."""
    for item in scheme.items:
        if isinstance(item, Indicator) and isinstance(item.method, Steps) and item.method.section_floor:
            fix = "请把它放进某个分项里，或把扣分范围改为“本项”“总分”"
            yield Problem(
                Code.LIMITS_CONTRADICT, f"“{item.id}”没有上一级分项，扣分范围不能是“本类”", item.span, help=fix
            )


def check_values_of_others(scheme: Scheme) -> Iterator[Problem]:
    """An indicator that reads the value of one that may divide by zero has to say what that means for itself."""
    by_id = {each.id: each for each in indicators(scheme.items)}
    for indicator in by_id.values():
        for node in walk(indicator.formula):
            other = by_id.get(node.id) if isinstance(node, ItemRef) else None
            if other is None or other.zero_denominator is None or indicator.zero_denominator is not None:
                continue
            message = f"“{node.span.text}”的分母可能为 0，“{indicator.id}”却没有写“分母为零”怎么办"
            yield Problem(
                Code.ZERO_DENOMINATOR, message, node.span,
                help="请给它补写“分母为零: 不适用”（或 计满分、计零分）",
                also=((f"{other.id} 在这里", other.span),),
            )  # fmt: skip
            break


def check_tier_names(scheme: Scheme) -> Iterator[Problem]:
    """A tier's name stands once."""
    seen: dict[str, Span] = {}
    for tier in scheme.tiers:
        if tier.name in seen:
            yield Problem(
                Code.ID_TWICE, f"等次“{tier.name}”写了两次", tier.span, help="请改名或删去一个",
                also=(("第一次在这里", seen[tier.name]),),
            )  # fmt: skip
        seen.setdefault(tier.name, tier.span)


def check_sequences(scheme: Scheme) -> Iterator[Problem]:
    """Adjustments that are made one after another have no common cap: it would not say which of them it cuts."""
    for cap, parts in (("bonus_cap", scheme.bonuses), ("penalty_cap", scheme.penalties)):
        ordered = [part for part in parts if part.order is not None]
        if ordered and getattr(scheme.marking, cap) is not None:
            yield Problem(
                Code.KEYS_EXCLUSIVE, f"“{ordered[0].id}”写了“次序”，就不能再有合计上限", ordered[0].span,
                help="依次加减的，每一步之后总分都受最高分、最低分限制；请删去“分数”下的合计上限",
                also=(("合计上限在这里", scheme.marking.at.get(cap, scheme.marking.span)),),
            )  # fmt: skip


def check_unused_facts(scheme: Scheme) -> Iterator[Problem]:
    """A fact that nothing reads is collected for nothing, or its name is misspelt elsewhere."""
    formulas: list[Expr] = [each.formula for each in indicators(scheme.items)]
    formulas += [rule.when for rule in scheme.rules]
    others = [tier.condition for tier in scheme.tiers] + [scheme.ranking.left_out]
    others += [each.gate for each in adjustments((*scheme.bonuses, *scheme.penalties))]
    formulas += [condition for condition in others if condition is not None]
    used = {node.name for formula in formulas for node in walk(formula) if isinstance(node, FactRef)}
    used |= {name for each in adjustments((*scheme.bonuses, *scheme.penalties)) for name in each.facts}
    used |= {other for fact in scheme.facts.values() for other in fact.at_most}
    used |= {fact.of for fact in scheme.facts.values() if fact.name in used and fact.of}
    for fact in scheme.facts.values():
        if fact.name not in used and fact.of not in used:
            yield Problem(
                Code.FACT_UNUSED,
                f"数据项“{fact.of or fact.name}”没有用在任何指标、加分或规则里",
                fact.span,
                help="请在计算公式中用上它，或删去",
            )


CHECKS: tuple[Callable[[Scheme], Iterator[Problem]], ...] = (
    check_points,
    check_scopes,
    check_values_of_others,
    check_tier_names,
    check_order_of_conditions,
    check_sequences,
    check_unused_facts,
)
