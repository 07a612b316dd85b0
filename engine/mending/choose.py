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


def told(problem: Problem) -> Told:
    """Return what is said of a problem."""
    return problem.source_name, problem.code.value, problem.message


def choose(problems: Iterable[Problem], names: Iterable[str], refused: set[Told]) -> list[Problem]:
    """Return the problems to put right in one round: of files that may be changed, none in the way of another."""
    mine, chosen = set(names), []
    taken: set[tuple[str, int, int, str]] = set()
    for problem in problems:
        edits = [(e.span.source.name, e.span.start, e.span.end, e.text) for e in problem.edits]
        if not edits or told(problem) in refused or any(edit[0] not in mine for edit in edits):
            continue
        if all(edit in taken or not any(_clash(edit, other) for other in taken) for edit in edits):
            chosen.append(problem)
            taken.update(edits)
    return chosen


def _clash(one: tuple[str, int, int, str], other: tuple[str, int, int, str]) -> bool:
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]


def lines_of(edits: Sequence[Edit], among: Sequence[Edit]) -> set[Line]:
    """Return the lines, in the text with all edits `among` made, that some of them are a part of."""
    lines: set[Line] = set()
    for edit in edits:
        source = edit.span.source
        before = [each for each in among if each.span.source is source and each.span.end <= edit.span.start]
        moved = sum(each.text.count("\n") - each.span.text.count("\n") for each in {*before} - {edit})
        if edit.text or "\n" not in edit.span.text:
            lines.add((source.name, edit.span.line + moved))
    return lines


def made_worse(chosen: Sequence[Problem], before: Collection[Problem], after: Collection[Problem]) -> set[Told]:
    """Return which of the mended problems are still there, or have another error in their line now.

    A text that could not be read shows what else is wrong with it only when it can be; that is no harm done.
    """
    among = [edit for problem in chosen for edit in problem.edits]
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
    return {told(problem) for problem in meant if told(problem) in still or lines_of(problem.edits, among) & fresh}
