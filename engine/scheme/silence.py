"""Findings that a scheme says are as they should be, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.problem.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.problem.problem import Problem
    from engine.text.source import Span


@dataclass(frozen=True, slots=True, eq=False)
class Silence:
    """A code that is not to be told in `scope`, and why; `span` is where the scheme says so."""

    code: str
    reason: str
    scope: Span
    span: Span

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is one that is not to be told; an error always is."""
        place = problem.span
        if place is None or problem.severity is Severity.ERROR or problem.code.value != self.code:
            return False
        return place.source.name == self.scope.source.name and self.scope.start <= place.start < self.scope.end


@dataclass(frozen=True, slots=True, eq=False)
class Silenced:
    """A problem that is not told, and the silence that says so."""

    problem: Problem
    silence: Silence


def quieted(silences: Sequence[Silence], problems: Iterable[Problem]) -> tuple[list[Problem], list[Silenced]]:
    """Part problems into those that are told and those that are not; of several silences the innermost counts."""
    told: list[Problem] = []
    silenced: list[Silenced] = []
    for problem in problems:
        covering = [each for each in silences if each.covers(problem)]
        if covering:
            silenced.append(Silenced(problem, max(covering, key=lambda each: each.scope.start)))
        else:
            told.append(problem)
    return told, silenced
