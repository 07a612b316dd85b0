"""The values of one unit's indicators, worked out as they are asked for: one may read another (section 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.reference.formula import Known
from engine.reference.functions import Company
from engine.reference.scores import indicator_value
from engine.reference.state import State
from engine.scheme.formula import Attribute
from engine.scheme.model import Scheme, UnitEntry, indicators

if TYPE_CHECKING:
    from engine.reference.formula import UnitFacts


class OwnValues(Mapping[tuple[str, Attribute], Fraction | State]):
    """The values of the indicators of the unit that `known` is about, each worked out once."""

    def __init__(self, scheme: Scheme, entry: UnitEntry) -> None:
        self.entry = entry
        self.indicators = {each.id: each for each in indicators(scheme.items)}
        self.found: dict[str, Fraction | State] = {}
        self.known: Known | None = None

    def __getitem__(self, key: tuple[str, Attribute]) -> Fraction | State:
        id_, attribute = key
        if attribute is not Attribute.VALUE or self.known is None:
            raise KeyError(key)
        if id_ not in self.found:
            self.found[id_] = indicator_value(self.indicators[id_], self.entry, self.known)
        return self.found[id_]

    def __iter__(self) -> Iterator[tuple[str, Attribute]]:
        return iter([(id_, Attribute.VALUE) for id_ in self.indicators])

    def __len__(self) -> int:
        return len(self.indicators)


def before_scores(
    scheme: Scheme, facts: Mapping[str, UnitFacts], proven: Mapping[str, frozenset[str]]
) -> dict[str, Known]:
    """Return what formulas may read of every unit that is not exempt, and let the units see each other."""
    company = Company()
    knowns: dict[str, Known] = {}
    for entry in scheme.units:
        if entry.name not in scheme.exempt:
            values, name = OwnValues(scheme, entry), entry.name
            known = Known(
                facts.get(name, {}), proven.get(name, frozenset()), items=values, entry=entry, company=company
            )
            values.known = known
            company.members.append((entry, known))
            knowns[name] = known
    return knowns
