"""What may be written at a place: keys that are not there yet, words of a choice, names, parts of formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.editor.describe import describe
from engine.editor.document import Document
from engine.editor.formula_items import formula_items
from engine.editor.item import Item, ItemKind, fitting
from engine.editor.key_items import GROUPED, Place, key_item, with_text
from engine.editor.lexicon import fact_of, named_by, owner_of
from engine.editor.spots import Spot, fields_of, settled, spots, word_of
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, MATTER, MISSING, NOT_APPLICABLE, UNIT_FILE
from engine.scheme.vocabulary import SCHEME, SECTION
from engine.text.tree import Listing, Mapping, Scalar
from engine.vocabulary.shape import (
    YES_NO,
    Choice,
    Concept,
    Formula,
    ListOf,
    MapOf,
    Named,
    Text,
    Variants,
    YesNo,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.vocabulary.shape import Kind

# Stands where the cursor is, so that the place is a word of the tree like any other. No file has this character.
MARK = "\ue0c7"
_KEY_AT_END = re.compile(r"^[ ]*(?:- +)*[^\s:#][^:]*:$")
_PARTS = SECTION.by_name["parts"].key
# What an indicator has that is no section.
_OF_A_LEAF = frozenset(SECTION.by_name[name].key for name in ("formula", "scoring"))


def complete(document: Document, offset: int) -> list[Item]:
    """Return what may be written at an offset of the text, the likeliest first; nothing where all may be written."""
    if not document.is_ours:
        return []
    text = document.source.text
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    # `键:` with the cursor behind it: what is written there needs a blank first.
    lead = " " if _KEY_AT_END.match(before) and text[offset : offset + 1] in ("", "\n") else ""
    marked = Document(f"{text[:offset]}{lead}{MARK}{text[offset:]}", document.path, document.opened)
    around = spots(marked.tree, document.concept, offset + len(lead))
    spot = next((each for each in around if MARK in each.scalar.text), None)
    if spot is None:
        return []
    return _Completion(document, spot, offset, lead).items()


class _Completion:
    def __init__(self, document: Document, spot: Spot, offset: int, lead: str) -> None:
        self.document, self.spot, self.lead, self.offset = document, spot, lead, offset
        self.lexicon = document.lexicon
        self.typed = spot.scalar.text.partition(MARK)[0]
        # Places in the marked text are those of the text itself, but for what was put in at the cursor.
        start, put_in = spot.scalar.span.start, len(lead) + len(MARK)
        self.start = min(start, offset)
        self.end = max(offset, spot.scalar.span.end - put_in)
        source = spot.scalar.span.source
        self.column = start - source.line_starts[source.line_of(start) - 1]

    def items(self) -> list[Item]:
        spot = self.spot
        if not spot.scalar.plain and not spot.is_key:
            # In quotes only what stands between them is replaced; a text in a block is nobody's word.
            if spot.scalar.span.text[:1] in "|>":
                return []
            self.start, self.end = self.start + 1, max(self.end - 1, self.offset)
        found = self._keys(spot.kinds, self._mapping(), self.column) if spot.is_key else self._values()
        return fitting(self.typed.strip(), found) if not self._is_formula() else found

    def _is_formula(self) -> bool:
        return not self.spot.is_key and any(isinstance(kind, Formula) for kind in self.spot.kinds)

    def _mapping(self) -> Mapping | None:
        node = self.spot.level.node if self.spot.level else None
        return node if isinstance(node, Mapping) else None

    def _place(self, column: int, lead: str = "") -> Place:
        rest = self.document.source.text[self.end :]
        level = self.spot.level
        in_brackets = level is not None and level.node.span.text[:1] in ("{", "[")
        return Place(self.start, self.end, column, lead or self.lead, rest.lstrip(" ")[:1] == ":", in_brackets)

    def _keys(self, kinds: tuple[Kind, ...], mapping: Mapping | None, column: int, lead: str = "") -> list[Item]:
        """Offer the keys that a mapping may have and has not: those that it needs first."""
        place = self._place(column, lead)
        there = {key for key in mapping.keys() if MARK not in key} if mapping else set()  # noqa: SIM118  not a dict
        fields = [field for field in fields_of(kinds, mapping) if field.key not in there]
        choices = [[c.by_name[name].key for name in names] for c in _concepts(kinds, mapping) for names in c.exclusive]
        settled_by = [set(keys) for keys in choices if there.intersection(keys)]
        open_ = {key for keys in choices if not there.intersection(keys) for key in keys}
        fields = [field for field in fields if not any(field.key in keys for keys in settled_by)]
        if any(kind is SECTION for kind in kinds):
            open_ |= {_PARTS, *_OF_A_LEAF} - (
                {*_OF_A_LEAF} if _PARTS in there else {_PARTS} if there & _OF_A_LEAF else set()
            )
        fields.sort(key=lambda field: (not field.required, field.key not in open_))
        return [
            *(key_item(field, place) for field in fields),
            *(self._name_key(word, what, place) for word, what in self._map_keys(kinds) if word not in there),
        ]

    def _name_key(self, word: str, what: str, place: Place) -> Item:
        name = self.lexicon.find(word, tuple(Named), owner_of(self.spot))
        colon = "" if place.has_colon else ": "
        return place.item(word, ItemKind.NAME, f"{word}{colon}", what, describe(name, self.document) if name else "")

    def _map_keys(self, kinds: tuple[Kind, ...]) -> Iterator[tuple[str, str]]:
        """Yield the names that may be keys, each with what it is."""
        of = tuple(named for kind in kinds if isinstance(kind, MapOf) for named in kind.of)
        fact = fact_of(self.spot)
        if Named.ORIGIN in of and fact is not None:
            yield from ((word, "期") for word in self.lexicon.names.periods.all.get(fact.text, ()))
        own_parts = self._own_parts() if Named.ITEM in of else []
        yield from ((word, Named.ITEM.value) for word in own_parts)
        yield from ((word, named.value) for word, named in self._names(of) if not own_parts or named is not Named.ITEM)
        if Named.ORIGIN in of and fact is not None:
            yield from ((word, UNIT_FILE.by_name["facts"].key) for word in EVIDENCE_KEYS)

    def _own_parts(self) -> list[str]:
        """Return the ids of the parts of the section that the place is in: its weights are about these."""
        mappings = [level.node for level in self.spot.levels() if isinstance(level.node, Mapping)]
        parts = next((entry.value for each in mappings if (entry := each.get(_PARTS))), None)
        return parts.keys() if isinstance(parts, Mapping) and self.document.concept is SCHEME else []

    def _names(self, of: tuple[Named, ...]) -> Iterator[tuple[str, Named]]:
        owner = owner_of(self.spot)
        if Named.SCHEME in of and self.document.scheme is None:
            yield from ((word, Named.SCHEME) for word in self.document.scheme_ids)
        asked = [named for named in of if named.value == owner]
        for named in asked or of:
            own = self.lexicon.owned(named, owner)
            yield from ((word, named) for word in own or self.lexicon.words(named))

    def _values(self) -> list[Item]:
        spot = self.spot
        items: list[Item] = []
        place = self._place(self.column)
        alone = spot.key is None or isinstance(spot.level and spot.level.node, Listing) or self._below_its_key()
        # On a line below its key a value becomes a key more often than a text.
        groups = [kind for kind in spot.kinds if isinstance(kind, GROUPED)]
        singles = [kind for kind in spot.kinds if kind not in groups]
        if not alone and not all(isinstance(kind, ListOf) for kind in singles):
            groups = []
        for kind in (*groups, *singles):
            if isinstance(kind, GROUPED):
                items += self._group(kind, alone=alone)
            elif isinstance(kind, ListOf):
                items += self._list(kind, place, alone=alone)
            elif isinstance(kind, Formula):
                items += [place.item(word, ItemKind.WORD, word) for word in kind.words]
                items += formula_items(spot, self.typed, self.lexicon, self.document, self.offset)
            else:
                items += self._words(kind, place)
        once: dict[str, Item] = {}
        for item in items:
            once.setdefault(item.label, item)
        return [item if not self._lacks_dash() else with_text(item, f"- {item.new_text}") for item in once.values()]

    def _lacks_dash(self) -> bool:
        """Say whether an item of a list has a line for itself that does not begin with a dash yet."""
        scalar, level = self.spot.scalar, self.spot.level
        if level is None or not isinstance(level.node, Listing) or level.node.span.text.startswith("["):
            return False
        source = scalar.span.source
        return not source.text[source.line_starts[source.line_of(scalar.span.start) - 1] : scalar.span.start].strip()

    def _below_its_key(self) -> bool:
        """Say whether the value stands on a line below its key, so that it may yet become a key."""
        key, source = self.spot.key, self.spot.scalar.span.source
        return key is not None and source.line_of(key.span.start) < source.line_of(self.spot.scalar.span.start)

    def _group(self, kind: Kind, *, alone: bool) -> list[Item]:
        if alone or self.spot.key is None:
            return self._keys((kind,), None, self.column)
        if self._place(0).in_brackets or self.typed.strip():
            return []
        key, source = self.spot.key, self.spot.scalar.span.source
        column = key.span.start - source.line_starts[source.line_of(key.span.start) - 1] + 2
        # What is below a key begins on the next line; blanks behind the colon go.
        self.start -= len(self.document.source.text[: self.start]) - len(
            self.document.source.text[: self.start].rstrip(" ")
        )
        return self._keys((kind,), None, column, "\n" + " " * column)

    def _list(self, kind: ListOf, place: Place, *, alone: bool) -> list[Item]:
        inner = settled(kind.item)
        if MATTER in inner and (fact := fact_of(self.spot)):
            inner = inner if self.lexicon.types.get(fact.text) == FactType.MATTERS.value else ()
        if alone and any(isinstance(each, GROUPED) for each in inner):
            keys = self._keys(inner, None, self.column + 2)
            return [with_text(item, f"- {item.new_text}") for item in keys if item.kind is ItemKind.KEY][:1]
        words = [item for each in inner for item in self._words(each, place)]
        return [with_text(item, f"- {item.new_text}" if alone else f"[{item.new_text}]") for item in words]

    def _words(self, kind: Kind, place: Place) -> list[Item]:
        match kind:
            case YesNo():
                return [place.item(word, ItemKind.WORD, word) for word in YES_NO]
            case Choice(words):
                return [self._choice(word, place) for word in words]
            case Text(of=of, words=words):
                there = self._siblings()
                names = [(word, named) for word, named in self._names(of) if word not in there]
                return [
                    *(self._name(word, named, place) for word, named in names),
                    *(place.item(word, ItemKind.WORD, word) for word in (*words, *self._reported())),
                ]
            case _:
                return []

    def _siblings(self) -> set[str]:
        """Return what stands in the same list already, and the fact that a limit is declared for."""
        level = self.spot.level
        items = level.node.items if level and isinstance(level.node, Listing) else ()
        fact = fact_of(self.spot)
        return {each.text for each in items if isinstance(each, Scalar)} | ({fact.text} if fact else set())

    def _name(self, word: str, named: Named, place: Place) -> Item:
        name = self.lexicon.find(word, (named,), owner_of(self.spot))
        said = describe(name, self.document) if name else ""
        return place.item(word, ItemKind.NAME, word, named.value, said)

    def _choice(self, word: str, place: Place) -> Item:
        """Offer a word of a choice; a method says what it does and asks for."""
        chosen = [kind.concepts[word] for kind in self._variants() if word in kind.concepts]
        if not chosen:
            return place.item(word, ItemKind.WORD, word)
        asked = "、".join(field.key for field in chosen[0].fields if field.required)
        return place.item(word, ItemKind.WORD, word, f"要写：{asked}" if asked else "", chosen[0].help)

    def _variants(self) -> list[Variants]:
        level = self.spot.level
        kinds = level.kinds if level and self.spot.key else ()
        return [
            kind for kind in kinds if isinstance(kind, Variants) and self.spot.key and kind.key == self.spot.key.text
        ]

    def _reported(self) -> tuple[str, ...]:
        """Return the words that a unit may report for the fact whose value stands here."""
        fact = fact_of(self.spot)
        if fact is None or self.document.scheme is self.document or named_by(self.spot):
            return ()
        if self.spot.key is not None and self.spot.key.text in EVIDENCE_KEYS:
            return ()
        type_ = self.lexicon.types.get(fact.text)
        own = tuple(self.lexicon.owned(Named.OPTION, fact.text))
        return (*(YES_NO if type_ == FactType.YES_NO.value else own), MISSING, NOT_APPLICABLE)


def _concepts(kinds: tuple[Kind, ...], mapping: Mapping | None) -> Iterator[Concept]:
    for kind in kinds:
        if isinstance(kind, Concept):
            yield kind
        elif isinstance(kind, Variants) and mapping and (word := word_of(mapping.get(kind.key))) in kind.concepts:
            yield kind.concepts[word]
