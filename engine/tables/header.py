"""Find the header of a table, and what each of its columns holds."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, MATTER, UNIT_FILE
from engine.tables.names import squeezed
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.sheets.grid import Grid
    from engine.tables.names import Names, Path

HEAD = {field.name: field.key for field in UNIT_FILE.fields}
FACT, PERIOD, ORIGIN, RATER, VALUE = "数据项", "期", HEAD["origin"], "评委", "数值"
UNIT, CODE = HEAD["unit"], "编码"
_UNIT_WORDS = {UNIT: UNIT, "单位名称": UNIT, CODE: CODE, "单位编码": CODE}
_OF_UNITS = (HEAD["scheme"], HEAD["illustrative"], ORIGIN, HEAD["narrative"])
HEAD_WORDS = (HEAD["scheme"], HEAD["illustrative"], HEAD["narrative"])
MATTER_KEYS = MATTER.keys
_LONG = (FACT, PERIOD, ORIGIN, RATER, VALUE, *MATTER_KEYS, *EVIDENCE_KEYS, HEAD["scheme"], HEAD["illustrative"])
# What stands in these is nobody's loss: the number of the row, and which origin counted when facts were laid out.
COUNTED = "采用"
_UNMISSED = ("序号", COUNTED)
# What clerks add to their tables; it is told that it is not read.
_CLERICAL = frozenset(
    {*_UNMISSED, "备注", "填报人", "审核人", "填表人", "联系人", "联系电话", "填报日期", "填报时间", "填表日期"}
    | {"分组", "组别", "合计", "状态", *EVIDENCE_KEYS}
)
_LAST_TITLE_ROW = 30
_PROPERTY = re.compile(rf"({HEAD['illustrative']}|{HEAD['scheme']}|{ORIGIN})[:：]\s*(\S.*)")
# The same in a line that says more, as in `导出时间：1月10日 来源：核定`.
_AMONG_OTHERS = re.compile(rf"(?<![^\s；;，,、（(])({HEAD['illustrative']}|{ORIGIN})[:：]\s*([^\s；;，,。、）)]+)")
_MEASURED = re.compile(r"\s*(.+?)\s*[(（]([^()（）]*)[)）]\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header's place, and what it holds: a word of the layout, or a `path` of a wide table.

    `measure` is the unit of measure that stands in the header.
    """

    number: int
    row: int
    text: str
    word: str = ""
    path: Path | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table in a sheet: its columns, the first row below the header, and what stands above it.

    `properties` are words such as 来源 that hold for all rows, each with the row and column of its text.
    `unread` are columns that hold something else.
    """

    long: bool
    columns: tuple[Column, ...]
    unread: tuple[Column, ...]
    first: int
    properties: Mapping[str, tuple[str, int, int]]
    by_word: dict[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_word", {column.word: column for column in reversed(self.columns) if column.word})

    def of(self, word: str) -> Column | None:
        """Return the column that holds a word of the layout."""
        return self.by_word.get(word)


def find_layout(grid: Grid, names: Names) -> Layout | None:
    """Return the table in a sheet; None where no row is the header of one."""
    properties: dict[str, tuple[str, int, int]] = {}
    for row in range(1, min(len(grid.rows), _LAST_TITLE_ROW) + 1):
        texts = {at: cell.text for at, cell in enumerate(grid.rows[row - 1], 1) if not cell.is_empty}
        layout = _layout(grid, row, texts, names)
        if layout is not None:
            return Layout(layout.long, layout.columns, layout.unread, layout.first, properties)
        properties |= _properties(row, texts, names)
    return None


def _properties(row: int, texts: Mapping[int, str], names: Names) -> dict[str, tuple[str, int, int]]:
    found = {}
    for at, text in texts.items():
        if match := _PROPERTY.fullmatch(text.strip()):
            found[match[1]] = (match[2].strip(), row, at)
        elif text.strip() in (HEAD["illustrative"], HEAD["scheme"], ORIGIN) and at + 1 in texts:
            found[text.strip()] = (texts[at + 1].strip(), row, at + 1)
        for match in _AMONG_OTHERS.finditer(text):
            known = (squeezed(match[2]) in names.origins) if match[1] == ORIGIN else match[2] in ("是", "否")
            if known:
                found[match[1]] = (match[2], row, at)
    return found


def _layout(grid: Grid, row: int, texts: Mapping[int, str], names: Names) -> Layout | None:
    words = {at: squeezed(text) for at, text in texts.items()}
    if not any(word in _UNIT_WORDS for word in words.values()):
        return None
    if FACT in words.values():
        found = [_long_column(at, row, text) for at, text in texts.items()]
        told = {column.word for column in found}
        if not told & {VALUE, MATTER_KEYS[0]}:
            return None
        return _made(found, long=True, first=row + 1)
    below = _below(grid, row, words, names)
    found = [_wide_column(at, row, text, below.get(at, ""), names) for at, text in _spread(texts, below).items()]
    if not any(column.path and _is_meant(column.path, names) for column in found):
        return None
    return _made(found, long=False, first=row + (2 if below else 1))


def _made(found: Sequence[Column], *, long: bool, first: int) -> Layout:
    read = tuple(column for column in found if column.word or column.path)
    unread = tuple(column for column in found if not (column.word or column.path))
    return Layout(long, read, unread, first, {})


def _long_column(at: int, row: int, text: str) -> Column:
    word = _UNIT_WORDS.get(squeezed(text), squeezed(text))
    return Column(at, row, text, word if word in (UNIT, CODE, *_LONG) else "")


def _wide_column(at: int, row: int, text: str, below: str, names: Names) -> Column:
    word = squeezed(text)
    if word not in names.facts:
        if word in _UNIT_WORDS or word in _OF_UNITS:
            return Column(at, row, text, _UNIT_WORDS.get(word, word))
        if word in _CLERICAL and not below:
            return Column(at, row, text)
    words, measure = _without_measure(names.words(text), names)
    path = names.path([*words, *([below] if below else [])])
    return Column(at, row + 1 if below else row, below or text, path=path, measure=measure)


def _without_measure(words: list[str], names: Names) -> tuple[list[str], str]:
    """Take the unit of measure out of `实访户数（户）.核定` or `实访户数.核定（户）`, where the rest is known."""
    for at, word in enumerate(words):
        match = _MEASURED.fullmatch(word)
        known = match and (squeezed(match[1]) in names.facts if at == 0 else names.says_beside(match[1]))
        if match and known and squeezed(word) not in names.facts:
            return [*words[:at], match[1], *words[at + 1 :]], match[2].strip()
    return words, ""


def _is_meant(path: Path, names: Names) -> bool:
    return path.fact in names.declared or suggest(path.fact, names.declared) is not None


def _below(grid: Grid, row: int, words: Mapping[int, str], names: Names) -> dict[int, str]:
    """Return the second row of a header, where there is one: below facts stand origins, periods and the like."""
    cells = grid.rows[row] if row < len(grid.rows) else ()
    texts = {at: cell.text.strip() for at, cell in enumerate(cells, 1) if not cell.is_empty}
    of_units = {at for at, word in words.items() if word in _UNIT_WORDS or word in _OF_UNITS}
    alone = not texts or set(texts) & of_units
    if alone or not all(names.says_beside(text) for text in texts.values()):
        return {}
    return texts


def _spread(texts: Mapping[int, str], below: Mapping[int, str]) -> dict[int, str]:
    """Return the headers of the upper row, each also over the columns that the lower one puts below it."""
    spread, last = dict(texts), ""
    for at in range(1, max((*texts, *below), default=0) + 1):
        last = texts.get(at, last)
        if at in below:
            spread[at] = last
    return dict(sorted(spread.items()))


def is_missed(column: Column) -> bool:
    """Whether somebody may miss what stands in a column that is not read."""
    return squeezed(column.text) not in _UNMISSED
