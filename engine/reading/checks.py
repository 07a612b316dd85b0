"""Checks across the parts of a scheme that was read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.primitives.steps import Steps
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.check_order import check_order_of_conditions
from engine.reading.sums import misfit
from engine.scheme.adjustment import adjustments
from engine.scheme.combining import ADDED
from engine.scheme.formula import AnyOf, FactRef, facts_in, walk
from engine.scheme.model import Indicator, Scheme, all_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.scheme.formula import Expr
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
    formulas: list[Expr] = [formula for each in all_items(scheme.items) for formula in each.formulas]
    formulas += [rule.when for rule in scheme.rules]
    others = [tier.condition for tier in scheme.tiers] + [scheme.ranking.left_out]
    others += [each.gate for each in adjustments((*scheme.bonuses, *scheme.penalties))]
    formulas += [condition for condition in others if condition is not None]
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
    check_order_of_conditions,
    check_sequences,
    check_unused_facts,
)
