"""What the parts of a section come to, for all units at once (docs/semantics.md, section 4)."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints, as_ints, constant
from engine.columns.ratio import Ratio, choose, ratio, whole
from engine.columns.ratio import divide as divide_ratio
from engine.columns.sums import Terms, exact_sum, gather
from engine.dataclass import dataclass
from engine.evaluate.figures import figure
from engine.evaluate.formula import evaluate_formula
from engine.evaluate.results import Combination, NodeTrace
from engine.facts.table import State
from engine.scheme.combining import Way
from engine.scheme.model import Conversion, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Results
    from engine.scheme.model import Marking

ZERO = ratio(0)


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where something made of parts applies, and where it is incomplete; nowhere both."""

    applicable: Mask
    incomplete: Mask


def standing(parts: Sequence[NodeTrace], least: int, count: int) -> Standing:
    """Return where enough parts apply, and where one of them is incomplete."""
    present = np.zeros(count, dtype=np.int64)
    incomplete = np.zeros(count, dtype=np.bool_)
    for part in parts:
        present += part.applicable | part.incomplete
        incomplete |= part.incomplete
    enough = present >= least
    return Standing(enough & ~incomplete, enough & incomplete)


def together(parts: Sequence[NodeTrace]) -> Terms:
    """Add the parts' points; a part that does not apply has none, and an incomplete one has no say."""
    return gather(tuple(term for part in parts for term in part.terms))


def total_available(parts: Sequence[NodeTrace]) -> Ratio:
    """Return the points of the parts that apply."""
    return reduce(Ratio.__add__, (part.available for part in parts), ZERO)


def times(terms: Terms, factor: Ratio) -> Terms:
    """Multiply all terms."""
    if factor.num.is_constant and factor.den.is_constant and factor.num.high == factor.den.high:
        return terms
    return tuple(term * factor for term in terms)


def in_full(terms: Terms, available: Ratio, full: Ratio) -> Terms:
    """Make up for what does not apply: multiply by full / available points."""
    return times(terms, divide_ratio(full, available)[0])


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """The parts of a section with what they are put together by; values are those on the parts' own full marks."""

    section: Section
    traces: Sequence[NodeTrace]
    results: Results

    @property
    def marking(self) -> Marking:
        """How points add up in the scheme."""
        return self.results.scheme.marking

    @property
    def count(self) -> int:
        """How many units there are."""
        return len(self.results.facts.units)

    def by(self, way: Way) -> Mask:
        """Say in which units the parts are put together in a way."""
        taken = np.zeros(self.count, dtype=np.bool_)
        found = np.zeros(self.count, dtype=np.bool_)
        for label, own in self.section.combining.ways:
            mine = self.results.labels.excluded(frozenset({label})) & ~taken
            taken |= mine
            if own is way:
                found |= mine
        return found | ~taken if self.section.combining.rest is way else found

    def values(self) -> list[Ratio]:
        """Return each part's points as if all of it applied; 0 where none does."""
        points = [exact_sum(trace.terms) for trace in self.traces]
        if self.marking.conversion is not Conversion.WHOLE:
            return points
        pairs = zip(points, self.section.parts, self.traces, strict=True)
        return [value * divide_ratio(ratio(part.points), trace.available)[0] for value, part, trace in pairs]

    def cases(self) -> tuple[Array, Array]:
        """Return the case whose weights each unit has, and the state of its condition."""
        weights = self.section.combining.weights
        none = np.zeros(self.count, dtype=np.int64)
        if weights is None or weights.number is None:
            return none, none
        found = evaluate_formula(weights.number, self.results.facts, lambda node: figure(node, self.results))
        state = np.broadcast_to(found.state, none.shape)
        number = found.ratio.num // found.ratio.den
        return np.where(state == State.VALUE, number.spread(none.size), 0), state

    def weights(self, cases: Array) -> list[Ratio]:
        """Return the weight of each part in each unit, before any part is left out."""
        weights = self.section.combining.weights
        if weights is None:
            return []
        columns = []
        for place in range(len(self.traces)):
            column = ratio(weights.of[0][place])
            for case, of in enumerate(weights.of[1:], start=1):
                column = choose(cases == case, ratio(of[place]), column)
            columns.append(column)
        return columns


def combine(section: Section, traces: Sequence[NodeTrace], results: Results) -> tuple[Terms, Combination, Ratio]:
    """Return a section's points before its floor and rounding, how they came about, and the points that apply."""
    parts = _Parts(section, traces, results)
    marking, combining, count = parts.marking, section.combining, parts.count
    stands = standing(traces, combining.least, count)
    applicable, incomplete = stands.applicable, stands.incomplete
    cases, state = parts.cases()
    weights = parts.weights(cases)
    if weights:
        weighted, present = parts.by(Way.WEIGHTED), [trace.applicable | trace.incomplete for trace in traces]
        void = weighted & (
            (state == State.NOT_APPLICABLE) | ((state == State.VALUE) & _weighs_nothing(weights, present))
        )
        unknown = weighted & (state == State.MISSING) & (applicable | incomplete) & ~void
        incomplete = (incomplete & ~void) | unknown
        applicable = applicable & ~void & ~unknown
    put, full = _put_together(parts, weights)
    applies = applicable | incomplete
    available = choose(applies, ratio(section.points), ZERO)
    if marking.conversion is Conversion.WHOLE:
        own = choose(applies, total_available(traces) * ratio(section.points / section.inner), ZERO)
        available = own if combining.adds else choose(parts.by(Way.SUM), own, available)
    scaled = times(full, ratio(section.points / section.inner))
    if combining.least > 1 or weights:  # parts may have points while the section does not apply
        scaled = tuple(choose(applicable, term, ZERO) for term in scaled)
    return scaled, Combination(put, full, cases, applicable, incomplete), available


def _weighs_nothing(weights: Sequence[Ratio], present: Sequence[Mask]) -> Mask:
    """Say where the parts that apply have no weight between them."""
    weighed = [choose(mask, weight, ZERO) for mask, weight in zip(present, weights, strict=True)]
    return reduce(Ratio.__add__, weighed).num.equals(constant(0))


def _put_together(parts: _Parts, weights: Sequence[Ratio]) -> tuple[Terms, Terms]:
    """Return what the parts come to, and the same with what does not apply made up for."""
    section, traces = parts.section, parts.traces
    put = together(traces)
    inner = ratio(section.inner)
    full = put if parts.marking.conversion is Conversion.WHOLE else in_full(put, total_available(traces), inner)
    if section.combining.adds:
        return put, full
    values, masks = parts.values(), [trace.applicable for trace in traces]
    one, in_whole = exact_sum(put), exact_sum(full)
    for way in section.combining.used:
        if way is not Way.SUM:
            found, by = (
                _OF[way](values, masks) if way is not Way.WEIGHTED else _weigh(values, masks, weights),
                parts.by(way),
            )
            one, in_whole = choose(by, found, one), choose(by, found, in_whole)
    return (one,), (in_whole,)


def _weigh(values: Sequence[Ratio], masks: Sequence[Mask], weights: Sequence[Ratio]) -> Ratio:
    counted = [choose(mask, weight, ZERO) for mask, weight in zip(masks, weights, strict=True)]
    total = reduce(Ratio.__add__, (weight * value for weight, value in zip(counted, values, strict=True)))
    return divide_ratio(total, reduce(Ratio.__add__, counted))[0]


def _mean(values: Sequence[Ratio], masks: Sequence[Mask]) -> Ratio:
    total = reduce(Ratio.__add__, (choose(mask, value, ZERO) for mask, value in zip(masks, values, strict=True)))
    return divide_ratio(total, whole(reduce(Ints.__add__, (as_ints(mask) for mask in masks))))[0]


def _best(values: Sequence[Ratio], masks: Sequence[Mask], *, high: bool) -> Ratio:
    best, known = values[0], masks[0]
    for value, mask in zip(values[1:], masks[1:], strict=True):
        better = value > best if high else value < best
        best, known = choose(mask & (better | ~known), value, best), known | mask
    return best


_OF = {
    Way.LOWEST: lambda values, masks: _best(values, masks, high=False),
    Way.HIGHEST: lambda values, masks: _best(values, masks, high=True),
    Way.MEAN: _mean,
}
