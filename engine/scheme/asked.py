"""What a unit is asked to report: the facts that are read of it, each with its periods and who reports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.scheme.adjustment import adjustments
from engine.scheme.formula import facts_in, period_of
from engine.scheme.model import FactType, all_items
from engine.scheme.unit_vocabulary import SELF_ASSESSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.model import FactDeclaration, Scheme, UnitEntry


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that is asked for: its periods, where it has them, and the origins that report apart.

    `fact` is the declaration, that of the first period where there are several; with `evidence`, what has none is
    not counted.
    """

    name: str
    fact: FactDeclaration
    periods: tuple[str, ...]
    origins: tuple[str, ...]
    evidence: bool


def usual_origin(scheme: Scheme) -> str:
    """Return the origin of what units report themselves: 自评, or where a scheme has none the last to count."""
    precedence = scheme.origins.precedence
    return SELF_ASSESSED if SELF_ASSESSED in precedence else precedence[-1]


def asked_of(scheme: Scheme, unit: UnitEntry) -> Iterator[Asked]:
    """Yield what a unit is asked for, in the order of the scheme."""
    unasked = _unasked(scheme, unit)
    proven = {
        name for each in adjustments((*scheme.bonuses, *scheme.penalties)) if each.evidence for name in each.facts
    }
    together: dict[str, list[FactDeclaration]] = {}
    for fact in scheme.facts.values():
        together.setdefault(fact.of or fact.name, []).append(fact)
    for name, facts in together.items():
        own = [fact for fact in facts if fact.origin is None]
        first = next((fact for fact in own if fact.name == name), own[0])
        periods = tuple(period_of(fact.name) for fact in own if fact.cycle is not None)
        if {fact.name for fact in own} <= unasked:
            continue
        named = dict.fromkeys(fact.origin for fact in facts if fact.origin)
        evidence = any(fact.name in proven for fact in own)
        origins = tuple(origin for origin in scheme.origins.precedence if origin in named)
        if evidence and not origins and first.type is not FactType.MATTERS:
            origins = (usual_origin(scheme),)
        yield Asked(name, first, periods, origins, evidence)


def _unasked(scheme: Scheme, unit: UnitEntry) -> set[str]:
    """Return the facts that only indicators read which are not for this unit."""
    mine: set[str] = set()
    others: set[str] = set()
    for item in all_items(scheme.items):
        not_mine = unit.among(getattr(item, "not_for", frozenset()))
        for formula in item.formulas:
            (others if not_mine else mine).update(facts_in(formula))
    conditions = [rule.when for rule in scheme.rules if not unit.among(rule.not_for)]
    conditions += [tier.condition for tier in scheme.tiers if tier.condition is not None]
    conditions += [each.gate for each in adjustments((*scheme.bonuses, *scheme.penalties)) if each.gate is not None]
    conditions += [scheme.ranking.left_out] if scheme.ranking.left_out is not None else []
    for condition in conditions:
        mine.update(facts_in(condition))
    for adjustment in adjustments((*scheme.bonuses, *scheme.penalties)):
        mine.update(adjustment.facts)
    mine.update(other for name in list(mine) if name in scheme.facts for other in scheme.facts[name].at_most)
    return others - mine
