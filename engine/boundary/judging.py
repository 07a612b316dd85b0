"""The boundaries of rules and tiers: a condition just holding or not, a total just on the line or under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.boundary.draft import NOT_FOLLOWED, ZERO, Draft, Shows, Skipped
from engine.boundary.thresholds import comparisons
from engine.number import exact_text
from engine.scheme import formula as f

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from engine.boundary.reported import Values
    from engine.boundary.solve import Solver
    from engine.boundary.thresholds import Found
    from engine.scheme.judging import Tier

# So many different totals are kept while indicators are put together; enough for every line that was tried.
_MOST_TOTALS = 20000


def of_rules(solver: Solver) -> Iterator[Found]:
    """Yield the boundaries of the conditions of every rule; a rule that it asks about stands there in full."""
    conditions = {rule.id: rule.when for rule in solver.scheme.rules}
    for rule in solver.scheme.rules:
        condition = _unfolded(rule.when, conditions)
        if rule.periods or any(isinstance(node, f.AnyOf) and node.run for node in f.walk(condition)):
            yield Skipped(rule.id, "按期判断的规则，请手工写")
        else:
            yield from comparisons(solver, (condition,), rule.id, Shows.RULES)


def _unfolded(condition: f.Expr, conditions: Mapping[str, f.Expr]) -> f.Expr:
    def instead(node: f.Expr) -> f.Expr:
        return _unfolded(conditions[node.rule], conditions) if isinstance(node, f.Fired) else node

    return f.mapped(condition, instead)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a draft costs: the points that its indicator then has less than with the base."""

    about: str
    points: Fraction
    change: Values


def of_tiers(tiers: Sequence[Tier], full: Fraction, losses: Sequence[Loss]) -> Iterator[Found]:
    """Yield a total on, and one just under, the line of every tier, put together of what drafts were found to cost."""
    totals = _totals(full, losses)
    for tier in tiers:
        line = _line(tier)
        if line is None:
            if tier.condition is not None:
                yield Skipped(f"等次 {tier.name}", NOT_FOLLOWED)
            continue
        at = f"{tier.name}的分数线 {exact_text(line)}"
        if line in totals:
            yield Draft(
                f"等次 {tier.name}，正好 {exact_text(line)} 分", f"{at}，正好达到", Shows.TOTAL, "", totals[line]
            )
        else:
            yield Skipped(f"等次 {tier.name} 正好 {exact_text(line)} 分", "没有找到正好加成这个总分的各项得分")
        under = max((total for total in totals if total < line), default=None)
        if under is not None:
            yield Draft(
                f"等次 {tier.name}，低于 {exact_text(line)} 分", f"{at}，差一点", Shows.TOTAL, "", totals[under]
            )


def _line(tier: Tier) -> Fraction | None:
    """Return the total that the condition of a tier asks for."""
    for node in f.walk(tier.condition) if tier.condition is not None else ():
        if isinstance(node, f.Compare) and node.left == f.FigureRef(f.Figure.TOTAL, span=node.span):
            right = node.right
            if isinstance(right, f.Literal) and not isinstance(right.value, bool):
                return right.value.value
    return None


def _totals(full: Fraction, losses: Sequence[Loss]) -> dict[Fraction, Values]:
    """Return the totals that can be put together, of each indicator one draft at most, with the changes for each."""
    by_id: dict[str, dict[Fraction, Values]] = {}
    for loss in losses:
        if loss.points > ZERO:
            by_id.setdefault(loss.about, {}).setdefault(loss.points, loss.change)
    totals: dict[Fraction, Values] = {full: {}}
    for choices in by_id.values():
        for total, change in list(totals.items()):
            for points, more in choices.items():
                if change.keys().isdisjoint(more) and len(totals) < _MOST_TOTALS:
                    totals.setdefault(total - points, change | more)
    return totals
