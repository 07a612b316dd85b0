"""What puts right a text that YAML cannot read, where a person sees at once what was meant.

Each way is a candidate: whoever asks reads the text again with it, and takes it only if that goes on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from engine.number import parse_quantity
from engine.scheme.unit_vocabulary import NOT_APPLICABLE, UNIT_FILE, UNITS_FILE
from engine.scheme.vocabulary import REFS, SCHEME
from engine.text.edits import Edit
from engine.text.source import Source, Span
from engine.text.tree import Entry, Scalar
from engine.vocabulary.shape import YES_NO, Concept, Either, ListOf, MapOf, Text, Variants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.vocabulary.shape import Kind

# How many columns a person may have taken one such blank for, in the order of what is usual.
_TAB_WIDTHS = (2, 4, 8)
_WIDE_BLANKS = (2, 1)
_INDENT = re.compile(r"^[ \t\u3000\u00a0]*(?=[^\s\u3000\u00a0#])", re.MULTILINE)
_BLOCK_BELOW = re.compile(r":[ \t]+[|>][-+0-9]*[ \t]*(#.*)?$", re.MULTILINE)
_ODD_BLANK_BEHIND = re.compile(r"(?<=[^\s:]:)[ ]*[\u3000\u00a0][ \u3000\u00a0]*")
_KEY = re.compile(r"^[ ]*(?:- +)*(?P<key>[^\s:\uff1a{}\[\]\"'#,]+)(?P<colon>\uff1a[ \u3000]*|:(?=[^\s:]))(?P<rest>.*)$")
_TEXT = re.compile(r"^[ ]*(?:- +)*(?P<key>[^\s:{}\[\]\"'#,]+): +(?P<value>[^\s\"'|>\[{].*?)[ ]*$")
_NUMBER_KEY = re.compile(r"[0-9.]+")


def sure_edits(source: Source, line: int) -> Iterator[tuple[Edit, ...]]:
    """Yield the ways to put a line right, which may be one of many with the same slip."""
    text = source.line_text(line)
    indent = _INDENT.match(text)
    if indent and "\t" in indent[0]:
        # In a block of text a tab is a part of it.
        if not _BLOCK_BELOW.search(source.text):
            yield from (_indented(source, "\t", width) for width in _TAB_WIDTHS)
    elif indent and indent[0].strip(" "):
        yield from (_indented(source, "\u3000\u00a0", width) for width in _WIDE_BLANKS)
    start = source.line_starts[line - 1]
    if odd := _ODD_BLANK_BEHIND.search(text):
        yield (Edit(Span(source, start + odd.start(), start + odd.end()), " "),)
    yield from _colon(source, line)
    yield from _quoted(source, line)


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
