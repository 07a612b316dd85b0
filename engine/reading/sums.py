"""Whether parts add up to what they should, for everyone or for every unit by itself (mechanism B6, form 3)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import exact_text
from engine.scheme.combining import Filling, Way
from engine.scheme.model import Indicator, Section, indicators

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.scheme.combining import Combining
    from engine.scheme.model import Item, UnitEntry

ZERO = Fraction(0)
# Of more parts than a person adds up, the first and the last are shown.
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong with the points of parts: the words for it, and the group or unit where it shows, if any."""

    message: str
    whose: str | None


def asked(item: Item, unit: UnitEntry) -> bool:
    """Whether an item has a say in what a unit gets, as far as the scheme alone tells."""
    if isinstance(item, Indicator):
        return item.filling is Filling.ALWAYS or not unit.among(item.not_for)
    return sum(asked(part, unit) for part in item.parts) >= item.combining.least


def kinds_of_units(parts: Sequence[Item], combining: Combining, units: Sequence[UnitEntry]) -> list[UnitEntry]:
    """Return one unit for each set of units that the parts and the way they are put together tell apart."""
    named = {label for label, _ in combining.ways}
    named = named.union(*(leaf.not_for for leaf in indicators(tuple(parts))))
    return list({(unit.name if unit.name in named else None, unit.group): unit for unit in reversed(units)}.values())


def misfit(parts: Sequence[Item], combining: Combining, inner: Fraction, units: Sequence[UnitEntry]) -> Misfit | None:
    """Return what is wrong with the points of the parts; None where they add up, or are each what they should be."""
    together = sum((part.points for part in parts), ZERO)
    if combining.adds and together == inner:
        return None
    kinds = kinds_of_units(parts, combining, units)
    apart = any(not asked(part, unit) for part in parts for unit in kinds)
    if combining.adds and not apart:
        return Misfit(f"各分项之和是 {_listed(parts)} = {exact_text(together)}", None)
    if not kinds:
        return next((_uneven(part, None) for part in parts if part.points != inner), None)
    return next((found for unit in kinds if (found := _of_unit(parts, combining, inner, unit))), None)


def _of_unit(parts: Sequence[Item], combining: Combining, inner: Fraction, unit: UnitEntry) -> Misfit | None:
    whose = unit.group or unit.name
    own = [part for part in parts if asked(part, unit)]
    if combining.way_of(unit) is not Way.SUM:
        return next((_uneven(part, whose) for part in own if part.points != inner), None)
    together = sum((part.points for part in own), ZERO)
    if not own or together == inner:
        return None
    return Misfit(f"{whose}的各项之和是 {_listed(own)} = {exact_text(together)}", whose)


def _listed(parts: Sequence[Item]) -> str:
    points = [exact_text(part.points) for part in parts]
    if len(points) > MOST_LISTED:
        points = [*points[: MOST_LISTED - 1], f"……（共 {len(points)} 项）", points[-1]]
    return " + ".join(points)


def _uneven(part: Item, whose: str | None) -> Misfit:
    return Misfit(f"“{part.id}”的分值是 {exact_text(part.points)}", whose)


def filled(
    parts: tuple[Item, ...], combining: Combining, inner: Fraction, units: Sequence[UnitEntry]
) -> tuple[Item, ...]:
    """Return the parts, with full points under 计满分 only where they are needed to add up.

    Where one part stands for another, a unit that is not asked has none for it. Parts that are compared or weighed
    are left out where they do not apply.
    """
    if combining.adds and sum((part.points for part in parts), ZERO) == inner:
        return parts
    kinds = kinds_of_units(parts, combining, units)
    return tuple(_refilled(part, combining, kinds) for part in parts)


def _refilled(part: Item, combining: Combining, kinds: Sequence[UnitEntry]) -> Item:
    if isinstance(part, Indicator) and not combining.adds:
        return _with(part, Filling.NEVER)
    return part if all(asked(part, unit) for unit in kinds) else _with(part, Filling.WHERE_ASKED)


def _with(item: Item, filling: Filling) -> Item:
    if isinstance(item, Section):
        return replace(item, parts=tuple(_with(part, filling) for part in item.parts))
    return replace(item, filling=filling) if item.filling is Filling.BY_SCHEME else item
