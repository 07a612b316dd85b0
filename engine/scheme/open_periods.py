"""Facts with periods that stand where one number has to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f

if TYPE_CHECKING:
    from collections.abc import Mapping


def open_periods(expr: f.Expr, periods: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """Return a problem for every fact that has a value for each of several periods and none of its own."""
    found = (node for node in f.walk(expr) if isinstance(node, f.FactRef) and node.name in periods)
    return [_every_period(node, periods[node.name][0]) for node in found]


def _every_period(node: f.FactRef, first: str) -> Problem:
    name = node.span.text
    help_ = f"请写明取哪个数：合计({name})、平均({name})、最小({name})、计数({name} >= …)，或某一期，如 {name}.{first}"
    return Problem(Code.PERIOD_OPEN, f"“{name}”每期有一个数，不能直接当一个数用", node.span, help=help_)
