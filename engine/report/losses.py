"""Where points were lost, as far as an explanation tells."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.explain.derivation import Derivation

ZERO = Fraction(0)
ITEMS = frozenset({"indicator", "section"})
# What is added to the total, or taken off it, is told as such: it is not lost in the indicators.
BESIDE = frozenset({"bonuses", "penalties"})


def indicators(node: Derivation) -> list[Derivation]:
    """Return the indicators in a node."""
    return [each for each in node.walk() if each.kind == "indicator"]


def losing(node: Derivation, scale: Fraction, *, converted: bool = False) -> Iterator[tuple[Fraction, Derivation]]:
    """Yield what loses points, with the points lost.

    These are indicators, sections whose parts do not tell, and rules that take points off an item. What is weighted is
    weighed as `converted`, after what does not apply in it has been made up for; elsewhere losses are told before that.
    """
    if not node.applies or node.kind in BESIDE:
        return
    inner = scale if node.inner is None or node.full is None else scale * node.full / node.inner
    if node.kind == "indicator":
        yield lost(node) * scale, node
        return
    if _is_one(node):
        weighed = [
            pair for part in node.parts if part.share for pair in losing(part, inner * part.share, converted=True)
        ]
        # A floor, a rule or a rounding of the whole may have changed what the parts lost; then only the whole is told.
        told = sum((loss for loss, _ in weighed), ZERO) == lost(node) * scale
        yield from weighed if weighed and told else [(lost(node) * scale, node)]
        return
    made_up = _made_up(node) if converted else Fraction(1)
    for part in node.parts:
        if part.kind == "effect" and part.value is not None:
            yield -part.value * scale, part
        else:
            yield from losing(part, inner * made_up, converted=converted)


def _made_up(node: Derivation) -> Fraction:
    """Return by how much the points of a section were raised for what does not apply in it."""
    if not any(part.kind == "conversion" for part in node.parts):
        return Fraction(1)
    present = sum((part.full for part in node.parts if part.kind in ITEMS and part.applies and part.full), ZERO)
    whole = node.full if node.inner is None else node.inner
    return whole / present if whole and present else Fraction(1)


def _is_one(node: Derivation) -> bool:
    """Say whether the points of a section are no sum of those of its parts."""
    return node.folded or any(part.kind == "combination" for part in node.parts)


def lost(node: Derivation) -> Fraction:
    """Return the points lost in the indicators that apply, or to rules; conversion and rounding are no losses.

    What a floor gives back is not lost.
    """
    if not node.applies or node.signed or node.kind in BESIDE:
        return ZERO
    if node.kind == "indicator" or _is_one(node):
        return ZERO if node.full is None or node.value is None else node.full - node.value
    off = sum((lost(part) for part in node.parts), ZERO)
    off = off if node.inner is None or node.full is None else off * node.full / node.inner
    for part in node.parts:
        if part.value is not None and (part.kind == "effect" or (part.kind == "clamp" and part.value > 0)):
            off -= part.value
    return off


def before_conversion(node: Derivation) -> bool:
    """Say whether losses are told before what makes up for what does not apply; those of weighted parts are not."""
    return not _is_one(node) and any(part.kind == "conversion" or before_conversion(part) for part in node.parts)


def given_back(node: Derivation) -> Fraction:
    """Return what floors give back: a section's, and the lowest total's."""
    floors = (each.value for each in node.walk() if each.kind == "clamp" and each.value is not None)
    return sum((value for value in floors if value > 0), ZERO)


def void(node: Derivation) -> Fraction:
    """Return the points of the indicators that do not apply."""
    if _is_one(node):
        return ZERO
    if node.parts:
        absent = sum((void(part) for part in node.parts), ZERO)
        return absent if node.inner is None or node.full is None else absent * node.full / node.inner
    return sum((each.full for each in indicators(node) if not each.applies and each.full is not None), ZERO)
