"""The ranks of units by a value (section 3, Ranked)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.primitives.ranked import Ranked, Ties
from engine.scheme.formula import Attribute
from engine.scheme.model import indicators

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.reference.formula import Known
    from engine.reference.state import State
    from engine.scheme.model import Scheme


def value_ranks(scheme: Scheme, knowns: Mapping[str, Known]) -> dict[str, dict[str, int]]:
    """Return for every unit its rank in each indicator that is scored by rank, where it has one."""
    found: dict[str, dict[str, int]] = {entry.name: {} for entry in scheme.units}
    for indicator in indicators(scheme.items):
        if isinstance(indicator.method, Ranked):
            values = {name: known.items[indicator.id, Attribute.VALUE] for name, known in knowns.items()}
            for name, rank in ranks_in(indicator.method, scheme, values).items():
                found[name][indicator.id] = rank
    return found


def ranks_in(spec: Ranked, scheme: Scheme, values: Mapping[str, Fraction | State]) -> dict[str, int]:
    """Return the rank of every unit that is ranked: not exempt, and with a value that is scored."""
    group = {entry.name: entry.group for entry in scheme.units}
    ranked = {
        name: value for name, value in values.items() if name not in scheme.exempt and isinstance(value, Fraction)
    }
    return {
        name: rank_of(
            spec,
            value,
            [rival for other, rival in ranked.items() if not spec.by_group or group[other] == group[name]],
        )
        for name, value in ranked.items()
    }


def rank_of(spec: Ranked, value: Fraction, among: Sequence[Fraction]) -> int:
    """Return 1 + the number of better values, or of different better values."""
    better = [each for each in among if (each > value if spec.high_first else each < value)]
    return 1 + (len(set(better)) if spec.ties is Ties.DENSE else len(better))
