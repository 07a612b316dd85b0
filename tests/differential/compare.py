"""Run both evaluators on one case and compare every figure that they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from engine.columns.sums import exact_sum
from engine.evaluate.figures import rate
from engine.evaluate.results import Case as Policy
from engine.facts.folder import read_facts
from engine.facts.last_year import LAST, take_facts
from engine.facts.table import State
from engine.judge.conditions import tier_name
from engine.judge.judge import assess
from engine.judge.judgement import Reason
from engine.judge.ladder import make_ladders
from engine.problem.problem import has_errors
from engine.reading.read_scheme import read_scheme
from engine.reference.reference import Given, Told, evaluate_reference
from engine.reference.reported import Said, Stated, known_facts
from engine.scheme.last_year import LastYear
from engine.scheme.model import FactType, Section, all_items
from engine.text.source import Source
from tests.differential.spread import spread_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.evaluate.results import Results, Truth
    from engine.facts.table import Cell, FactTable
    from engine.judge.judgement import Judgement
    from engine.judge.ladder import Ladders
    from engine.reference.reference import ReferenceResult, UnitFacts
    from engine.scheme.model import FactDeclaration, Scheme
    from tests.differential.texts import Case

_STATES = {
    State.VALUE: "scored",
    State.MISSING: "missing",
    State.NOT_APPLICABLE: "not_applicable",
    State.ZERO_DENOMINATOR: "zero_denominator",
}
_REASONS = {Reason.FULL: "full", Reason.TIED: "tied"}


class RefusedError(Exception):
    """The reader does not accept a case; the words are its problems."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A case through both evaluators."""

    scheme: Scheme
    table: FactTable
    results: Results
    judgement: Judgement
    ladders: Ladders
    reference: Mapping[str, ReferenceResult]


def read(case: Case) -> tuple[Scheme, FactTable]:
    """Reads a case from its text. Raises RefusedError where it is not valid."""
    source = Source("scheme.yaml", case.scheme_text())
    scheme, problems = read_scheme(source)
    if scheme is None:
        raise RefusedError("; ".join(f"{p.code.value} {p.span or ''} {p.message}" for p in problems))
    sources = [Source(f"{name}.yaml", text) for name, text in case.unit_texts().items()]
    last = [Source(f"last/{name}.yaml", text) for name, text in case.last_texts().items()]
    taken, wrong = take_facts(scheme, LastYear(None, None), last)
    table, problems = read_facts(scheme, sources, "facts", last=taken)
    problems += wrong
    if has_errors(problems):
        raise RefusedError("; ".join(f"{p.code.value} {p.span or ''} {p.message}" for p in problems))
    return scheme, table


def run(scheme: Scheme, table: FactTable) -> Run:
    """Evaluates the units of a table twice."""
    assessment = assess(scheme, table)
    results, judgement = assessment.results, assessment.judgement
    conditions = {tier_name(tier): truth for tier, truth in judgement.conditions.items()}
    ladders = make_ladders(scheme, {**judgement.rules, **conditions}, len(table.units))
    proven = {unit: frozenset(name for name in scheme.facts if table.cell(unit, name).proven) for unit in table.units}
    reference = evaluate_reference(scheme, plain_facts(scheme, table), proven)
    return Run(scheme, table, results, judgement, ladders, reference)


def plain_facts(scheme: Scheme, table: FactTable) -> dict[str, UnitFacts]:
    """Takes what the files say out of the table, and lets the reference find out what counts."""
    said = {
        unit: {name: _said(scheme.facts[name], cell) for name, cell in facts.cells.items()}
        for unit, facts in table.sources.items()
    }
    known: dict[str, dict[str, Stated | tuple[Told, ...]]] = {
        unit: dict(facts) for unit, facts in known_facts(scheme, said).items()
    }
    listing = [fact.name for fact in scheme.facts.values() if fact.type is FactType.MATTERS]
    for unit, name in product(table.units, listing):
        cell = table.cell(unit, name)
        if cell.state is State.NOT_APPLICABLE:
            known[unit][name] = Given.NOT_APPLICABLE
        elif cell.state is State.VALUE:
            known[unit][name] = tuple(
                Told(m.key, m.class_, m.proven, m.date, m.level, frozenset(m.circumstances), m.year)
                for m in cell.matters
            )
    return {unit: dict(facts) for unit, facts in known.items()}


def _said(fact: FactDeclaration, cell: Cell) -> Said:
    """Reads once more, in the plainest way, what stands in the files."""
    if fact.type is FactType.PANEL:
        marks = {mark.rater: mark.value for mark in cell.marks if mark.value is not None}
        return Said(marks=marks, not_applicable=cell.state is State.NOT_APPLICABLE)
    told = [each for each in (cell.counted, *cell.others) if each and each.text not in ("", "~", "未报")]
    if fact.type is FactType.MATTERS or (fact.of and not fact.cycle) or fact.origin:
        return Said()
    own = {each.origin: _stated(fact, each.text) for each in told if not each.origin.startswith(LAST)}
    last = [_stated(fact, each.text) for each in told if each.origin.startswith(LAST)]
    return Said(own, last=last[0] if last else None)


def _stated(fact: FactDeclaration, text: str) -> Stated:
    if text == "不适用":
        return Given.NOT_APPLICABLE
    match fact.type:
        case FactType.YES_NO:
            return text == "是"
        case FactType.CHOICE:
            return text
        case FactType.PERCENT:
            return Fraction(text.removesuffix("%")) / 100
        case _:
            return Fraction(text)


def mismatches(of: Run) -> list[str]:
    """Returns every figure in which the two differ, in words."""
    found = list(spread_faults(of.scheme))
    columns = {unit: dict(_figures(of, row)) for row, unit in enumerate(of.table.units)}
    for unit, reference in of.reference.items():
        expected = dict(_expected(of.scheme, reference))
        ours = columns.get(unit, {"status": "exempt"})
        found += [
            f"{unit} {name}: columns {_shown(ours.get(name))}, reference {_shown(expected.get(name))}"
            for name in {**ours, **expected}
            if ours.get(name) != expected.get(name)
        ]
    return found


def _shown(value: object) -> str:
    return str(value) if isinstance(value, Fraction) else repr(value)


def _expected(scheme: Scheme, of: ReferenceResult) -> Iterator[tuple[str, object]]:
    yield "status", of.status
    if of.status == "exempt":
        return
    for id_, indicator in of.indicators.items():
        yield f"{id_}.state", indicator.state
        yield f"{id_}.value", indicator.value
        yield f"{id_}.points", indicator.points
    for id_, points in of.sections.items():
        yield f"{id_}.points", points
    for id_, rate_of_item in of.rates.items():
        yield f"{id_}.rate", rate_of_item
    yield "base", of.base
    for id_, points in of.adjustments.items():
        yield f"{id_}.points", points
    yield "bonus total", of.bonus_total
    yield "penalty total", of.penalty_total
    yield "total", of.total
    for rule in scheme.rules:
        yield f"rule {rule.id}", of.rules[rule.id]
    yield "score tier", of.score_tier
    yield "ladder", of.ladder
    yield "kept", of.kept
    yield "tier", of.tier
    yield "rank", of.rank
    at = of.displaced
    yield "displaced", None if at is None else (at.tier, at.reason, at.ahead, at.gap, at.places_empty)
    yield "provisional", of.provisional


def _figures(of: Run, row: int) -> Iterator[tuple[str, object]]:
    yield "status", of.judgement.statuses[row].value
    yield from _items(of.results, row)
    has_total = bool(of.results.has_total[row])
    yield "base", exact_sum(of.results.base).at(row) if of.results.has_base[row] else None
    for name, side in (("bonus", of.results.bonuses), ("penalty", of.results.penalties)):
        for id_, leaf in side.leaves.items():
            yield f"{id_}.points", leaf.points.at(row)
        for id_, group in side.groups.items():
            yield f"{id_}.points", group.points.at(row)
        yield f"{name} total", side.total.at(row)
    yield "total", Fraction(of.results.total.at(row), 10**of.results.digits) if has_total else None
    yield from _judged(of, row)


def _items(results: Results, row: int) -> Iterator[tuple[str, object]]:
    for item in all_items(results.scheme.items):
        node = results.nodes[item.id]
        yield f"{item.id}.points", exact_sum(node.terms).at(row) if node.applicable[row] else None
        share = rate(item.id, results)
        yield f"{item.id}.rate", share.ratio.at(row) if share.state[row] == State.VALUE else None
        if isinstance(item, Section):
            continue
        trace = results.indicators[item.id]
        excluded = trace.case[row] == Policy.NOT_FOR
        state = State.NOT_APPLICABLE if excluded else State(trace.state[row])
        yield f"{item.id}.state", _STATES[state]
        yield f"{item.id}.value", trace.value.at(row) if state is State.VALUE else None


def _judged(of: Run, row: int) -> Iterator[tuple[str, object]]:
    judgement, ladders, names = of.judgement, of.ladders, [tier.name for tier in of.scheme.tiers]
    for id_, truth in judgement.rules.items():
        yield f"rule {id_}", _truth(truth, row)
    yield "score tier", _name(names, judgement.score_tiers[row])
    decided = bool(ladders.decided[row])
    open_ = zip(names, judgement.open[row], strict=True)
    kept = zip(names, ladders.kept[row], strict=True)
    yield "ladder", tuple(name for name, is_open in open_ if is_open) if decided else None
    yield "kept", frozenset(name for name, is_kept in kept if is_kept and decided)
    yield "tier", _name(names, judgement.tiers[row])
    yield "rank", int(judgement.ranks[row]) or None
    yield "displaced", _displaced(of, of.table.units[row])
    yield "provisional", bool(judgement.provisional[row])


def _displaced(of: Run, unit: str) -> object:
    records = of.judgement.displaced.get(unit, ())
    if not records:
        return None
    first = records[0]
    at = first.allotment
    return at.tier, _REASONS[first.reason], at.entered, first.gap, at.empty


def _truth(truth: Truth, row: int) -> bool | None:
    assert not (truth.true[row] and truth.false[row]), "a condition is true and false"
    return True if truth.true[row] else False if truth.false[row] else None


def _name(names: list[str], place: int) -> str | None:
    return None if place < 0 else names[place]
