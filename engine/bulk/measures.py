"""What the numbers of a column count: its unit of measure, and for a percentage, what is 100%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.bulk import words
from engine.bulk.parse import ONE, PERCENT, is_number
from engine.scheme.model import FactType
from engine.tables import told
from engine.tables.names import squeezed

if TYPE_CHECKING:
    from engine.arrow.files import ColumnFile
    from engine.arrow.raw import Raw
    from engine.problem.problem import Problem
    from engine.scheme.model import FactDeclaration


def measure_of(
    file: ColumnFile, at: int, in_head: str, fact: FactDeclaration, raw: Raw
) -> tuple[str | None, list[Problem]]:
    """Return what the numbers of a percentage count, and what is wrong with the unit of measure that is named."""
    named = squeezed(in_head or file.units.get(file.heads[at], ""))
    if fact.type is not FactType.PERCENT:
        if named and named != squeezed(fact.measure or ""):
            return None, [told.other_measure(fact, fact.name, named, file.head(at))]
        return None, []
    if named not in ("", PERCENT, ONE):
        return None, [told.other_measure(fact, fact.name, named, file.head(at))]
    if named == PERCENT and words.looks_like_parts(raw):
        return None, [words.percent_unclear(file, at, raw)]
    if named or not is_number(raw):
        return named or None, []
    return None, [words.percent_unclear(file, at, raw)]
