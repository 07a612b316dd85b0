"""Other ways to write a value that mean the same beyond doubt; whoever asks takes the one that may stand there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.number import parse_quantity
from engine.text.figures import plain_number
from engine.text.suggest import respelt
from engine.vocabulary.shape import YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.text.tree import Scalar

# What may stand behind a number under a key that leaves no doubt about it.
_MEASURES = (
    (re.compile("分|^(得|扣|加|其余得)$"), ("分",)),
    (re.compile("^(归属)?年度$"), ("年度", "年")),
)
ENGLISH = dict.fromkeys(("yes", "true", "on", "y"), "是") | dict.fromkeys(("no", "false", "off", "n"), "否")
_ONE_WORD = re.compile(r"[\w（）]+")


def other_spellings(key: Scalar | None, value: Scalar, words: Sequence[str] = ()) -> Iterator[str]:
    """Yield what a value may be written as instead; `words` are those that may stand there, where only those may."""
    text = value.text.strip()
    if not value.plain and parse_quantity(text):
        yield text
    if words:
        if set(words) == set(YES_NO) and text.lower() in ENGLISH:
            yield ENGLISH[text.lower()]
        elif word := respelt(text, words):
            yield word
        return
    name = key.text if key else ""
    measures = next((listed for names, listed in _MEASURES if names.search(name)), ())
    if number := plain_number(text, measures):
        yield number


def is_one_word(value: Scalar) -> bool:
    """Say whether a value is one word, which could stand in a list as it is."""
    return value.plain and _ONE_WORD.fullmatch(value.text) is not None
