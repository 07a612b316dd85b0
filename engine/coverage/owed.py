"""All that can happen under a scheme, and what of it did in a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.coverage.adjusting import AdjustingMet, AdjustingOwed
from engine.coverage.judging import JudgingMet, JudgingOwed
from engine.coverage.scoring import ScoringMet, ScoringOwed

if TYPE_CHECKING:
    from engine.coverage.obligation import Obligation
    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme


def owed(scheme: Scheme) -> tuple[Obligation, ...]:
    """Return everything that can happen within the limits of the facts, each once, in written order by part."""
    scoring = ScoringOwed(scheme)
    parts = (scoring.general(), scoring.of_items(scheme.items), AdjustingOwed(scheme).all(), JudgingOwed(scheme).all())
    return tuple({each.id: each for part in parts for each in part}.values())


def met(assessment: Assessment, unit: str) -> frozenset[str]:
    """Return the ids of what happened in a unit; some may be of what the scheme does not owe."""
    results, row = assessment.results, assessment.facts.row(unit)
    scoring = ScoringMet(results, unit, row)
    parts = (
        scoring.general(),
        scoring.of_items(assessment.scheme.items),
        AdjustingMet(results, row).all(),
        JudgingMet(assessment, unit, row).all(),
    )
    return frozenset(each for part in parts for each in part)
