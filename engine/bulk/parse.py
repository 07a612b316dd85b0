"""A column of a file as values of a fact: the meaning that `engine.facts.contract.parse_value` gives one text."""

from __future__ import annotations

import re
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.arrow.raw import SURE_FIGURES, Figures, Flags, Floats, Raw, Words
from engine.columns.ints import INT64_HIGH, INT64_LOW
from engine.dataclass import dataclass
from engine.facts.contract import parse_value
from engine.facts.table import scale_of
from engine.number import DECIMAL, MOST_DIGITS, exact_text
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import MISSING as MISSING_WORD
from engine.scheme.unit_vocabulary import NOT_APPLICABLE
from engine.sheets.figures import text_cell
from engine.sheets.normalise import read_value
from engine.tables import told
from engine.tables.values import is_part
from engine.text.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.columns.ints import Array, Mask
    from engine.problem.codes import Code
    from engine.problem.problem import Problem
    from engine.scheme.model import FactDeclaration

# What there is in a row: a value, nothing at all, 未报, 不适用, or what is no value of this fact.
VALUE, ABSENT, MISSING, NOT_FOR_IT, BAD = range(5)
_NUMBERS = frozenset({FactType.WHOLE, FactType.DECIMAL, FactType.PERCENT})
PERCENT, ONE = "%", "1"
SIGNS = ("%", "\uff05")
# Texts that everyone reads alike; any other is looked at twice.
_PLAIN = re.compile(rf"(?:{DECIMAL.pattern}%?)?")
_NOWHERE = Span(Source("", ""), 0, 0)


@dataclass(frozen=True, eq=False)
class Parsed:
    """Values in the scale of the fact's column (int64[n] or object[n], 0 where there is none), and int8[n] kinds.

    `notes` say where there is something to tell of how a text was read, or why it was not.
    """

    values: Array
    kind: Array
    notes: Mapping[Code, Mask] = field(default_factory=dict)

    def take(self, rows: Array) -> Parsed:
        """Return for each unit what stands in its row, or nothing where the row is -1."""
        there = rows >= 0
        if there.all():
            return Parsed(self.values[rows], self.kind[rows], {code: each[rows] for code, each in self.notes.items()})
        if not len(self.kind):
            return Parsed(np.zeros(len(rows), dtype=np.int64), np.full(len(rows), ABSENT, dtype=np.int8))
        return Parsed(
            np.where(there, self.values[rows], 0),
            np.where(there, self.kind[rows], ABSENT).astype(np.int8),
            {code: each[rows] & there for code, each in self.notes.items()},
        )


def parse(fact: FactDeclaration, raw: Raw, measure: str | None = None) -> Parsed:
    """Read a column; `measure` is that of a percentage's numbers: 99.35 is `%`, 0.9935 is `1`."""
    if isinstance(raw, Figures | Floats) and fact.type not in _NUMBERS:
        raw = _as_words(raw)
    match raw:
        case Figures():
            return _figures(raw, _decimals(fact, measure))
        case Floats():
            return _floats(raw, _decimals(fact, measure))
        case Flags(values, null):
            codes = values.astype(np.int32)
            return _words(fact, Words(codes if null is None else np.where(null, -1, codes), ["否", "是"]), measure)
        case Words():
            return _words(fact, raw, measure)


def is_number(raw: Raw) -> bool:
    """Whether a column holds numbers, which have no sign of per cent."""
    return isinstance(raw, Figures | Floats)


def _decimals(fact: FactDeclaration, measure: str | None) -> int:
    """Return how many decimals the numbers of a column may have."""
    return fact.digits if fact.type is not FactType.PERCENT or measure != ONE else fact.digits + 2


def _figures(raw: Figures, digits: int) -> Parsed:
    kind = _kinds(raw.null, len(raw.values))
    values, shift = raw.values, digits - raw.scale
    if not len(values):
        return Parsed(values, kind)
    if values.dtype == object or max(abs(int(values.min())), abs(int(values.max()))) * 10 ** max(shift, 0) > INT64_HIGH:
        return _large_figures(raw, digits, kind)
    if shift > 0:
        values = values * np.int64(10**shift)
    elif shift < 0:
        step = 10**-shift
        if step > INT64_HIGH:
            return _large_figures(raw, digits, kind)
        rest = values % step
        values = values // step
        if rest.any():
            kind = np.where(rest != 0, BAD, kind).astype(np.int8)
            values = np.where(rest != 0, 0, values)
    return Parsed(values, kind)


def _large_figures(raw: Figures, digits: int, kind: Array) -> Parsed:
    """Take numbers that do not fit 64 bits, or would not in their column, one by one."""
    found, kind = [], kind.copy()
    for row, value in enumerate(raw.values.tolist()):
        exact = Fraction(value, 10**raw.scale)
        scaled = exact * 10**digits
        sound = scaled.denominator == 1 and sum(map(str.isdigit, exact_text(exact))) <= MOST_DIGITS
        found.append(scaled.numerator if sound else 0)
        if not sound:
            kind[row] = BAD
    return Parsed(_column(found), kind)


def _floats(raw: Floats, digits: int) -> Parsed:
    """Take floats as the decimals that they stand for; what those have more of than the fact allows is no value.

    A whole number of units of 10^-digits that gives the float back when it is divided, and has no more figures than
    the float holds for sure, is that decimal. The rest are written out and read.
    """
    kind = _kinds(raw.null, len(raw.values))
    figures = SURE_FIGURES[raw.values.dtype]
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = np.rint(raw.values * raw.values.dtype.type(10**digits))
        small = np.abs(scaled) < 10**figures
        values = np.where(small, scaled, 0).astype(np.int64)
        sure = small & ((values / 10**digits).astype(raw.values.dtype) == raw.values)
    values = np.where(sure & (kind == VALUE), values, 0)
    unsure = np.flatnonzero(~sure & (kind == VALUE))
    if len(unsure):
        kind = kind.copy()
    written: dict[int, int] = {}
    for row in unsure.tolist():
        text = raw.text(row) or ""
        exact = Fraction(text) * 10**digits if DECIMAL.fullmatch(text) else Fraction(1, 2)
        if exact.denominator == 1 and sum(map(str.isdigit, text)) <= MOST_DIGITS:
            written[row] = exact.numerator
        else:
            kind[row] = BAD
    if any(not INT64_LOW <= each <= INT64_HIGH for each in written.values()):
        values = values.astype(object)
    for row, value in written.items():
        values[row] = value
    return Parsed(values, kind)


def _words(fact: FactDeclaration, raw: Words, measure: str | None) -> Parsed:
    """Read each different text once."""
    read = [_of_text(fact, text, measure) for text in raw.stripped]
    kinds = np.array([*(kind for kind, _, _ in read), ABSENT], dtype=np.int8)
    values = _column([*(value for _, value, _ in read), 0])
    codes = {code for _, _, code in read if code is not None}
    notes = {code: raw.among(np.array([each is code for _, _, each in read])) for code in codes}
    return Parsed(values[raw.codes], kinds[raw.codes], notes)


def _of_text(fact: FactDeclaration, text: str, measure: str | None) -> tuple[int, int, Code | None]:
    """Return the kind of a text, the value in the fact's own scale, and what there is to tell of it."""
    meant, problems = reading(fact, text, measure, _NOWHERE)
    if meant is None:
        return BAD, 0, problems[0].code
    return *_value(fact, meant), problems[0].code if problems else None


def _value(fact: FactDeclaration, text: str) -> tuple[int, int]:
    if not text or text == MISSING_WORD:
        return MISSING if text else ABSENT, 0
    if text == NOT_APPLICABLE:
        return NOT_FOR_IT, 0
    if fact.type is FactType.CHOICE:
        return (VALUE, fact.options.index(text)) if text in fact.options else (BAD, 0)
    value = parse_value(fact, text)
    return (BAD, 0) if isinstance(value, str) else (VALUE, int(value * 10 ** scale_of(fact)))


def reading(fact: FactDeclaration, text: str, measure: str | None, span: Span) -> tuple[str | None, list[Problem]]:
    """Return a text as a unit's file would have it, and what there is to tell; None where it says nothing certain."""
    if fact.type is FactType.PERCENT and measure == PERCENT and is_part(text):
        return None, [told.part_or_percent(fact, text, span)]
    written = as_written(fact, text, measure)
    plain = _PLAIN.fullmatch(written) if fact.type in _NUMBERS else True
    if plain and _value(fact, written)[0] != BAD:
        return written, []
    return read_value(fact, text_cell(written), span)


def as_written(fact: FactDeclaration, text: str, measure: str | None) -> str:
    """Return a number of a percentage as a person writes it, who says nowhere else that it is one: with its sign."""
    if fact.type is not FactType.PERCENT or measure is None or DECIMAL.fullmatch(text) is None:
        return text
    return f"{text}%" if measure == PERCENT else f"{exact_text(Fraction(text) * 100)}%"


def _as_words(raw: Figures | Floats) -> Words:
    """Take numbers as texts: an option may be called 1."""
    _, first, codes = np.unique(raw.values, return_index=True, return_inverse=True)
    texts = [raw.take(first).text(row) for row in range(len(first))]
    codes = codes.astype(np.int32)
    return Words(codes if raw.null is None else np.where(raw.null, -1, codes), [text or "" for text in texts])


def _kinds(null: Mask | None, count: int) -> Array:
    return np.zeros(count, dtype=np.int8) if null is None else null.astype(np.int8) * np.int8(ABSENT)


def _column(values: list[int]) -> Array:
    low, high = min(values, default=0), max(values, default=0)
    return np.array(values, dtype=np.int64 if low >= INT64_LOW and high <= INT64_HIGH else object)
