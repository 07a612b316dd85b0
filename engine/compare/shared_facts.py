"""One folder of facts, read by one edition after another.

A fact that only the other edition declares is passed over, as are units that only it assesses; a fact that was
renamed may have either name. What neither edition knows is wrong in both.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.folder import gather_facts
from engine.facts.inputs import texts_in, units_in_tables
from engine.facts.last_year import load_last_year
from engine.facts.unit_file import UnitFileReader
from engine.facts.values import KEY
from engine.facts.yaml_folder import read_sources
from engine.problem.problem import has_errors, sort_problems
from engine.reading.compose import compose
from engine.scheme.listings import dated_facts
from engine.text.tree import Entry, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from engine.compare.side import Side
    from engine.facts.inputs import Input
    from engine.facts.table import FactTable, UnitFacts
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme
    from engine.text.source import Source
    from engine.text.tree import Node


@dataclass(frozen=True, slots=True, eq=False)
class FactFiles:
    """What is in the files under a path, whatever scheme reads it: texts and their trees, tables, and what failed."""

    name: str
    inputs: list[Input]
    sources: list[tuple[Source, Node | None, list[Problem]]]
    unread: list[Problem]


def read_files(path: Path) -> FactFiles:
    """Read the files of facts under a path."""
    inputs, unread = read_sources(path, str(path))
    return FactFiles(str(path), inputs, [(source, *compose(source)) for source in texts_in(inputs)], unread)


@dataclass(slots=True)
class SharedFacts:
    """Files of facts; `ids`, `units` and `declared` are what the two editions know together.

    `other_names` are those of renamed facts in the other edition, both ways.
    """

    files: FactFiles
    ids: frozenset[str]
    units: frozenset[str]
    declared: frozenset[str]
    other_names: dict[str, str]
    tables: list[tuple[tuple[object, ...], FactTable]] = field(default_factory=list)

    def read(self, scheme: Scheme) -> tuple[FactTable | None, list[Problem]]:
        """Return the facts as a scheme reads them; None when there is an error."""
        last, told = load_last_year(scheme)
        in_tables, wrong = units_in_tables(self._widened(scheme), self.files.inputs)
        problems = [*self.files.unread, *told, *wrong]
        complete = not has_errors(problems)
        name = self.files.name
        trees = [*self.files.sources, *((unit.source, unit.tree, []) for unit in in_tables if unit.whole)]
        table, found = gather_facts(scheme, self._files(scheme, trees), name, complete=complete, last=last)
        ordered = sort_problems([*problems, *found])
        return (None if has_errors(ordered) else table), ordered

    def table(self, scheme: Scheme) -> FactTable | None:
        """Return the facts as with `read`; schemes that read them alike get the same table."""
        needs = _needs(scheme)
        for known, ready in self.tables:
            if known == needs:
                return ready
        table, _ = self.read(scheme)
        if table is not None:
            self.tables.append((needs, table))
        return table

    def keep(self, scheme: Scheme, table: FactTable) -> None:
        """Take a table that the scheme has read from these files already, without errors."""
        self.tables.append((_needs(scheme), table))

    def _widened(self, scheme: Scheme) -> Scheme:
        """Return a scheme that knows renamed facts by both names, for what a column holds is told by its fact."""
        facts = dict(scheme.facts)
        for fact in scheme.facts.values():
            other = self.other_names.get(fact.of or fact.name)
            if other is not None and fact.origin is None:
                name = other + (fact.name.removeprefix(fact.of) if fact.of else "")
                facts.setdefault(name, replace(fact, name=name, of=fact.of and other))
        return replace(scheme, facts=facts)

    def _files(
        self, scheme: Scheme, trees: Iterable[tuple[Source, Node | None, list[Problem]]]
    ) -> Iterator[tuple[UnitFacts | None, list[Problem]]]:
        reader = UnitFileReader(scheme)
        names = frozenset(fact.of or fact.name for fact in scheme.facts.values())
        for source, tree, composed in trees:
            facts = tree.get(KEY["facts"]) if isinstance(tree, Mapping) else None
            if not isinstance(tree, Mapping) or facts is None or not isinstance(facts.value, Mapping):
                yield reader.read_part(source)
                continue
            unit = _text(tree, "unit")
            if unit in self.units and unit not in reader.units:
                continue
            found, problems = reader.read_part_tree(self._adapted(tree, scheme.id, names), source)
            yield found, [*composed, *problems]

    def _adapted(self, tree: Mapping, id_: str, names: frozenset[str]) -> Mapping:
        """Return a unit's file as it would be written for this edition."""
        entries = []
        for entry in tree.entries:
            if entry.key.text == KEY["scheme"] and isinstance(entry.value, Scalar) and entry.value.text in self.ids:
                entries.append(Entry(entry.key, replace(entry.value, text=id_)))
            elif entry.key.text == KEY["facts"] and isinstance(entry.value, Mapping):
                entries.append(Entry(entry.key, self._declared(entry.value, names)))
            else:
                entries.append(entry)
        return Mapping(tuple(entries), tree.span)

    def _declared(self, facts: Mapping, names: frozenset[str]) -> Mapping:
        entries = []
        for entry in facts.entries:
            name = entry.key.text
            other = self.other_names.get(name, "")
            if name in names or name not in self.declared:
                entries.append(entry)
            elif other in names and facts.get(other) is None:
                entries.append(Entry(replace(entry.key, text=other), entry.value))
        return Mapping(tuple(entries), facts.span)


def _needs(scheme: Scheme) -> tuple[object, ...]:
    """Return all of a scheme that its facts are read by."""
    return (
        scheme.id, scheme.facts, scheme.units, scheme.exempt, scheme.origins, scheme.calendar, scheme.last_year,
        dated_facts(scheme),
    )  # fmt: skip


def shared_facts(
    files: FactFiles, old: tuple[Side, Scheme], new: tuple[Side, Scheme], renamed: dict[str, str]
) -> SharedFacts:
    """Return the facts in files, to be read by two editions and all that lie between."""
    sides, schemes = (old[0], new[0]), (old[1], new[1])
    return SharedFacts(
        files,
        frozenset(scheme.id for scheme in schemes),
        frozenset(unit.name for scheme in schemes for unit in scheme.units),
        frozenset(name for side in sides for name in side.things["facts"]),
        renamed | {now: before for before, now in renamed.items()},
    )


def _text(tree: Mapping, name: str) -> str:
    entry = tree.get(KEY[name])
    return entry.value.text.strip() if entry and isinstance(entry.value, Scalar) else ""
