"""Which edits are made together, and which of them made something worse."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.problem.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from engine.problem.problem import Problem
    from engine.text.edits import Edit

# A problem by what is said of it, whatever its line has become.
Told = tuple[str, str, str]
# The line that an edit has become a part of, by its file.
Line = tuple[str, int]
_Change = tuple[int, int, str]


def told(problem: Problem) -> Told:
    """Return what is said of a problem."""
    return problem.source_name, problem.code.value, problem.message


def choose(problems: Iterable[Problem], names: Iterable[str], refused: set[Told]) -> list[Problem]:
    """Return the problems to put right in one round: of files that may be changed, none in the way of another."""
    taken: dict[str, set[_Change]] = {name: set() for name in names}
    chosen = []
    for problem in problems:
        edits = [(e.span.source.name, (e.span.start, e.span.end, e.text)) for e in problem.edits]
        if not edits or told(problem) in refused or any(name not in taken for name, _ in edits):
            continue
        if all(edit in taken[name] or not any(_clash(edit, each) for each in taken[name]) for name, edit in edits):
            chosen.append(problem)
            for name, edit in edits:
                taken[name].add(edit)
    return chosen


def _clash(one: _Change, other: _Change) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _lines_of(problem: Problem, moving: Sequence[Edit]) -> set[Line]:
    """Return the lines that the edits of a problem have become a part of; the edits `moving` have moved some."""
    lines: set[Line] = set()
    for edit in problem.edits:
        source = edit.span.source
        before = {each for each in moving if each.span.source is source and each.span.end <= edit.span.start}
        lines.add((source.name, edit.span.line + sum(map(_added, before - {edit}))))
    return lines


def _added(edit: Edit) -> int:
    return edit.text.count("\n") - edit.span.text.count("\n")


def made_worse(chosen: Sequence[Problem], before: Collection[Problem], after: Collection[Problem]) -> set[Told]:
    """Return which of the mended problems are still there, or have another error in their line now.

    A text that could not be read shows what else is wrong with it only when it can be; that is no harm done.
    """
    moving = [edit for problem in chosen for edit in problem.edits if _added(edit)]
    meant = [problem for problem in chosen if not problem.code.value.startswith("Y")]
    counts = Counter(map(told, before))
    expected = counts - Counter(map(told, meant))
    now = Counter(map(told, after))
    fresh = {
        (problem.source_name, problem.span.line)
        for problem in after
        if problem.span and told(problem) not in counts and problem.severity is Severity.ERROR
    }
    still = {said for said, number in now.items() if number > expected[said]}
    return {told(problem) for problem in meant if told(problem) in still or _lines_of(problem, moving) & fresh}
