"""What may be written next in a formula or condition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.editor.describe import describe
from engine.editor.item import Item, ItemKind, fitting
from engine.editor.lexicon import tokens_of
from engine.scheme.adjustment_vocabulary import BONUS, PENALTY
from engine.scheme.calls import CALLS, WITHOUT, shape_of
from engine.scheme.functions import Label
from engine.scheme.members import MEMBERS
from engine.scheme.model import FactType
from engine.scheme.names import ATTRIBUTES, FIGURES, FUNCTIONS, HAS_FIRED, LABELS, RUN, TIMES_FIRED
from engine.scheme.tokens import FULL_WIDTH, KEYWORDS, Slip, tokenize
from engine.scheme.vocabulary import RANKING, RULE, TIER
from engine.vocabulary.shape import YES_NO, Concept, Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.editor.document import Document
    from engine.editor.lexicon import Lexicon
    from engine.editor.spots import Spot
    from engine.scheme.tokens import Token

_RUN = re.compile(r"[^\W]*$")
_OPENS = frozenset({"PLUS", "MINUS", "TIMES", "OVER", "LPAR", "COMMA", "AND", "OR", "NOT", "COMPARE"})
# Where the total of a unit, its rank and the rules that have fired may be read.
_JUDGING = (RULE, TIER, RANKING, BONUS, PENALTY)
# Formulas that come to a number; all others are conditions.
_NUMBERS = ("formula", "factor")
_COUNT = "计数"
_ARITHMETIC = ("+", "-", "*", "/")
_COMPARISONS = (">=", "<=", "=", "≠", "不低于", "高于", "不高于", "低于")


def formula_items(spot: Spot, typed: str, lexicon: Lexicon, document: Document, offset: int) -> list[Item]:
    """Return what may stand at `offset`, the end of `typed`: names, members, words, functions or operators."""
    plain = typed.translate(FULL_WIDTH)
    run = _RUN.search(plain)
    begun = run[0] if run else ""
    whole = [*_operands(_Offer(lexicon, document, offset, offset), judging=_is_judging(spot))]
    is_member = plain[: len(plain) - len(begun)].endswith(".")
    start = 0 if is_member else _word_start(begun, [item.label for item in whole], lexicon)
    word = begun[start:]
    tokens = tokens_of(plain[: len(plain) - len(word)], lexicon.names)
    offer = _Offer(lexicon, document, offset - len(word), offset)
    arithmetic = spot.field is not None and spot.field.name in _NUMBERS
    return fitting(word, list(_next(tokens, offer, judging=_is_judging(spot), arithmetic=arithmetic)))


def _is_judging(spot: Spot) -> bool:
    kinds = spot.level.kinds if spot.level else ()
    return (
        spot.field is not None
        and spot.field.name != "formula"
        and any(kind in _JUDGING for kind in kinds if isinstance(kind, Concept))
    )


def _word_start(run: str, labels: list[str], lexicon: Lexicon) -> int:
    """Return where the word begins that is being typed: Chinese runs `且` and the names around it together."""
    if any(label.startswith(run) for label in labels):
        return 0
    known = lexicon.names.all()
    for at in range(1, len(run) + 1):
        if isinstance(tokenize(run[:at], known, lambda _: ""), Slip):
            continue
        if any(label.startswith(run[at:]) for label in labels):
            return at
    return 0


class _Offer:
    """Makes items of words, all in the same place."""

    def __init__(self, lexicon: Lexicon, document: Document, start: int, end: int) -> None:
        self.lexicon, self.document, self.start, self.end = lexicon, document, start, end

    def name(self, word: str, named: Named, detail: str = "", *, label: str = "") -> Item:
        name = self.lexicon.find(word, (named,))
        said = describe(name, self.document) if name else ""
        return self.item(label or word, ItemKind.NAME, detail or named.value, said)

    def item(self, word: str, kind: ItemKind, detail: str = "", said: str = "", new_text: str = "") -> Item:
        return Item(word, kind, new_text or word, self.start, self.end, detail, said)


def _next(tokens: list[Token], offer: _Offer, *, judging: bool, arithmetic: bool) -> Iterator[Item]:
    last = tokens[-1] if tokens else None
    call = _open_call(tokens)
    if last is not None and last.kind == "DOT":
        yield from _members(tokens, offer)
    elif last is not None and last.kind not in _OPENS:
        joining = (*_ARITHMETIC, *_COMPARISONS) if arithmetic else (*_COMPARISONS, "且", "或", *_ARITHMETIC)
        yield from (offer.item(word, ItemKind.OPERATOR) for word in joining)
    elif call in (HAS_FIRED, TIMES_FIRED):
        yield from (offer.name(word, Named.RULE) for word in offer.lexicon.words(Named.RULE))
    elif call in WITHOUT:
        yield from _facts(offer)
    else:
        if last is not None and last.kind == "COMPARE" and len(tokens) > 1:
            words = [*_compared(tokens[:-1], offer)]
            yield from words
            if words:
                return
        yield from _operands(offer, judging=judging)


def _open_call(tokens: list[Token]) -> str:
    """Return the function whose brackets are open at the end; nothing where there are none, or they group."""
    depth = 0
    for at in range(len(tokens) - 1, -1, -1):
        depth += (tokens[at].kind == "RPAR") - (tokens[at].kind == "LPAR")
        if depth < 0:
            return tokens[at - 1].text if at and tokens[at - 1].kind == "NAME" else ""
    return ""


def _members(tokens: list[Token], offer: _Offer) -> Iterator[Item]:
    """Offer what may stand behind the dot of a fact or an indicator."""
    names = offer.lexicon.names
    words = [token.text for token in tokens[:-1] if token.kind == "NAME"]
    base = words[-1] if words else ""
    further = len(tokens) > 3 and tokens[-3].kind == "DOT"  # noqa: PLR2004  甲.3月.
    if further:
        yield from (offer.item(word, ItemKind.NAME, Named.ORIGIN.value) for word in names.periods.origins)
        return
    if base in names.items:
        words = [word for word in ATTRIBUTES if not (base in names.composed and word == "数值")]
        yield from (offer.item(word, ItemKind.NAME, Named.ITEM.value) for word in words)
        return
    members = MEMBERS if base in names.panels else ()
    yield from (offer.item(word, ItemKind.NAME, "几个数") for word in members)
    yield from (offer.item(word, ItemKind.NAME, "期") for word in names.periods.all.get(base, ()))
    yield from (offer.item(word, ItemKind.NAME, Named.CLASS.value) for word in names.classes.get(base, ()))
    if base in names.single:
        yield from (offer.item(word, ItemKind.NAME, Named.ORIGIN.value) for word in names.periods.origins)


def _compared(tokens: list[Token], offer: _Offer) -> Iterator[Item]:
    """Offer what a fact, the unit or its group is compared with, where that is one of a few words."""
    names = [token.text for token in tokens if token.kind == "NAME"]
    base = next((name for name in reversed(names) if name in offer.lexicon.types or name in LABELS), "")
    if base in LABELS:
        words = offer.lexicon.words(Named.GROUP if base == Label.GROUP.value else Named.UNIT)
    elif offer.lexicon.types.get(base) == FactType.YES_NO.value:
        words = [*YES_NO]
    else:
        words = offer.lexicon.owned(Named.OPTION, base)
    yield from (offer.item(word, ItemKind.WORD, f"{base}的取值") for word in words)


def _facts(offer: _Offer) -> Iterator[Item]:
    yield from (offer.name(word, Named.FACT) for word in offer.lexicon.words(Named.FACT))


def _operands(offer: _Offer, *, judging: bool) -> Iterator[Item]:
    yield from _facts(offer)
    yield from (offer.name(word, Named.PARAMETER) for word in offer.lexicon.words(Named.PARAMETER))
    if judging:
        yield from (offer.item(word, ItemKind.NAME, "单位的得分、名次") for word in FIGURES)
    for id_ in offer.lexicon.names.items:
        attributes = [word for word in ATTRIBUTES if not (id_ in offer.lexicon.names.composed and word == "数值")]
        yield from (offer.name(id_, Named.ITEM, label=f"{id_}.{word}") for word in attributes)
    yield from (_function(word, f"{word}(甲, 乙, …)", offer) for word in FUNCTIONS if word != _COUNT)
    yield _function(_COUNT, f"{_COUNT}(条件, 条件, …)", offer)
    yield from (_function(word, shape_of(word), offer) for word in sorted(CALLS))
    yield _function(RUN, f"{RUN}(条件, 几期)", offer)
    if judging:
        yield from (_function(word, f"{word}(规则编号)", offer) for word in (HAS_FIRED, TIMES_FIRED))
    yield from (offer.item(word, ItemKind.WORD, "本单位是哪一个", new_text=f"{word} = ") for word in LABELS)
    yield offer.item("非", ItemKind.OPERATOR, KEYWORDS["非"][1])


def _function(word: str, shape: str, offer: _Offer) -> Item:
    return offer.item(word, ItemKind.FUNCTION, shape, new_text=f"{word}(")
