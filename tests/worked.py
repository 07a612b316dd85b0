"""Answers worked by hand for the shipped schemes, and what they are compared with.

A worked answer says where a unit differs from full points: `"A1 5 C2 —"`. `—` does not apply, `?` cannot be told.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import exact_text, fixed_text
from engine.scheme.model import indicators
from tests.assessing import fact_texts, scheme_text, tiers_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.judge.assessment import Assessment

Outcome = tuple[str | None, str | None, int]


def pairs(text: str) -> dict[str, str]:
    """Read `"A1 5 C2 —"`."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def leaves_of(assessment: Assessment, unit: str) -> dict[str, str]:
    """Return the points of every indicator of a unit."""
    results, row = assessment.results, assessment.facts.units.index(unit)
    found = {}
    for indicator in indicators(assessment.scheme.items):
        node = results.nodes[indicator.id]
        points = exact_text(results.indicators[indicator.id].points.at(row))
        found[indicator.id] = "?" if node.incomplete[row] else points if node.applicable[row] else "—"
    return found


def differences(assessment: Assessment, unit: str) -> dict[str, str]:
    """Return the indicators in which a unit has not just full points, with what it has."""
    full = {each.id: exact_text(each.points) for each in indicators(assessment.scheme.items)}
    return {id_: points for id_, points in leaves_of(assessment, unit).items() if points != full[id_]}


def outcomes(assessment: Assessment) -> Mapping[str, Outcome]:
    """Return each unit's total as written, its tier and its rank (0 for none)."""
    results, tiers = assessment.results, tiers_of(assessment)
    return {
        unit: (
            fixed_text(results.total_of(row), results.digits) if results.has_total[row] else None,
            tiers[unit],
            int(assessment.judgement.ranks[row]),
        )
        for row, unit in enumerate(assessment.facts.units)
    }


def fired(assessment: Assessment) -> dict[str, set[str]]:
    """Return the units for which each rule fires."""
    units = assessment.facts.units
    rules = assessment.judgement.rules.items()
    return {rule: {units[row] for row in truth.true.nonzero()[0]} for rule, truth in rules}


def points_of(assessment: Assessment, unit: str, id_: str) -> str:
    """Return the points of a unit's section or indicator, as the section above it adds them up."""
    row = assessment.facts.units.index(unit)
    return exact_text(sum((term.at(row) for term in assessment.results.nodes[id_].terms), Fraction(0)))


def assert_illustrative(name: str) -> None:
    """Every shipped file of facts says that it is made up, and the scheme says what of it is."""
    assert "示例拟定" in scheme_text(name)
    assert fact_texts(name)
    for file, text in fact_texts(name).items():
        assert "\n示例: 是\n" in text, file
