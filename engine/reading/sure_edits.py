"""What puts right a text that YAML cannot read, where a person sees at once what was meant."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from engine.number import parse_quantity
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.unit_vocabulary import NOT_APPLICABLE, UNIT_FILE, UNITS_FILE
from engine.scheme.vocabulary import REFS, SCHEME
from engine.text.edits import Edit, edited
from engine.text.source import Source, Span
from engine.text.tree import Entry, Node, Scalar, said
from engine.vocabulary.shape import YES_NO, Concept, Either, ListOf, MapOf, Text, Variants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.vocabulary.shape import Kind

# How many columns a person may have taken one such blank for, in the order of what is usual.
_TAB_WIDTHS = (2, 4, 8)
_WIDE_BLANKS = (2, 1)
_INDENT = re.compile(r"^[ \t\u3000\u00a0]*(?=[^\s\u3000\u00a0#])", re.MULTILINE)
_BLOCK_BELOW = re.compile(r"[:-][ \t]+[|>][-+0-9]*[ \t]*(#.*)?$", re.MULTILINE)
_ODD_BLANK_BEHIND = re.compile(r"(?<=[^\s:]:)[ ]*[\u3000\u00a0][ \u3000\u00a0]*")
_KEY = re.compile(r"^[ ]*(?:- +)*(?P<key>[^\s:\uff1a{}\[\]\"'#,]+)(?P<colon>\uff1a[ \u3000]*|:(?=[^\s:]))(?P<rest>.*)$")
_TEXT = re.compile(r"^[ ]*(?:- +)*(?P<key>[^\s:{}\[\]\"'#,]+): +(?P<value>[^\s\"'|>\[{].*?)[ ]*$")
_NUMBER_KEY = re.compile(r"[0-9.]+")


# A text is tried out with what may put it right while it is no longer than this, in characters.
LARGEST_TRIED = 100_000
Reading = Callable[[Source], tuple[Node | None, list[Problem]]]


def sure_edits(span: Span, read: Reading) -> tuple[Edit, ...]:
    """Return what puts the text right at the place where it cannot be read, if there is one way to do so.

    Read again, it has to go on past this place, and further than with any other way.
    """
    source, ways = span.source, []
    for edits in _ways(source, span.line) if len(source.text) <= LARGEST_TRIED else ():
        node, problems = read(Source(source.name, edited(source.text, edits)))
        stuck = [each.span.line for each in problems if each.code is Code.YAML_SYNTAX and each.span]
        ways.append((min(stuck, default=sys.maxsize), edits, node))
    far = max((line for line, _, _ in ways), default=0)
    best = [(edits, node) for line, edits, node in ways if line == far > span.line]
    # Several ways are one if nobody can tell them apart: what they give is read, and the same.
    texts = [said(node) for _, node in best if node is not None]
    alike = len(texts) == len(best) and all(text == texts[0] for text in texts)
    return best[0][0] if best and (len(best) == 1 or alike) else ()


def _ways(source: Source, line: int) -> Iterator[tuple[Edit, ...]]:
    """Yield the ways to put a line right, which may be one of many with the same slip."""
    text = source.line_text(line)
    indent = _INDENT.match(text)
    # In a block of text, or in quotes, an indentation may be a part of it.
    if _BLOCK_BELOW.search(source.text) or _has_open_quotes(source.text):
        pass
    elif indent and "\t" in indent[0]:
        yield from (_indented(source, "\t", width) for width in _TAB_WIDTHS)
    elif indent and indent[0].strip(" "):
        yield from (_indented(source, "\u3000\u00a0", width) for width in _WIDE_BLANKS)
    start = source.line_starts[line - 1]
    if odd := _ODD_BLANK_BEHIND.search(text):
        yield (Edit(Span(source, start + odd.start(), start + odd.end()), " "),)
    yield from _colon(source, line)
    yield from _quoted(source, line)


def _has_open_quotes(text: str) -> bool:
    return any(line.count(mark) % 2 for line in text.split("\n") for mark in "\"'")


def _indented(source: Source, odd: str, width: int) -> tuple[Edit, ...]:
    """Return the edits that indent all lines with half-width blanks, `width` of them for each wide one."""
    return tuple(
        Edit(
            Span(source, found.start(), found.end()),
            found[0].expandtabs(width).replace("\u3000", " " * width).replace("\u00a0", " "),
        )
        for found in _INDENT.finditer(source.text)
        if set(found[0]) & set(odd)
    )


def _colon(source: Source, line: int) -> Iterator[tuple[Edit, ...]]:
    if edit := colon_edit(source, line):
        yield (edit,)
        # Lines above with the same slip were taken for one text: the parser stumbles only over the last.
        run = [edit]
        while line > 1 and (above := colon_edit(source, line - 1)):
            run.append(above)
            line -= 1
        if len(run) > 1:
            yield tuple(run)


def colon_edit(source: Source, line: int) -> Edit | None:
    """Return what makes of `分值：8` or `分值:8` a key and its value, where that is what it is."""
    match = _KEY.match(source.line_text(line))
    if match is None or _NUMBER_KEY.fullmatch(match["key"]):
        return None
    rest = match["rest"].strip()
    if match["key"] not in known_keys() and not _is_value(rest):
        return None
    start = source.line_starts[line - 1]
    return Edit(Span(source, start + match.start("colon"), start + match.end("colon")), ": " if rest else ":")


def colon_edits(value: Scalar) -> tuple[Edit, ...]:
    """Return what makes keys and their values of lines that YAML took for one text; none unless each of them is one."""
    span = value.span
    last = span.source.line_of(max(span.start, span.end - 1))
    edits = [colon_edit(span.source, line) for line in range(span.line, last + 1)]
    alone = span.source.line_text(span.line)[: span.column - 1].strip() == ""
    return tuple(edit for edit in edits if edit) if value.plain and alone and all(edits) else ()


def _is_value(text: str) -> bool:
    return text in ("", "未报", NOT_APPLICABLE, *YES_NO) or parse_quantity(text) is not None


def _quoted(source: Source, line: int) -> Iterator[tuple[Edit, ...]]:
    """Quotes around a text that holds what means something to YAML."""
    match = _TEXT.match(source.line_text(line))
    if match and match["key"] in text_keys() and " #" not in match["value"]:
        value, start = match["value"], source.line_starts[line - 1]
        text = f'"{value}"' if not re.search(r'["\\]', value) else "'" + value.replace("'", "''") + "'"
        yield (Edit(Span(source, start + match.start("value"), start + match.end("value")), text),)


def without_line(entry: Entry) -> tuple[Edit, ...]:
    """Return what takes out an entry that has its line for itself."""
    span, value = entry.key.span, entry.value.span
    source, line = span.source, span.line
    if not isinstance(entry.value, Scalar) or source.text[span.start : value.end] != source.line_text(line).strip():
        return ()
    start = source.line_starts[line - 1]
    end = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
    return (Edit(Span(source, start, end), ""),)


@cache
def known_keys() -> frozenset[str]:
    """All keys that a scheme or a unit's file may have anywhere."""
    return frozenset(key for key, _ in _fields())


@cache
def text_keys() -> frozenset[str]:
    """Those under which any text may stand, whatever is in it."""
    kinds: dict[str, set[bool]] = {}
    for key, kind in _fields():
        kinds.setdefault(key, set()).add(isinstance(kind, Text))
    return frozenset(key for key, found in kinds.items() if found == {True})


def _fields() -> Iterator[tuple[str, Kind]]:
    for concept in (SCHEME, UNIT_FILE, UNITS_FILE, *REFS.values()):
        yield from _fields_of(concept)


def _fields_of(kind: Kind) -> Iterator[tuple[str, Kind]]:
    match kind:
        case Concept(fields=fields):
            for field in fields:
                yield field.key, field.kind
                yield from _fields_of(field.kind)
        case Variants(key=key, concepts=concepts):
            yield key, kind
            for concept in concepts.values():
                yield from _fields_of(concept)
        case ListOf(item) | MapOf(item):
            yield from _fields_of(item)
        case Either(kinds):
            for each in kinds:
                yield from _fields_of(each)
        case _:
            return
