"""All checks of a scheme as a scheme, in the order in which a person would ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.lint.caps import check_caps, check_room
from engine.lint.conditions import check_conditions
from engine.lint.defaults import check_period, check_ranking
from engine.lint.idle_rules import check_contradictions, check_idle_rules
from engine.lint.limits import check_lower_limits, check_parts_of_wholes
from engine.lint.lines import check_lines
from engine.lint.outcomes import check_outcomes
from engine.lint.scoring import check_charges, check_scoring
from engine.lint.study import Study
from engine.lint.tiers import check_places, check_tiers
from engine.lint.twice import check_twice
from engine.lint.weight import check_weight
from engine.problem.problem import Problem, sort_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.scheme.model import Scheme

CHECKS: tuple[Callable[[Study], Iterator[Problem]], ...] = (
    check_tiers,
    check_places,
    check_lines,
    check_conditions,
    check_idle_rules,
    check_contradictions,
    check_scoring,
    check_charges,
    check_outcomes,
    check_caps,
    check_room,
    check_weight,
    check_twice,
    check_lower_limits,
    check_parts_of_wholes,
    check_ranking,
    check_period,
)


def lint(scheme: Scheme) -> list[Problem]:
    """Return what is dead, contradictory, unreachable or ambiguous in a scheme that was read without errors.

    Only warnings and hints come of it, each proved from what the scheme declares.
    """
    study = Study(scheme)
    return sort_problems(problem for check in CHECKS for problem in check(study))
