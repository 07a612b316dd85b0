"""Conditions that never hold, and conditions that always do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.lint.words import why_always, why_never
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.lint.study import Study
    from engine.text.source import Span

_FIX_NEVER = "请核对数、单位和数据项的上下限；确实用不上的请删去"
_WHERE_KNOWN = "只要数据适用、分母不为零，"
_FIX_KNOWN = "；只想排除不适用的单位的，请写“非 不适用(…)”"
_FIX_ALWAYS = "请核对数、单位和数据项的上下限；对谁都一样的，不必写成条件"


def check_conditions(study: Study) -> Iterator[Problem]:
    """A condition that cannot hold does nothing; one that always holds decides nothing."""
    for rule in study.scheme.rules:
        if not study.concerns_any(rule):
            message = f"规则“{rule.id}”不管任何一个参评单位，永远不会触发"
            yield Problem(Code.CONDITION_NEVER, message, rule.span, help="请核对“适用于”“不适用于”和“免考”")
            continue
        branches = () if rule.periods else _branches(rule.when)
        yield from _judged(study, rule.when, f"规则“{rule.id}”的触发条件", rule.span, branches)
    for each in study.adjustments():
        if each.gate is not None:
            yield from _judged(study, each.gate, f"“{each.id}”的条件", each.span, _branches(each.gate))
    left_out = study.scheme.ranking.left_out
    if left_out is not None:
        yield from _judged(study, left_out, "“不参加排名”的条件", left_out.span, ())


def _judged(study: Study, condition: f.Expr, what: str, owner: Span, branches: tuple[f.Expr, ...]) -> Iterator[Problem]:
    also = (("写在这里面", owner),) if owner.start != condition.span.start else ()
    if study.truth.never(condition):
        message = f"{what}永远不成立：{why_never(study.truth, condition)}"
        yield Problem(Code.CONDITION_NEVER, message, condition.span, help=_FIX_NEVER, also=also)
    elif study.usually.always(condition):
        # Where something may not apply, or be divided by zero, there are units for which it is not so.
        whose = "" if study.truth.always(condition) else _WHERE_KNOWN
        message = f"{whose}{what}总是成立：{why_always(study.usually, condition)}"
        fix = _FIX_ALWAYS + (_FIX_KNOWN if whose else "")
        yield Problem(Code.CONDITION_ALWAYS, message, condition.span, help=fix, also=also)
    else:
        for branch in branches:
            if study.truth.never(branch):
                message = f"{what}里，有一种情况永远不会出现：{why_never(study.truth, branch)}"
                yield Problem(Code.CONDITION_NEVER, message, branch.span, help=_FIX_NEVER, also=also)


def _branches(condition: f.Expr) -> tuple[f.Expr, ...]:
    """Return what a condition joins by 或, as the scheme writes it; 连续 is one condition."""
    return condition.parts if isinstance(condition, f.AnyOf) and condition.run is None else ()
