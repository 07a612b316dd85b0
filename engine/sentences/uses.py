"""Which parts of a scheme read which facts and parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scheme import formula as f
from engine.scheme.adjustment import adjustments
from engine.scheme.functions import Parameter
from engine.scheme.listed import Listed
from engine.scheme.model import Section, written_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.model import Item, Scheme

RANKING = "名次"


def readers(scheme: Scheme) -> Iterator[tuple[str, tuple[f.Expr, ...]]]:
    """Yield every part that works something out, by its id or name, with its formulas."""
    for item in _items(scheme.items):
        yield item.id, _formulas(item)
    for adjustment in adjustments((*scheme.bonuses, *scheme.penalties)):
        gate = () if adjustment.gate is None else (adjustment.gate,)
        source = adjustment.source
        yield (
            adjustment.id,
            (f.FactRef(source.fact, span=adjustment.span) if isinstance(source, Listed) else source.formula, *gate),
        )
    for rule in scheme.rules:
        yield rule.id, (rule.when,)
    for tier in scheme.tiers:
        if tier.condition is not None:
            yield tier.name, (tier.condition,)
    if scheme.ranking.left_out is not None:
        yield RANKING, (scheme.ranking.left_out,)


def _items(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Section) and item.combining.cycle is None:
            yield from _items(item.parts)


def _formulas(item: Item) -> tuple[f.Expr, ...]:
    if isinstance(item, Section) and item.combining.cycle is not None:
        return (*item.formulas, *(formula for part in written_items(item.parts) for formula in part.formulas))
    return item.formulas


def uses(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """Return for every fact, as the scheme declares it, the parts that read it, each once and in written order."""
    found: dict[str, dict[str, None]] = {}
    for id_, formulas in readers(scheme):
        for formula in formulas:
            for name in _facts(formula):
                fact = scheme.facts.get(name)
                whole = (fact.of or name) if fact else name
                found.setdefault(whole.partition(".")[0], {})[id_] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _facts(formula: f.Expr) -> Iterator[str]:
    yield from f.facts_in(formula)
    # While too few periods have ended for 连续, its condition is there and its parts are not.
    for node in f.walk(formula):
        if isinstance(node, f.AnyOf) and node.run is not None:
            yield from f.facts_in(node.run)


def parameters(scheme: Scheme) -> dict[str, Parameter]:
    """Return the parameters that some part reads, by name, in the order in which they are first read."""
    found: dict[str, Parameter] = {}
    for _, formulas in readers(scheme):
        for formula in formulas:
            for node in f.walk(formula):
                if isinstance(node, Parameter):
                    found.setdefault(node.name, node)
    return found
