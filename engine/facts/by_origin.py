"""What one origin reports of a fact, whatever the others say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.table import Cell, State
from engine.scheme.unit_vocabulary import MISSING_WORDS, NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from engine.facts.table import Reported
    from engine.scheme.model import FactDeclaration


def origin_cell(
    fact: FactDeclaration,
    given: Mapping[str, Reported],
    value: Fraction | None,
    evidence: tuple[tuple[str, str], ...],
    may_exempt: Collection[str],
) -> Cell:
    """Return the cell of `fact.origin` from all that is said of the fact; `value` is what that origin's text means.

    An origin that may not say 不适用 and says it all the same has reported nothing.
    """
    reported = given.get(fact.origin or "")
    if reported is None or reported.text in MISSING_WORDS:
        return Cell(State.MISSING, None, None, (reported,) if reported else (), evidence)
    if reported.text == NOT_APPLICABLE:
        if fact.may_not_apply or reported.origin in may_exempt:
            return Cell(State.NOT_APPLICABLE, None, reported, (), evidence)
        return Cell(State.MISSING, None, None, (reported,), evidence)
    return Cell(State.VALUE if value is not None else State.MISSING, value, reported, (), evidence)
