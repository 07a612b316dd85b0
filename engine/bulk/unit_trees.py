"""The rows of a unit as the tree that its own file would be: what words its problems, and explains it."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from engine.bulk.parse import reading
from engine.facts.values import KEY
from engine.scheme.formula import period_of
from engine.tables.told import Twice, given_twice
from engine.tables.unit_tree import UnitTree
from engine.text.tree import Entry, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.arrow.places import Rows
    from engine.bulk.told import AllTold, Beside, Lines, Table, Told
    from engine.problem.problem import Problem
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.text.source import Span
    from engine.text.tree import Mapping as Tree

T = TypeVar("T", "Told", "Beside")
_HEADS = ("scheme", "illustrative", "narrative")
_YES = "是"


class UnitTrees:
    """Makes the trees of units out of what files tell of them."""

    def __init__(self, scheme: Scheme, told: AllTold) -> None:
        self.scheme, self.told = scheme, told

    def of_units(self, units: Iterable[int]) -> dict[int, tuple[Tree, Rows, list[Problem]]]:
        """Return the tree of each unit that has a row, the source of its first one, and how texts were read."""
        wanted = list(units)
        rows: dict[Table, set[int]] = defaultdict(set)
        for lines in self.told.lines:
            rows[lines.table].update(row for unit in wanted if (row := lines.row(unit)) is not None)
        sources = {table: table.source_of(those) for table, those in rows.items()}
        found = {}
        for unit in wanted:
            first = next((lines for lines in self.told.lines if lines.row(unit) is not None), None)
            if first is not None:
                made = _TreeMaker(self, sources, unit, first)
                found[unit] = made.make(), sources[first.table][0], made.problems
        return found


class _TreeMaker:
    """Puts together what the files tell of one unit; `first` are the rows that name it first."""

    def __init__(
        self, trees: UnitTrees, sources: Mapping[Table, tuple[Rows, Mapping[int, int]]], unit: int, first: Lines
    ) -> None:
        self.trees, self.sources, self.unit = trees, sources, unit
        self.name = trees.told.names[unit]
        self.tree = UnitTree(_scalar(self.name, self._span(first, first.table.name_at)))
        self.problems: list[Problem] = []
        self.twice: dict[tuple[str, int, int], list[Twice]] = {}

    def make(self) -> Tree:
        told = self.trees.told
        for name in dict.fromkeys((*told.told, *told.beside)):
            fact = self.trees.scheme.facts[name]
            by_origin = told.told.get(name, {})
            for each in self._in_rows(each for several in by_origin.values() for each in several):
                self._put(fact, each)
            for beside in self._in_rows(told.beside.get(name, ())):
                cell = self._cell(beside.lines, beside.column)
                if cell.text:
                    self.tree.put_beside(_keys(fact, cell.span), _scalar(beside.word, cell.span), cell)
        self._put_heads()
        self.problems += [given_twice(self.name, values) for values in self.twice.values()]
        return self.tree.tree(self.trees.scheme.id)

    def _put(self, fact: FactDeclaration, told: Told) -> None:
        """Put a value where it belongs; what is left empty is noted."""
        cell = self._cell(told.lines, told.column)
        about = _keys(fact, cell.span)
        keys = (*about, _scalar(told.origin, cell.span))
        if told.row(self.unit) is None:
            self.tree.put_blank(about, keys, cell)
            return
        measure = told.lines.table.measures.get(told.column)
        text, problems = reading(fact, cell.text, measure, cell.span)
        self.problems.extend(problems)
        if text is None:
            return
        value = _scalar(text, cell.span)
        if (first := self.tree.put(keys, value)) is not None:
            rows = first.span.source.name, first.span.line, value.span.line
            self.twice.setdefault(rows, []).append(Twice(".".join(key.text for key in keys), first, value))

    def _in_rows(self, told: Iterable[T]) -> list[T]:
        """Return what tells of the unit, in the order of its rows."""
        rows = [(each.lines.row(self.unit), each) for each in told]
        return [each for _, each in sorted(((row, each) for row, each in rows if row is not None), key=itemgetter(0))]

    def _put_heads(self) -> None:
        for lines in self.trees.told.lines:
            for name in _HEADS:
                at = lines.table.heads.get(KEY[name])
                if at is None or lines.row(self.unit) is None:
                    continue
                cell = self._cell(lines, at)
                if cell.text and (KEY[name] not in self.tree.head or cell.text == _YES):
                    self.tree.head[KEY[name]] = Entry(_scalar(KEY[name], cell.span), cell)

    def _cell(self, lines: Lines, column: int) -> Scalar:
        row = lines.row(self.unit)
        assert row is not None, column  # noqa: S101
        return _scalar(lines.table.text(row, column), self._span(lines, column))

    def _span(self, lines: Lines, column: int) -> Span:
        source, line = self.sources[lines.table]
        row = lines.row(self.unit)
        assert row is not None, column  # noqa: S101
        return source.span(line[row], column)


def _scalar(text: str, span: Span) -> Scalar:
    return Scalar(text, plain=True, span=span)


def _keys(fact: FactDeclaration, span: Span) -> tuple[Scalar, ...]:
    words = (fact.of, period_of(fact.name)) if fact.of and fact.cycle else (fact.name,)
    return tuple(_scalar(word, span) for word in words)
