"""How a key is offered: with what follows it, on its line or below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.editor.item import Item, ItemKind
from engine.editor.spots import settled
from engine.vocabulary.shape import Concept, ListOf, MapOf, Variants

if TYPE_CHECKING:
    from engine.vocabulary.shape import Field, Kind

# What is written in lines below its key.
GROUPED = (Concept, MapOf, Variants)
LONGEST_DETAIL = 40


@dataclass(frozen=True, slots=True)
class Place:
    """What an item replaces, and how it is written there."""

    start: int
    end: int
    column: int
    lead: str
    has_colon: bool
    in_brackets: bool

    def item(self, label: str, kind: ItemKind, new_text: str, detail: str = "", documentation: str = "") -> Item:
        """Return an item that writes `new_text` here."""
        return Item(label, kind, self.lead + new_text, self.start, self.end, detail, documentation)


def with_text(item: Item, new_text: str) -> Item:
    """Return an item that writes something else."""
    return replace(item, new_text=new_text)


def key_item(field: Field, place: Place) -> Item:
    """Return the item of a key; where its colon is there already, only the key is written."""
    says = field.kind.says if len(field.kind.says) <= LONGEST_DETAIL else f"{field.kind.says[:LONGEST_DETAIL]}……"
    detail = ("必须写；" if field.required else "") + says
    new_text = field.key if place.has_colon else field.key + _after_key(field, place)
    return place.item(field.key, ItemKind.KEY, new_text, detail, field.help)


def _after_key(field: Field, place: Place) -> str:
    """Return what follows a key: its value on the same line, or the line on which the first thing below it stands."""
    kinds = settled(field.kind)
    first = kinds[0]
    if place.in_brackets or not all(isinstance(kind, (*GROUPED, ListOf)) for kind in kinds):
        return ": "
    below = ":\n" + " " * (place.column + 2)
    if isinstance(first, ListOf):
        item = settled(first.item)[-1]
        return f"{below}- {_first_key(item)}"
    return below + _first_key(first)


def _first_key(kind: Kind) -> str:
    if isinstance(kind, Variants):
        return f"{kind.key}: "
    required = next((f.key for f in kind.fields if f.required), "") if isinstance(kind, Concept) else ""
    return f"{required}: " if required else ""
