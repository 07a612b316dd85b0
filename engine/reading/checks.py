"""Checks across the parts of a scheme that was read whole."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.primitives.steps import Steps
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.adjustment import adjustments
from engine.scheme.formula import AnyOf, FactRef, facts_in, walk
from engine.scheme.model import Indicator, Scheme, indicators
from engine.scheme.strata import Position, RuleCycleError, Stratum, fired_in, positions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.scheme.formula import Expr, Fired
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


def check_order_of_rules(scheme: Scheme) -> Iterator[Problem]:
    """A condition reads only rules that are decided before its effect."""
    try:
        places = positions(scheme.rules)
    except RuleCycleError as error:
        rules = {rule.id: rule for rule in scheme.rules}
        first, *others = error.rules[:-1]
        yield Problem(
            Code.RULE_CYCLE,
            f"规则互相引用，无法先后判定：{'→'.join(error.rules)}",
            rules[first].when.span,
            help="请去掉其中一个“已触发”",
            also=tuple((f"{other} 的条件在这里", rules[other].when.span) for other in others),
        )
        return
    for rule in scheme.rules:
        yield from _forward_looks(scheme, rule.when, places[rule.id], places)
    for tier in scheme.tiers:
        if tier.condition is not None:
            yield from _forward_looks(scheme, tier.condition, (Stratum.TIER, 0), places)


def _forward_looks(scheme: Scheme, condition: Expr, place: Position, places: dict[str, Position]) -> Iterator[Problem]:
    for node in fired_in(condition):
        if places[node.rule] >= place:
            yield _forward(scheme, node)


def _forward(scheme: Scheme, node: Fired) -> Problem:
    rule = next(rule for rule in scheme.rules if rule.id == node.rule)
    return Problem(
        Code.FORWARD_LOOK,
        f"这里要先知道“{node.rule}”是否触发，而它在这之后才判定",
        node.span,
        help="判定的次序是：预警→得分定等→评定为→不得确定为；请把条件直接写出来，不用“已触发”",
        also=((f"{node.rule} 在这里", rule.span),),
    )


def check_unused_facts(scheme: Scheme) -> Iterator[Problem]:
    """A fact that nothing reads is collected for nothing, or its name is misspelt elsewhere."""
    formulas: list[Expr] = [each.formula for each in indicators(scheme.items)]
    formulas += [rule.when for rule in scheme.rules]
    formulas += [tier.condition for tier in scheme.tiers if tier.condition is not None]
    used = {node.name for formula in formulas for node in walk(formula) if isinstance(node, FactRef)}
    used |= {name for each in adjustments((*scheme.bonuses, *scheme.penalties)) for name in each.facts}
    used |= {other for fact in scheme.facts.values() for other in fact.at_most}
    # While too few periods have ended for 连续, its condition is there and its parts are not.
    runs = [node.run for formula in formulas for node in walk(formula) if isinstance(node, AnyOf) and node.run]
    waiting = {name for run in runs for name in facts_in(run)}
    used |= waiting | {name.rpartition(".")[0] for name in waiting}
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
    check_tier_names,
    check_order_of_rules,
    check_unused_facts,
)
