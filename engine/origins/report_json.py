"""A comparison of origins as JSON, `kaohe/compare-facts@1`; numbers are texts, exact, percentages as shares of 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.compare.report_json import standing_json
from engine.number import exact_text
from engine.origins.words import direction
from engine.report.problems import place_json
from engine.scheme.formula import period_of

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.origins.compare import Difference, OfFact, OfUnit, OriginsCompared
    from engine.origins.said import Alone, Told
    from engine.scheme.model import FactDeclaration

SCHEMA = "kaohe/compare-facts@1"


def compared_json(compared: OriginsCompared) -> str:
    """Return the comparison."""
    assessment = compared.assessment
    scheme = assessment.scheme
    data = {
        "schema": SCHEMA,
        "scheme": {"id": scheme.id, "title": scheme.title, "sha256": scheme.sha256},
        "origins": list(compared.asked) if compared.asked else None,
        "illustrative": assessment.facts.illustrative,
        "provisional": bool(assessment.judgement.provisional.any()),
        "compared": compared.compared,
        "differences": [_difference(each) for each in compared.differences],
        "alone": [_alone(each) for each in compared.alone],
        "units": [_unit(each) for each in compared.units],
        "facts": [_fact(each) for each in compared.facts],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _difference(each: Difference) -> dict[str, Any]:
    pair, effect = each.pair, each.effect
    return {
        "unit": pair.unit,
        **_named(pair.fact),
        "first": _told(pair.first),
        "second": _told(pair.second),
        "difference": _number(pair.difference),
        "error": _number(pair.error),
        "direction": direction(pair) or None,
        "particulars": list(pair.particulars),
        "effect": {
            "total": _number(effect.total),
            "items": [{"id": id_, "difference": exact_text(points)} for id_, points in effect.items],
            "tiers": list(effect.tiers),
        },
    }


def _named(fact: FactDeclaration) -> dict[str, str | None]:
    return {
        "fact": fact.of or fact.name if fact.cycle else fact.name,
        "period": period_of(fact.name) if fact.cycle else None,
        "measure": fact.measure,
    }


def _told(told: Told) -> dict[str, Any]:
    return {
        "origin": told.origin,
        "text": told.text,
        "value": _number(told.value),
        "at": place_json(told.reported.span),
    }


def _alone(each: Alone) -> dict[str, Any]:
    return {"unit": each.unit, **_named(each.fact), "told": _told(each.told), "lacking": each.lacking}


def _unit(each: OfUnit) -> dict[str, Any]:
    return {
        "unit": each.unit,
        "origin": each.origin,
        "compared": each.compared,
        "differing": each.differing,
        "only": each.only,
        "lacking": each.lacking,
        "now": standing_json(each.moved.old),
        "then": standing_json(each.moved.new),
    }


def _fact(each: OfFact) -> dict[str, Any]:
    return {
        "fact": each.fact,
        "origin": each.origin,
        "compared": each.compared,
        "differing": each.differing,
        "error": _number(each.error),
    }


def _number(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)
