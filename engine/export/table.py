"""The nouns of a table that is written out: its columns, and blocks of rows to fill them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.columns.ints import Array, Mask

# A decimal of up to so many digits is an int64 times a power of ten.
MOST_DIGITS = 18


class Kind(Enum):
    """What a column holds; the value is the word in the documents."""

    WORD = "文字（重复的多）"
    TEXT = "文字"
    DECIMAL = "小数"
    WHOLE = "整数"
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

    A word is its place among `words`; a decimal counts units of 10^-digits; a text is a Python string.
    """

    values: Array  # int32[n] words, object[n] texts, int64[n] numbers, bool[n] flags
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


class Table(Protocol):
    """A table that is being written; what it leaves behind is whole only once it is closed."""

    def add(self, block: Block) -> None:
        """Write rows; raises OSError where the file cannot be written."""

    def close(self) -> None:
        """Write what is still held back, and end the file; raises OSError."""

    def abandon(self) -> None:
        """Let go of the file, which is of no use to anyone."""


def words(places: Array, of: Sequence[str], known: Mask | None = None) -> Column:
    """Make a column of words of their places."""
    return Column(places.astype(np.int32, copy=False), known, tuple(of))


def one_word(word: str, count: int) -> Column:
    """Make a column that has the same word everywhere."""
    return Column(np.zeros(count, dtype=np.int32), None, (word,))


def flags(mask: Mask) -> Column:
    """Make a column of 是 and 否."""
    return Column(mask)


def _said(answer: bool | None) -> str | None:  # noqa: FBT001  it turns an answer into a word
    return None if answer is None else str(answer).lower()
