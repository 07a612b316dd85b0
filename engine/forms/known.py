"""What is known already of the units of a form: present values to start from, and those of last year."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.facts.contract import parse_value
from engine.facts.last_year import load_last_year
from engine.facts.table import State
from engine.facts.values import shown_value
from engine.forms.form import LISTED, NONE
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import EVIDENCE, MATTER, NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.table import Cell, FactTable, Reported, UnitFacts
    from engine.forms.lines import Line
    from engine.problem.problem import Problem
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.sheets.write_workbook import Value

_REMARK = "说明"
_SCALARS = (FactType.WHOLE, FactType.DECIMAL, FactType.PERCENT, FactType.YES_NO, FactType.CHOICE)
_COUNTED = (FactType.WHOLE, FactType.DECIMAL, FactType.PERCENT)


@dataclass(frozen=True, slots=True)
class Given:
    """What one origin has reported of a line: the value as a cell holds it, the evidence and the remark."""

    value: Value
    evidence: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known, by unit and by the own name of a fact (`fact.period`); a mark has its rater besides.

    `present` is what counts as things are, in words, for assessors to look at. `made_up` are the units whose facts
    are.
    """

    given: Mapping[tuple[str, str], Given] = field(default_factory=dict)
    marks: Mapping[tuple[str, str, str], Given] = field(default_factory=dict)
    matters: Mapping[tuple[str, str], tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    narratives: Mapping[str, str] = field(default_factory=dict)
    present: Mapping[tuple[str, str], str] = field(default_factory=dict)
    last: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    made_up: frozenset[str] = frozenset()
    last_made_up: bool = False

    def of(self, unit: str, line: Line, rater: str = "") -> Given:
        """Return what there is to start from in the cells of a line."""
        name = line.fact.name
        return self.marks.get((unit, name, rater), _NOTHING) if rater else self.given.get((unit, name), _NOTHING)


_NOTHING = Given(None)
NOTHING_KNOWN = Known()


def known_of(scheme: Scheme, table: FactTable, origin: str) -> Known:
    """Return what one origin has reported so far, and what counts as things are."""
    given: dict[tuple[str, str], Given] = {}
    marks: dict[tuple[str, str, str], Given] = {}
    matters: dict[tuple[str, str], tuple[Mapping[str, str], ...]] = {}
    present: dict[tuple[str, str], str] = {}
    for unit, facts in table.sources.items():
        for name, cell in facts.cells.items():
            fact = scheme.facts[name]
            if cell.counted is not None and fact.type in _SCALARS:
                present[unit, name] = f"{cell.counted.origin} {shown_value(fact, cell)}"
            mine = next((each for each in cell.said if each.origin == origin and not each.silent), None)
            if mine is None or fact.member is not None:
                continue
            for mark in mine.marks:
                marks |= {} if mark.value is None else {(unit, name, mark.rater): Given(mark.value)}
            if fact.type in _SCALARS:
                given[unit, name] = Given(_value(fact, mine.text), **_beside(cell, mine))
            if fact.type is FactType.MATTERS and fact.of is None:
                given[unit, name] = Given(_listed(mine), **_beside(cell, mine))
                matters[unit, name] = tuple({MATTER.keys[0]: each.name, **dict(each.remarks)} for each in mine.matters)
    told = {unit: facts.narrative.text.strip() for unit, facts in table.sources.items() if facts.narrative}
    return Known(given, marks, matters, told, present, made_up=_made_up(table.sources))


def with_last_year(scheme: Scheme, known: Known) -> tuple[Known, list[Problem]]:
    """Return what is known with last year's values, and what is wrong with the files that the scheme names.

    Facts that the scheme does not take from there are shown too, where last year's files have any of the same name.
    """
    if scheme.last_year is None:
        return known, []
    _, problems = load_last_year(scheme)
    wide = {name: _as_last_year(fact) for name, fact in scheme.facts.items()}
    found, told = load_last_year(replace(scheme, facts=wide))
    # A value that this year's declaration does not fit is no mistake where the scheme does not take it.
    problems = problems or [each for each in told if each.code.value.startswith("I")]
    last = {
        (unit, name): _shown(scheme.facts[name], cell)
        for unit, each in found.items()
        for name, cell in each.cells.items()
        if cell.state in (State.VALUE, State.NOT_APPLICABLE) and scheme.facts[name].type in _SCALARS
    }
    return replace(known, last=last, last_made_up=any(each.illustrative for each in found.values())), problems


def _as_last_year(fact: FactDeclaration) -> FactDeclaration:
    """Return a fact as if it were taken from the one of its name, where it is reported by itself or by period."""
    if fact.from_last or fact.type not in _SCALARS or fact.origin or fact.member or (fact.of and not fact.cycle):
        return fact
    return replace(fact, from_last=fact.of or fact.name)


def _shown(fact: FactDeclaration, cell: Cell) -> Value:
    return cell.value if fact.type in _COUNTED and cell.state is State.VALUE else shown_value(fact, cell)


def _value(fact: FactDeclaration, text: str) -> Value:
    value = text if text == NOT_APPLICABLE else parse_value(fact, text)
    return text if isinstance(value, bool | str) else Fraction(value)


def _beside(cell: Cell, mine: Reported) -> dict[str, str]:
    """Return what is said beside an origin's value: where it counts, or in a file of its own.

    What stands beside the values of two origins is taken to speak for the one that counts.
    """
    elsewhere = {key: text for whose, key, text in cell.elsewhere if whose == mine.origin}
    told = dict(cell.evidence) if mine is cell.counted else elsewhere
    return {"evidence": told.get(EVIDENCE, ""), "remark": told.get(_REMARK, "")}


def _listed(mine: Reported) -> str:
    if mine.text == NOT_APPLICABLE:
        return NOT_APPLICABLE
    return LISTED if mine.matters else NONE


def _made_up(sources: Mapping[str, UnitFacts]) -> frozenset[str]:
    return frozenset(unit for unit, facts in sources.items() if facts.illustrative)
