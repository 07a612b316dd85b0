"""The file that lists the units: YAML, or a table, which becomes the tree that a YAML list would be."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.scheme.unit_vocabulary import UNIT, UNITS_FILE
from engine.text.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sheets.grid import Grid, GridCell
    from engine.text.source import Span
    from engine.text.tree import Node

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".et")
NAME, CODE = (UNIT.by_name[name].key for name in ("name", "code"))
GROUP = "分组"
_HEADERS = {
    NAME: NAME, "单位": NAME, "单位名称": NAME, "考核对象": NAME, "参评单位": NAME,
    CODE: CODE, "单位编码": CODE, "代码": CODE, "单位代码": CODE,
    GROUP: GROUP, "组": GROUP, "组别": GROUP, "组名": GROUP,
}  # fmt: skip
_LAST_TITLE_ROW = 30


def read_units_file(path: Path) -> tuple[Node | None, list[Problem]]:
    """Return what a file says as one tree, and what is wrong with the file."""
    if path.suffix.lower() not in TABLES:
        source, problems = read_source(path)
        return (None, problems) if source is None else compose(source)
    # Imported here: most lists are no tables.
    from engine.sheets.read_workbook import read_workbook  # noqa: PLC0415

    workbook, problems = read_workbook(path)
    if workbook is None:
        return None, problems
    tree, found = units_tree(workbook.grids[0])
    return tree, [*problems, *found]


def units_tree(grid: Grid) -> tuple[Mapping | None, list[Problem]]:
    """Return the tree of a list of units, in groups where the table has a column of them; None without a header.

    Groups stand in the order in which they come first.
    """
    head = _head(grid)
    if head is None:
        help_ = f"表头要有“单位”，可以有“{CODE}”“{GROUP}”；标题可以写在表头上面"
        place = grid.span(1, 1) if grid.rows else None
        return None, [Problem(Code.TABLE_HEADER, "这张单位名单认不出表头", place, file=grid.file, help=help_)]
    first, columns = head
    groups: dict[str, tuple[Scalar, list[Mapping]]] = {}
    problems: list[Problem] = []
    for row in range(first, len(grid.rows) + 1):
        cells = {word: grid.cell(row, at) for word, at in columns.items()}
        if all(cell.is_empty for cell in cells.values()):
            continue
        name, group = cells[NAME], cells.get(GROUP)
        if name.is_empty or (group is not None and group.is_empty):
            missing = "单位" if name.is_empty else GROUP
            help_ = (
                "请补写；不是单位的行请删去" if name.is_empty else "有分组的，每个单位都要写；不分组的，请删去这一列"
            )
            at = columns[NAME if name.is_empty else GROUP]
            problems.append(Problem(Code.ROW_WHOSE, f"名单的这一行没有写“{missing}”", grid.span(row, at), help=help_))
            continue
        unit = _unit(grid, row, columns, cells)
        if group is not None:
            key = _scalar(grid, row, columns[GROUP], group)
            groups.setdefault(key.text, (key, []))[1].append(unit)
        else:
            groups.setdefault("", (unit.entries[0].key, []))[1].append(unit)
    place = grid.span(first - 1, columns[NAME])
    return _tree(groups, place, grouped=GROUP in columns), problems


def head_word(text: str) -> str | None:
    """Return what a column holds, by its header; None where it is not asked for."""
    return _HEADERS.get("".join(unicodedata.normalize("NFKC", text).split()))


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """Return the first row below the header, and where the columns stand."""
    for row, cells in enumerate(grid.rows[:_LAST_TITLE_ROW], 1):
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells, 1):
            if (word := head_word(cell.text)) is not None:
                columns.setdefault(word, at)
        if NAME in columns:
            return row + 1, columns
    return None


def _unit(grid: Grid, row: int, columns: dict[str, int], cells: dict[str, GridCell]) -> Mapping:
    entries = [
        Entry(
            Scalar(word, plain=True, span=grid.span(row, columns[word])), _scalar(grid, row, columns[word], cells[word])
        )
        for word in (NAME, CODE)
        if word in columns and not cells[word].is_empty
    ]
    return Mapping(tuple(entries), entries[0].value.span)


def _tree(groups: dict[str, tuple[Scalar, list[Mapping]]], place: Span, *, grouped: bool) -> Mapping:
    lists = [(key, Listing(tuple(units), key.span)) for key, units in groups.values()]
    value: Node = lists[0][1] if lists else Listing((), place)
    if lists and grouped:
        value = Mapping(tuple(Entry(key, units) for key, units in lists), place)
    word = UNITS_FILE.by_name["units"].key
    return Mapping((Entry(Scalar(word, plain=True, span=place), value),), place)


def _scalar(grid: Grid, row: int, column: int, cell: GridCell) -> Scalar:
    return Scalar(cell.text.strip(), plain=True, span=grid.span(row, column))
