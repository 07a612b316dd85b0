"""Named things of both editions side by side: the same, renamed, moved to another place, new or gone."""

from __future__ import annotations

from dataclasses import field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.compare import words
from engine.compare.change import Branch, Change, Kind, Slot
from engine.compare.match import entry_kind
from engine.compare.side import FAMILIES, PARTS, UNITS
from engine.compare.where import subject_of
from engine.dataclass import dataclass
from engine.scheme.adjustment_vocabulary import BONUS, PENALTY
from engine.scheme.fact_vocabulary import FACT
from engine.scheme.vocabulary import RULE, SCHEME, SECTION
from engine.text.tree import Mapping, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.compare.change import Delta
    from engine.compare.match import Match
    from engine.compare.notes import Notes
    from engine.compare.side import Side, Thing
    from engine.compare.where import Where
    from engine.vocabulary.shape import Kind as ValueKind

    Which = tuple[str, str]

# What is said of a thing that comes or goes.
_TELLING = MappingProxyType(
    {
        "items": SECTION.by_name["points"].key,
        "bonuses": BONUS.by_name["cap"].key,
        "penalties": PENALTY.by_name["cap"].key,
        "rules": RULE.by_name["when"].key,
        "facts": FACT.by_name["type"].key,
    }
)
_BY_NAME = ("facts", "parameters")


@dataclass(slots=True)
class Things:
    """Finds the slots of things; `compare` walks on into what both editions say of one."""

    old: Side
    new: Side
    match: Match
    notes: Notes
    compare: Callable[[Node, Node, ValueKind, Where], Delta]
    renames: dict[str, Change] = field(init=False)
    moves: dict[Which, Change] = field(init=False)
    moved: dict[Which, Delta] = field(default_factory=dict)
    waiting: list[tuple[Which, Slot]] = field(default_factory=list)

    def __post_init__(self) -> None:
        pairs = [(family, before, after) for family in FAMILIES for before, after in self._pairs(family)]
        self.renames = {
            after.name: self._rename(family, before, after)
            for family, before, after in pairs
            if before.name != after.name
        }
        for before in self.old.groups.values():
            if (after := self.new.groups.get(self.match.new_name(before.name))) and before.name != after.name:
                self.renames[after.name] = _rename_group(before, after)
        self.moves = {
            (family, after.name): self._move(family, before, after)
            for family, before, after in pairs
            if self.match.new_name(before.parent) != after.parent
        }

    def _pairs(self, family: str) -> Iterator[tuple[Thing, Thing]]:
        for before in self.old.things[family].values():
            after = self.new.things[family].get(self.match.new_name(before.name))
            if after is not None:
                yield before, after

    def _rename(self, family: str, before: Thing, after: Thing) -> Change:
        what = "名称" if family in _BY_NAME else "编号"
        said = f"{what}由“{before.name}”改为“{after.name}”，其余相同"
        return Change(
            Kind.RENAMED, subject_of(family, before.name, before.value), said, self.new.path(family, after.name),
            before.key.span, after.key.span, before.name, after.name, frozenset({before.name, after.name}),
        )  # fmt: skip

    def _move(self, family: str, before: Thing, after: Thing) -> Change:
        said = words.moved(before.parent, after.parent)
        path = self.new.path(family, after.name)
        names = frozenset({after.name, before.parent, after.parent} - {""})
        return Change(
            Kind.MOVED, subject_of(family, after.name, after.value), said, path,
            before.key.span, after.key.span, before.parent, after.parent, names, family == "items",
        )  # fmt: skip

    def settle(self) -> None:
        """Give what moved its value also where it stood before; called when the walk has ended."""
        for which, slot in self.waiting:
            slot.value = self.moved[which]

    def of_new(self, name: str, where: Where) -> Slot:
        """Return the slot of a thing that stands here in the new edition."""
        family = where.family
        thing = self.new.things[family][name]
        old = self.old.things[family].get(self.match.old_name(name))
        inner = where.inside(name, thing.value)
        if old is None:
            weighing = replace(inner, weighs=family == "items")
            said = words.come(FAMILIES[family], _details(family, thing))
            change = self.notes.added(weighing, said, thing.key.span, thing.value, entry_kind(family))
            return Slot(self._alone(thing.value, inner, new=True), new_key=thing.key, since=change)
        renamed, move = self.renames.get(name), self.moves.get((family, name))
        for made in (renamed, move):
            if made is not None:
                self.notes.take(made)
        value = self.compare(old.value, thing.value, entry_kind(family), inner)
        if move:
            self.moved[family, name] = value
        return Slot(value, old.key, thing.key, renamed, since=move)

    def of_old(self, name: str, where: Where) -> Slot:
        """Return the slot of a thing that stood here in the old edition and does not in the new one."""
        family, now = where.family, self.match.new_name(name)
        thing = self.old.things[family][name]
        if move := self.moves.get((family, now)):
            slot = Slot(thing.value, thing.key, self.new.things[family][now].key, self.renames.get(now), until=move)
            self.waiting.append(((family, now), slot))
            return slot
        inner = where.inside(name, thing.value)
        said = words.gone(FAMILIES[family], _details(family, thing))
        weighing = replace(inner, weighs=family == "items")
        change = self.notes.removed(weighing, said, thing.key.span, thing.value, entry_kind(family))
        return Slot(self._alone(thing.value, inner, new=False), thing.key, until=change)

    def _alone(self, node: Node, where: Where, *, new: bool) -> Delta:
        """Return a thing of one edition; its parts may be things of both, which moved out of it or into it."""
        parts = node.get(PARTS) if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or parts is None or not isinstance(parts.value, Mapping):
            return node
        inner = where.key(SECTION, PARTS, parts.value)
        slots = []
        for entry in parts.value.entries:
            name = entry.key.text
            if (where.family, name if new else self.match.new_name(name)) in self.moves:
                slots.append(self.of_new(name, inner) if new else self.of_old(name, inner))
            else:
                slots.append(Slot(self._alone(entry.value, inner.inside(name, entry.value), new=new), entry.key))
        branch = Branch(tuple(slots), parts.value.span)
        kept = (
            Slot(branch, entry.key, unless_empty=True) if entry is parts else Slot(entry.value, entry.key)
            for entry in node.entries
        )
        return Branch(tuple(kept), node.span)


def _rename_group(before: Thing, after: Thing) -> Change:
    key = SCHEME.by_name[UNITS].key
    said = f"组“{before.name}”改名为“{after.name}”，单位相同"
    return Change(
        Kind.RENAMED, key, said, (key, after.name), before.key.span, after.key.span, before.name, after.name,
        frozenset({before.name, after.name}),
    )  # fmt: skip


def _details(family: str, thing: Thing) -> str:
    """Return what tells most of a thing that comes or goes."""
    entry = thing.value.get(_TELLING.get(family, "")) if isinstance(thing.value, Mapping) else None
    said = f"{entry.key.text} {words.value_text(entry.value, entry_kind(family))}" if entry else ""
    if family == "parameters":
        said = words.value_text(thing.value, entry_kind(family))
    belongs = f"属于 {thing.parent}" if thing.parent else ""
    return "，".join(part for part in (said, belongs) if part)
