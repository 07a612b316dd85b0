"""The nouns of a table that is written out: its columns, and blocks of rows to fill them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.columns.ints import Array, Mask

# A decimal of up to so many digits is an int64 times a power of ten.
MOST_DIGITS = 18


class Kind(Enum):
    """What a column holds; the value is the word in the documents."""

    NAME = "文字"
    WORD = "文字（只有几种）"
    TEXT = "文字（各不相同）"
    DECIMAL = "小数"
    WHOLE = "整数"
    SMALL = "整数（很小）"
    FLAG = "是否"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, what is in it, and whether every row has something; `digits` are a decimal's."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    digits: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """What some rows have of a field; where `known` (None: everywhere) is false there is nothing.

    Names and words are places among `words`; a decimal counts units of 10^-digits; a text is a Python string.
    """

    values: Array  # int32[n] names, int16[n] words, object[n] texts, int64[n] or int16[n] numbers, bool[n] flags
    known: Mask | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some rows of a table: a column for each field, by its name."""

    rows: int
    columns: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class About:
    """What a table is of: its schema, the scheme, and what a reader has to know of the figures."""

    schema: str
    scheme: str
    title: str
    sha256: str
    illustrative: bool
    provisional: bool | None
    as_of: str | None
    version: str

    def pairs(self) -> list[tuple[str, str]]:
        """Return names and values as texts, as a file's metadata have them."""
        given = {
            "schema": self.schema, "scheme": self.scheme, "title": self.title, "sha256": self.sha256,
            "illustrative": _said(self.illustrative), "provisional": _said(self.provisional), "as_of": self.as_of,
            "version": self.version,
        }  # fmt: skip
        return [(name, value) for name, value in given.items() if value is not None]


class TooLargeError(Exception):
    """A format has not room for so much; the message says for how much, in the user's words."""


class Table(Protocol):
    """A table that is being written; what it leaves behind is whole only once it is closed."""

    def add(self, block: Block) -> None:
        """Write rows; raises OSError where the file cannot be written."""

    def close(self) -> None:
        """Write what is still held back, and end the file; raises OSError."""

    def abandon(self) -> None:
        """Let go of the file, which is of no use to anyone."""


# A word is one of fewer than so many.
WORD_PLACES = np.int16


def worded(texts: Sequence[str | None], kind: Kind = Kind.WORD) -> Column:
    """Return a column of words, or of names, of their texts; None is nothing."""
    distinct = {text: place for place, text in enumerate(dict.fromkeys(text for text in texts if text is not None))}
    places: Array = np.array([-1 if text is None else distinct[text] for text in texts], dtype=DTYPES[kind])
    return Column(np.maximum(places, 0), places >= 0, tuple(distinct) or ("",))


def texts(given: Sequence[str | None]) -> Column:
    """Return a column of texts; None is nothing."""
    values = np.full(len(given), None, dtype=object)
    values[:] = given
    return Column(values, np.array([text is not None for text in given], dtype=np.bool_))


def nothing(field: Field, count: int) -> Column:
    """Return a column in which nothing stands."""
    empty = np.array(None, dtype=object) if field.kind is Kind.TEXT else np.zeros((), dtype=DTYPES[field.kind])
    return Column(np.broadcast_to(empty, (count,)), np.broadcast_to(np.False_, (count,)), ("",))


def the_same(value: Any, kind: Kind, count: int, of: Sequence[str] = ()) -> Column:  # noqa: ANN401  what a column has
    """Return a column that has the same everywhere."""
    return Column(np.broadcast_to(np.array(value, dtype=DTYPES[kind]), (count,)), None, tuple(of))


DTYPES = {
    Kind.NAME: np.int32, Kind.WORD: WORD_PLACES, Kind.TEXT: np.object_, Kind.DECIMAL: np.int64, Kind.WHOLE: np.int64,
    Kind.SMALL: np.int16, Kind.FLAG: np.bool_,
}  # fmt: skip


def _said(answer: bool | None) -> str | None:  # noqa: FBT001  it turns an answer into a word
    return None if answer is None else str(answer).lower()
