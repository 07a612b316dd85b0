"""The text of a scheme with one number changed: what an indicator is worth, or where a tier begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.reading.compose import compose
from engine.scheme import formula as f
from engine.scheme.model import Indicator, Section
from engine.scheme.vocabulary import MARKING, SCHEME, SECTION
from engine.text.edits import Edit, edited
from engine.text.source import Span
from engine.text.tree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.scheme.model import Item, Scheme
    from engine.text.source import Source
    from engine.text.tree import Node

_ITEMS, _PARTS = SCHEME.by_name["items"].key, SECTION.by_name["parts"].key
_POINTS, _INNER = SECTION.by_name["points"].key, SECTION.by_name["inner"].key
_MARKING, _FULL = SCHEME.by_name["marking"].key, MARKING.by_name["full"].key
_WHOLE_INNER = MARKING.by_name["inner"].key


def cut_places(scheme: Scheme, tier: str) -> list[tuple[Fraction, Span]]:
    """Return the totals that a tier's condition compares with, and where they are written."""
    condition = next((each.condition for each in scheme.tiers if each.name == tier), None)
    return [] if condition is None else list(_cuts(condition))


def _cuts(condition: f.Expr) -> Iterator[tuple[Fraction, Span]]:
    for node in f.comparisons_in(condition):
        if not isinstance(node, f.Compare):
            continue
        for term, level in ((node.left, node.right), (node.right, node.left)):
            if isinstance(term, f.FigureRef) and term.figure is f.Figure.TOTAL and isinstance(level, f.Literal):
                value = level.value
                if not isinstance(value, bool):
                    yield value.value, level.span


def with_cut(source: Source, scheme: Scheme, tier: str, value: Fraction) -> str | None:
    """Return the text in which a tier, and what is compared with the same number for it, begins elsewhere."""
    places = cut_places(scheme, tier)
    if not places or any(span.source.text != source.text for _, span in places):
        return None
    return edited(source.text, [Edit(span, exact_text(value)) for _, span in places])


def with_points(source: Source, scheme: Scheme, id_: str, points: Fraction) -> str | None:
    """Return the text in which an indicator is worth so much; None where its points are not written as a number.

    All others are worth what they were, in points of their own: the sections that it is in have so much more, and the
    total is converted to the full marks that it had.
    """
    tree, _ = compose(source)
    way = next((way for way in _ways(scheme.items, ()) if way[-1].id == id_), None)
    if way is None or not isinstance(way[-1], Indicator) or not isinstance(tree, Mapping):
        return None
    edits = _edits(tree, scheme, way, points - way[-1].points)
    return None if edits is None else edited(source.text, edits)


def _edits(tree: Mapping, scheme: Scheme, way: tuple[Item, ...], difference: Fraction) -> list[Edit] | None:
    edits: list[Edit] = []
    written = list(_written(tree, way))
    if len(written) < len(way):
        return None
    for item, own in zip(reversed(way), reversed(written), strict=True):
        inner = own.get(_INNER)
        if isinstance(item, Section) and inner is not None:
            # What its parts add up to is a matter of its own: above it nothing changes.
            return _with(edits, inner.value, item.inner + difference)
        points = own.get(_POINTS)
        if points is None or _with(edits, points.value, item.points + difference) is None:
            return None
    marking = tree.get(_MARKING)
    if marking is None or not isinstance(marking.value, Mapping):
        return None
    inner = marking.value.get(_WHOLE_INNER)
    whole = (scheme.marking.full if scheme.marking.inner is None else scheme.marking.inner) + difference
    if inner is not None:
        return _with(edits, inner.value, whole)
    full = marking.value.get(_FULL)
    if full is None:
        return None
    text, start = full.key.span.source.text, full.key.span.start
    indent = " " * (full.key.span.column - 1)
    edits.append(Edit(Span(full.key.span.source, start, start), f"{_WHOLE_INNER}: {exact_text(whole)}\n{indent}"))
    return edits if text[:start].rpartition("\n")[2].strip() == "" else None


def _with(edits: list[Edit], node: Node, value: Fraction) -> list[Edit] | None:
    """Add the change of a number that is written as one; points that depend on the group are none."""
    if not isinstance(node, Scalar):
        return None
    edits.append(Edit(node.span, exact_text(value)))
    return edits


def _written(tree: Mapping, way: tuple[Item, ...]) -> Iterator[Mapping]:
    """Yield what is written of each item on the way."""
    at = tree.get(_ITEMS)
    for item in way:
        own = at.value.get(item.id) if at is not None and isinstance(at.value, Mapping) else None
        if own is None or not isinstance(own.value, Mapping):
            return
        yield own.value
        at = own.value.get(_PARTS)


def _ways(items: tuple[Item, ...], above: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    for item in items:
        yield (*above, item)
        if isinstance(item, Section):
            yield from _ways(item.parts, (*above, item))
