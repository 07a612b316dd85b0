"""From the files named on the command line to an assessment, or to the problems in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.chinese import did_you_mean
from cli.ends import Stopped
from cli.exits import Exit
from engine import api
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors
from engine.scheme.model import unit_called

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.console import Console
    from cli.options import Inputs
    from engine.evaluate.results import Results
    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme

MOST_LISTED = 30


def assess(
    console: Console,
    inputs: Inputs,
    accept: Callable[[Scheme], None] | None = None,
    watch: Callable[[Results], None] | None = None,
) -> Assessment:
    """Assess what the files hold; warnings go to stderr, errors stop the command.

    `accept` raises where the command line does not fit the scheme: before anything else is told. `watch` is shown the
    figures of units as they are made.
    """
    scheme, facts, problems = api.check(inputs.scheme, inputs.facts, inputs.view, console.progress())
    if scheme is not None and accept is not None:
        accept(scheme)
    if scheme is None or facts is None or has_errors(problems):
        raise Stopped(problems)
    console.remarks(problems)
    assessment = api.assess(scheme, facts, watch)
    console.remarks(api.open_questions(assessment))
    return assessment


def exit_of(assessment: Assessment) -> Exit:
    """Say by the exit code whether places and ranks are final."""
    return Exit.INCOMPLETE if assessment.judgement.provisional.any() else Exit.OK


def find_unit(scheme: Scheme, named: str) -> str:
    """Return the name of the unit with that name or code."""
    found = unit_called(scheme, named)
    if found is None:
        names = [unit.name for unit in scheme.units]
        message = f"方案里没有“{named}”这个单位{did_you_mean(named, names)}"
        listed = "、".join(names[:MOST_LISTED]) + ("等" if len(names) > MOST_LISTED else "")
        raise Stopped([Problem(Code.NO_SUCH_UNIT, message, help=f"方案里的单位有：{listed}")])
    return found
