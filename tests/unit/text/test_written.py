"""A file that is edited keeps every line end that the edits do not touch."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from engine.reading.files import decode
from engine.text.edits import Edit, edited
from engine.text.source import Span

ENDS = st.sampled_from(["\n", "\r\n", "\r"])
LINES = st.lists(st.tuples(st.text("甲a: ", max_size=4), ENDS), max_size=6)


@given(LINES, st.data())
def test_an_edit_changes_nothing_around_it(lines: list[tuple[str, str]], data: st.DataObject) -> None:
    raw = "".join(text + end for text, end in lines)
    written, problems = decode("一.yaml", raw.encode())
    assert written is not None
    assert problems == []
    source = written.source
    start = data.draw(st.integers(0, len(source.text)))
    end = data.draw(st.integers(start, len(source.text)))
    after = written.edited([Edit(Span(source, start, end), "X")])
    assert after.source.text == edited(source.text, [Edit(Span(source, start, end), "X")])
    head, tail = after.raw.split("X")
    assert raw.startswith(head)
    assert raw.endswith(tail)
    assert re.sub("\r\n|\r", "\n", head) == source.text[:start]


@given(LINES, st.booleans())
def test_what_is_not_edited_has_the_bytes_it_had(lines: list[tuple[str, str]], mark: bool) -> None:  # noqa: FBT001
    data = (b"\xef\xbb\xbf" if mark else b"") + "".join(text + end for text, end in lines).encode()
    written, _ = decode("一.yaml", data)
    assert written is not None
    assert written.data == data
    assert written.edited([]).data == data


def test_a_new_text_has_the_line_ends_of_most_lines() -> None:
    written, _ = decode("一.yaml", b"a\r\nb\r\nc\n")
    assert written is not None
    assert written.rewritten("d\ne\n").data == b"d\r\ne\r\n"
