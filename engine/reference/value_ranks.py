"""The ranks of units by the value of an indicator (section 3, Ranked)."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from engine.primitives.ranked import Ranked, Ties
from engine.reference.formula import Known, State, number_of
from engine.reference.scores import indicator_value
from engine.scheme.adjustment import Scored, adjustments
from engine.scheme.model import Scheme, UnitEntry, indicators

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.reference.formula import UnitFacts


def value_ranks(scheme: Scheme, facts: Mapping[str, UnitFacts]) -> dict[str, dict[str, int]]:
    """Return for every unit its rank in each indicator and adjustment that is scored by rank, where it has one."""
    found: dict[str, dict[str, int]] = {entry.name: {} for entry in scheme.units}
    for id_, spec, ranked in ranked_values(scheme, facts):
        for entry, value in ranked:
            rivals = [other_value for other, other_value in ranked if not spec.by_group or other.group == entry.group]
            found[entry.name][id_] = rank_of(spec, value, rivals)
    return found


def ranked_values(
    scheme: Scheme, facts: Mapping[str, UnitFacts]
) -> list[tuple[str, Ranked, list[tuple[UnitEntry, Fraction]]]]:
    """Return the units that are ranked in each of what is scored by rank, with their values."""
    found = []
    for indicator in indicators(scheme.items):
        if isinstance(indicator.method, Ranked):
            ranked = with_values(scheme, facts, partial(indicator_value, indicator))
            found.append((indicator.id, indicator.method, ranked))
    for adjustment in adjustments((*scheme.bonuses, *scheme.penalties)):
        source = adjustment.source
        if isinstance(source, Scored) and isinstance(source.method, Ranked):
            found.append((adjustment.id, source.method, with_values(scheme, facts, partial(claimed_value, source))))
    return found


def claimed_value(source: Scored, _entry: UnitEntry, known: Known) -> Fraction | State:
    """Return the value of an adjustment, which is not rounded."""
    return number_of(source.formula, known)


def with_values(
    scheme: Scheme, facts: Mapping[str, UnitFacts], value_of: Callable[[UnitEntry, Known], Fraction | State]
) -> list[tuple[UnitEntry, Fraction]]:
    """Return the units that are ranked: not exempt, and with a value that is scored."""
    found = []
    for entry in scheme.units:
        if entry.name not in scheme.exempt:
            value = value_of(entry, Known(facts.get(entry.name, {})))
            if isinstance(value, Fraction):
                found.append((entry, value))
    return found


def rank_of(spec: Ranked, value: Fraction, among: Sequence[Fraction]) -> int:
    """Return 1 + the number of better values, or of different better values."""
    better = [each for each in among if (each > value if spec.high_first else each < value)]
    return 1 + (len(set(better)) if spec.ties is Ties.DENSE else len(better))
