"""A file as it stands on the disk, so that what nobody changes stays as it was to the last byte."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.text.edits import Edit, edited
from engine.text.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

BOM = b"\xef\xbb\xbf"
WINDOWS_END = "\r\n"
_ENDS = re.compile("\r\n|\r")


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """The text of a file with the line ends that it has, and whether a BOM stands before it.

    `source` is the same text with plain line ends, which is what places are counted in.
    """

    source: Source
    raw: str
    bom: bool

    @property
    def data(self) -> bytes:
        """The bytes of the file, in UTF-8."""
        return (BOM if self.bom else b"") + self.raw.encode("utf-8")

    def edited(self, edits: Iterable[Edit]) -> Written:
        """Return the file with edits of its source made; every line end outside them stays what it is."""
        longer = [end.start() for end in re.finditer(WINDOWS_END, self.raw)]
        # The places of these line ends in the source, which has one character for each.
        places = [place - index for index, place in enumerate(longer)]
        raw = Source(self.source.name, self.raw)

        def moved(edit: Edit) -> Edit:
            start, end = (at + bisect_left(places, at) for at in (edit.span.start, edit.span.end))
            return Edit(Span(raw, start, end), edit.text.replace("\n", self.line_end))

        return self._now(edited(self.raw, map(moved, edits)))

    def rewritten(self, text: str) -> Written:
        """Return the file with another text, its lines ending as most of them do now."""
        return self._now(text.replace("\n", self.line_end))

    @property
    def line_end(self) -> str:
        """How most lines end."""
        windows = self.raw.count(WINDOWS_END)
        return WINDOWS_END if 2 * windows > self.raw.count("\n") else "\n"

    def _now(self, raw: str) -> Written:
        return replace(self, raw=raw, source=Source(self.source.name, plain_ends(raw)))


def plain_ends(text: str) -> str:
    """Return a text with plain line ends."""
    return _ENDS.sub("\n", text)
