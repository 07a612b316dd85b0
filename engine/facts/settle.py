"""What can be known of the facts only when all units' files are read: last year's values, and marks over all units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.last_year import fill
from engine.facts.over_periods import period_problems
from engine.facts.panels import settle_panels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.last_year import LastFacts
    from engine.facts.table import UnitFacts
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme


def settle(
    scheme: Scheme, units: Mapping[str, UnitFacts], last: Mapping[str, LastFacts]
) -> tuple[dict[str, UnitFacts], list[Problem]]:
    """Return the units' facts as they are used: filled from last year, with the figures of their marks."""
    filled = {unit: fill(scheme, facts, last.get(unit)) for unit, facts in units.items()}
    settled, problems = settle_panels(scheme, filled)
    for facts in settled.values():
        problems.extend(period_problems(scheme, facts))
    return settled, problems
