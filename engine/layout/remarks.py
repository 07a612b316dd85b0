"""What stands between the values of a text: comments, blank lines, the marks of list items."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.text.tree import scalars

if TYPE_CHECKING:
    from engine.text.source import Source
    from engine.text.tree import Node

_GAP = re.compile(
    r"(?P<remark>#[^\n]*|^(?:---|\.\.\.)(?=\s|\Z))|(?P<dash>-(?=\s|\Z))|[ \t\n]+|[:,\[\]{}]|(?P<other>.)", re.MULTILINE
)
_BLANK_BEFORE = re.compile(r"\n[ \t]*\n[ \t]*\Z")
# YAML ends a line at these too, where nobody sees one end.
_UNSEEN_BREAKS = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, or a line that marks where a document begins or ends.

    `behind` is true where something else stands before it in its line; `column` is counted from 0.
    """

    text: str
    start: int
    column: int
    behind: bool


@dataclass(frozen=True, slots=True)
class Gaps:
    """All that stands between the values of a text; `odd` is the place of the first thing that nobody lays out."""

    text: str
    remarks: tuple[Remark, ...]
    dashes: tuple[int, ...]
    odd: int | None

    def dash_of(self, item_start: int) -> int:
        """Return where the mark of the list item stands whose value starts there."""
        return self.dashes[bisect_left(self.dashes, item_start) - 1]

    def blank_before(self, start: int) -> bool:
        """Say whether a blank line stands above."""
        return _BLANK_BEFORE.search(self.text, max(0, start - 500), start) is not None

    def column(self, start: int) -> int:
        """Return the column of a place, from 0."""
        return start - self.text.rfind("\n", 0, start) - 1


def find_gaps(source: Source, tree: Node) -> Gaps:
    """Look through the text between the values of its tree."""
    text = source.text
    remarks: list[Remark] = []
    dashes: list[int] = []
    unseen = _UNSEEN_BREAKS.search(text)
    odd = [unseen.start()] if unseen else []
    at = 0
    spans = [scalar.span for scalar in scalars(tree)]
    for start, end in [*((span.start, span.end) for span in spans), (len(text), len(text))]:
        for piece in _GAP.finditer(text, at, start):
            if piece["remark"]:
                line = text.rfind("\n", 0, piece.start()) + 1
                behind = text[line : piece.start()].strip(" \t") != ""
                remarks.append(Remark(piece[0].rstrip(), piece.start(), piece.start() - line, behind))
            elif piece["dash"]:
                dashes.append(piece.start())
            elif piece["other"]:
                odd.append(piece.start())
        at = max(at, end)
    return Gaps(text, tuple(remarks), tuple(dashes), min(odd, default=None))
