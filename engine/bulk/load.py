"""Column files of facts to a FactTable, or to the problems in the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.arrow.files import UnreadableError
from engine.bulk.about_rows import head_faults, is_illustrative, personal_faults
from engine.bulk.merge import Merged, Merger, period_faults
from engine.bulk.open_files import broken_parquet, open_files
from engine.bulk.read_table import TableReader
from engine.bulk.sources import BulkSources, UnitGroups
from engine.bulk.tell import Teller
from engine.columns.ints import measured
from engine.columns.ratio import scaled
from engine.facts.last_year import load_last_year
from engine.facts.table import FactColumn, FactTable, State, scale_of
from engine.problem.problem import Problem, has_errors, sort_problems, without_edits
from engine.tables.names import names_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from engine.arrow.files import ColumnFile
    from engine.columns.ints import Array
    from engine.facts.last_year import LastFacts
    from engine.scheme.model import Scheme


def load_bulk(scheme: Scheme, path: Path, name: str) -> tuple[FactTable | None, list[Problem]]:
    """Return the facts in a column file, or in all of a folder; None when anything is wrong with them.

    Of each kind of problem the first are named, and the rest are counted.
    """
    files, problems = open_files(path, name)
    last, told = load_last_year(scheme)
    problems += without_edits(told)
    table = None
    if not has_errors(problems):
        try:
            table, found = take_files(scheme, files, name, last)
        except UnreadableError as error:  # broken behind its beginning
            found = [broken_parquet(error.name)]
        problems += found
    ordered = sort_problems(problems)
    return (None if has_errors(ordered) else table), ordered


def take_files(
    scheme: Scheme, files: Sequence[ColumnFile], name: str, last: Mapping[str, LastFacts]
) -> tuple[FactTable, list[Problem]]:
    """Read open files into a table, and say what is wrong; `last` is what units have from last year."""
    reader = TableReader(scheme, names_of(replace(scheme, units=())), tuple(unit.name for unit in scheme.units))
    for file in files:
        reader.read(file)
    told = reader.all_told()
    merger = Merger(scheme, told)
    merged = merger.merge()
    head_faults(scheme, told, merger.faults)
    personal_faults(told, merger.faults)
    sources = BulkSources(scheme, told, last)
    made_up = _fill(scheme, merged, last, sources) or is_illustrative(told)
    period_faults(scheme, merged, merger.faults)
    teller = Teller(scheme, told, sources, merger.faults, name)
    problems = [*reader.problems, *teller.wrong()]
    if not has_errors(problems):
        problems += teller.open(merged)
    return _table(scheme, merged, sources, illustrative=made_up), problems


def _fill(scheme: Scheme, merged: dict[str, Merged], last: Mapping[str, LastFacts], sources: BulkSources) -> bool:
    """Put last year's values where this year's files have none; say whether any of them are made up."""
    made_up = False
    for fact in (each for each in scheme.facts.values() if each.from_last):
        values, state = merged[fact.name].values.astype(object), merged[fact.name].state.copy()
        for unit, facts in last.items():
            cell = facts.cells.get(fact.name)
            if cell is None or unit not in sources or state[place := sources.told.place[unit]] != State.MISSING:
                continue
            made_up |= facts.illustrative
            state[place] = cell.state
            values[place] = 0 if cell.value is None else int(cell.value * 10 ** scale_of(fact))
        merged[fact.name] = Merged(measured(values).values, state)
    return made_up


def _table(scheme: Scheme, merged: Mapping[str, Merged], sources: BulkSources, *, illustrative: bool) -> FactTable:
    names = sources.told.names
    kept = None
    if scheme.exempt:
        kept = np.array([place for place, name in enumerate(names) if name not in scheme.exempt], dtype=np.int64)
    count = len(names) if kept is None else len(kept)
    closed = np.zeros(count, dtype=np.int64), np.full(count, State.NOT_APPLICABLE, dtype=np.int8)
    columns, evidence = {}, {}
    for name, fact in scheme.facts.items():
        values, state = closed if fact.open_ else (_kept(merged[name].values, kept), _kept(merged[name].state, kept))
        columns[name] = _column(values, state, scale_of(fact))
        if (proven := sources.proven(name)) is not None:
            evidence[name] = _kept(proven, kept)
    return FactTable(
        names if kept is None else tuple(names[place] for place in kept.tolist()),
        columns,
        sources,
        {name: fact.options for name, fact in scheme.facts.items()},
        UnitGroups(scheme.units, sources.told.place),
        frozenset(name for name, fact in scheme.facts.items() if fact.open_),
        illustrative,
        evidence,
        dict(sources.told.place) if kept is None else {},
    )


def _kept(array: Array, kept: Array | None) -> Array:
    return array if kept is None else array[kept]


def _column(values: Array, state: Array, digits: int) -> FactColumn:
    """Lay one fact out; what stands where there is no value is the least value, as in small tables."""
    known = state == int(State.VALUE)
    if not known.all() and known.any():
        values = np.where(known, values, values[known].min())
    return FactColumn(scaled(measured(values), digits), state)
