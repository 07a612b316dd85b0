"""Which points wait for evidence: what a scheme counts only with evidence, and a unit reports without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.worth import worths
from engine.number import exact_text
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.adjustment import Counted, Scored, adjustments
from engine.scheme.listed import Listed
from engine.scheme.unit_vocabulary import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.facts.table import UnitFacts
    from engine.scheme.adjustment import Adjustment
    from engine.scheme.model import Scheme


def pending(scheme: Scheme, facts: UnitFacts) -> Iterator[Problem]:
    """Yield a warning for every matter and value of a unit that brings nothing until its evidence is named."""
    for verb, parts in (("加", scheme.bonuses), ("扣", scheme.penalties)):
        for adjustment in adjustments(parts):
            if adjustment.evidence:
                yield from _of(adjustment, facts, verb)


def _of(adjustment: Adjustment, facts: UnitFacts, verb: str) -> Iterator[Problem]:
    fix = f"请补写“{EVIDENCE}”，说明有什么材料为证；在此之前不{verb}分"
    match adjustment.source:
        case Listed(fact) as source:
            cell = facts.cells.get(fact)
            matters = cell.matters if cell else ()
            for matter, made in zip(matters, worths(source, matters, evidence=True), strict=True):
                if (worth := made.points) and not matter.proven:
                    told = f"“{facts.unit}”的“{matter.name}”没有佐证，{adjustment.id} 暂不{verb} {exact_text(worth)} 分"
                    yield Problem(Code.EVIDENCE_PENDING, told, matter.span, help=fix)
        case Counted() | Scored():
            for name in adjustment.facts:
                cell = facts.cells.get(name)
                if cell and cell.value and cell.counted and not cell.proven:
                    told = f"“{facts.unit}”的“{name}”没有佐证，{adjustment.id} 暂不{verb}分"
                    yield Problem(Code.EVIDENCE_PENDING, told, cell.counted.span, help=fix)
