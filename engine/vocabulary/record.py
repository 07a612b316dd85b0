"""Read a located mapping by a concept's declaration, one field at a time.

The shape stage has already told what is wrong with the form of the tree and handed over the
places that are (`broken`). A record gives None for those and for keys that are absent, so that
reading goes on past them and tells nothing twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import Quantity, parse_decimal, parse_quantity
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar, is_empty
from engine.vocabulary.shape import YES_NO, Choice, Concept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from fractions import Fraction

    from engine.text.source import Span


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A mapping node read as `concept`; `broken` holds the nodes that cannot be read."""

    node: Mapping
    concept: Concept
    broken: Collection[Node]

    @property
    def span(self) -> Span:
        """Where the mapping stands."""
        return self.node.span

    def entry(self, name: str) -> Entry | None:
        """Return the key and value of a field that is there and sound."""
        entry = self.node.get(self.concept.by_name[name].key)
        if entry is None or entry.value in self.broken or is_empty(entry.value):
            return None
        return entry

    def has(self, name: str) -> bool:
        """Say whether the key stands there, sound or not."""
        return self.node.get(self.concept.by_name[name].key) is not None

    def place(self, name: str) -> Span:
        """Return where a field's value stands, or the mapping where it is absent."""
        entry = self.node.get(self.concept.by_name[name].key)
        return entry.value.span if entry else self.span

    def key_place(self, name: str) -> Span:
        """Return where a field's key stands, or the mapping where it is absent."""
        entry = self.node.get(self.concept.by_name[name].key)
        return entry.key.span if entry else self.span

    def scalar(self, name: str) -> Scalar | None:
        """Return a field's single value."""
        entry = self.entry(name)
        return entry.value if entry and isinstance(entry.value, Scalar) else None

    def text(self, name: str) -> str | None:
        """Return a field's text."""
        scalar = self.scalar(name)
        return scalar.text.strip() if scalar else None

    def number(self, name: str) -> Fraction | None:
        """Return a field's decimal, exactly."""
        scalar = self.scalar(name)
        return parse_decimal(scalar.text) if scalar else None

    def whole(self, name: str) -> int | None:
        """Return a field's whole number."""
        number = self.number(name)
        return number.numerator if number is not None and number.denominator == 1 else None

    def amount(self, name: str) -> Quantity | None:
        """Return a field's number, percentage or percentage points."""
        scalar = self.scalar(name)
        return parse_quantity(scalar.text) if scalar else None

    def yes(self, name: str, *, default: bool) -> bool:
        """Return whether a field says 是."""
        text = self.text(name)
        return default if text is None else YES_NO.get(text, default)

    def choice(self, name: str) -> str | None:
        """Return the code name that a field's word stands for."""
        kind = self.concept.by_name[name].kind
        text = self.text(name)
        return kind.words.get(text) if isinstance(kind, Choice) and text is not None else None

    def mapping(self, name: str) -> Mapping | None:
        """Return a field's mapping."""
        entry = self.entry(name)
        return entry.value if entry and isinstance(entry.value, Mapping) else None

    def entries(self, name: str) -> tuple[Entry, ...]:
        """Return the entries of a field's mapping, broken ones included."""
        mapping = self.mapping(name)
        return mapping.entries if mapping else ()

    def items(self, name: str) -> tuple[Node, ...]:
        """Return the sound items of a field's list."""
        entry = self.entry(name)
        if entry is None or not isinstance(entry.value, Listing):
            return ()
        return tuple(item for item in entry.value.items if item not in self.broken)

    def count(self, name: str) -> int:
        """Return how many items a field's list has, unreadable ones included."""
        entry = self.entry(name)
        return len(entry.value.items) if entry and isinstance(entry.value, Listing) else 0

    def words(self, name: str) -> Iterator[Scalar]:
        """Yield the single values of a field's list."""
        return (item for item in self.items(name) if isinstance(item, Scalar))

    def record(self, name: str, concept: Concept) -> Record | None:
        """Return a field's mapping as a record of `concept`."""
        mapping = self.mapping(name)
        return Record(mapping, concept, self.broken) if mapping else None
