"""One edition as it is compared: its tree, what its values say, and where its named things stand."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.compare.forms import Forms, kind_of, value_kind
from engine.dataclass import dataclass
from engine.reading.context import mapping_keys
from engine.reading.read_names import item_keys, read_names
from engine.scheme.functions import Label
from engine.scheme.unit_vocabulary import UNIT
from engine.scheme.vocabulary import SCHEME, SECTION
from engine.text.tree import Listing, Mapping, Node, Scalar
from engine.vocabulary.record import Record
from engine.vocabulary.shape import ListOf, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.model import Scheme
    from engine.scheme.names import Names
    from engine.vocabulary.shape import Kind

UNITS = "units"
# Fields of a scheme whose entries are things of their own, with what one of them is called.
FAMILIES = MappingProxyType(
    {
        "facts": "数据项",
        "parameters": "参数",
        "items": "指标",
        "bonuses": "加分项",
        "penalties": "扣分项",
        "rules": "规则",
        UNITS: "单位",
    }
)
PARTS = SECTION.by_name["parts"].key


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A named thing: its name, where that stands, what is written about it, and the thing that it is a part of."""

    name: str
    key: Scalar
    value: Node
    parent: str


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One edition; `things` are those of each family by name, in written order, `groups` those of the units."""

    tree: Mapping
    forms: Forms
    things: dict[str, dict[str, Thing]]
    groups: dict[str, Thing]

    def under(self, renamed: dict[str, str]) -> Forms:
        """Return what its values say when some names are called otherwise."""
        return Forms(self.forms.names, renamed)

    def path(self, family: str, name: str) -> tuple[str, ...]:
        """Return the way to a thing through keys and names."""
        thing = self.things[family][name]
        if thing.parent and family != UNITS:
            return (*self.path(family, thing.parent), PARTS, name)
        return (SCHEME.by_name[family].key, *([thing.parent] if thing.parent else []), name)

    def scalars(self) -> Iterator[tuple[tuple[str, ...], Scalar, Kind]]:
        """Yield every single value with its path and its kind."""
        return _scalars(self.tree, SCHEME, ())


def make_side(tree: Mapping, scheme: Scheme) -> Side:
    """Return an edition that was found free of errors, ready to be compared."""
    record = Record(tree, SCHEME, frozenset())
    things = {family: dict(_things(family, record)) for family in FAMILIES}
    units = record.mapping(UNITS)
    groups = {each.key.text: Thing(each.key.text, each.key, each.value, "") for each in units.entries} if units else {}
    return Side(tree, Forms(_names(record, scheme)), things, groups)


def _names(record: Record, scheme: Scheme) -> Names:
    items = [key.text for key in item_keys(record.entries("items"))]
    rules = [key.text for key in mapping_keys(record.mapping("rules"))]
    names = read_names(record, items, rules, scheme.calendar)
    parameters = [key.text for key in mapping_keys(record.mapping("parameters"))]
    labels = {
        Label.UNIT: [unit.name for unit in scheme.units],
        Label.GROUP: [unit.group for unit in scheme.units if unit.group],
    }
    # That a word is a parameter is all that cutting a formula needs to know.
    return replace(names, labels=labels, options=[*names.options, *parameters])


def _things(family: str, record: Record) -> Iterator[tuple[str, Thing]]:
    entry = record.entry(family)
    if family != UNITS:
        for thing in _nested(entry.value if entry else None, ""):
            yield thing.name, thing
    elif entry is not None:
        groups = [("", entry.value)]
        if isinstance(entry.value, Mapping):
            groups = [(each.key.text, each.value) for each in entry.value.entries]
        for group, units in groups:
            for node in units.items if isinstance(units, Listing) else ():
                if (key := _unit_key(node)) is not None:
                    yield key.text.strip(), Thing(key.text.strip(), key, node, group)


def _nested(node: Node | None, parent: str) -> Iterator[Thing]:
    for entry in node.entries if isinstance(node, Mapping) else ():
        yield Thing(entry.key.text, entry.key, entry.value, parent)
        if isinstance(entry.value, Mapping) and (parts := entry.value.get(PARTS)):
            yield from _nested(parts.value, entry.key.text)


def unit_name(node: Node) -> str:
    """Return what a unit of a list is called."""
    key = _unit_key(node)
    return key.text.strip() if key else ""


def _unit_key(node: Node) -> Scalar | None:
    if isinstance(node, Mapping):
        entry = node.get(UNIT.by_name["name"].key)
        node = entry.value if entry else node
    return node if isinstance(node, Scalar) else None


def _scalars(node: Node, kind: Kind, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Scalar, Kind]]:
    kind = kind_of(node, kind)
    match node:
        case Scalar():
            yield path, node, kind
        case Listing():
            for item in node.items:
                yield from _scalars(item, kind.item if isinstance(kind, ListOf) else Text(), path)
        case Mapping():
            for entry in node.entries:
                yield from _scalars(entry.value, value_kind(kind, entry.key.text), (*path, entry.key.text))
