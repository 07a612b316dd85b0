"""What a scheme uses and leaves to the program to settle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f
from engine.scheme.adjustment import adjustments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.lint.study import Study

_RANKS = (f.Figure.RANK, f.Figure.RANK_FROM_LAST)


def check_ranking(study: Study) -> Iterator[Problem]:
    """A rank that decides something has a rule for ties that the scheme states."""
    if study.scheme.ranking.stated:
        return
    for condition in _conditions(study):
        for node in f.walk(condition):
            if isinstance(node, f.FigureRef) and node.figure in _RANKS:
                message = "用“名次”作条件，却没有写明得分相同的怎样排名次"
                fix = "现在按“并列: 占名次”（1、1、3）算；请补写“名次”，写明“并列”或“依次比较”"
                yield Problem(Code.LEFT_TO_DEFAULT, message, node.span, help=fix)
                return


def check_period(study: Study) -> Iterator[Problem]:
    """Facts that are reported in periods have a year that the periods are of."""
    if study.scheme.calendar.dated:
        return
    for fact in study.scheme.facts.values():
        if fact.cycle is not None:
            message = f"“{fact.of or fact.name}”逐期填报，却没有写明是哪一年的各期"
            fix = "现在当作某年的1月至12月；请在方案开头补写“年度”或“考核期间”"
            yield Problem(Code.LEFT_TO_DEFAULT, message, fact.span, help=fix)
            return


def _conditions(study: Study) -> Iterator[f.Expr]:
    scheme = study.scheme
    yield from (rule.when for rule in scheme.rules)
    yield from (tier.condition for tier in scheme.tiers if tier.condition is not None)
    yield from (each.gate for each in adjustments((*scheme.bonuses, *scheme.penalties)) if each.gate is not None)
