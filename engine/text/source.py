"""A source text and the places in it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import field
from typing import TYPE_CHECKING, Any

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_END = re.compile("\n")


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One text that the user wrote; `name` is the path as the user gave it.

    `sha256` is that of the file's bytes, so that anyone can check it with their own tools.
    """

    name: str
    text: str
    sha256: str = ""
    line_starts: Sequence[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Four bytes a line: a file may be nothing but ends of lines.
        starts = array("I", (0,))
        starts.extend(match.end() for match in _END.finditer(self.text))
        object.__setattr__(self, "line_starts", starts)

    def line_of(self, index: int) -> int:
        """Return the 1-based line that holds the character at `index`."""
        return bisect_right(self.line_starts, index)

    def cell_of(self, _index: int) -> tuple[str, str] | None:
        """Return the sheet and the cell that hold a character; a text has none."""
        return None

    def line_text(self, line: int) -> str:
        """Return the text of a 1-based line, without its end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """A range of characters of one source, half-open."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The 1-based line of the first character."""
        return self.source.line_of(self.start)

    @property
    def column(self) -> int:
        """The 1-based column of the first character, counted in characters."""
        return self.start - self.source.line_starts[self.line - 1] + 1

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.source.text[self.start : self.end]

    @property
    def cell(self) -> tuple[str, str] | None:
        """The sheet and the cell, where the source is a table: ("填报表", "D22")."""
        return self.source.cell_of(self.start)

    @property
    def on_line(self) -> str:
        """The file and the line, or the file and the cell."""
        return f"{self.source.name}:{self.line}" if self.cell is None else str(self)

    def __str__(self) -> str:
        if self.cell is None:
            return f"{self.source.name}:{self.line}:{self.column}"
        sheet, cell = self.cell
        return f"{self.source.name} {sheet}!{cell}" if sheet else f"{self.source.name} {cell}"


def place() -> Any:  # noqa: ANN401  a dataclass field specifier stands for any field type
    """Declare a field that says where a thing was written, and never which thing it is."""
    return field(compare=False, repr=False, kw_only=True)
