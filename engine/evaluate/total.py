"""From the base total to the total (docs/semantics.md, section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints, constant, where
from engine.columns.ratio import Ratio, choose, greatest, least, ratio
from engine.columns.sums import exact_sum, round_sum
from engine.evaluate.results import SequenceStep
from engine.scheme.judging import Deduct, VoidTotal

if TYPE_CHECKING:
    from engine.columns.ints import Mask
    from engine.columns.sums import Terms
    from engine.evaluate.results import Results, SideTrace
    from engine.scheme.adjustment import Adjustable
    from engine.scheme.model import Scheme

ZERO = ratio(0)


def deducted(results: Results, *, worst: bool = False) -> Ratio:
    """Return what rules take off the total; `worst` counts those that are undecided as fired."""
    off = ZERO
    for rule in results.scheme.rules:
        if isinstance(rule.effect, Deduct) and rule.effect.item is None:
            off = off + choose(_fired(results, rule.id, worst=worst), ratio(rule.effect.points), ZERO)
    return off


def _fired(results: Results, rule: str, *, worst: bool) -> Mask:
    truth = results.truths[rule]
    return ~truth.false if worst else truth.true


def total_up(results: Results) -> None:
    """Compute the total: base, then adjustments, clamped and rounded once; a total that a rule voids is 0."""
    terms, results.sequence = in_sequence(results)
    results.unclamped = _rounded(results, terms, results.deducted)
    results.total = _voided(results, _clamped(results.unclamped, results.scheme), worst=False)
    open_ = _undecided(results, terms)
    results.incomplete = results.incomplete | (open_ & results.has_total)
    results.has_total = results.has_total & ~open_


def _undecided(results: Results, terms: Terms) -> Mask:
    """Say where rules that are undecided would change the total."""
    rules = [rule for rule in results.scheme.rules if _acts_on_total(rule.effect)]
    found = np.zeros(len(results.facts.units), dtype=np.bool_)
    if not any(results.truths[rule.id].undecided.any() for rule in rules):
        return found
    rounded = _rounded(results, terms, deducted(results, worst=True))
    return ~_voided(results, _clamped(rounded, results.scheme), worst=True).equals(results.total)


def _acts_on_total(effect: object) -> bool:
    return isinstance(effect, VoidTotal) or (isinstance(effect, Deduct) and effect.item is None)


def in_sequence(results: Results) -> tuple[Terms, tuple[SequenceStep, ...]]:
    """Return the terms of the total before rules take points off; adjustments with an order are made one by one."""
    bonuses, penalties = results.bonuses, results.penalties
    sides = ((results.scheme.bonuses, bonuses, 1), (results.scheme.penalties, penalties, -1))
    orders = sorted({part.order for parts, _, _ in sides for part in parts if part.order is not None})
    if not orders:
        return (*results.base, bonuses.total, -penalties.total), ()
    low, high = ratio(results.scheme.marking.lowest), ratio(results.scheme.marking.highest)
    running, steps = exact_sum(results.base), []
    for order in orders:
        reached = running + _of_order(sides, order)
        running = least(greatest(reached, low), high)
        steps.append(SequenceStep(order, reached, running))
    return (running, _of_order(sides, None)), tuple(steps)


def _of_order(sides: tuple[tuple[tuple[Adjustable, ...], SideTrace, int], ...], order: int | None) -> Ratio:
    """Add up the adjustments of one order, or of none, penalties with a minus."""
    together = ZERO
    for parts, trace, sign in sides:
        points = sum((trace.points[part.id] for part in parts if part.order == order), ZERO)
        # Only a side without orders can have a common cap.
        if order is None and all(part.order is None for part in parts):
            points = trace.total
        together = together + points * ratio(sign)
    return together


def _rounded(results: Results, terms: Terms, off: Ratio) -> Ints:
    rule = results.scheme.marking.rounding.total
    return round_sum((*terms, -off), rule.digits, rule.mode)


def _clamped(total: Ints, scheme: Scheme) -> Ints:
    """Keep the rounded total within its declared bounds, which have no more decimals than it has."""
    scale = 10**scheme.marking.rounding.total.digits
    low, high = constant(int(scheme.marking.lowest * scale)), constant(int(scheme.marking.highest * scale))
    return where(total < low, low, where(total > high, high, total))


def _voided(results: Results, total: Ints, *, worst: bool) -> Ints:
    """Return 0 where a rule voids the total; one that is negative already is not raised."""
    nought = constant(0)
    for rule in results.scheme.rules:
        if isinstance(rule.effect, VoidTotal):
            total = where(_fired(results, rule.id, worst=worst) & (total > nought), nought, total)
    return total
