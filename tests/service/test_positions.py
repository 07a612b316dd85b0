"""Columns as editors count them."""

from __future__ import annotations

import pytest

from engine.text.source import Source
from service.positions import offset_of, place_of

TEXT = Source("", "甲: 1\n𠮷街道: 2\n\ue000b\n")
# The offset of a character, and its line and column in each encoding.
PLACES = [
    (0, {"utf-16": (0, 0), "utf-8": (0, 0), "utf-32": (0, 0)}),
    (1, {"utf-16": (0, 1), "utf-8": (0, 3), "utf-32": (0, 1)}),
    (TEXT.text.index("街"), {"utf-16": (1, 2), "utf-8": (1, 4), "utf-32": (1, 1)}),
    (TEXT.text.index("2"), {"utf-16": (1, 6), "utf-8": (1, 12), "utf-32": (1, 5)}),
    (len(TEXT.text), {"utf-16": (3, 0), "utf-8": (3, 0), "utf-32": (3, 0)}),
]


@pytest.mark.parametrize(("offset", "places"), PLACES)
def test_there_and_back(offset: int, places: dict[str, tuple[int, int]]) -> None:
    for encoding, place in places.items():
        assert place_of(TEXT, offset, encoding) == place
        assert offset_of(TEXT, *place, encoding) == offset


def test_what_lies_outside_is_moved_to_the_nearest_end() -> None:
    assert offset_of(TEXT, 0, 99, "utf-16") == TEXT.text.index("\n")
    assert offset_of(TEXT, 99, 0, "utf-16") == len(TEXT.text)
    assert place_of(TEXT, 999, "utf-16") == (3, 0)


def test_the_middle_of_a_character_is_its_end() -> None:
    assert offset_of(TEXT, 1, 1, "utf-16") == TEXT.text.index("街")
