"""A scheme applied to all its units: what commands, reports and services pass around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from engine.evaluate.results import Results
    from engine.facts.table import FactTable
    from engine.judge.judgement import Judgement
    from engine.scheme.model import Scheme


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Scheme and facts with everything that was computed from them."""

    scheme: Scheme
    facts: FactTable
    results: Results
    judgement: Judgement
