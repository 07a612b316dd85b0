"""Put together what several files say of one unit: of each fact every origin's value, wherever it stands, once."""

from __future__ import annotations

from dataclasses import field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.table import Cell, Mark, Reported, State, UnitFacts
from engine.facts.words import mark_twice, narrative_twice, value_twice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme


def merge_units(scheme: Scheme, parts: Iterable[UnitFacts]) -> tuple[dict[str, UnitFacts], list[Problem]]:
    """Return each unit's facts out of all its files, and what two of them say twice.

    The order in which the files come makes no difference.
    """
    of_unit: dict[str, list[UnitFacts]] = {}
    for part in parts:
        of_unit.setdefault(part.unit, []).append(part)
    units: dict[str, UnitFacts] = {}
    problems: list[Problem] = []
    for unit, those in of_unit.items():
        if len(those) == 1:
            units[unit] = those[0]
            continue
        merger = _Merger(scheme, unit)
        units[unit] = merger.merge(sorted(those, key=lambda part: part.file))
        problems.extend(merger.problems())
    return units, problems


@dataclass
class _Merger:
    """Merges the files of one unit; `twice` are the values that two of them give."""

    scheme: Scheme
    unit: str
    twice: dict[tuple[str, str], list[tuple[str, Reported, Reported]]] = field(default_factory=dict)
    raters: dict[tuple[str, str, str], list[tuple[Mark, Mark]]] = field(default_factory=dict)
    told: list[Problem] = field(default_factory=list)

    def merge(self, parts: Sequence[UnitFacts]) -> UnitFacts:
        narratives = [part.narrative for part in parts if part.narrative is not None]
        self.told += [narrative_twice(self.unit, narratives[0], each) for each in narratives[1:]]
        return UnitFacts(
            self.unit,
            self._cells(parts),
            any(part.illustrative for part in parts),
            narratives[0] if narratives else None,
            tuple(file for part in parts for file in part.files),
        )

    def _cells(self, parts: Sequence[UnitFacts]) -> dict[str, Cell]:
        given: dict[str, list[UnitFacts]] = {}
        for part in parts:
            for name in part.cells:
                given.setdefault(name, []).append(part)
        return {
            name: those[0].cells[name] if len(those) == 1 else self._cell(name, those) for name, those in given.items()
        }

    def problems(self) -> list[Problem]:
        """Return one problem for each two files that give the same values, and so of raters' marks."""
        values = [value_twice(self.unit, pairs) for pairs in self.twice.values()]
        marks = [mark_twice(self.unit, fact, pairs) for (fact, _, _), pairs in self.raters.items()]
        return [*self.told, *values, *marks]

    def _cell(self, name: str, given: Sequence[UnitFacts]) -> Cell:
        """Return a fact's cell out of those of the files that say something of it."""
        said: dict[str, Reported] = {}
        for part in given:
            for each in part.cells[name].said:
                before = said.get(each.origin)
                said[each.origin] = each if before is None else self._both(name, before, each)
        ordered = [said[origin] for origin in self.scheme.origins.precedence if origin in said]
        place = self._first(name, given)
        cell = given[place].cells[name]
        elsewhere = tuple(each for part in given if part is not given[place] for each in self._evidence(name, part))
        if cell.counted is None:
            return Cell(State.MISSING, None, None, tuple(ordered), cell.evidence, elsewhere=elsewhere)
        counted = said[cell.counted.origin]
        others = tuple(each for each in ordered if each is not counted)
        merged = replace(cell, counted=counted, others=others, elsewhere=elsewhere)
        if cell.marks:
            known = sum(mark.value is not None for mark in counted.marks)
            merged = replace(merged, value=Fraction(known), marks=counted.marks)
        return merged

    def _first(self, name: str, given: Sequence[UnitFacts]) -> int:
        """Return the place of the file whose origin counts first; the first of all where none has a value."""
        cells = enumerate(part.cells[name] for part in given)
        known = [(self.scheme.origins.precedence.index(cell.counted.origin), at) for at, cell in cells if cell.counted]
        return min(known, default=(0, 0))[1]

    def _evidence(self, name: str, part: UnitFacts) -> list[tuple[str, str, str]]:
        """Return what a file says of a fact beside its values, in the words of its origins, or else of the file."""
        whole = part.cells.get(self._base(name), part.cells[name])
        whose = "、".join(each.origin for each in whole.said if not each.silent) or f"“{part.file}”"
        return [(whose, key, text) for key, text in part.cells[name].evidence if text]

    def _base(self, name: str) -> str:
        """Return the fact of which a name is what one origin says."""
        origin = self.scheme.facts[name].origin
        return name.removesuffix(f".{origin}") if origin else name

    def _both(self, name: str, first: Reported, second: Reported) -> Reported:
        """Return what an origin says in two files; two values are a mistake, the marks of two raters are not."""
        if second.silent or first.silent:
            return first if second.silent else second
        if first.marks and second.marks:
            return self._marks(name, first, second)
        files = first.span.source.name, second.span.source.name
        pairs = self.twice.setdefault(files, [])
        # What is derived from a fact, as the number of its matters of a class, is twice because the fact is.
        if all((first, second) != pair[1:] for pair in pairs):
            pairs.append((self._base(name), first, second))
        return first

    def _marks(self, name: str, first: Reported, second: Reported) -> Reported:
        marks = {mark.rater: mark for mark in first.marks}
        for mark in second.marks:
            before = marks.get(mark.rater)
            if before is None or before.value is None:
                marks[mark.rater] = mark
            elif mark.value is not None:
                files = before.span.source.name, mark.span.source.name
                self.raters.setdefault((name, *files), []).append((before, mark))
        known = sum(mark.value is not None for mark in marks.values())
        return replace(first, text=f"{known} 个数", marks=tuple(marks.values()))
