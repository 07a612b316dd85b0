"""What a result leaves open: units that could not be judged, told as problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.evaluate.results import Standing
from engine.facts.table import State
from engine.judge.judgement import Status
from engine.number import exact_text
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.adjustment import Counted, adjustments
from engine.scheme.formula import facts_in
from engine.scheme.unit_vocabulary import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluate.results import AdjustmentTrace, Results
    from engine.judge.judgement import Judgement
    from engine.scheme.adjustment import Adjustment


def open_questions(results: Results, judgement: Judgement) -> list[Problem]:
    """Return a warning for every unit that has its facts but no grade, and for points that wait for evidence."""
    problems = _pending(results)
    for row, unit in enumerate(results.facts.units):
        if judgement.statuses[row] is not Status.UNDECIDED:
            continue
        if not results.has_total[row]:
            problems.append(_nothing_applies(results, unit))
        else:
            problems.append(_undecided(results, judgement, unit, row))
    return problems


def _pending(results: Results) -> list[Problem]:
    """Return a warning for each matter or fact that brings nothing until its evidence is there."""
    problems: list[Problem] = []
    sides = (("加", results.bonuses, results.scheme.bonuses), ("扣", results.penalties, results.scheme.penalties))
    for verb, side, parts in sides:
        for adjustment in adjustments(parts):
            trace = side.leaves[adjustment.id]
            for row in trace.pending.nonzero()[0]:
                problems += _waiting(results, adjustment, trace, int(row), verb)
    return problems


def _waiting(
    results: Results, adjustment: Adjustment, trace: AdjustmentTrace, row: int, verb: str
) -> Iterator[Problem]:
    unit = results.facts.units[row]
    fix = f"请补写“{EVIDENCE}”；在此之前不{verb}分"
    if trace.awards is not None:
        for award in trace.awards[row]:
            if award.standing is Standing.PENDING and award.worth:
                worth = exact_text(award.worth)
                message = f"“{unit}”的“{award.matter.name}”没有佐证，{adjustment.id} 暂不{verb} {worth} 分"
                yield Problem(Code.EVIDENCE_PENDING, message, award.matter.span, help=fix)
        return
    if trace.state[row] != State.VALUE or not isinstance(adjustment.source, Counted):
        return
    for name in facts_in(adjustment.source.formula):
        cell = results.facts.cell(unit, name)
        if not cell.proven and cell.counted and cell.value:
            message = f"“{unit}”的“{name}”没有佐证，{adjustment.id} 暂不{verb}分"
            yield Problem(Code.EVIDENCE_PENDING, message, cell.counted.span, help=fix)


def _nothing_applies(results: Results, unit: str) -> Problem:
    file = results.facts.sources[unit].file if unit in results.facts.sources else results.scheme.source_name
    message = f"“{unit}”的全部指标都不适用，无从计分"
    return Problem(Code.NOTHING_APPLIES, message, file=file, help="如果该单位不参评，请列入方案的“免考”并写明原因")


def _undecided(results: Results, judgement: Judgement, unit: str, row: int) -> Problem:
    scheme = results.scheme
    conditions = [(rule.id, judgement.rules[rule.id], rule.span) for rule in scheme.rules]
    conditions += [(t.name, judgement.conditions[t.name], t.span) for t in scheme.tiers if t.condition is not None]
    unknown = [(name, span) for name, truth, span in conditions if not truth.true[row] and not truth.false[row]]
    listed = "、".join(name for name, _ in unknown)
    message = f"“{unit}”不能定等：{listed} 因所需数据未报而无法判定"
    also = tuple((f"{name} 在这里", span) for name, span in unknown[1:])
    fix = f"请补报“{unit}”的有关数据；在此之前名次和名额都是暂定的"
    return Problem(Code.UNDECIDED, message, unknown[0][1], help=fix, also=also)
