"""Where the values of one sheet are put: into the trees of the units, each once, each under its origin."""

from __future__ import annotations

from dataclasses import field
from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.unit_vocabulary import SELF_ASSESSED
from engine.tables import told
from engine.tables.header import HEAD, ORIGIN
from engine.tables.names import squeezed
from engine.tables.unit_tree import UnitTree
from engine.tables.values import CellReader
from engine.text.tree import Entry, Scalar

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.scheme.model import FactDeclaration
    from engine.sheets.grid import Grid
    from engine.tables.header import Layout
    from engine.tables.names import Names, Path
    from engine.tables.unit_tree import Keys
    from engine.text.source import Span
    from engine.text.tree import Mapping

_YES = "是"


@dataclass(frozen=True, slots=True)
class Places:
    """Where a value's fact, period, origin and rater are named."""

    fact: Span
    period: Span
    origin: Span
    rater: Span


@dataclass(frozen=True, slots=True)
class Lead:
    """Where values of one path and one origin lead: the keys of what they are about, and their own.

    `keys` are None where nobody knows the origin; `of_all` are those of a value that says that there is none.
    """

    path: Path
    fact: FactDeclaration | None
    places: Places
    origin: str | None
    measure: str
    about: Keys
    keys: Keys | None
    of_all: Keys | None


@dataclass
class Desk:
    """Puts the values of a sheet into `trees`, by unit; `broken` are the units of which a value is not read.

    `origin` is that of values which name none; `by` says what told it, `used` where it was taken first.
    """

    grid: Grid
    layout: Layout
    names: Names
    trees: dict[str, UnitTree]
    problems: list[Problem]
    broken: set[str] = field(default_factory=set)
    origin: str | None = field(init=False)
    by: str = field(init=False)
    used: Span | None = None
    twice: dict[tuple[str, object, int, int], list[told.Twice]] = field(default_factory=dict)
    cells: CellReader = field(init=False)

    def __post_init__(self) -> None:
        self.origin, self.by = self._origin()
        self.cells = CellReader(self.grid, self.problems)

    def _origin(self) -> tuple[str | None, str]:
        if ORIGIN in self.layout.properties:
            word, row, column = self.layout.properties[ORIGIN]
            if squeezed(word) not in self.names.origins:
                known = list(self.names.origins.values())
                self.problems.append(told.origin_unknown(word, known, self.grid.span(row, column)))
                return None, ORIGIN
            return self.names.origins[squeezed(word)], ORIGIN
        file = PurePath(self.grid.file)
        for by, word in (("工作表名", self.grid.name), ("文件名", file.stem), ("文件名", file.stem.rpartition(".")[2])):
            if squeezed(word) in self.names.origins:
                return self.names.origins[squeezed(word)], f"{by}“{word}”"
        return (SELF_ASSESSED, "") if SELF_ASSESSED in self.names.origins else (None, "")

    def tree(self, unit: Scalar) -> UnitTree:
        """Return the tree of a unit, which may be new."""
        return self.trees.setdefault(unit.text, UnitTree(unit))

    def put_head(self, tree: UnitTree, word: Scalar, given: Scalar) -> None:
        """Note what is said of a unit as a whole; made up is what any row says is."""
        there = tree.head.get(word.text)
        if there is None or (word.text == HEAD["illustrative"] and given.text == _YES):
            tree.head[word.text] = Entry(word, given)
        elif word.text != HEAD["illustrative"] and isinstance(there.value, Scalar) and there.value.text != given.text:
            self._tell_twice(tree, word.text, there.value, given)

    def origin_of(self, tree: UnitTree, given: Scalar | None) -> tuple[str | None, bool]:
        """Return the origin that a row names, if it names one; the second is whether the row can be read."""
        if given is None:
            return None, True
        known = self.names.origins.get(squeezed(given.text))
        if known is None:
            self.problems.append(told.origin_unknown(given.text, list(self.names.origins.values()), given.span))
            self.broken.add(tree.name.text)
        return known, known is not None

    def lead(self, path: Path, places: Places, origin: str | None, measure: str) -> Lead:
        """Return where the values of a path lead; `origin` is that of the row, `measure` that of the header."""
        keys, of_all = (self.keys(path, places, origin, of_all=each) for each in (False, True))
        about, fact = self.about(path, places), self.names.declaration(path)
        return Lead(path, fact, places, origin, squeezed(measure), about, keys, of_all)

    def put(self, tree: UnitTree, lead: Lead, at: tuple[int, int]) -> None:
        """Put what stands in a cell where it leads."""
        cell, path = self.grid.cell(*at), lead.path
        if path.detail is not None:
            if not cell.is_empty:
                self.put_beside(tree, lead.about, Scalar(path.detail, plain=True, span=lead.places.origin), at)
            return
        if cell.is_empty:
            if lead.of_all is not None:
                tree.put_blank(lead.about, lead.of_all, Scalar("", plain=True, span=self.grid.span(*at)))
            return
        by_period = path.fact in self.names.periods and path.period is None
        keys = lead.of_all if by_period and self.cells.says_no_value(cell) else lead.keys
        self._note(tree, lead.path, lead.places, lead.origin, keys)
        value = self.cells.value(lead.fact, at, lead.measure)
        if keys is None:
            return
        if value is None:
            self.broken.add(tree.name.text)
        else:
            self.put_once(tree, keys, value)

    def put_once(self, tree: UnitTree, keys: Keys, value: Scalar) -> None:
        """Put a value where its keys lead, and tell where there is one already."""
        if (first := tree.put(keys, value)) is not None:
            self._tell_twice(tree, ".".join(key.text for key in keys), first, value)

    def _tell_twice(self, tree: UnitTree, what: str, first: Scalar, second: Scalar) -> None:
        # A row that was pasted twice is one mistake, however many values it has.
        rows = (tree.name.text, first.span.source, first.span.line, second.span.line)
        self.twice.setdefault(rows, []).append(told.Twice(what, first, second))
        self.broken.add(tree.name.text)

    def put_beside(self, tree: UnitTree, about: Keys, word: Scalar, at: tuple[int, int]) -> None:
        """Note what stands in a cell beside the values of a fact."""
        text = self.cells.text(at, word.text)
        if text is None:
            self.broken.add(tree.name.text)
        else:
            tree.put_beside(about, word, text)

    def put_matter(self, tree: UnitTree, keys: Keys, matter: Mapping) -> None:
        """Add a matter to those of a fact."""
        if (first := tree.put_matter(keys, matter)) is not None:
            value = matter.entries[0].value
            assert isinstance(value, Scalar), "the first entry of a row is one cell"  # noqa: S101
            self._tell_twice(tree, ".".join(key.text for key in keys), first, value)

    def about(self, path: Path, places: Places) -> Keys:
        """Return the keys of what a value is about: a fact, or a period of it."""
        about: Keys = (Scalar(path.fact, plain=True, span=places.fact),)
        return about if path.period is None else (*about, Scalar(path.period, plain=True, span=places.period))

    def keys(self, path: Path, places: Places, origin: str | None, *, of_all: bool = False) -> Keys | None:
        """Return the keys of a value; None where nobody knows its origin.

        Where a fact is reported in periods and none is named, only that there is no value can be said `of_all`.
        """
        about = self.about(path, places)
        if path.unknown or path.fact not in self.names.declared:
            unknown = tuple(Scalar(word, plain=True, span=places.period) for word in path.unknown)
            origins = (Scalar(path.origin, plain=True, span=places.origin),) if path.origin else ()
            return (*about, *unknown, *origins)
        if path.fact in self.names.periods and path.period is None and path.origin is None and not of_all:
            return about
        word = path.origin or origin or self.origin
        if word is None:
            return None
        keys = (*about, Scalar(word, plain=True, span=places.origin))
        return keys if path.rater is None else (*keys, Scalar(path.rater, plain=True, span=places.rater))

    def keys_told(self, tree: UnitTree, path: Path, places: Places, origin: str | None) -> Keys | None:
        """Do as `keys`, and keep in mind where a value has no origin of its own."""
        keys = self.keys(path, places, origin)
        self._note(tree, path, places, origin, keys)
        return keys

    def _note(self, tree: UnitTree, path: Path, places: Places, origin: str | None, keys: Keys | None) -> None:
        """Keep in mind where a value has no origin of its own, and whose is lost where nobody knows it."""
        if self.used is None and not path.origin and not origin:
            needs_one = keys is None or any(key.text == self.origin for key in keys)
            self.used = places.fact if needs_one else None
        if keys is None:
            self.broken.add(tree.name.text)

    def tell(self) -> None:
        """Say what is given twice, and what values without an origin were taken for, or that it cannot be said."""
        self.problems += [told.given_twice(unit, values) for (unit, *_), values in self.twice.items()]
        if self.used is None:
            return
        if self.origin is not None and self.by != ORIGIN:
            self.problems.append(told.origin_taken(self.origin, self.by, self.used))
        if self.origin is None and self.by != ORIGIN:
            self.problems.append(told.origin_missing(list(self.names.origins.values()), self.used))
