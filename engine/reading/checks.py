"""Checks across the parts of a scheme that was read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.primitives.steps import Steps
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.sums import misfit
from engine.scheme.adjustment import adjustments
from engine.scheme.combining import ADDED
from engine.scheme.formula import Attribute, FactRef, ItemRef, walk
from engine.scheme.model import Indicator, Scheme, all_items, indicators
from engine.scheme.strata import Position, RuleCycleError, Stratum, fired_in, positions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.scheme.formula import Expr, Fired
    from engine.text.source import Span


def check_scheme(scheme: Scheme) -> list[Problem]:
    """Return what is wrong between the parts of a scheme."""
    return [problem for check in CHECKS for problem in check(scheme)]


def check_points(scheme: Scheme) -> Iterator[Problem]:
    """The first level has to add up to the total, or to what the scheme says that it adds up to."""
    marking = scheme.marking
    inner = marking.full if marking.inner is None else marking.inner
    found = misfit(scheme.items, ADDED, inner, scheme.units) if scheme.items else None
    if found is not None:
        word = "总分" if marking.inner is None else "内部满分"
        said = found.message.replace("各分项", "各一级指标")
        whose = f"{found.whose}的" if found.whose else ""
        place = marking.span if marking.inner is None else marking.at["inner"]
        fix = f"请改分值，使{whose}一级指标之和等于{word}"
        yield Problem(Code.POINTS_SUM, f"{word}是 {exact_text(inner)}，{said}", place, help=fix)


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
    formulas: list[Expr] = [formula for each in all_items(scheme.items) for formula in each.formulas]
    formulas += [rule.when for rule in scheme.rules]
    formulas += [tier.condition for tier in scheme.tiers if tier.condition is not None]
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


def check_values(scheme: Scheme) -> Iterator[Problem]:
    """Only an indicator has a value: a section, or what is scored in every period, has points alone."""
    leaves = {leaf.id for leaf in indicators(scheme.items)}
    conditions = [rule.when for rule in scheme.rules]
    conditions += [tier.condition for tier in scheme.tiers if tier.condition is not None]
    for node in (node for condition in conditions for node in walk(condition)):
        if isinstance(node, ItemRef) and node.attribute is Attribute.VALUE and node.id not in leaves:
            message = f"“{node.id}”由几个部分合成，没有“{Attribute.VALUE.value}”"
            fix = f"请改用 {node.id}.得分、{node.id}.得分率，或某个指标的数值；某一期的数直接写数据项，如 甲.3月"
            yield Problem(Code.ATTRIBUTE_UNKNOWN, message, node.span, help=fix)


CHECKS: tuple[Callable[[Scheme], Iterator[Problem]], ...] = (
    check_points,
    check_scopes,
    check_tier_names,
    check_order_of_rules,
    check_values,
    check_unused_facts,
)
