"""Write a tree down again in the one layout, every comment at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.layout.spelling import block, is_block, run_on, spelled
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar
from engine.text.width import display_width

if TYPE_CHECKING:
    from engine.layout.remarks import Gaps, Remark

STEP = 2
# What is written in brackets on one line stays there while the line is no wider than this, in terminal columns:
# the figures of twelve months are.
WIDEST = 140


class Page:
    """The lines written so far.

    Columns are counted from 0: `col` is one of the page, `beside` the one of the source where the same thing stands.
    """

    def __init__(self, gaps: Gaps) -> None:
        self.gaps = gaps
        self.lines: list[str] = []
        self._next = 0
        # The line that has a comment at its end already.
        self._remarked = -1
        # The next thing goes on in the last line, behind `- `.
        self._goes_on = False
        # No blank line here: a key or a mark has just opened what follows.
        self._opened = True

    def write(self, root: Mapping | Listing) -> list[str]:
        """Return the lines of a whole file."""
        end = len(self.gaps.text)
        self._remarks(root.span.start, 0)
        if _in_brackets(root) and self._fits(root):
            self.lines.append(flat(root))
        else:
            self._block(root, 0, end, within=-1)
        self._remarks(end, 0)
        return self.lines

    def _block(self, node: Mapping | Listing, col: int, until: int, *, within: int) -> None:
        """Write a group over several lines; comments before `until` that are indented like it are a part of it.

        `within` is the column, in the source, of the key or mark that it belongs to.
        """
        bracketed = _in_brackets(node)
        inside = node.span.end if bracketed else until
        beside = 0 if bracketed else self.gaps.column(node.span.start)
        starts = self._starts(node, bracketed=bracketed)
        for index, start in enumerate(starts):
            self._remarks(start, col)
            self._start_line(col, start)
            before = starts[index + 1] if index + 1 < len(starts) else inside
            if isinstance(node, Mapping):
                entry = node.entries[index]
                self.lines[-1] += f"{spelled(entry.key)}:"
                self._value(entry.value, (col, beside), before, behind_mark=False)
            else:
                self.lines[-1] += "-"
                self._value(node.items[index], (col, beside), before, behind_mark=True)
        # A list may stand no further in than its key: what stands there and is no item is not of the list.
        self._tail(inside, col, 0 if bracketed else max(beside, within + 1))

    def _starts(self, node: Mapping | Listing, *, bracketed: bool) -> list[int]:
        """Return where each part of a group begins in the source: with its key, its mark, or in brackets itself."""
        if isinstance(node, Mapping):
            return [entry.key.span.start for entry in node.entries]
        return [item.span.start if bracketed else self.gaps.dash_of(item.span.start) for item in node.items]

    def _value(self, node: Node, of: tuple[int, int], until: int, *, behind_mark: bool) -> None:
        """Write what belongs to the key or mark at the end of the last line, which stands in the columns `of`."""
        col, beside = of
        if _is_blank(node):
            self._opened = True
            self._tail(until, col + STEP, beside + 1)
            self._opened = False
            return
        self._opened = True
        apart = self._remarks(node.span.start, col + STEP)
        if not isinstance(node, Scalar) and not (_in_brackets(node) and self._fits(node)):
            if behind_mark and not apart:
                self.lines[-1] += " "
                self._goes_on = True
            self._block(node, col + STEP, until, within=beside)
            return
        if apart:
            self.lines.append(" " * (col + STEP))
        else:
            self.lines[-1] += " "
        self._opened = False
        if not isinstance(node, Scalar):
            self.lines[-1] += flat(node)
        elif is_block(node):
            lines, self._opened = block(node, beside, col + STEP)
            self._add(lines)
            # A comment cannot stand in the last line of a block: there it would be text.
            self._remarked = len(self.lines) - 1
        else:
            self._add(run_on(spelled(node), col + STEP))

    def _add(self, lines: list[str]) -> None:
        self.lines[-1] += lines[0]
        self.lines += lines[1:]

    def _fits(self, node: Mapping | Listing) -> bool:
        """Say whether what stands in brackets can stand in the last line."""
        if not (node.entries if isinstance(node, Mapping) else node.items):
            return True
        last = self.lines[-1] + " " if self.lines else ""
        return "\n" not in node.span.text and display_width(last + flat(node)) <= WIDEST

    def _start_line(self, col: int, start: int) -> None:
        if self._goes_on:
            self._goes_on = False
        else:
            self._blank(start)
            self.lines.append(" " * col)
        self._opened = False

    def _blank(self, start: int) -> None:
        if not self._opened and self.lines and self.gaps.blank_before(start):
            self.lines.append("")

    def _remarks(self, until: int, col: int) -> bool:
        """Write the comments before a place; say whether there were any."""
        before = self._next
        while (remark := self._peek(until)) is not None:
            self._remark(remark, col)
        return self._next > before

    def _tail(self, until: int, col: int, beside: int) -> None:
        """Write the comments at the end of a group: those that are indented as it is, at least."""
        while (remark := self._peek(until)) is not None and (remark.behind or remark.column >= beside):
            self._remark(remark, col)

    def _peek(self, until: int) -> Remark | None:
        remarks = self.gaps.remarks
        return remarks[self._next] if self._next < len(remarks) and remarks[self._next].start < until else None

    def _remark(self, remark: Remark, col: int) -> None:
        self._next += 1
        if self._goes_on:
            self.lines[-1] = self.lines[-1].rstrip()
            self._goes_on = False
        if remark.behind and self.lines and self._remarked != len(self.lines) - 1:
            self.lines[-1] += f" {remark.text}"
        else:
            self._blank(remark.start)
            self.lines.append(" " * (col if remark.text.startswith("#") else 0) + remark.text)
            self._opened = False
        self._remarked = len(self.lines) - 1


def _in_brackets(node: Mapping | Listing) -> bool:
    return node.span.text[:1] == ("{" if isinstance(node, Mapping) else "[")


def flat(node: Node) -> str:
    """Return a value on one line."""
    match node:
        case Scalar():
            return spelled(node)
        case Listing(items):
            return f"[{', '.join(map(flat, items))}]"
        case Mapping(entries):
            inside = ", ".join(map(_flat_entry, entries))
            return f"{{{inside}}}" if _in_brackets(node) else inside


def _flat_entry(entry: Entry) -> str:
    """Return a part of `{…}`; one that is a word alone, without a colon, stays so."""
    after = entry.key.span.source.text[entry.key.span.end :].lstrip()
    alone = _is_blank(entry.value) and not after.startswith(":")
    return spelled(entry.key) if alone else f"{spelled(entry.key)}: {flat(entry.value)}"


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.span.start == node.span.end
