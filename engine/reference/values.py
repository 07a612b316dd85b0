"""The values of one unit's indicators, worked out as they are asked for: one may read another (section 3)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.reference.formula import Known
from engine.reference.functions import Company
from engine.reference.scores import indicator_value
from engine.reference.state import State
from engine.scheme.formula import Attribute, Expr, parts_of
from engine.scheme.model import Scheme, UnitEntry, indicators

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.reference.formula import UnitFacts
    from engine.scheme.judging import Rule


class OwnValues(dict[tuple[str, Attribute], Fraction | State]):
    """Figures of the unit that `known` is about; the values of its indicators are worked out when first asked for."""

    def __init__(self, scheme: Scheme, entry: UnitEntry) -> None:
        super().__init__()
        self.entry = entry
        self.indicators = {each.id: each for each in indicators(scheme.items)}
        self.known: Known | None = None

    def __missing__(self, key: tuple[str, Attribute]) -> Fraction | State:
        id_, attribute = key
        if attribute is not Attribute.VALUE or self.known is None:
            raise KeyError(key)
        self[key] = indicator_value(self.indicators[id_], self.entry, self.known)
        return self[key]


def before_scores(
    scheme: Scheme, facts: Mapping[str, UnitFacts], proven: Mapping[str, frozenset[str]]
) -> dict[str, Known]:
    """Return what formulas may read of every unit that is not exempt, and let the units see each other."""
    company = Company()
    knowns: dict[str, Known] = {}
    for entry in scheme.units:
        if entry.name not in scheme.exempt:
            values, name = OwnValues(scheme, entry), entry.name
            concerned = [rule for rule in scheme.rules if not {entry.name, entry.group} & rule.not_for]
            known = Known(
                facts.get(name, {}), proven.get(name, frozenset()), items=values, entry=entry, company=company,
                rules={rule.id: rule.when for rule in concerned},
                counted={rule.id: what_counts(rule) if rule in concerned else () for rule in scheme.rules},
            )  # fmt: skip
            values.known = known
            company.members.append((entry, known))
            knowns[name] = known
    return knowns


def what_counts(rule: Rule) -> tuple[Expr, ...]:
    """Return the conditions that 触发数 counts: those of the periods, or the rule's own (section 6)."""
    return parts_of(rule.when) if rule.periods else (rule.when,)
