"""What stands in the shipped files would have been offered while they were written."""

from __future__ import annotations

from random import Random

import pytest

from engine.editor.complete import complete
from engine.editor.document import Document
from engine.editor.lexicon import declared_by, named_by, owner_of, tokens_of
from engine.editor.spots import Spot, spots
from engine.vocabulary.shape import Choice, Formula, YesNo
from tests.assessing import ROOT

FILES = [*sorted((ROOT / "schemes").glob("*.yaml")), *sorted((ROOT / "facts").glob("*/*.yaml"))[::12]]
WORDS_IN_A_FILE = 8


def is_known(spot: Spot, document: Document) -> bool:
    """Say whether the word is one that the vocabulary or the scheme has, and not the user's own."""
    if not spot.scalar.plain or declared_by(spot):
        return False
    if spot.is_key:
        return (
            spot.field is not None
            or document.lexicon.find(spot.scalar.text, named_by(spot), owner_of(spot)) is not None
        )
    if any(isinstance(kind, Choice | YesNo) for kind in spot.kinds):
        return True
    return document.lexicon.find(spot.scalar.text, named_by(spot), owner_of(spot)) is not None


def labels(text: str, document: Document, offset: int) -> list[str]:
    return [item.label for item in complete(Document(text, document.path), offset)]


@pytest.mark.slow
def test_every_key_and_word_is_offered_where_it_stands() -> None:
    """With the file cut off there, and with only the word missing."""
    random = Random(3)  # noqa: S311  nothing is at stake
    asked, lacking = 0, []
    for path in FILES:
        document = Document(path.read_text("utf-8"), path)
        text = document.source.text
        known = [spot for spot in spots(document.tree, document.concept) if is_known(spot, document)]
        for spot in random.sample(known, min(WORDS_IN_A_FILE, len(known))):
            span, word = spot.scalar.span, spot.scalar.text
            for left in (text[: span.start], text[: span.start] + text[span.end :]):
                asked += 1
                if word not in labels(left, document, span.start):
                    lacking.append(f"{path.name}:{span.line} {word}")
    assert asked > 200
    assert lacking == []


@pytest.mark.slow
def test_every_name_in_a_formula_is_offered_where_it_stands() -> None:
    """Before its first letter, and behind it."""
    random = Random(4)  # noqa: S311  nothing is at stake
    asked, lacking = 0, []
    for path in FILES:
        document = Document(path.read_text("utf-8"), path)
        all_spots = spots(document.tree, document.concept)
        formulas = [spot for spot in all_spots if any(isinstance(kind, Formula) for kind in spot.kinds)]
        for spot in random.sample(formulas, min(4, len(formulas))):
            tokens = tokens_of(spot.scalar.text, document.lexicon.names)
            names = [token for token in tokens if token.kind == "NAME"]
            for token in names[:2]:
                place = spot.scalar.within(token.start, token.end)
                start, rest = place.start, document.source.text[place.end :]
                for typed in (0, 1):
                    asked += 1
                    offered = labels(document.source.text[: start + typed] + rest, document, start + typed)
                    if not any(token.text in (label, label.partition(".")[0]) for label in offered):
                        lacking.append(f"{path.name}:{spot.scalar.span.line} {token.text}")
    assert asked > 80
    assert lacking == []
