"""Which of many units stand level with one, and which are still to be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.evaluate.results import Results
    from engine.judge.judgement import Judgement


def level_units(results: Results, unit: str) -> list[str]:
    """Return the other units whose total is that of one unit."""
    row, totals = results.facts.row(unit), results.total
    there = results.has_total & (totals.spread(len(results.has_total)) == totals.at(row))
    return [results.facts.units[other] for other in np.flatnonzero(there).tolist() if other != row]


def pending_units(results: Results, judgement: Judgement) -> list[str]:
    """Return the units whose results are still missing."""
    return [results.facts.units[row] for row in np.flatnonzero(~judgement.rated).tolist()]
