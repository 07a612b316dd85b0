"""From the files named on the command line to an assessment, or to the problems in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.ends import Stopped
from cli.exits import Exit
from engine import api
from engine.problem.problem import has_errors

if TYPE_CHECKING:
    from cli.console import Console
    from cli.options import Inputs


def assess(console: Console, inputs: Inputs) -> api.Assessment:
    """Assess what the files hold; warnings go to stderr, errors stop the command."""
    scheme, facts, problems = api.check(inputs.scheme, inputs.facts)
    if scheme is None or facts is None or has_errors(problems):
        raise Stopped(problems)
    console.remarks(problems)
    return api.assess(scheme, facts)


def exit_of(assessment: api.Assessment) -> Exit:
    """Say by the exit code whether places and ranks are final."""
    return Exit.INCOMPLETE if assessment.judgement.provisional.any() else Exit.OK
