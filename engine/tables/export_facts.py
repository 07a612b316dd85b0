"""All facts of an assessment as tables: nothing is left out, and read again they say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reading.compose import compose
from engine.tables.flat import FlatUnit, flatten
from engine.tables.header import HEAD
from engine.tables.lay_out import FactLayout
from engine.tables.names import names_of
from engine.tables.read_tables import read_tables
from engine.text.source import Source
from engine.text.tree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.scheme.model import Scheme
    from engine.sheets.grid import Workbook
    from engine.tables.lay_out import Table


def lay_out_facts(
    scheme: Scheme, inputs: Sequence[Source | Workbook], counted: dict[tuple[str, str], str], *, long: bool
) -> list[Table]:
    """Return what files of facts say, which are free of errors; `counted` are the origins that count, by unit and fact.

    Units stand in the scheme's order. A long table is one; a wide one has a second where there are matters.
    """
    names = names_of(scheme)
    units = {unit.name: FlatUnit(unit.name) for unit in scheme.units}
    for tree in _trees(scheme, inputs):
        named = tree.get(HEAD["unit"])
        if named is not None and isinstance(named.value, Scalar) and named.value.text.strip() in units:
            flatten(tree, names, units[named.value.text.strip()])
    codes = {unit.name: unit.code for unit in scheme.units if unit.code}
    told = [unit for unit in units.values() if unit.rows or unit.narrative]
    layout = FactLayout(names, codes, counted)
    return [layout.long(told)] if long else layout.wide(told)


def _trees(scheme: Scheme, inputs: Sequence[Source | Workbook]) -> Iterator[Mapping]:
    for each in inputs:
        if isinstance(each, Source):
            tree, _ = compose(each)
            if isinstance(tree, Mapping):
                yield tree
    tables = [each for each in inputs if not isinstance(each, Source)]
    for unit in read_tables(scheme, tables, alone=False)[0]:
        yield unit.tree
