"""From what the files say of a unit to the facts that formulas read (section 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.reference.known import Given
from engine.reference.periods import closed_periods
from engine.scheme.panel import PanelMember

if TYPE_CHECKING:
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.scheme.panel import PanelRules

Stated = Fraction | bool | str | Given
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one fact of a unit: by each origin that says anything, by each rater, and last year.

    `not_applicable` is said of the marks of all raters together.
    """

    by_origin: Mapping[str, Stated] = field(default_factory=dict)
    marks: Mapping[str, Fraction] = field(default_factory=dict)
    last: Stated | None = None
    not_applicable: bool = False


NOTHING = Said()
Sayings = Mapping[str, Mapping[str, Said]]


def known_facts(scheme: Scheme, said: Sayings) -> dict[str, dict[str, Stated]]:
    """Return for every unit the facts that it has, apart from those that list matters.

    A missing one is left out; what an origin has not said is named as missing, not to be taken for a class of matters.
    """
    units = [unit.name for unit in scheme.units if unit.name not in scheme.exempt]
    facts: dict[str, dict[str, Stated]] = {unit: {} for unit in units}
    for fact in scheme.facts.values():
        for unit in units:
            value = stated(scheme, fact, unit, said)
            if value is not None:
                facts[unit][fact.name] = value
            elif fact.origin is not None:
                facts[unit][fact.name] = Given.MISSING
    return facts


def stated(scheme: Scheme, fact: FactDeclaration, unit: str, said: Sayings) -> Stated | None:
    """Return the value of a fact, None where it is missing."""
    if fact.cycle and fact.name.split(".")[1] not in closed_periods(scheme.calendar, fact.cycle):
        return Given.NOT_APPLICABLE
    if fact.panel and fact.member:
        return figure(scheme, fact, fact.member, unit, said)
    if fact.origin is not None:
        base = said.get(unit, {}).get(fact.name.removesuffix("." + fact.origin), NOTHING)
        return of_origin(scheme, fact, base.by_origin.get(fact.origin))
    own = said.get(unit, {}).get(fact.name, NOTHING)
    for origin in scheme.origins.precedence:
        if origin in own.by_origin:
            return own.by_origin[origin]
    return own.last


def of_origin(scheme: Scheme, fact: FactDeclaration, value: Stated | None) -> Stated | None:
    """Return what one origin says; its 不适用 counts only where it may say so."""
    may = fact.may_not_apply or fact.origin in scheme.origins.may_exempt
    return None if value is Given.NOT_APPLICABLE and not may else value


def figure(scheme: Scheme, fact: FactDeclaration, member: PanelMember, unit: str, said: Sayings) -> Stated | None:
    """Return one figure of a unit's valid marks, None where there are too few of them."""
    rules, panel = fact.panel, str(fact.of)
    if rules is None:
        raise ValueError(f"{fact.name} has no marks")
    own = said.get(unit, {}).get(panel, NOTHING)
    if own.not_applicable:
        return Given.NOT_APPLICABLE
    assessed = [entry.name for entry in scheme.units if entry.name not in scheme.exempt]
    everywhere = [said.get(name, {}).get(panel, NOTHING).marks for name in assessed]
    valid = sorted(
        mark
        for rater, mark in own.marks.items()
        if is_valid(rules, [marks[rater] for marks in everywhere if rater in marks])
    )
    if len(valid) < rules.quorum:
        return None
    match member:
        case PanelMember.MEAN:
            trimmed = valid[1:-1] if rules.trim_over is not None and len(valid) > rules.trim_over else valid
            return sum(trimmed, ZERO) / len(trimmed)
        case PanelMember.HIGHEST:
            return valid[-1]
        case PanelMember.LOWEST:
            return valid[0]
        case PanelMember.SUM:
            return sum(valid, ZERO)
        case PanelMember.COUNT:
            return Fraction(len(valid))


def is_valid(rules: PanelRules, marks: list[Fraction]) -> bool:
    """Return whether a rater's marks for all units are as the scheme asks."""
    if rules.all_same and len(marks) >= 2 and all(mark == marks[0] for mark in marks):  # noqa: PLR2004  one is no pattern
        return False
    if rules.high is not None and len([mark for mark in marks if mark >= rules.high.at]) > rules.high.most:
        return False
    return rules.low is None or len([mark for mark in marks if mark < rules.low.at]) >= rules.low.least
