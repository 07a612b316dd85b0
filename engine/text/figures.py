"""Numbers and dates that were written in another way than the files want them, and mean the same."""

from __future__ import annotations

import re
from datetime import date

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]+|[0-9]{1,3}(?:[,_][0-9]{3})+)?(?P<part>\.[0-9]*)?\s*(?P<unit>%|个百分点|)"
)
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *map(ord, "．％，＋－＿"))} | {
    0x2212: "-",  # minus sign
    0x2013: "-",  # en dash
}
_DATE = r"([0-9]{4})(?:[-/.]|\s*年\s*)([0-9]{1,2})(?:[-/.]|\s*月\s*)([0-9]{1,2})\s*日?"
_DAY = re.compile(_DATE)
_BETWEEN = re.compile(rf"({_DATE})\s*(?:至|到|—+|–|-|~|～)\s*({_DATE})")


def plain_number(text: str, measures: tuple[str, ...] = ()) -> str | None:
    """Return a number as it is to be written: `０．5０` is `0.50`, `1,000` is `1000`; None for what is no number.

    One of the `measures` may stand behind it: what is counted is known, so it says nothing.
    """
    half = text.strip().translate(_WIDE)
    for measure in measures:
        if half.endswith(measure):
            half = half.removesuffix(measure).rstrip()
            break
    match = _NUMBER.fullmatch(half)
    if match is None or not re.search("[0-9]", half):
        return None
    whole = re.sub("[,_]", "", match["whole"] or "0").lstrip("0") or "0"
    part = match["part"] or ""
    return ("-" if match["sign"] == "-" else "") + whole + ("" if part == "." else part) + match["unit"]


def plain_date(text: str) -> str | None:
    """Return a day as `2021-01-01`, or None for what is none."""
    match = _DAY.fullmatch(text.strip())
    return _iso(match.groups()) if match else None


def plain_period(text: str) -> str | None:
    """Return two days as `2021-01-01 至 2021-12-31`, or None for what is no such period."""
    match = _BETWEEN.fullmatch(text.strip())
    if match is None:
        return None
    first, last = plain_date(match[1]), plain_date(match[5])
    return f"{first} 至 {last}" if first and last else None


def _iso(parts: tuple[str, ...]) -> str | None:
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        return None
