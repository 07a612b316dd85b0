"""Last year's facts and results: what facts are taken from there, each value with where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.contract import make_contract
from engine.facts.counted import counted_problems
from engine.facts.inputs import texts_in, units_in_tables
from engine.facts.last_results import read_results
from engine.facts.merge import merge_units
from engine.facts.personal import find_personal_data
from engine.facts.table import NOT_REPORTED, Cell, FactFile, State, UnitFacts
from engine.facts.values import KEY, ValueReader
from engine.facts.words import other_scheme
from engine.facts.yaml_folder import read_sources
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.compose import compose
from engine.scheme.last_year import LAST_RESULTS, LastYear
from engine.scheme.unit_vocabulary import SELF_ASSESSED
from engine.text.tree import Entry, Mapping, Scalar, is_empty

if TYPE_CHECKING:
    import collections.abc

    from engine.facts.inputs import Input
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.text.source import Source, Span

LAST = "上年"


@dataclass(frozen=True, slots=True)
class LastFacts:
    """What a unit has from last year, by the names of this year's facts; `illustrative` if it is made up."""

    cells: collections.abc.Mapping[str, Cell]
    illustrative: bool


def fill(scheme: Scheme, facts: UnitFacts, last: LastFacts | None) -> UnitFacts:
    """Return a unit's facts with last year's values where its own file has none."""
    if last is None:
        return facts
    taken = {
        name: _instead(facts.cells.get(name, NOT_REPORTED), cell)
        for name, cell in last.cells.items()
        if name in scheme.facts and facts.cells.get(name, NOT_REPORTED).state is State.MISSING
    }
    if not taken:
        return facts
    made_up = facts.illustrative or last.illustrative
    return replace(facts, cells={**facts.cells, **taken}, illustrative=made_up)


def _instead(own: Cell, last: Cell) -> Cell:
    """Return last year's cell, with what this year's file says all the same."""
    return replace(last, others=(*([own.counted] if own.counted else []), *own.others))


def load_last_year(scheme: Scheme) -> tuple[dict[str, LastFacts], list[Problem]]:
    """Read the files that the scheme names, and return what each unit takes from them."""
    wanted = [fact for fact in scheme.facts.values() if fact.from_last]
    if scheme.last_year is None or not wanted:
        return {}, []
    found, problems = _from_facts(scheme, scheme.last_year)
    results = [fact for fact in wanted if fact.from_last in LAST_RESULTS]
    if scheme.last_year.results is not None:
        cells, made_up, told = read_results(scheme, scheme.last_year, results)
        problems += told
        for unit, more in cells.items():
            before = found.get(unit, LastFacts({}, illustrative=False))
            found[unit] = LastFacts({**before.cells, **more}, before.illustrative or made_up)
    return found, problems


def _from_facts(scheme: Scheme, last: LastYear) -> tuple[dict[str, LastFacts], list[Problem]]:
    if last.facts is None:
        return {}, []
    sources, problems = read_sources(last.facts.path, last.facts.name)
    found, told = take_facts(scheme, last, sources)
    return found, [*problems, *told]


def take_facts(
    scheme: Scheme, last: LastYear, sources: collections.abc.Sequence[Input]
) -> tuple[dict[str, LastFacts], list[Problem]]:
    """Return what each unit takes from last year's files of facts."""
    wanted = [fact for fact in scheme.facts.values() if fact.from_last]
    problems: list[Problem] = []
    reader = _FileReader(scheme, last, [fact for fact in wanted if fact.from_last not in LAST_RESULTS])
    parts = []
    for source in texts_in(sources):
        part, told = reader.read(source)
        problems += told
        parts += [part] if part else []
    of_tables, told = units_in_tables(reader.asked, sources, of_scheme=False)
    problems += told
    for each in of_tables:
        part, told = reader.read_tree(each.tree, each.source)
        problems += told
        parts += [part] if part else []
    units, told = merge_units(reader.asked, parts)
    problems += told
    found: dict[str, LastFacts] = {}
    for unit, facts in units.items():
        problems += counted_problems(reader.asked, facts.cells)
        found[unit] = LastFacts(reader.taken(facts), facts.illustrative)
    return found, problems


class _FileReader:
    """Reads from last year's files, whose scheme is not at hand, the facts that this year's scheme asks for."""

    def __init__(self, scheme: Scheme, last: LastYear, wanted: list[FactDeclaration]) -> None:
        self.scheme, self.last = scheme, last
        # What the fact was called last year, and by which of this year's facts it is taken.
        self.takers: dict[str, list[str]] = {}
        declared: dict[str, FactDeclaration] = {}
        for fact in wanted:
            name = str(fact.from_last) + (fact.name.removeprefix(fact.of) if fact.of else "")
            self.takers.setdefault(name, []).append(fact.name)
            of = fact.from_last if fact.of else None
            declared[name] = replace(fact, name=name, of=of, at_most=(), open_=False)
        self.asked = replace(scheme, facts=declared)
        self.values = ValueReader(self.asked, make_contract(self.asked))
        self.first: Span | None = None
        self.id: str | None = last.scheme

    def taken(self, facts: UnitFacts) -> dict[str, Cell]:
        """Return a unit's cells by the names of this year's facts."""
        return {taker: _of_last(cell) for name, cell in facts.cells.items() for taker in self.takers.get(name, ())}

    def read(self, source: Source) -> tuple[UnitFacts | None, list[Problem]]:
        tree, problems = compose(source)
        if not isinstance(tree, Mapping) or tree.get(KEY["unit"]) is None or tree.get(KEY["facts"]) is None:
            if tree is not None:
                help_ = "上年的数据文件夹里，每个文件是一个单位的数据；请核对“上年”里写的路径"
                problems.append(Problem(Code.FACT_VALUE, "这不是一份单位数据", tree.span, help=help_))
            return None, problems
        part, found = self.read_tree(tree, source)
        return part, [*problems, *found]

    def read_tree(self, tree: Mapping, source: Source) -> tuple[UnitFacts | None, list[Problem]]:
        problems = [*find_personal_data(tree), *self._of_other_scheme(tree)]
        texts = {name: _text(tree, name) for name in ("unit", "illustrative", "origin")}
        asked = replace(tree, entries=tuple(_only(entry, self.values.names) for entry in tree.entries))
        origin = SELF_ASSESSED if tree.get(KEY["origin"]) is None else texts["origin"]
        cells, found = self.values.read(asked, origin)
        problems += found
        if texts["unit"] is None:
            return None, problems
        file = FactFile(source.name, source.sha256)
        return UnitFacts(texts["unit"], cells, texts["illustrative"] == "是", None, (file,)), problems

    def _of_other_scheme(self, tree: Mapping) -> list[Problem]:
        """Tell of a file that was filled in for another scheme than the others, or for this year's."""
        entry = tree.get(KEY["scheme"])
        if entry is None or not isinstance(entry.value, Scalar) or not (id_ := entry.value.text.strip()):
            return []
        also = (("其他文件的在这里", self.first),) if self.first else ()
        if (problem := other_scheme(id_, self.id, self.scheme, entry.value.span)) is not None:
            return [replace(problem, also=also)]
        if self.id is None:
            self.id, self.first = id_, entry.value.span
        return []


def _only(entry: Entry, names: collections.abc.Collection[str]) -> Entry:
    """Return the entry of 数据 with those facts alone that are asked for; any other entry as it is."""
    if entry.key.text != KEY["facts"] or not isinstance(entry.value, Mapping):
        return entry
    asked = tuple(each for each in entry.value.entries if each.key.text in names)
    return replace(entry, value=replace(entry.value, entries=asked))


def _of_last(cell: Cell) -> Cell:
    """Return a cell as this year's facts have it: its origins are those of last year."""
    counted = replace(cell.counted, origin=f"{LAST}{cell.counted.origin}") if cell.counted else None
    return replace(cell, counted=counted, others=())


def _text(tree: Mapping, name: str) -> str | None:
    entry = tree.get(KEY[name])
    if entry is None or not isinstance(entry.value, Scalar) or is_empty(entry.value):
        return None
    return entry.value.text.strip()
