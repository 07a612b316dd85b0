"""The exit codes, and which one a list of problems leads to."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from engine.problem.codes import Code, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.problem.problem import Problem


class Exit(IntEnum):
    """What the exit code says; a number is an interface and never gets another meaning."""

    OK = 0
    PROBLEMS = 1
    USAGE = 2
    INCOMPLETE = 3
    FILE = 4
    INTERNAL = 70
    INTERRUPTED = 130


# By the family of the code; every other family is a problem found.
_BY_FAMILY = {"I": Exit.FILE, "U": Exit.USAGE}
# A file that can be read and holds something wrong.
_OF_CONTENT = frozenset({Code.UNIT_LIST, Code.UNIT_LISTED_TWICE})
_INCOMPLETE = frozenset({Code.UNIT_MISSING, Code.FACT_MISSING})


def exit_for(problems: Iterable[Problem], *, strict: bool = False) -> Exit:
    """Return the gravest exit: an unreadable file, misuse, an error, missing data, nothing.

    With `strict` a warning counts as an error.
    """
    counted = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    exits = set()
    for problem in problems:
        if problem.severity in counted:
            is_error = problem.severity is Severity.ERROR
            by_family = is_error and problem.code not in _OF_CONTENT
            exits.add(_BY_FAMILY.get(problem.code.value[0], Exit.PROBLEMS) if by_family else Exit.PROBLEMS)
        elif problem.code in _INCOMPLETE:
            exits.add(Exit.INCOMPLETE)
    gravest = (Exit.FILE, Exit.USAGE, Exit.PROBLEMS, Exit.INCOMPLETE)
    return next((each for each in gravest if each in exits), Exit.OK)
