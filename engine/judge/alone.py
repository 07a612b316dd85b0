"""One unit of many, with its whole trace: what is explained."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.evaluate.evaluate import Evaluation
from engine.evaluate.results import Truth
from engine.judge.assessment import Assessment
from engine.judge.truths import Conditions, after, to_totals
from engine.scheme.strata import RANKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def alone(assessment: Assessment, unit: str) -> Assessment:
    """Return an assessment in which the unit has its whole trace.

    That is the assessment itself, unless units were worked out in blocks: then it is one of that unit alone, by the
    same path, with its rank, its tier and its places among all. Raises RuleEngineError.
    """
    if not assessment.in_blocks:
        return assessment
    scheme, whole, judged = assessment.scheme, assessment.results, assessment.judgement
    row = assessment.facts.units.index(unit)
    here = slice(row, row + 1)
    evaluation = Evaluation(scheme, assessment.facts.of_unit(unit, assessment.facts.columns), whole.labels.part(here))
    conditions = to_totals(evaluation, Conditions(evaluation.results))
    results = evaluation.results
    results.ranks, results.ranks_from_last = whole.ranks[here], whole.ranks_from_last[here]
    conditions.decide_until(after(RANKING))
    judgement = replace(
        judged,
        rules=_of(judged.rules, here),
        conditions=_of(judged.conditions, here),
        comparisons=conditions.comparisons,
        statuses=judged.statuses[here],
        score_tiers=judged.score_tiers[here],
        tiers=judged.tiers[here],
        ranks=judged.ranks[here],
        open=judged.open[here],
        provisional=judged.provisional[here],
    )
    return Assessment(scheme, results.facts, results, judgement)


def _of(truths: Mapping[str, Truth], here: slice) -> dict[str, Truth]:
    return {name: Truth(truth.true[here], truth.false[here]) for name, truth in truths.items()}
