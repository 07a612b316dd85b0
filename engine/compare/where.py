"""How far a walk through a scheme has come: the thing that a change is about, and the way from it to a value."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.compare.side import FAMILIES, PARTS
from engine.dataclass import dataclass
from engine.scheme.vocabulary import MARKING, SCHEME, SECTION
from engine.text.tree import Mapping, Scalar

if TYPE_CHECKING:
    from engine.text.tree import Node
    from engine.vocabulary.shape import Concept

_SCHEME = "方案"
_TITLED = ("items", "bonuses", "penalties", "rules")
_TITLE = SECTION.by_name["title"].key
# What points add up to depends on these.
_WEIGHING = MappingProxyType(
    {
        SECTION.name: ("points", "inner", "weights", "rest_weights", "combine"),
        MARKING.name: ("full", "inner"),
    }
)


@dataclass(frozen=True, slots=True)
class Where:
    """`subject` names the thing, `trail` are the keys from it, `path` those from the top.

    `thing` is the name of the thing in its `family`; `weighs` says that points add up by what stands here.
    """

    subject: str = _SCHEME
    trail: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    family: str = ""
    thing: str = ""
    weighs: bool = False

    @property
    def label(self) -> str:
        """The way from the thing: `计分的目标`, `计分的“得”`."""
        return "的".join(f"“{key}”" if len(key) == 1 else key for key in self.trail)

    @property
    def lists_things(self) -> bool:
        """Whether the entries here are things of the family, not values of one of them."""
        return bool(self.family) and (len(self.path) == 1 or self.path[-1] == PARTS)

    def key(self, concept: Concept, key: str, value: Node) -> Where:
        """Return where the value of a key of a concept stands."""
        path = (*self.path, key)
        name = next((each.name for each in concept.fields if each.key == key), "")
        if concept is SCHEME:
            family = name if name in FAMILIES else ""
            return Where(_SCHEME, (key,), path) if isinstance(value, Scalar) else Where(key, (), path, family)
        weighs = self.weighs or name in _WEIGHING.get(concept.name, ())
        return replace(self, trail=(*self.trail, key), path=path, weighs=weighs)

    def entry(self, key: str) -> Where:
        """Return where the value of a name that the user chose stands."""
        return replace(self, trail=(*self.trail, f"“{key}”"), path=(*self.path, key))

    def item(self, place: int, name: str | None) -> Where:
        """Return where an item of a list stands: by its name where it has one, or its place, counted from 0."""
        if name and not self.trail:
            return replace(self, subject=f"{self.subject}“{name}”", path=(*self.path, name), thing=name)
        number = f"第 {place + 1} 项"
        trail = (*self.trail[:-1], f"{self.trail[-1]}{number}") if self.trail else (number,)
        return replace(self, trail=trail, path=(*self.path, number))

    def inside(self, name: str, value: Node) -> Where:
        """Return where the values of a thing of the family stand."""
        return Where(subject_of(self.family, name, value), (), (*self.path, name), self.family, name)


def subject_of(family: str, name: str, value: Node) -> str:
    """Return what a thing is called in a sentence: an id with its title, or a name in quotes."""
    title = value.get(_TITLE) if isinstance(value, Mapping) and family in _TITLED else None
    if title and isinstance(title.value, Scalar):
        return f"{name} {title.value.text.strip()}"
    return f"{FAMILIES[family]}“{name}”"
