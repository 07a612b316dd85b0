"""Numbers and days of a spreadsheet as exact texts."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.sheets.grid import EMPTY, CellKind, GridCell

if TYPE_CHECKING:
    from typing import SupportsFloat

# A spreadsheet keeps 15 digits of a number, and shows no more: what a double has beyond them is no one's figure.
_DIGITS = ".15g"
# What stands in a number format in quotes, behind a sign that shields it, or in square brackets is no placeholder.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PLAIN_FORMAT = re.compile(r"(?P<whole>[#0,]+)(?:\.(?P<part>0+))?(?P<percent>%?)")
GENERAL = "General"


def plain_text(number: Decimal) -> str:
    """Return a number without exponent and without zeros at the end of its decimals: `0.07`, `1200`."""
    text = format(number, "f") if number else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(number: int | SupportsFloat) -> Decimal:
    """Return the decimal that a spreadsheet's number stands for: 15 digits of it."""
    return Decimal(number) if isinstance(number, int) else Decimal(format(number, _DIGITS))


@lru_cache(maxsize=16_384, typed=True)
def number_cell(number: int | SupportsFloat, number_format: str, formula: str = "") -> GridCell:
    """Return the cell of a number as it is formatted; one formatted as a percentage has its sign."""
    value = exact(number)
    if not value.is_finite():
        return GridCell(CellKind.ERROR, "#NUM!", formula=formula)
    first = number_format.split(";", maxsplit=1)[0]
    percent = "%" in _LITERAL.sub("", first)
    text = plain_text(value * 100 if percent else value) + ("%" if percent else "")
    shown = _shown(value, first)
    return GridCell(CellKind.NUMBER, text, shown if shown != text else "", formula)


def _shown(value: Decimal, number_format: str) -> str:
    """Return what a person sees, where the format is one of the plain ones; nothing where it is not."""
    match = _PLAIN_FORMAT.fullmatch(number_format.strip())
    if match is None:
        return ""
    scaled = value * 100 if match["percent"] else value
    rounded = scaled.quantize(Decimal(1).scaleb(-len(match["part"] or "")), ROUND_HALF_UP)
    return format(rounded, ",f" if "," in match["whole"] else "f") + match["percent"]


def day_cell(value: datetime | date | time | timedelta, formula: str = "") -> GridCell:
    """Return the cell of a day, of a day and a time, or of a time alone."""
    if isinstance(value, datetime):
        alone = value.time() == time()
        text = value.date().isoformat() if alone else value.replace(microsecond=0).isoformat(" ")
    elif isinstance(value, timedelta):
        text = _hours(value)
    else:
        text = value.isoformat()
    return GridCell(CellKind.DATE, text, formula=formula)


def _hours(value: timedelta) -> str:
    """Return a length of time as a spreadsheet shows it: 30:00:00."""
    seconds = round(value.total_seconds())
    sign, seconds = "-" if seconds < 0 else "", abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def yes_no_cell(value: bool, formula: str = "") -> GridCell:  # noqa: FBT001  the value of the cell itself
    """Return the cell of a truth value, which a spreadsheet shows in English."""
    return GridCell(CellKind.YES_NO, "是" if value else "否", "TRUE" if value else "FALSE", formula)


def text_cell(text: str, formula: str = "") -> GridCell:
    """Return the cell of a text."""
    return GridCell(CellKind.TEXT, text, formula=formula) if text or formula else EMPTY
