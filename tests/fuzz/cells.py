"""Tables as rows of texts: cells, columns and headers spoilt as people and systems spoil them; then the bytes."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tests.fuzz.archives import timeless
from tests.fuzz.encodings import encoded
from tests.fuzz.scalars import random_scalar

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

Rows = list[list[str]]
CELLS = (
    "1e3", "1,5", "1,234", "12.0%", "12.0", "１２％", "１２", "1/2", "3-5", "+5", "007", "=1+1", "@SUM(A1)", "-", "—",
    "0.1", "TRUE", "true", "是 ", " 否", "\u00a012", "12\u200b", "12 ", "　", " ", "\t", "未报", "不适用", "无", "3月",
    "三月", "Q1", "一季度", "2021-03-01", "44256", "99.35", "0.9935", "9935%", "1" * 15, "1" * 16, "1" * 31, "1E+05",
    "自评", "核定", "核 定", "自 评", "合计", "甲单位", "乙 单位", "单位", "编码", "数据项", "来源", "期", "数值", "评委",  # noqa: E501
    "13800000000", "110101199003070011", "#REF!", "#DIV/0!", "#N/A", "14户", "约12", "(5)", "（5）", "-5", "−5", "0x1F",
    "1_000", "٣", "²", "Ⅳ", "½", "1.2.3", "....", ".", "甲\n乙", 'a"b', "a,b", "\ufeff甲", "\x0b", "长" * 3000,
)  # fmt: skip
_MANY, _WIDE, _LONG, _LINES, _HUGE = 3000, 4000, 1_000_000, 20_000, 1_500_000


def spoilt_rows(rng: random.Random, rows: Rows) -> Rows:
    """A table after a few slips."""
    rows = [list(row) for row in rows]
    for _ in range(rng.choice((0, 1, 1, 2, 3, 6))):
        rows = rng.choices(_CHANGES, _WEIGHTS)[0](rng, rows) or [[""]]
        if sum(len(text) + 1 for row in rows for text in row) > _HUGE:
            break
    return rows


def odd_text(rng: random.Random) -> str:
    """A text of a cell."""
    return rng.choice(CELLS) if rng.random() < 0.7 else random_scalar(rng)


def _place(rng: random.Random, rows: Rows) -> tuple[int, int]:
    row = rng.randrange(len(rows))
    return row, rng.randrange(max(len(rows[row]), 1))


def _cell(rng: random.Random, rows: Rows) -> Rows:
    row, column = _place(rng, rows)
    rows[row][column : column + 1] = [odd_text(rng)]
    return rows


def _header(rng: random.Random, rows: Rows) -> Rows:
    column = rng.randrange(max(len(rows[0]), 1))
    text = rows[0][column] if column < len(rows[0]) else ""
    fact = text.partition(".")[0]
    rows[0][column : column + 1] = [
        rng.choice(
            (
                odd_text(rng), text + " ", f"{text}（户）", f"{text}(%)", f"{fact}.自评", f"{fact}.核定.核定", f"{fact}.三月",  # noqa: E501
                f"{fact}.", f".{fact}", f"{fact}..自评", text[:-1], f"{text}.佐证", f"{text}.说明", "", rng.choice(rows[0] or [""]),  # noqa: E501
            )
        )
    ]  # fmt: skip
    return rows


def _column(rng: random.Random, rows: Rows) -> Rows:
    at, to = rng.randrange(max(len(rows[0]), 1)), rng.randrange(max(len(rows[0]), 1))
    kind = rng.randrange(3)
    for row in rows:
        cell = row[at] if at < len(row) else ""
        if kind == 0:
            row[at : at + 1] = []
        else:
            row[to : to + (kind == 2)] = [cell]
    return rows


def _row(rng: random.Random, rows: Rows) -> Rows:
    at, to = rng.randrange(len(rows)), rng.randrange(len(rows) + 1)
    match rng.randrange(5):
        case 0:
            del rows[at]
        case 1:
            rows.insert(to, list(rows[at]))
        case 2:
            rows.insert(to, [])
        case 3:
            rows.insert(to, [odd_text(rng)])
        case _:
            rows.insert(0, list(rows[at]))
    return rows


def _above(rng: random.Random, rows: Rows) -> Rows:
    titles = [
        [rng.choice(("汇总表", "示例：是", "来源：核定", "来源:没有", "方案编号：t", "方案编号: 别的", "单位：万元"))]
    ]
    return [*titles * rng.choice((1, 1, 2, 40)), *rows]


def _two_headers(_rng: random.Random, rows: Rows) -> Rows:
    upper = [text.partition(".")[0] for text in rows[0]]
    return [upper, [text.partition(".")[2] for text in rows[0]], *rows[1:]]


def _many_rows(rng: random.Random, rows: Rows) -> Rows:
    return [*rows, *(list(rng.choice(rows)) for _ in range(rng.choice((10, _MANY))))]


def _many_columns(rng: random.Random, rows: Rows) -> Rows:
    text = rng.choice(("", "x", rows[0][-1] if rows[0] else ""))
    rows[0] += [text] * rng.choice((50, _WIDE))
    return rows


def _huge_cell(rng: random.Random, rows: Rows) -> Rows:
    row, column = _place(rng, rows)
    texts = [text * _LONG for text in ("长", "1", " ", '"')] + [
        text * _LINES for text in ("x ", "1.", "/", "-", "a\n", "14户")
    ]
    rows[row][column : column + 1] = [rng.choice(texts)]
    return rows


_CHANGES: tuple[Callable[[random.Random, Rows], Rows], ...] = (
    _cell, _header, _column, _row, _above, _two_headers, _many_rows, _many_columns, _huge_cell,
)  # fmt: skip
_WEIGHTS = (40, 20, 10, 14, 6, 3, 1, 1, 1)


def csv_bytes(rng: random.Random, rows: Rows) -> bytes:
    """The table as CSV, well or badly written."""
    text = io.StringIO(newline="")
    signs = rng.choice((",", ",", ",", "\t", ";", "|"))
    quoting: Any = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE))
    writer = csv.writer(text, delimiter=signs, quoting=quoting, escapechar="\\" if quoting == csv.QUOTE_NONE else None)
    writer.writerows(row if any(row) or quoting != csv.QUOTE_NONE else ["", ""] for row in rows)
    written = text.getvalue()
    match rng.randrange(12):
        case 0:
            at = rng.randrange(len(written) + 1)
            written = (
                written[:at]
                + rng.choice(('"', '""', '"\n', "\0", "\r", "\x1a", ",,,,", "\u2028", "sep=;\n"))
                + written[at:]
            )
        case 1:
            written = rng.choice(("sep=,\r\n", "\r\n\r\n", ",,,,\r\n", "\ufeff\ufeff")) + written
        case 2:
            written = written.replace("\r\n", rng.choice(("\r", "\n\r", "\r\r\n", "\u2028", "\x85")))
        case _:
            pass
    data = encoded(rng, written)
    if rng.random() < 0.05:
        half = len(data) // 2
        data = data[:half] + written[len(written) // 2 :].encode("gb18030", "replace")
    return data


def workbook_bytes(rng: random.Random, rows: Rows) -> bytes:
    """The table as a workbook, its texts now and then as the numbers, days and truth values that they look like."""
    book: Any = Workbook()
    book.epoch = rng.choice((datetime(1899, 12, 30), datetime(1899, 12, 30), datetime(1904, 1, 1)))  # noqa: DTZ001
    sheet = book.active
    sheet.title = rng.choice(("Sheet1", "核定", "数据", "_kaohe", "汇总 '1'", "自评"))
    typed = rng.random()
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row[:16384], 1):
            value = _typed(rng, text) if rng.random() < typed else text[:32767]
            if value != "":
                cell = sheet.cell(number, column)
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
                if isinstance(value, float) and rng.random() < 0.7:
                    cell.number_format = rng.choice(
                        ("0.00%", "0%", "0.00", "General", "yyyy-mm-dd", "#,##0", "@", "0E+00")
                    )
    if rng.random() < 0.2:
        _dress(rng, book, sheet)
    file = io.BytesIO()
    book.save(file)
    return timeless(file.getvalue())


def _typed(rng: random.Random, text: str) -> Any:  # noqa: ANN401  whatever a cell holds
    if rng.random() < 0.04:
        return rng.choice(
            (
                0.1 + 0.2,
                1e15,
                1e22,
                1e-7,
                1e300,
                123456789012345678,
                True,
                False,
                date(2021, 3, 4),
                datetime(2021, 3, 4, 5),  # noqa: DTZ001
                timedelta(hours=30),
                "=1+1",
                "#REF!",
                0.30000000000000004,
                -0.0,
            )
        )
    if text.endswith("%"):
        try:
            return float(text[:-1]) / 100
        except ValueError:
            return text[:32767]
    if text in ("是", "否"):
        return rng.choice((text, text == "是"))
    try:
        return float(text) if text.isascii() and len(text) < 300 else text[:32767]
    except ValueError:
        return text[:32767]


def _dress(rng: random.Random, book: Any, sheet: Any) -> None:  # noqa: ANN401  openpyxl tells no types
    match rng.randrange(6):
        case 0:
            sheet.merge_cells(start_row=1, start_column=1, end_row=rng.choice((2, 3)), end_column=rng.choice((1, 3)))
        case 1:
            sheet.row_dimensions[rng.randint(1, 5)].hidden = True
            sheet.column_dimensions["B"].hidden = True
        case 2:
            book.create_sheet(rng.choice(("说明", "数据1", "核定"))).append(["单位", "应访"])
        case 3:
            sheet.auto_filter.ref = "A1:C9"
        case 4:
            book.create_sheet("第一", 0)
            sheet.sheet_state = "hidden"
        case _:
            copied = book.copy_worksheet(sheet)
            copied.title = "副本"
