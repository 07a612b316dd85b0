"""Trees of words, and the YAML text of them: what a case is made of and what a shrink takes apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from engine.number import Rounding, decimals_needed, exact_text, round_fraction

if TYPE_CHECKING:
    from collections.abc import Iterator

Node: TypeAlias = "str | list[Node] | dict[str, Node]"
Map: TypeAlias = "dict[str, Node]"

# A scheme's numbers have at most 30 digits, percentages among them.
LONGEST_DECIMAL = 8
TOO_LARGE = 10**18


@dataclass(frozen=True, slots=True)
class Case:
    """A scheme and the files of its units, by name, before they are text; `last` are last year's."""

    scheme: Map
    units: dict[str, Map]
    last: dict[str, Map] = field(default_factory=dict)

    def scheme_text(self) -> str:
        """Returns the scheme's YAML."""
        return to_yaml(self.scheme)

    def unit_texts(self) -> dict[str, str]:
        """Returns the YAML of each unit's file."""
        return {name: to_yaml(node) for name, node in self.units.items()}

    def last_texts(self) -> dict[str, str]:
        """Returns the YAML of each unit's file of last year."""
        return {name: to_yaml(node) for name, node in self.last.items()}


def to_yaml(node: Map) -> str:
    """Writes a mapping in block style; lists of words are written in brackets."""
    return "\n".join(_lines(node)) + "\n"


def _lines(node: Map) -> Iterator[str]:
    for key, value in node.items():
        if isinstance(value, str):
            yield f"{key}: {value}"
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield f"{key}: [{', '.join(str(each) for each in value)}]"
        elif not value:
            yield f"{key}: {{}}"
        else:
            yield f"{key}:"
            inner = _lines(value) if isinstance(value, dict) else _items(value)
            yield from ("  " + line for line in inner)


def _items(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if not isinstance(node, dict):
            yield f"- {node}"
            continue
        for number, line in enumerate(_lines(node)):
            yield ("  " if number else "- ") + line


def decimal(value: Fraction) -> Fraction:
    """Returns the value, or the nearest of a few decimals where no short decimal writes it."""
    if abs(value) >= TOO_LARGE:
        return Fraction(TOO_LARGE)
    digits = decimals_needed(value)
    if digits is not None and digits <= LONGEST_DECIMAL:
        return value
    return round_fraction(value, 3, Rounding.HALF_UP)


def plain(value: Fraction) -> str:
    """Writes a decimal as it is."""
    return exact_text(decimal(value))
