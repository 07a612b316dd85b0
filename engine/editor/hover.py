"""What is told of the word under the cursor: the rule read aloud, or what may be written there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.cases.read_cases import read_cases
from engine.cases.vocabulary import CASE_FILE
from engine.dataclass import dataclass
from engine.editor.describe import describe
from engine.editor.lexicon import Use, tokens_of, uses_at
from engine.editor.spots import Spot, spots
from engine.reading.read_scheme import read_scheme
from engine.scheme.calls import CALLS, shape_of
from engine.sentences.sentence import sentence
from engine.vocabulary.shape import Choice, Formula, Named, Variants

if TYPE_CHECKING:
    from engine.editor.document import Document
    from engine.editor.lexicon import Name
    from engine.scheme.model import Scheme
    from engine.text.source import Span

_READ_ALOUD = frozenset(
    {Named.FACT, Named.ITEM, Named.ADJUSTMENT, Named.RULE, Named.TIER, Named.PARAMETER},
)
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class Hover:
    """A Markdown text about what stands at `span`."""

    markdown: str
    span: Span


def hover(document: Document, offset: int) -> Hover | None:
    """Return what there is to say of the word at an offset; None where there is nothing."""
    spot = spot_at(document, offset)
    if spot is None:
        return None
    use = use_at(document, spot, offset)
    if use is not None:
        return Hover(_escaped(_said_of(use.name, document)), use.span)
    if spot.is_key:
        return _of_key(spot)
    return _of_word(spot) or _of_function(document, spot, offset)


def spot_at(document: Document, offset: int) -> Spot | None:
    """Return the word at an offset, the one that begins there where two meet."""
    return next(reversed([*spots(document.tree, document.concept, offset)]), None)


def use_at(document: Document, spot: Spot, offset: int) -> Use | None:
    """Return the name at an offset of a word."""
    found = uses_at(spot, document.lexicon, in_scheme=document.scheme is document)
    return next((use for use in found if use.span.start <= offset <= use.span.end), None)


def scheme_of(document: Document) -> Scheme | None:
    """Return the scheme that a document is or belongs to, where it is free of errors."""
    found = document.scheme
    if found is None:
        return None
    if found.concept is CASE_FILE:
        cases, _ = read_cases(found.source, found.folder)
        return cases.scheme if cases else None
    return read_scheme(found.source, found.folder)[0]


def _said_of(name: Name, document: Document) -> str:
    """Return the name's part of the scheme as a sentence; while the scheme has errors, what its text says."""
    scheme = scheme_of(document) if name.named in _READ_ALOUD else None
    said = sentence(scheme, name.word) if scheme else None
    return said or describe(name, document)


def _of_key(spot: Spot) -> Hover | None:
    field = spot.field
    if field is None:
        return None
    required = "（必须写）" if field.required else ""
    text = f"**{_escaped(field.key)}**{required}\n\n{_escaped(field.help)}\n\n写法：{_escaped(field.kind.says)}"
    return Hover(text, spot.scalar.span)


def _of_word(spot: Spot) -> Hover | None:
    """Tell of a method what it does and asks for."""
    kinds = spot.level.kinds if spot.level else ()
    methods = [kind for kind in kinds if isinstance(kind, Variants) and spot.key and kind.key == spot.key.text]
    word = spot.scalar.text.strip()
    if methods and word in methods[0].concepts and any(isinstance(kind, Choice) for kind in spot.kinds):
        concept = methods[0].concepts[word]
        keys = "".join(
            f"\n- {_escaped(f.key)}{'（必须写）' if f.required else ''}：{_escaped(f.help)}" for f in concept.fields
        )
        return Hover(f"**{_escaped(word)}**\n\n{_escaped(concept.help)}\n{keys}", spot.scalar.span)
    return None


def _of_function(document: Document, spot: Spot, offset: int) -> Hover | None:
    """Tell how a function in a formula is written."""
    if not any(isinstance(kind, Formula) for kind in spot.kinds):
        return None
    for token in tokens_of(spot.scalar.text, document.lexicon.names):
        span = spot.scalar.within(token.start, token.end)
        if token.text in CALLS and span.start <= offset <= span.end:
            return Hover(f"写法：{_escaped(shape_of(token.text))}", span)
    return None


def _escaped(text: str) -> str:
    """Return a text whose signs mean nothing to Markdown, with its lines kept."""
    return _SIGNS.sub(r"\\\1", text).replace("\n", "  \n")
