"""What a result leaves open: units that could not be judged, told as problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.standing import nothing_applies
from engine.judge.judgement import Status
from engine.problem.codes import Code
from engine.problem.problem import Problem

if TYPE_CHECKING:
    from engine.evaluate.results import Results
    from engine.judge.judgement import Judgement


def open_questions(results: Results, judgement: Judgement) -> list[Problem]:
    """Return a warning for every unit that has its facts but no grade, at the rule that is undecided."""
    problems: list[Problem] = []
    for row, unit in enumerate(results.facts.units):
        if judgement.statuses[row] is not Status.UNDECIDED:
            continue
        if not results.has_total[row]:
            problems.append(_nothing_applies(results, unit, row))
        else:
            problems.append(_undecided(results, judgement, unit, row))
    return problems


def _nothing_applies(results: Results, unit: str, row: int) -> Problem:
    file = results.facts.sources[unit].file if unit in results.facts.sources else results.scheme.source_name
    message = f"“{unit}”的{nothing_applies(results, row)}，无从计分"
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
