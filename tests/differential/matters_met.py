"""Which mechanisms of matters really occurred in a case, in adjustments and in indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.evaluate.matters import awards_alone
from engine.evaluate.results import Standing
from engine.methods.matter_fields import Same
from engine.scheme import formula as f
from engine.scheme.adjustment import adjustments
from engine.scheme.listed import Listed
from engine.scheme.model import indicators

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.evaluate.results import Award
    from tests.differential.compare import Run

TWICE = 2


def matters(of: Run) -> Iterator[str]:
    """Yields the names of mechanisms, some more than once."""
    for side, parts in ((of.results.bonuses, of.scheme.bonuses), (of.results.penalties, of.scheme.penalties)):
        for adjustment in adjustments(parts):
            if isinstance(adjustment.source, Listed):
                for awards in side.leaves[adjustment.id].awards or ():
                    yield from (f"matter/{name}" for name in _listed(adjustment.source, awards))
    for indicator in indicators(of.scheme.items):
        if isinstance(indicator.formula, f.Matters):
            for unit in of.table.units:
                awards = awards_alone(indicator.formula, of.table, unit)
                yield from (f"matter/{name}" for name in _listed(indicator.formula.listed, awards))
                if any(award.standing is Standing.YIELDS for award in awards):
                    yield "matter/yields in an indicator"
                if any(award.standing is Standing.PENDING for award in awards):
                    yield "matter/pending in an indicator"


def _listed(listed: Listed, awards: Sequence[Award]) -> Iterator[str]:
    shared = {award.matter.key for award in awards if award.share != 1}
    whole = {award.matter.key for award in awards if award.share == 1 and award.standing is Standing.COUNTED}
    if listed.same is Same.LESSENING and shared - whole:
        yield "lessened in another"
    for number, award in enumerate(awards):
        matter, made = award.matter, award.made
        if award.standing is Standing.OUTSIDE:
            yield "outside by " + ("date" if matter.year is None else "year")
            continue
        if listed.window and matter.year == listed.window.year and not matter.date:
            yield "inside by year alone"
        if made.reason == "再次发生":
            yield "repeated"
            if matter.date is None:
                yield "repeated without a date"
            if number == 0:
                yield "first by date, not by list"
        elif made.reason:
            yield "circumstance"
        if made.reason and sum(word in matter.circumstances for word, _ in listed.circumstances) > 1:
            yield "several multipliers"
        if made.added:
            yield "higher level" + (", multiplied" if made.reason else "")
        if award.share != 1:
            yield "lessened" + (" twice" if award.share == listed.share**TWICE and listed.share else "")
