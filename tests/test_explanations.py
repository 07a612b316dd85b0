"""Every explanation adds up, exactly, and every leaf of it has a clause or a fact with an origin."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from engine.api import assess, explain
from engine.report.score import score_json
from engine.report.why import why_json, why_text
from tests.assessing import ROOT, assess_shipped
from tests.differential.cases import plain_rules, prepared

if TYPE_CHECKING:
    from engine.explain.derivation import Derivation
    from engine.judge.assessment import Assessment

RANDOM_CASES, SEED = 150, 7
SHIPPED = tuple(sorted(path.stem for path in (ROOT / "schemes").glob("*.yaml")))


def check_sums(node: Derivation) -> None:
    if node.parts and node.value is not None:
        parts = [part.value for part in node.parts]
        assert None not in parts, node.id
        assert sum((part for part in parts if part is not None), Fraction(0)) == node.value, node.id
    for part in node.parts:
        check_sums(part)


def check_leaves(node: Derivation) -> None:
    if not node.parts:
        assert node.clause or any(fact.origin for fact in node.facts), node.id
    for part in node.parts:
        check_leaves(part)


def check_explanations(assessment: Assessment) -> None:
    for row, unit in enumerate(assessment.facts.units):
        explanation = explain(assessment, unit)
        check_sums(explanation.derivation)
        if assessment.results.has_total[row]:
            assert explanation.derivation.value == assessment.results.total_of(row)
        else:
            assert explanation.derivation.value is None


@pytest.mark.parametrize("name", SHIPPED)
def test_parts_add_up_and_leaves_are_founded(name: str) -> None:
    assessment = assess_shipped(name)
    check_explanations(assessment)
    for unit in assessment.facts.units:
        check_leaves(explain(assessment, unit).derivation)


def test_parts_add_up_for_random_schemes() -> None:
    """Every conversion, clamp, cap and rounding of the random schemes is told by a part of its own."""
    with plain_rules():
        for index in range(RANDOM_CASES):
            _, scheme, table = prepared(SEED, index)
            assessment = assess(scheme, table)
            check_explanations(assessment)
            for unit in table.units:
                explanation = explain(assessment, unit)
                why_text(explanation)
                sums_of_json(json.loads(why_json(explanation)))


def sums_of_json(node: dict[str, Any]) -> None:
    values = [part["value"] for part in node["parts"]]
    if values and node["value"] is not None:
        assert sum((Fraction(value) for value in values), Fraction(0)) == Fraction(node["value"])
    for part in node["parts"]:
        assert set(part) == {
            "id", "kind", "title", "value", "exact", "max", "facts", "steps", "clause", "at", "parts",
        }  # fmt: skip
        sums_of_json(part)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_json_of_why_adds_up_too(name: str) -> None:
    assessment = assess_shipped(name)
    for unit in assessment.facts.units:
        data = json.loads(why_json(explain(assessment, unit)))
        assert list(data) == ["schema", "unit", "value", "parts", "judgement"]
        assert data["schema"] == "kaohe/trace@1"
        sums_of_json(data)
        for judged in data["judgement"]:
            assert set(judged) == {"id", "kind", "outcome", "because", "clause", "at"}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_json_of_score_has_the_fields_of_its_schema(name: str) -> None:
    data = json.loads(score_json(assess_shipped(name)))
    assert list(data) == ["schema", "scheme", "illustrative", "provisional", "units"]
    assert data["schema"] == "kaohe/score@1"
    assert data["illustrative"] is True
    assert set(data["scheme"]) == {"id", "title", "sha256"}
    fields = ["unit", "group", "status", "score", "rank", "score_tier", "tier", "vetoes", "displaced"]
    for unit in data["units"]:
        assert list(unit) == fields
        assert unit["status"] in ("rated", "exempt", "incomplete", "undecided")
        assert all(value is None or isinstance(value, str) for value in (unit["score"], unit["rank"]))
        if unit["displaced"] is not None:
            assert set(unit["displaced"]) == {"tier", "reason", "ahead", "gap", "places_empty"}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_item_can_be_asked_for_on_its_own(name: str) -> None:
    assessment = assess_shipped(name)
    explanation = explain(assessment, assessment.facts.units[0])
    for node in explanation.derivation.walk():
        assert node.title in why_text(explanation, node.id)
        assert json.loads(why_json(explanation, node.id))["parts"][0]["id"] == node.id
    for judged in explanation.judgement:
        assert judged.text[0] in why_text(explanation, judged.id)
