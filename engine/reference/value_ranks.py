"""The ranks of units by the value of an indicator (section 3, Ranked)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.primitives.ranked import Ranked, Ties
from engine.scheme.formula import Attribute
from engine.scheme.model import Indicator, Scheme, UnitEntry, indicators

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.reference.formula import Known


def value_ranks(scheme: Scheme, knowns: Mapping[str, Known]) -> dict[str, dict[str, int]]:
    """Return for every unit its rank in each indicator that is scored by rank, where it has one."""
    found: dict[str, dict[str, int]] = {entry.name: {} for entry in scheme.units}
    for indicator in indicators(scheme.items):
        if isinstance(indicator.method, Ranked):
            ranked = with_values(scheme, indicator, knowns)
            for entry, value in ranked:
                rivals = [
                    other_value
                    for other, other_value in ranked
                    if not indicator.method.by_group or other.group == entry.group
                ]
                found[entry.name][indicator.id] = rank_of(indicator.method, value, rivals)
    return found


def with_values(scheme: Scheme, indicator: Indicator, knowns: Mapping[str, Known]) -> list[tuple[UnitEntry, Fraction]]:
    """Return the units that are ranked: not exempt, and with a value that is scored."""
    found = []
    for entry in scheme.units:
        if entry.name not in scheme.exempt:
            value = knowns[entry.name].items[indicator.id, Attribute.VALUE]
            if isinstance(value, Fraction):
                found.append((entry, value))
    return found


def rank_of(spec: Ranked, value: Fraction, among: Sequence[Fraction]) -> int:
    """Return 1 + the number of better values, or of different better values."""
    better = [each for each in among if (each > value if spec.high_first else each < value)]
    return 1 + (len(set(better)) if spec.ties is Ties.DENSE else len(better))
