"""What the text of a worksheet says besides values: formulas, merged and hidden cells, protection, comments.

The library that reads values streams past these; taken from the text itself they cost next to nothing. The text has
been searched for entities before.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_FORMULA = re.compile(rb'<c\s(?:[^<>]*\s)?r="([A-Z]{1,3}[0-9]+)"[^<>]*>\s*<f(?:\s[^<>]*)?(?:/>|>([^<]*)</f>)')
_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HIDDEN_ROW = re.compile(rb'<row\s(?:[^<>]*\s)?r="([0-9]+)"[^<>]*\shidden="(?:1|true)"')
_COLUMN = re.compile(rb"<col\s[^<>]*>")
_MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]+[0-9]+):([A-Z]+[0-9]+)"')
_PROTECTED = re.compile(rb'<sheetProtection\s[^<>]*sheet="(?:1|true)"')
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]+)")
_MOST_HIDDEN = 1000
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Details:
    """What a worksheet says besides values; formulas and comments by row and column."""

    formulas: dict[tuple[int, int], str]
    merged: tuple[tuple[int, int, int, int], ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    protected: bool


def details_of(text: bytes) -> Details | None:
    """Return what a worksheet says; None where its formulas are written in a way that only a parser can follow."""
    formulas = {_place(told[1]): _formula(told[2]) for told in _FORMULA.finditer(text)}
    if len(formulas) != len(_ANY_FORMULA.findall(text)):
        return None
    merged = tuple((*_place(told[1]), *_place(told[2])) for told in _MERGED.finditer(text))
    hidden = (int(told[1]) for told in _HIDDEN_ROW.finditer(text))
    return Details(formulas, merged, frozenset(hidden), _hidden_columns(text), _PROTECTED.search(text) is not None)


def comments_of(text: bytes) -> dict[tuple[int, int], str]:
    """Return what is pinned to cells; nothing where the text cannot be read."""
    try:
        root = ET.fromstring(text)  # noqa: S314  it has been searched for entities
    except ET.ParseError:
        return {}
    return {
        _place((each.get("ref") or "").encode()): "".join(each.itertext()).strip()
        for each in root.iter()
        if each.tag.endswith("}comment") and _ADDRESS.fullmatch(each.get("ref") or "")
    }


def _hidden_columns(text: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for told in _COLUMN.findall(text):
        if re.search(rb'hidden="(?:1|true)"', told):
            ends = [int(found[1]) for name in (b"min", b"max") if (found := re.search(name + rb'="([0-9]+)"', told))]
            hidden.update(range(ends[0], min(ends[-1], ends[0] + _MOST_HIDDEN) + 1) if ends else ())
    return frozenset(hidden)


def _formula(text: bytes | None) -> str:
    return f"={html.unescape(text.decode('utf-8', errors='replace'))}" if text else "=（公式）"


def _place(address: bytes) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(address.decode("ascii"))
    assert match is not None, "the pattern has found an address here"  # noqa: S101
    column = 0
    for letter in match[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(match[2]), column
