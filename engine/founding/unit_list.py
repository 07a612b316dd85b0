"""Lists of units as offices have them: one name a line, or a table with the columns 名称, 编码, 分组."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.personal import find_personal_data
from engine.founding.draft import FORBIDDEN_IN_NAMES
from engine.founding.yaml_text import scalar_text
from engine.problem.codes import Code
from engine.problem.problem import Problem, sort_problems
from engine.reading.files import read_source
from engine.text.source import Source, Span
from engine.text.tree import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_NAME = 40
_SEPARATORS = re.compile(r"[,，、;；\s]+")
_RUN_TOGETHER = re.compile(r"[，、；;]|[\u4e00-\u9fff）]\s+[\u4e00-\u9fff（]")
_HEADERS = {
    "name": frozenset({"名称", "单位", "单位名称", "考核对象", "参评单位"}),
    "code": frozenset({"编码", "单位编码", "代码", "单位代码"}),
    "group": frozenset({"组", "分组", "组别", "组名", "类别", "单位类别"}),
}
_SUFFIXES = frozenset({".txt", ".csv", ".tsv", ".xls", ".xlsx", ".doc", ".docx", ".yaml", ".yml"})
_SAVE_AS = "在 Excel 里“另存为”，类型选“CSV UTF-8（逗号分隔）”；记事本“另存为”时，编码选 UTF-8"
_COLUMNS = "第一行请写列名：名称、编码、分组（后两列可以没有）"


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit of a list: its name, and its code and group where the list has them."""

    name: str
    code: str | None
    group: str | None
    span: Span


def load_units(given: str) -> tuple[list[ListedUnit], list[Problem]]:
    """Read the units from a list's file, or from their names run together.

    What is no file counts as names, unless it looks like the path of one.
    """
    path = Path(given)
    if not _is_path(given) and not path.is_file():
        return units_in_words(given)
    source, problems = read_source(path)
    if source is None:
        excel = {Code.WRONG_ENCODING, Code.NOT_TEXT}
        return [], [replace(each, help=_SAVE_AS) if each.code in excel else each for each in problems]
    return units_in_file(source)


def _is_path(given: str) -> bool:
    return Path(given).suffix.lower() in _SUFFIXES or any(sign in given for sign in "/\\")


def units_in_words(text: str) -> tuple[list[ListedUnit], list[Problem]]:
    """Read names run together, as on a command line: `甲,乙,丙`."""
    source = Source("--units", text)
    found = []
    at = 0
    for name in _SEPARATORS.split(text):
        at = text.index(name, at)
        if name:
            found.append(ListedUnit(name, None, None, Span(source, at, at + len(name))))
        at += len(name)
    return found, _problems(source, found)


def units_in_file(source: Source) -> tuple[list[ListedUnit], list[Problem]]:
    """Read a list with a unit a line; blank lines count for nothing."""
    rows = list(_rows(source))
    columns, headed = {"name": 0}, False
    if rows and any(cell in _HEADERS["name"] for cell in rows[0][0]):
        headed = True
        columns = {name: at for at, cell in enumerate(rows[0][0]) for name, words in _HEADERS.items() if cell in words}
    problems: list[Problem] = []
    found = []
    for cells, span in rows[1:] if headed else rows:
        if not headed and sum(map(bool, cells)) > 1:
            problems.append(_unusable("有几列，不知道哪一列是单位名称", span, _COLUMNS))
            break
        cell = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        if not cell["name"]:
            problems.append(_unusable("这一行没有单位名称", span, "请补写，或删去这一行"))
            continue
        found.append(ListedUnit(cell["name"], cell.get("code") or None, cell.get("group") or None, span))
    return found, sort_problems([*problems, *_problems(source, found, told=bool(problems))])


def units_text(units: Sequence[ListedUnit]) -> str:
    """Return the file 考核对象文件 for the units, in groups where they have them."""
    groups: dict[str | None, list[ListedUnit]] = {}
    for unit in units:
        groups.setdefault(unit.group, []).append(unit)
    lines = ["考核对象:"]
    for group, members in groups.items():
        lines += [f"  {scalar_text(group)}:"] if group else []
        indent = "    " if group else "  "
        for unit in members:
            if unit.code is None:
                lines.append(f"{indent}- {scalar_text(unit.name)}")
            else:
                code = scalar_text(f"{unit.code}")
                lines += [f"{indent}- 名称: {scalar_text(unit.name)}", f"{indent}  编码: {code}"]
    return "\n".join(lines) + "\n"


def _rows(source: Source) -> Iterator[tuple[list[str], Span]]:
    """Yield the cells of each line that has any; the table is cut by tabs where there are tabs."""
    delimiter = "\t" if "\t" in source.text else ","
    for start in source.line_starts:
        line = source.line_text(source.line_of(start)) if start < len(source.text) else ""
        (cells,) = csv.reader([line], delimiter=delimiter) if line.strip() else ([],)
        cells = [cell.strip() for cell in cells]
        if any(cells):
            yield cells, Span(source, start, start + len(line))


def _problems(source: Source, units: list[ListedUnit], *, told: bool = False) -> list[Problem]:
    """Return what is wrong with the names; `told` says that a list without units has been explained."""
    problems = [problem for unit in units for problem in _problems_of(unit)]
    problems += [each for unit in units for each in find_personal_data(Scalar(unit.name, plain=True, span=unit.span))]
    if not units and not told:
        fix = "每行写一个单位名称；命令里直接写的，用逗号隔开，如 甲单位,乙单位"
        problems.append(Problem(Code.UNIT_LIST, "名单里没有单位", file=source.name, help=fix))
    grouped = [unit for unit in units if unit.group]
    if grouped:
        fix = "要分组就都写明；不分组的，这一列都空着"
        problems += [_unusable(f"“{unit.name}”没有写分组", unit.span, fix) for unit in units if not unit.group]
    for what, values in (("单位", [unit.name for unit in units]), ("编码", [unit.code for unit in units])):
        problems += _twice(what, units, values)
    return sort_problems(problems)


def _twice(what: str, units: list[ListedUnit], values: Sequence[str | None]) -> Iterator[Problem]:
    seen: dict[str, Span] = {}
    for unit, value in zip(units, values, strict=True):
        if value is not None and value in seen:
            also = (("第一次在这里", seen[value]),)
            message = f"{what}“{value}”写了两次"
            yield Problem(Code.UNIT_LISTED_TWICE, message, unit.span, help="请删去多余的一个，或改正", also=also)
        elif value is not None:
            seen[value] = unit.span


def _problems_of(unit: ListedUnit) -> Iterator[Problem]:
    name = unit.name
    if len(name) > LONGEST_NAME:
        fix = f"单位名称最多 {LONGEST_NAME} 个字；请核对这一行是不是混进了别的文字，或改用规范简称"
        yield _unusable(f"单位名称太长：有 {len(name)} 个字", unit.span, fix)
    elif found := FORBIDDEN_IN_NAMES.search(name):
        yield _unusable(f"单位名称“{name}”里有“{found[0]}”，不能用作文件名", unit.span, "请去掉这个符号，或改用全角的")
    elif _RUN_TOGETHER.search(name):
        yield _unusable(f"“{name}”像是几个单位写在一起", unit.span, "请每行写一个单位；一个单位的名称里不要有空格")
    elif unit.group and FORBIDDEN_IN_NAMES.search(unit.group):
        yield _unusable(f"组名“{unit.group}”里有不能用的符号", unit.span, "请改一个组名")


def _unusable(message: str, span: Span, fix: str) -> Problem:
    return Problem(Code.UNIT_LIST, message, span, help=fix)
