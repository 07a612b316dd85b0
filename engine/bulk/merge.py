"""From what files tell to what counts: values by precedence, states, and where anything is wrong."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from engine.bulk.more import MOST_NAMED
from engine.bulk.parse import ABSENT, BAD, MISSING, NOT_FOR_IT, VALUE
from engine.dataclass import dataclass
from engine.facts.table import State, scale_of
from engine.problem.codes import SEVERITY, Code, Severity
from engine.scheme.model import FactType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.bulk.told import AllTold, Told
    from engine.columns.ints import Array, Mask
    from engine.scheme.model import FactDeclaration, Scheme

_STATES = np.array([State.VALUE, State.MISSING, State.MISSING, State.NOT_APPLICABLE, State.MISSING], dtype=np.int8)


@dataclass
class Faults:
    """How many problems of each kind there are, and the first units that have one."""

    totals: dict[Code, int] = field(default_factory=lambda: defaultdict(int))
    units: dict[Code, set[int]] = field(default_factory=lambda: defaultdict(set))
    masks: dict[Code, Mask] = field(default_factory=dict)

    def add(self, code: Code, where: Mask) -> None:
        """Count one problem for each unit where the mask holds."""
        found = np.flatnonzero(where)
        if len(found):
            self.totals[code] += len(found)
            first = sorted(self.units[code] | set(found[:MOST_NAMED].tolist()))
            self.units[code] = set(first[:MOST_NAMED])

    def add_units(self, code: Code, where: Mask) -> None:
        """Count one problem for each unit, however often it is added."""
        known = self.masks.get(code)
        self.masks[code] = where if known is None else known | where
        self.totals[code] = 0
        self.add(code, self.masks[code])


@dataclass(frozen=True, eq=False)
class Merged:
    """What counts of a fact in each unit: values in the scale of its column, and int8 states."""

    values: Array
    state: Array


class Merger:
    """Weighs what files tell of the facts of a scheme, in columns, as `ValueReader` does it value by value."""

    def __init__(self, scheme: Scheme, told: AllTold) -> None:
        self.scheme, self.told, self.faults = scheme, told, Faults()
        self.count = len(told.names)
        self._nothing = np.zeros(self.count, dtype=np.int64)
        self._nothing.flags.writeable = False

    def merge(self) -> dict[str, Merged]:
        """Return what counts of each fact of the scheme; what is wrong goes to `faults`."""
        merged = {}
        for fact in self.scheme.facts.values():
            if fact.origin is None:
                merged[fact.name] = self._fact(fact)
        for fact in self.scheme.facts.values():
            for other in fact.at_most:
                if fact.origin is None and fact.name in self.told.told and other in self.told.told:
                    self._pair(fact, merged[fact.name], self.scheme.facts[other], merged[other])
        for fact in self.scheme.facts.values():
            if fact.origin is not None:
                merged[fact.name] = self._of_origin(fact)
        return merged

    def _fact(self, fact: FactDeclaration) -> Merged:
        by_origin = self.told.told.get(fact.name, {})
        found: tuple[Array, Array] | None = None
        for origin in self.scheme.origins.precedence:
            if origin not in by_origin:
                continue
            values, kind = self._one_origin(fact, by_origin[origin])
            if not fact.may_not_apply and origin not in self.scheme.origins.may_exempt:
                refused = kind == NOT_FOR_IT
                if found is not None:
                    refused &= _nothing_said(found[1])
                self.faults.add(Code.NOT_APPLICABLE_UNGRANTED, refused)
            if found is None:
                found = values, kind
                continue
            open_ = _nothing_said(found[1]) & (kind != ABSENT)
            found = np.where(open_, values, found[0]), np.where(open_, kind, found[1])
        if found is None:
            return Merged(self._nothing, np.full(self.count, State.MISSING, dtype=np.int8))
        return Merged(found[0], _STATES[found[1]])

    def _one_origin(self, fact: FactDeclaration, told: tuple[Told, ...]) -> tuple[Array, Array]:
        """Return what one origin says, of whichever files; check every value of it."""
        values, kind = told[0].values, told[0].kind
        wrong, said = self._wrong(told[0])
        for other in told[1:]:
            also_wrong, says = self._wrong(other)
            self.faults.add_units(Code.CELL_TWICE, said & says)
            new = (other.kind != ABSENT) & (kind == ABSENT)
            values, kind = np.where(new, other.values, values), np.where(new, other.kind, kind)
            wrong, said = wrong | (new & also_wrong), said | says
        self.faults.add(Code.FACT_VALUE, wrong)
        outside = self._outside(fact, values) & (kind == VALUE) if len(values) else wrong
        if outside.any():
            self.faults.add(Code.FACT_LIMIT, outside)
            values, kind = np.where(outside, 0, values), np.where(outside, BAD, kind).astype(np.int8)
        return values, kind

    def _wrong(self, told: Told) -> tuple[Mask, Mask]:
        """Count what there is to tell of how texts were read; return where a value is none, and where there is one."""
        wrong, said = told.kind == BAD, told.kind != ABSENT
        for code, where in told.read.notes.items():
            self.faults.add(code, where)
            if SEVERITY[code] is Severity.ERROR:
                wrong, said = wrong & ~where, said & ~where
        return wrong, said

    def _outside(self, fact: FactDeclaration, values: Array) -> Mask:
        found = np.zeros(len(values), dtype=np.bool_)
        if fact.type in (FactType.YES_NO, FactType.CHOICE):
            return found
        if fact.low is not None and int(values.min()) < (low := ceil(fact.low * 10 ** scale_of(fact))):
            found |= (values < low).astype(np.bool_)
        if fact.high is not None and int(values.max()) > (high := floor(fact.high * 10 ** scale_of(fact))):
            found |= (values > high).astype(np.bool_)
        return found

    def _pair(self, fact: FactDeclaration, own: Merged, other: FactDeclaration, bound: Merged) -> None:
        left, right = own.values, bound.values
        shift = scale_of(other) - scale_of(fact)
        if shift:
            left, right = left.astype(object) * 10 ** max(shift, 0), right.astype(object) * 10 ** max(-shift, 0)
        over = np.asarray(left > right).astype(np.bool_, copy=False)
        if over.any():
            self.faults.add(Code.FACT_PAIR, over & (own.state == State.VALUE) & (bound.state == State.VALUE))

    def _of_origin(self, fact: FactDeclaration) -> Merged:
        """Return what one origin says, whatever the others do; 不适用 that it may not say is nothing."""
        base = fact.name.removesuffix(f".{fact.origin}")
        told = self.told.told.get(base, {}).get(fact.origin or "")
        if told is None:
            return Merged(self._nothing, np.full(self.count, State.MISSING, dtype=np.int8))
        values, kind = told[0].values, told[0].kind
        for other in told[1:]:
            new = (other.kind != ABSENT) & (kind == ABSENT)
            values, kind = np.where(new, other.values, values), np.where(new, other.kind, kind)
        state = _STATES[kind]
        if not fact.may_not_apply and fact.origin not in self.scheme.origins.may_exempt:
            state = np.where(state == State.NOT_APPLICABLE, State.MISSING, state).astype(np.int8)
        return Merged(values, state)


def period_faults(scheme: Scheme, merged: Mapping[str, Merged], faults: Faults) -> None:
    """Count the values that are reported before their period has ended, and those that fall where they add up."""
    by_fact: dict[str, list[FactDeclaration]] = defaultdict(list)
    for fact in scheme.facts.values():
        if fact.of and fact.cycle and fact.origin is None:
            by_fact[fact.of].append(fact)
    for declared in by_fact.values():
        early = [merged[fact.name].state == State.VALUE for fact in declared if fact.open_]
        if early:
            faults.add(Code.PERIOD_RUNNING, np.logical_or.reduce(early))
        if declared[0].cumulative:
            _falls([merged[fact.name] for fact in declared], faults)


def _falls(periods: Iterable[Merged], faults: Faults) -> None:
    before: Merged | None = None
    for period in periods:
        there = period.state == State.VALUE
        if before is None:
            before = period
            continue
        known = before.state == State.VALUE
        faults.add(Code.CUMULATIVE_FALLS, there & known & (period.values < before.values).astype(np.bool_))
        before = Merged(np.where(there, period.values, before.values), np.where(there, period.state, before.state))


def _nothing_said(kind: Array) -> Mask:
    nothing: Mask = (kind == ABSENT) | (kind == MISSING)
    return nothing
