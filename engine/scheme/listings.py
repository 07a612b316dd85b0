"""Where a scheme says what matters are worth: in bonuses, penalties and indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scheme.adjustment import adjustments
from engine.scheme.formula import Matters
from engine.scheme.listed import Listed
from engine.scheme.model import indicators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.model import Scheme


def listings(scheme: Scheme) -> Iterator[Listed]:
    """Yield every worth of matters that the scheme states."""
    for indicator in indicators(scheme.items):
        if isinstance(indicator.formula, Matters):
            yield indicator.formula.listed
    for adjustment in adjustments((*scheme.bonuses, *scheme.penalties)):
        if isinstance(adjustment.source, Listed):
            yield adjustment.source


def dated_facts(scheme: Scheme) -> frozenset[str]:
    """Return the facts whose matters need a date or a year, because only those of the assessed period count."""
    return frozenset(listed.fact for listed in listings(scheme) if listed.window is not None)
