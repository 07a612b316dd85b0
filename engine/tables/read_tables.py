"""From the sheets of table files to a tree for each unit, and what is told of the sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.problem.problem import without_edits
from engine.tables import told
from engine.tables.gathered import gathered
from engine.tables.header import find_layout
from engine.tables.names import names_of, squeezed
from engine.tables.rows import SheetReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme
    from engine.sheets.grid import Grid, Workbook
    from engine.tables.names import Names
    from engine.tables.unit_tree import UnitTree
    from engine.text.source import Source
    from engine.text.tree import Mapping


@dataclass(frozen=True, slots=True, eq=False)
class TableUnit:
    """What one file says of one unit, in the form of a unit's own file; not `whole` where cells cannot be read."""

    tree: Mapping
    source: Source
    whole: bool


def read_tables(
    scheme: Scheme, workbooks: Iterable[Workbook], *, alone: bool, of_scheme: bool = True
) -> tuple[list[TableUnit], list[Problem]]:
    """Return the units that are in tables, file by file, and what is wrong with the tables as tables.

    Where a file is not `alone` it may also be of something else. Tables that name no scheme are taken to be of this
    one, unless they are not `of_scheme`.
    """
    names = names_of(scheme)
    units: list[TableUnit] = []
    problems: list[Problem] = []
    for workbook in workbooks:
        found, told_of = _read_file(scheme.id if of_scheme else None, names, workbook, alone=alone)
        units += found
        problems += gathered(told_of)
    # Only YAML files are put right by `kaohe check --fix`.
    return units, without_edits(problems)


def _read_file(
    scheme_id: str | None, names: Names, workbook: Workbook, *, alone: bool
) -> tuple[list[TableUnit], list[Problem]]:
    trees: dict[str, UnitTree] = {}
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    broken: set[str] = set()
    others: list[Grid] = []
    read = 0
    for grid in workbook.grids:
        layout = find_layout(grid, names)
        if layout is None:
            others += [grid] if grid.rows else []
            continue
        read += 1
        broken |= SheetReader(grid, layout, names, trees, problems).read()
        sources |= {unit: grid.source for unit in trees if unit not in sources}
    if not read:
        problems.append(_no_table(workbook, others, names, alone=alone))
    else:
        problems += [_sheet_not_used(grid, names) for grid in others]
    units = [TableUnit(tree.tree(scheme_id), sources[unit], unit not in broken) for unit, tree in trees.items()]
    return units, problems


def _no_table(workbook: Workbook, grids: list[Grid], names: Names, *, alone: bool) -> Problem:
    if not alone and not any(_is_of_facts(grid, names) for grid in grids):
        fix = "表里没有方案的单位和数据项；是数据的，请照数据表的格式写好表头"
        return told.file_not_used(workbook.file, fix)
    what = "这张表" if len(grids) == 1 else f"“{workbook.file}”"
    return told.no_header(workbook.file, what, grids[0].span(1, 1) if grids else None)


def _sheet_not_used(grid: Grid, names: Names) -> Problem:
    """Tell of a sheet beside others that are read: one with facts of units is not passed over."""
    if _is_of_facts(grid, names):
        return told.no_header(grid.file, f"工作表“{grid.name}”", grid.span(1, 1))
    fix = "不影响结果；里面有数据的，请照数据表的格式写好表头"
    return told.not_used(f"工作表“{grid.name}”没有用到", grid.span(1, 1), fix)


def _is_of_facts(grid: Grid, names: Names) -> bool:
    texts = {squeezed(cell.text) for _, _, cell in grid.cells()}
    return bool(texts & set(names.units) and texts & set(names.facts))
