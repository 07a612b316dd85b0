"""Indicators whose facts can take few values: scored once for every combination, then looked up for every unit.

A rate of two counts has millions of possible values, but a number of cases, a percentage, or a 是否 has few. What
the scheme makes of such facts is worked out on a table with one row for every combination, by the same code as ever,
and a unit's row in it is found by its facts. As with rules: once for each distinct situation.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints
from engine.columns.ratio import Ratio
from engine.dataclass import dataclass
from engine.evaluate.indicators import Labels, score_indicator
from engine.evaluate.results import IndicatorTrace, NodeTrace, Stages
from engine.evaluate.values import Values
from engine.facts.table import FactColumn, FactTable, State
from engine.primitives.ranked import Ranked
from engine.scheme import formula as f
from engine.scheme.functions import Among, Parameter, Pooled
from engine.scheme.model import indicators

if TYPE_CHECKING:
    from engine.columns.ints import Array, Mask
    from engine.scheme.model import Indicator, Scheme

# A table of more rows no longer stays near the processor while units are looked up in it.
MOST_ROWS = 16_384
# So many units are looked at together: more do not stay near the processor.
AT_ONCE = 32_768
# The table has to be much shorter than the list of units, or nothing is won.
UNITS_A_ROW = 4

# The states without a value that a fact may be in, by the largest that is found: one look is enough.
_WITHOUT = MappingProxyType(
    {State.VALUE: (), State.MISSING: (State.MISSING,), State.NOT_APPLICABLE: (State.MISSING, State.NOT_APPLICABLE)}
)


@dataclass(frozen=True, slots=True)
class Axis:
    """The values that a fact can take: low, low + 1, …, as many as `size`; then the states without a value."""

    fact: str
    low: int
    size: int
    states: tuple[State, ...]

    @property
    def rows(self) -> int:
        """How many values and states there are."""
        return self.size + len(self.states)

    def codes(self, column: FactColumn) -> Array:
        """Return int32[n] or int64[n] where on the axis each unit is; it means nothing where there is no value."""
        values = column.values.num.spread(column.state.size)
        return values - self.low if self.low else values

    def codes_without(self, column: FactColumn, rows: Array) -> Array:
        """Return where some units are, whether they have a value or not."""
        places = np.zeros(len(State), dtype=np.int64)
        places[list(self.states)] = range(self.size, self.rows)
        state = column.state[rows]
        values = column.values.num.take(rows).spread(rows.size) - self.low
        return np.where(state == int(State.VALUE), values, places[state])

    def column(self, codes: Array, whole: FactColumn) -> FactColumn:
        """Return the fact as it is at those places of the axis."""
        known = codes < self.size
        states = np.array([State.VALUE, *self.states], dtype=np.int8)
        num = whole.values.num
        values = np.where(known, codes + self.low, 0)
        low, high = min(num.low, 0), max(num.high, 0)
        state = states[np.where(known, 0, codes - self.size + 1)]
        return FactColumn(Ratio(Ints(values, low, high), whole.values.den), state)


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """An indicator scored for every combination of its facts."""

    axes: tuple[Axis, ...]
    trace: IndicatorTrace
    node: NodeTrace

    def node_of(self, found: Found) -> NodeTrace:
        """Return what a section needs of the indicator, for units of those combinations."""
        node = self.node
        terms = tuple(map(found.take, node.terms))
        unrounded = (found.take(self.trace.exact),)
        return NodeTrace(
            terms, found.take_array(node.applicable), found.take_array(node.incomplete), found.take(node.available),
            Stages(terms, unrounded, unrounded),
        )  # fmt: skip

    def trace_of(self, found: Found) -> IndicatorTrace:
        """Return the whole trace of the indicator, for units of those combinations."""
        trace = self.trace
        return IndicatorTrace(
            found.take(trace.raw), found.take(trace.value), found.take_array(trace.state),
            found.take_array(trace.case), found.take_array(trace.branch), tuple(map(found.take, trace.steps)),
            found.take(trace.exact), found.take(trace.points), None, found.take(trace.scored) if trace.scored else None,
        )  # fmt: skip


class Found:
    """Which combination each unit has: `codes`, but for the few `rows` without a value, whose combinations are `at`.

    Columns that were laid out are kept: of the columns of a trace some are often one and the same.
    """

    def __init__(self, codes: Array, rows: Array, at: Array) -> None:
        self._codes, self._rows, self._at = codes, rows, at
        self._taken: dict[int, Ratio] = {}

    def take(self, column: Ratio) -> Ratio:
        """Return a column of the combinations, laid out for the units."""
        if id(column) not in self._taken:
            self._taken[id(column)] = Ratio(self._ints(column.num), self._ints(column.den))
        return self._taken[id(column)]

    def _ints(self, ints: Ints) -> Ints:
        if ints.values.shape == (1,):
            return ints
        return Ints(self.take_array(ints.values), ints.low, ints.high)

    def mark(self, combinations: Mask) -> None:
        """Mark the combinations that occur."""
        codes = self._codes
        if self._rows.size:
            codes = codes.copy()
            codes[self._rows] = self._at
        combinations[codes] = True

    def take_array(self, column: Array) -> Array:
        """Return an array of the combinations, laid out for the units; one that is the same everywhere is free."""
        if column.strides == (0,):
            return np.broadcast_to(column[:1], self._codes.shape)
        # What has no value has some code; those rows are put right after.
        laid_out = column.take(self._codes)
        if self._rows.size:
            laid_out[self._rows] = column[self._at]
        return laid_out


def find(axes: tuple[Axis, ...], facts: FactTable) -> Found:
    """Return which combination each unit has; the last axis varies quickest."""
    columns = [facts.columns[axis.fact] for axis in axes]
    codes = axes[0].codes(columns[0])
    for axis, column in zip(axes[1:], columns[1:], strict=True):
        codes = codes * axis.rows + axis.codes(column)
    without = reduce(np.logical_or, (column.state != int(State.VALUE) for column in columns))
    rows = np.flatnonzero(without)
    at = axes[0].codes_without(columns[0], rows)
    for axis, column in zip(axes[1:], columns[1:], strict=True):
        at = at * axis.rows + axis.codes_without(column, rows)
    return Found(codes, rows, at)


def _plain(column: Array) -> Array:
    """Return a column so that it shows when it is the same everywhere."""
    return np.broadcast_to(column[:1], column.shape) if column.size and (column == column[0]).all() else column


def make_lookups(scheme: Scheme, facts: FactTable) -> dict[str, Lookup]:
    """Return lookups for the indicators for which that is quicker than to score every unit."""
    most = most_rows(len(facts.units))
    found = {}
    for indicator in indicators(scheme.items):
        names = f.facts_in(indicator.formula)
        if not names or not _is_by_facts_alone(indicator):
            continue
        axes = [_axis(name, facts.columns[name], most) for name in names]
        known = tuple(axis for axis in axes if axis is not None)
        if len(known) == len(axes) and reduce(lambda rows, axis: rows * axis.rows, known, 1) <= most:
            found[indicator.id] = _make_lookup(scheme, indicator, known, facts)
    return found


def most_rows(units: int) -> int:
    """Return how many combinations are worth a lookup."""
    return min(MOST_ROWS, units // UNITS_A_ROW)


def _is_by_facts_alone(indicator: Indicator) -> bool:
    """Say whether two units with the same facts have the same points, whatever else they and others are."""
    if isinstance(indicator.method, Ranked) or indicator.not_for or indicator.factor is not None:
        return False
    return not any(_looks_further(node) for node in f.walk(indicator.formula))


def _looks_further(node: f.Expr) -> bool:
    if isinstance(node, Parameter):
        return node.label is not None
    return isinstance(node, f.Matters | f.ItemRef | f.FigureRef | f.Fired | f.FiredCount | Pooled | Among)


def _axis(name: str, column: FactColumn, most: int) -> Axis | None:
    num, den = column.values.num, column.values.den
    if not den.is_constant or num.values.dtype == object:
        return None
    # The range of a fact is that of the values that there are: a row without one holds the least of them.
    if num.high - num.low >= most:
        return None
    states = _WITHOUT[State(column.state.max(initial=0))]
    return Axis(name, num.low, num.high - num.low + 1, states)


def _make_lookup(scheme: Scheme, indicator: Indicator, axes: tuple[Axis, ...], facts: FactTable) -> Lookup:
    codes = np.indices([axis.rows for axis in axes]).reshape(len(axes), -1)
    if len(axes) == 1:
        return _scored(scheme, indicator, axes, codes, facts)
    # What cannot occur together may have no value: a denominator that limits keep from being zero, say.
    found = np.zeros(codes.shape[1], dtype=np.bool_)
    for start in range(0, len(facts.units), AT_ONCE):
        find(axes, facts.part(slice(start, start + AT_ONCE), [axis.fact for axis in axes])).mark(found)
    rows = np.flatnonzero(found)
    place = np.zeros(found.size, dtype=np.int64)
    place[rows] = np.arange(rows.size)
    occurring = _scored(scheme, indicator, axes, codes[:, rows], facts)
    everywhere = Found(place, place[:0], place[:0])
    return Lookup(axes, occurring.trace_of(everywhere), occurring.node_of(everywhere))


def _scored(scheme: Scheme, indicator: Indicator, axes: tuple[Axis, ...], codes: Array, facts: FactTable) -> Lookup:
    columns = {axis.fact: axis.column(code, facts.columns[axis.fact]) for axis, code in zip(axes, codes, strict=True)}
    units = ("",) * codes.shape[1]
    table = FactTable(units, columns, {}, facts.options)
    labels = Labels(units, (None,), np.zeros(len(units), dtype=np.int64))
    values = Values(scheme, table, labels).of(indicator.id)
    trace, node = score_indicator(indicator, scheme.marking, values, labels)
    plain = replace(node, applicable=_plain(node.applicable), incomplete=_plain(node.incomplete))
    exact = trace.points if trace.exact.equals(trace.points).all() else trace.exact
    trace = replace(
        trace, state=_plain(trace.state), case=_plain(trace.case), branch=_plain(trace.branch), exact=exact,
        value=trace.raw if trace.value.equals(trace.raw).all() else trace.value,
        scored=exact if trace.scored is not None and trace.scored.equals(exact).all() else trace.scored,
    )  # fmt: skip
    return Lookup(axes, trace, plain)
