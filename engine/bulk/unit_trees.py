"""The rows of a unit as the tree that its own file would be: what words its problems, and explains it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from engine.bulk.parse import reading
from engine.facts.values import KEY
from engine.scheme.formula import period_of
from engine.text.tree import Entry, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.arrow.places import Rows
    from engine.bulk.told import AllTold, Lines, Table, Told
    from engine.problem.problem import Problem
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.text.source import Span

_HEADS = ("scheme", "illustrative", "narrative")
_Branch = dict[str, "tuple[Span, _Branch | Scalar]"]


class UnitTrees:
    """Makes the trees of units out of what files tell of them."""

    def __init__(self, scheme: Scheme, told: AllTold) -> None:
        self.scheme, self.told = scheme, told

    def of_units(self, units: Iterable[int]) -> dict[int, tuple[Mapping, Rows, list[Problem]]]:
        """Return the tree of each unit that has a row, the source of the first of its rows, and how texts were read."""
        wanted = list(units)
        rows: dict[Table, set[int]] = defaultdict(set)
        for lines in self.told.lines:
            rows[lines.table].update(row for unit in wanted if (row := lines.row(unit)) is not None)
        sources = {table: table.source_of(those) for table, those in rows.items()}
        found = {}
        for unit in wanted:
            first = next((lines for lines in self.told.lines if lines.row(unit) is not None), None)
            if first is not None:
                made = _UnitTree(self, sources, unit, first)
                found[unit] = made.tree(), sources[first.table][0], made.problems
        return found


class _UnitTree:
    def __init__(
        self, trees: UnitTrees, sources: dict[Table, tuple[Rows, dict[int, int]]], unit: int, first: Lines
    ) -> None:
        self.trees, self.sources, self.unit, self.first = trees, sources, unit, first
        self.place = self._span(first, first.table.name_at)
        self.problems: list[Problem] = []

    def tree(self) -> Mapping:
        told = self.trees.told
        facts: _Branch = {}
        for name in dict.fromkeys((*told.told, *told.beside)):
            fact = self.trees.scheme.facts[name]
            blank = None
            for origin, several in told.told.get(name, {}).items():
                for each in several:
                    if each.row(self.unit) is not None:
                        if (value := self._value(fact, each)) is not None:
                            self._put(facts, fact, origin, value)
                        break
                    if blank is None and each.lines.row(self.unit) is not None:
                        blank = origin, self._cell(each.lines, each.column)
            if blank is not None and fact.name not in self._said(facts, fact):
                self._put(facts, fact, *blank)
            for beside in told.beside.get(name, ()):
                if beside.lines.row(self.unit) is not None and (cell := self._cell(beside.lines, beside.column)).text:
                    self._put(facts, fact, beside.word, cell)
        entries = [
            Entry(self._key(KEY["unit"]), self._scalar(told.names[self.unit], self.place)),
            Entry(self._key(KEY["scheme"]), self._scalar(self.trees.scheme.id, self.place)),
            *self._heads(),
            Entry(self._key(KEY["facts"]), _mapping(facts, self.place)),
        ]
        by_key = {entry.key.text: entry for entry in entries}
        return Mapping(tuple(by_key.values()), self.place)

    def _heads(self) -> Iterable[Entry]:
        for lines in self.trees.told.lines:
            for name in _HEADS:
                at = lines.table.heads.get(KEY[name])
                if at is not None and lines.row(self.unit) is not None and (cell := self._cell(lines, at)).text:
                    yield Entry(self._key(KEY[name]), cell)

    def _said(self, facts: _Branch, fact: FactDeclaration) -> set[str]:
        """Return the fact's name if anything is said of it already."""
        branch: object = facts
        for key in _keys(fact):
            if not isinstance(branch, dict) or key not in branch:
                return set()
            branch = branch[key][1]
        return {fact.name}

    def _put(self, facts: _Branch, fact: FactDeclaration, word: str, cell: Scalar) -> None:
        branch = facts
        for key in _keys(fact):
            _, below = branch.setdefault(key, (cell.span, {}))
            assert isinstance(below, dict), fact.name  # noqa: S101
            branch = below
        branch.setdefault(word, (cell.span, cell))

    def _value(self, fact: FactDeclaration, told: Told) -> Scalar | None:
        """Return a value as a unit's file would have it; None where the cell says nothing certain."""
        cell = self._cell(told.lines, told.column)
        text, problems = reading(fact, cell.text, told.lines.table.measures.get(told.column), cell.span)
        self.problems.extend(problems)
        return None if text is None else self._scalar(text, cell.span)

    def _cell(self, lines: Lines, column: int) -> Scalar:
        row = lines.row(self.unit)
        assert row is not None, column  # noqa: S101
        return self._scalar(lines.table.text(row, column), self._span(lines, column))

    def _span(self, lines: Lines, column: int) -> Span:
        source, line = self.sources[lines.table]
        row = lines.row(self.unit)
        assert row is not None, column  # noqa: S101
        return source.span(line[row], column)

    def _key(self, text: str) -> Scalar:
        return self._scalar(text, self.place)

    @staticmethod
    def _scalar(text: str, span: Span) -> Scalar:
        return Scalar(text, plain=True, span=span)


def _keys(fact: FactDeclaration) -> tuple[str, ...]:
    return (fact.of, period_of(fact.name)) if fact.of and fact.cycle else (fact.name,)


def _mapping(branch: _Branch, place: Span) -> Mapping:
    entries = []
    for key, (span, below) in branch.items():
        value = below if isinstance(below, Scalar) else _mapping(below, span)
        entries.append(Entry(Scalar(key, plain=True, span=span), value))
    return Mapping(tuple(entries), place)
