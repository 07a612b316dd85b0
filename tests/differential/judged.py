"""Which mechanisms of judging really occurred in a case: conditions, rules, tiers, quotas, ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.judge.conditions import LEFT_OUT
from engine.judge.judgement import Status
from engine.scheme import formula as f
from engine.scheme.judging import Bar, Deduct, ImposeGrade, Step, VoidItems, VoidTotal
from tests.differential.acted import acted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.judge.judgement import Allotment
    from engine.scheme.judging import Rule
    from tests.differential.compare import Run


def judged(of: Run) -> Iterator[str]:
    """Yields the names of mechanisms, some more than once."""
    scheme = of.scheme
    for condition in [rule.when for rule in scheme.rules] + [t.condition for t in scheme.tiers if t.condition]:
        for node in f.walk(condition):
            yield from _node(node)
    for rule in scheme.rules:
        yield from _rule(of, rule)
        if any(unit.among(rule.not_for) for unit in scheme.units if unit.name in of.table.units):
            yield "rule/not for someone"
        if rule.periods:
            yield "rule/each period"
    yield from acted(of)
    yield from _tiers(of)
    for allotment in of.judgement.allotments:
        yield from _allotment(of, allotment)
    for records in of.judgement.displaced.values():
        yield from (f"displaced/{record.reason.name}" for record in records)
        if len(records) > 1:
            yield "displaced/from two tiers"
    yield from _ranks(of)
    yield from _statuses(of)


def _node(node: f.Expr) -> Iterator[str]:
    match node:
        case f.Compare(operator):
            yield f"condition/{operator}"
        case f.Fired():
            yield "condition/fired"
        case f.FiredCount():
            yield "condition/fired count"
        case f.AnyOf(run=run) if run is not None:
            yield "condition/run"
        case f.Not() | f.Both() | f.AnyOf():
            yield f"condition/{type(node).__name__}"
        case f.OptionWord():
            yield "operand/option"
        case f.ItemRef(_, attribute):
            yield f"operand/{attribute.name}"
        case f.FigureRef(figure):
            yield f"operand/{figure.name}"
        case f.FactRef():
            yield "operand/fact"
        case _:
            pass


def _rule(of: Run, rule: Rule) -> Iterator[str]:
    truth = of.judgement.rules[rule.id]
    match rule.effect:
        case ImposeGrade(_, ceiling):
            name = "ceiling" if ceiling else "impose"
        case Bar(_, keeps_place):
            name = "bar, place kept" if keeps_place else "bar, place free"
        case Step(by, order):
            name = "step in order" if order is not None else "step down" if by > 0 else "step up"
        case VoidItems():
            name = "void items"
        case VoidTotal():
            name = "void total"
        case Deduct(_, item):
            name = "deduct from item" if item else "deduct from total"
        case _:
            name = "warn"
    if truth.true.any():
        yield f"fired/{name}"
    for row, status in enumerate(of.judgement.statuses):
        if not truth.true[row] and not truth.false[row]:
            yield f"undecided/{name}"
            if status is Status.RATED and name != "warn":
                yield "undecided/but the same either way"


def _tiers(of: Run) -> Iterator[str]:
    yield f"tiers/{len(of.scheme.tiers)}"
    lines = {
        node.right.value.value
        for tier in of.scheme.tiers
        for node in f.walk(tier.condition or f.Fired("", span=of.scheme.marking.span))
        if isinstance(node, f.Compare)
        and isinstance(node.left, f.FigureRef)
        and isinstance(node.right, f.Literal)
        and not isinstance(node.right.value, bool)
    }
    if any(each.total in lines for each in of.reference.values()):
        yield "tiers/total on the line"
    for result in of.reference.values():
        if result.ladder and result.score_tier and result.ladder[0] != result.score_tier:
            names = [tier.name for tier in of.scheme.tiers]
            raised = names.index(result.ladder[0]) < names.index(result.score_tier)
            yield f"tiers/{'raised' if raised else 'lowered'} by rules"
        if result.ladder and len(result.ladder) > 2:
            yield "tiers/long ladder"


def _allotment(of: Run, allotment: Allotment) -> Iterator[str]:
    quota = next(tier.quota for tier in of.scheme.tiers if tier.name == allotment.tier)
    assert quota is not None, "places are given by quotas"
    yield f"quota/{quota.base.name}"
    if not allotment.entered and not allotment.kept_empty_for:
        return
    yield f"quota/{quota.ties.name}"
    if quota.rounding is None:
        yield "quota/count by group" if quota.counts else "quota/count"
    elif allotment.exact.denominator != 1:
        yield f"quota/share {quota.rounding.name}"
    if allotment.kept_empty_for:
        yield "quota/place kept empty"
    if len(allotment.entered) > allotment.places:
        yield "quota/more than places"


def _ranks(of: Run) -> Iterator[str]:
    ranking = of.scheme.ranking
    ranks = [int(rank) for rank in of.judgement.ranks if rank]
    groups = len({unit.group for unit in of.scheme.units})
    if ranking.by_group and groups > 1:
        yield "ranking/by group"
    if len(ranks) > len(set(ranks)) or ranking.ties.name == "KEYS":
        yield f"ranking/{ranking.ties.name}"
    left_out = of.results.truths.get(LEFT_OUT)
    if left_out is not None and (left_out.true & of.results.has_total).any():
        yield "ranking/someone left out"
    if left_out is not None and left_out.undecided.any():
        yield "ranking/leaving out undecided"
    if of.judgement.provisional.any() and not of.judgement.provisional.all():
        yield "provisional/one group"


def _statuses(of: Run) -> Iterator[str]:
    for result in of.reference.values():
        yield f"status/{result.status}"
        if result.status == "exempt":
            continue
        if result.tier is not None and result.total is None:
            yield "status/one tier without a total"
        if result.status == "undecided" and result.total is None:
            yield "status/nothing applies"
    if not of.table.units:
        yield "status/all exempt"
