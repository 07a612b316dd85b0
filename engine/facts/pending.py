"""Which points wait for evidence: what a scheme counts only with evidence, and a unit reports without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.worth import worths
from engine.methods import matter_deduction
from engine.number import exact_text
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.adjustment import adjustments
from engine.scheme.formula import Matters
from engine.scheme.listed import Listed
from engine.scheme.model import indicators
from engine.scheme.unit_vocabulary import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.facts.table import UnitFacts
    from engine.scheme.adjustment import Adjustment
    from engine.scheme.model import Scheme, UnitEntry


def pending(scheme: Scheme, unit: UnitEntry, facts: UnitFacts) -> Iterator[Problem]:
    """Yield a warning for every matter and value of a unit that brings nothing until its evidence is named."""
    for indicator in indicators(scheme.items):
        made = indicator.formula
        if isinstance(made, Matters) and made.evidence and not unit.among(indicator.not_for):
            verb = "扣" if indicator.word == matter_deduction.METHOD.word else "得"
            yield from _matters(made.listed, facts, indicator.id, verb)
    for verb, parts in (("加", scheme.bonuses), ("扣", scheme.penalties)):
        for adjustment in adjustments(parts):
            if adjustment.evidence:
                yield from _of(adjustment, facts, verb)


def _of(adjustment: Adjustment, facts: UnitFacts, verb: str) -> Iterator[Problem]:
    if isinstance(adjustment.source, Listed):
        yield from _matters(adjustment.source, facts, adjustment.id, verb)
        return
    for name in adjustment.facts:
        cell = facts.cells.get(name)
        if cell and cell.value and cell.counted and not cell.proven:
            told = f"“{facts.unit}”的“{name}”没有佐证，{adjustment.id} 暂不{verb}分"
            yield Problem(Code.EVIDENCE_PENDING, told, cell.counted.span, help=_fix(verb))


def _matters(listed: Listed, facts: UnitFacts, id_: str, verb: str) -> Iterator[Problem]:
    cell = facts.cells.get(listed.fact)
    matters = cell.matters if cell else ()
    for matter, made in zip(matters, worths(listed, matters, evidence=True), strict=True):
        if made.points and not matter.proven:
            told = f"“{facts.unit}”的“{matter.name}”没有佐证，{id_} 暂不{verb} {exact_text(made.points)} 分"
            yield Problem(Code.EVIDENCE_PENDING, told, matter.span, help=_fix(verb))


def _fix(verb: str) -> str:
    return f"请补写“{EVIDENCE}”，说明有什么材料为证；在此之前不{verb}分"
