"""Units as they would be with one fact changed, many of them scored at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import measured
from engine.columns.ratio import scaled
from engine.dataclass import dataclass
from engine.evaluate.evaluate import Evaluation
from engine.facts.table import FactColumn, State, scale_of
from engine.judge.conditions import make_program
from engine.judge.ladder import make_ladders
from engine.judge.truths import Conditions, to_totals
from engine.scheme.strata import RANKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.ints import Array, Mask
    from engine.facts.table import FactTable
    from engine.scheme.model import Scheme


@dataclass(frozen=True, slots=True)
class Variant:
    """A unit with another value of one fact, in units of its last decimal."""

    unit: str
    fact: str
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What variants come to: totals in units of the last decimal, and bool[n, tiers] the tiers open to each.

    A variant without a total, or with anything undecided, has no tier open.
    """

    totals: Array
    open: Mask


def has_late_conditions(scheme: Scheme) -> bool:
    """Say whether any condition reads ranks: it cannot be told of one unit without all others."""
    return any(due.moment > RANKING for due in make_program(scheme).rounds)


def try_out(scheme: Scheme, facts: FactTable, variants: Sequence[Variant]) -> Outcomes:
    """Score variants, each by itself, for a scheme that does not compare units. Raises RuleEngineError."""
    evaluation = Evaluation(scheme, _table(scheme, facts, variants))
    results = to_totals(evaluation, Conditions(evaluation.results)).results
    ladders = make_ladders(scheme, results.truths, len(variants))
    known = np.broadcast_to(results.has_total & ~results.incomplete & ladders.decided, (len(variants),))
    return Outcomes(results.total.spread(len(variants)), ladders.open & known[:, None])


def _table(scheme: Scheme, facts: FactTable, variants: Sequence[Variant]) -> FactTable:
    rows = np.array([facts.row(each.unit) for each in variants])
    columns = {name: FactColumn(each.values.take(rows), each.state[rows]) for name, each in facts.columns.items()}
    changed: dict[str, list[int]] = {}
    for place, variant in enumerate(variants):
        changed.setdefault(variant.fact, []).append(place)
    for name, places in changed.items():
        digits, column = scale_of(scheme.facts[name]), columns[name]
        numbers = [variants[place].number for place in places]
        values = column.values.num.spread(len(variants)).astype(object if max(map(abs, numbers)) >= 2**62 else np.int64)
        values[places] = numbers
        state = column.state.copy()
        state[places] = int(State.VALUE)
        columns[name] = FactColumn(scaled(measured(values), digits), state)
    evidence = None if facts.evidence is None else {name: mask[rows] for name, mask in facts.evidence.items()}
    return replace(facts, units=tuple(each.unit for each in variants), columns=columns, evidence=evidence, _rows={})
