"""The boundaries of rules and tiers: a condition just holding or not, a total just on the line or under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.boundary.draft import NO_TOTAL, NOT_FOLLOWED, Draft, Shows, Skipped
from engine.boundary.thresholds import comparisons
from engine.number import exact_text
from engine.scheme import formula as f

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from engine.boundary.losses import Losses
    from engine.boundary.solve import Solver
    from engine.boundary.thresholds import Found
    from engine.facts.reported import Values
    from engine.scheme.judging import Tier

# So many totals are kept while indicators are put together, and so many losses of one; the last loss is any.
_MOST_TOTALS, _MOST_OF_ONE = 4000, 2
# By so many of the least differences a total is tried to be under a line, before any that was put together is taken.
_GAPS = (1, 2, 5, 10, 20, 50, 100)


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


def of_tiers(tiers: Sequence[Tier], full: Fraction, losses: Losses, unit: Fraction) -> Iterator[Found]:
    """Yield a total on, and one just under, the line of every tier, put together of what indicators can lose.

    `full` is the total of the base, `unit` the least difference of two totals.
    """
    totals = _totals(full, losses)
    for tier in tiers:
        lines = list(_lines(tier))
        if not lines and tier.condition is not None:
            yield Skipped(f"等次 {tier.name}", NOT_FOLLOWED)
        for line in lines:
            at = f"{tier.name}的分数线是 {exact_text(line)} 分"
            above = [line + unit * times for times in _GAPS] + sorted(total for total in totals if total > line)
            below = [line - unit * times for times in _GAPS]
            below += sorted((total for total in totals if total < line), reverse=True)
            for words, targets in (("高于", above), ("正好", [line]), ("低于", below)):
                found = ((target, _reached(totals, losses, target)) for target in targets)
                target, change = next(((t, change) for t, change in found if change is not None), (line, None))
                said = f"{words} {exact_text(line)} 分"
                if change is None:
                    yield Skipped(f"等次 {tier.name} {said}", NO_TOTAL)
                else:
                    yield Draft(f"等次 {tier.name}，{said}", f"{at}，{said}", Shows.TOTAL, "", change, total=target)


def _lines(tier: Tier) -> Iterator[Fraction]:
    """Yield the totals that the condition of a tier compares with, each once."""
    told: set[Fraction] = set()
    for node in f.walk(tier.condition) if tier.condition is not None else ():
        if isinstance(node, f.Compare):
            sides = (node.left, node.right)
            numbers = [each.value for each in sides if isinstance(each, f.Literal) and not isinstance(each.value, bool)]
            totals = [each for each in sides if isinstance(each, f.FigureRef) and each.figure is f.Figure.TOTAL]
            if totals and numbers and numbers[0].value not in told:
                told.add(numbers[0].value)
                yield numbers[0].value


def _totals(full: Fraction, losses: Losses) -> dict[Fraction, Values]:
    """Return the totals that can be put together, of each indicator its heaviest losses, with the changes for each."""
    totals: dict[Fraction, Values] = {full: {}}
    for choices in sorted(losses.values(), key=max, reverse=True):
        heaviest = sorted(choices, reverse=True)[:_MOST_OF_ONE]
        for total, change in list(totals.items()):
            for points in heaviest:
                if len(totals) < _MOST_TOTALS and change.keys().isdisjoint(choices[points]):
                    totals.setdefault(total - points, change | choices[points])
    return totals


def _reached(totals: Mapping[Fraction, Values], losses: Losses, line: Fraction) -> Values | None:
    """Return the changes for a total, with the fewest facts changed: as put together, or with one more loss."""
    found = [totals[line]] if line in totals else []
    for total, change in totals.items():
        for choices in losses.values():
            more = choices.get(total - line)
            if more is not None and change.keys().isdisjoint(more):
                found.append(change | more)
    return min(found, key=len, default=None)
