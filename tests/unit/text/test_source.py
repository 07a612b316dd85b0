"""Places in a text."""

from __future__ import annotations

import pytest

from engine.reading.compose import compose
from engine.text.source import Source, Span
from engine.text.tree import Mapping, Scalar


def scalar_of(text: str) -> Scalar:
    """The value of the one key."""
    node, problems = compose(Source("a.yaml", text))
    assert problems == []
    assert isinstance(node, Mapping)
    value = node.entries[0].value
    assert isinstance(value, Scalar)
    return value


def test_lines_and_columns_count_from_one() -> None:
    source = Source("a", "甲\n乙丙\n")
    assert str(Span(source, 0, 1)) == "a:1:1"
    assert str(Span(source, 3, 4)) == "a:2:2"
    assert str(Span(source, 5, 5)) == "a:3:1"


def test_characters_outside_the_basic_plane_are_one_column() -> None:
    source = Source("a", "𠀀𪚥: 值\n")
    node, _ = compose(source)
    assert isinstance(node, Mapping)
    assert node.entries[0].key.text == "𠀀𪚥"
    assert node.entries[0].value.span.column == 5


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("a: 甲 + 乙", "乙", "乙"),
        ('a: "甲 + 乙"', "乙", "乙"),
        ("a: '甲 + 乙'", "甲", "甲"),
        ("a: >-\n  甲 +\n  乙\n", "乙", "乙"),
        ("a: |-\n  甲 +\n  乙\n", "乙", "乙"),
        ("a: 甲 +\n  乙\n", "乙", "乙"),
        ("a: '𠀀 + 𪚥'", "𪚥", "𪚥"),
        ("a: 'it''s 乙'", "乙", "乙"),
    ],
)
def test_part_of_a_value_is_found_in_the_text(text: str, part: str, found: str) -> None:
    scalar = scalar_of(text)
    at = scalar.text.index(part)
    span = scalar.within(at, at + len(part))
    assert span.text == found
    assert span.start == text.index(found)


def test_escaped_text_is_placed_as_a_whole() -> None:
    scalar = scalar_of(r'a: "\u7532 + 乙"')
    assert scalar.text == "甲 + 乙"
    assert scalar.within(0, 1).text == r'"\u7532 + 乙"'


def test_place_past_the_end_is_the_end() -> None:
    scalar = scalar_of("a: 甲")
    assert scalar.within(1, 2).start == 4
    assert scalar.within(0, 9).text == "甲"
