"""What is wrong with the facts of many units: the first rows of each kind are named, the rest are counted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from engine.bulk.more import MOST_NAMED, more
from engine.bulk.whose import UNKNOWN
from engine.facts.folder import by_fact, missing_facts, missing_units, needed_facts
from engine.facts.over_periods import period_problems
from engine.facts.pending import pending
from engine.facts.table import State
from engine.facts.unit_file import UnitFileReader
from engine.problem.codes import Code
from engine.problem.problem import Problem, sort_problems, without_edits
from engine.scheme.adjustment import adjustments
from engine.scheme.listed import Listed
from engine.scheme.model import indicators

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.bulk.merge import Faults, Merged
    from engine.bulk.sources import BulkSources
    from engine.bulk.told import AllTold
    from engine.columns.ints import Array, Mask
    from engine.scheme.model import Scheme, UnitEntry

_PERIODS = (Code.PERIOD_RUNNING, Code.CUMULATIVE_FALLS)


class Teller:
    """Words what is wrong; `name` is what the user calls the facts."""

    def __init__(self, scheme: Scheme, told: AllTold, sources: BulkSources, faults: Faults, name: str) -> None:
        self.scheme, self.told, self.sources, self.faults, self.name = scheme, told, sources, faults, name
        tables = {lines.table for lines in told.lines}
        self.unknown = any(bool((table.units == UNKNOWN).any()) for table in tables)

    def wrong(self) -> list[Problem]:
        """Return what is wrong with single values and rows."""
        codes = [code for code in self.faults.totals if code not in _PERIODS]
        wanted = sorted(set().union(*(self.faults.units[code] for code in codes)))
        found: list[Problem] = []
        if wanted:
            reader = UnitFileReader(self.scheme)
            for tree, source, read_as in self.sources.trees.of_units(wanted).values():
                found.extend([*read_as, *reader.read_tree(tree, source)[1]])
        return self._cut(without_edits(sort_problems(found)), codes)

    def open(self, merged: Mapping[str, Merged]) -> list[Problem]:
        """Return what is missing or odd in facts that are sound."""
        problems: list[Problem] = []
        wanted = sorted(set().union(*(self.faults.units[code] for code in _PERIODS)))
        for unit in wanted:
            problems.extend(period_problems(self.scheme, self.sources[self.told.names[unit]]))
        problems = self._cut(sort_problems(problems), _PERIODS)
        problems += self._missing_units()
        for total, units, code in (self._missing_facts(merged), self._pending(merged)):
            named = [problem for unit in units for problem in self._of_unit(unit, code)][:MOST_NAMED]
            problems += [*more(code, total, len(named), self.name), *named]
        return problems

    def _of_unit(self, unit: int, code: Code) -> list[Problem]:
        entry = self.scheme.units[unit]
        if code is Code.FACT_MISSING:
            return missing_facts(self.scheme, [entry], self.sources)
        return list(pending(self.scheme, entry, self.sources[entry.name]))

    def _cut(self, problems: Iterable[Problem], codes: Iterable[Code]) -> list[Problem]:
        """Keep the first problems of each kind, and say how many there are."""
        kept: dict[Code, list[Problem]] = defaultdict(list)
        for problem in problems:
            if len(kept[problem.code]) < MOST_NAMED:
                kept[problem.code].append(problem)
        counted = [each for code in codes for each in more(code, self.faults.totals[code], len(kept[code]), self.name)]
        return [*counted, *(problem for each in kept.values() for problem in each)]

    def _assessed(self) -> Mask:
        if not self.scheme.exempt:
            return np.ones(len(self.told.names), dtype=np.bool_)
        return np.array([name not in self.scheme.exempt for name in self.told.names], dtype=np.bool_)

    def _missing_units(self) -> list[Problem]:
        """Name the units that no row is of; while a row's unit is not known, nobody is called missing."""
        if self.unknown:
            return []
        absent = np.flatnonzero(self._assessed() & ~self.sources.there)
        first = [self.scheme.units[unit] for unit in absent[:MOST_NAMED].tolist()]
        return [
            *missing_units(first, self.sources, self.name),
            *more(Code.UNIT_MISSING, len(absent), len(first), self.name),
        ]

    def _missing_facts(self, merged: Mapping[str, Merged]) -> tuple[int, list[int], Code]:
        """Return how many facts are missing of how many units, and the first units that lack any."""
        total, lacking = 0, np.zeros(len(self.told.names), dtype=np.bool_)
        for entry, units in self._alike():
            needed = needed_facts(self.scheme, entry)
            for facts in by_fact(self.scheme, needed, needed).values():
                missing = np.logical_or.reduce([merged[fact].state == State.MISSING for fact in facts]) & units
                if missing.any():
                    total += int(np.count_nonzero(missing))
                    lacking |= missing
        return total, np.flatnonzero(lacking)[:MOST_NAMED].tolist(), Code.FACT_MISSING

    def _alike(self) -> Iterable[tuple[UnitEntry, Mask]]:
        """Yield units of which the same facts are asked: one of them, and which they are."""
        asked = [each.not_for for each in indicators(self.scheme.items)] + [each.not_for for each in self.scheme.rules]
        labels = frozenset().union(*asked)
        handed_in = self._assessed() & self.sources.there
        if not labels:
            yield self.scheme.units[0], handed_in
            return
        codes: dict[tuple[bool, ...], int] = {}
        known: dict[tuple[str | None, str | None], int] = {}
        first: list[UnitEntry] = []
        of_unit = []
        for entry in self.scheme.units:
            key = (entry.name if entry.name in labels else None, entry.group)
            if key not in known:
                signature = tuple(entry.among(each) for each in asked)
                if signature not in codes:
                    codes[signature] = len(codes)
                    first.append(entry)
                known[key] = codes[signature]
            of_unit.append(known[key])
        of_units: Array = np.array(of_unit)
        for place, entry in enumerate(first):
            yield entry, handed_in & (of_units == place)

    def _pending(self, merged: Mapping[str, Merged]) -> tuple[int, list[int], Code]:
        """Return how many values wait for evidence, and the first units that have one."""
        total, waiting = 0, np.zeros(len(self.told.names), dtype=np.bool_)
        asked = self._assessed() & self.sources.there
        for adjustment in (
            each for parts in (self.scheme.bonuses, self.scheme.penalties) for each in adjustments(parts)
        ):
            if not adjustment.evidence or isinstance(adjustment.source, Listed):
                continue
            for name in adjustment.facts:
                found = asked & (merged[name].state == State.VALUE) & (merged[name].values != 0).astype(np.bool_)
                if (proven := self.sources.proven(name)) is not None:
                    found &= ~proven
                total += int(np.count_nonzero(found))
                waiting |= found
        return total, np.flatnonzero(waiting)[:MOST_NAMED].tolist(), Code.EVIDENCE_PENDING
