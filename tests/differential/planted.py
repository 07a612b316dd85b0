"""Bugs to be planted in either evaluator: each a replacement of one thing by a wrong one."""

from __future__ import annotations

import builtins
from contextlib import contextmanager
from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np

from engine.columns import ints, ratio, sums
from engine.evaluate import adjustments, combine, effects, functions, indicators, matters, pools, values
from engine.evaluate import evaluate as evaluation
from engine.evaluate import formula as column_formula
from engine.evaluate import total as column_total
from engine.evaluate.results import NOT_APPLICABLE_CASES, Award, Case, Standing, Truth, Value
from engine.facts import worth
from engine.facts.table import FactTable, State
from engine.judge import atoms, ladder, quota, truths
from engine.judge import judge as judging
from engine.methods.matter_fields import Same
from engine.number import Rounding
from engine.primitives import bands, curve, ranked, steps, threshold
from engine.primitives.primitive import Peers
from engine.reference import adjustments as reference_adjustments
from engine.reference import formula, methods, pool, reference, reported, scores, unit
from engine.reference import state as reference_state
from engine.reference import total as reference_total
from engine.scheme.combining import Way
from engine.scheme.formula import Function
from engine.scheme.judging import Bar, CutTies, RankTies
from engine.scheme.listed import Listed
from engine.scheme.model import Conversion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.columns.ints import Array, Ints, Mask
    from engine.columns.ratio import Ratio
    from engine.scheme.judging import Quota

# ruff: noqa: ANN401, SLF001  a wrong function passes on what it was given, and bugs live inside


@contextmanager
def planted(name: str) -> Iterator[None]:
    """Plants one of BUGS for the length of a `with`."""
    owner, attribute, make = BUGS[name]
    if isinstance(owner, dict):
        with patch.dict(owner, {attribute: make(owner[attribute])}):
            yield
        return
    right = getattr(owner, attribute, None) or getattr(builtins, attribute)
    with patch.object(owner, attribute, make(right), create=True):
        yield


def _instead(wrong: Any) -> Callable[[Any], Any]:
    return lambda _: wrong


def _swapped(mode: Rounding) -> Rounding:
    return {Rounding.HALF_UP: Rounding.HALF_EVEN, Rounding.HALF_EVEN: Rounding.HALF_UP}.get(mode, mode)


def _half_swapped(right: Any) -> Any:
    return lambda value, digits, mode: right(value, digits, _swapped(mode))


def _ceiled(right: Any) -> Any:
    return lambda value, digits, _: right(value, digits, Rounding.UP)


def _strict_for(loose: str, strict: str) -> Callable[[Any], Any]:
    return lambda right: lambda operator, a, b: right(strict if operator == loose else operator, a, b)


def _unguarded(right: Any) -> Any:
    def round_on_grid(*given: Any) -> tuple[Ints, Mask]:
        rounded, in_doubt = right(*given)
        return rounded, np.zeros_like(in_doubt)

    return round_on_grid


def _wrapping(right: Any) -> Any:
    def operate(ufunc: Callable[..., Any], a: Ints, b: Ints, bounds: tuple[int, int]) -> Ints:
        if object in (a.values.dtype, b.values.dtype):
            return right(ufunc, a, b, bounds)  # type: ignore[no-any-return]
        with np.errstate(all="ignore"):
            return ints.Ints(np.asarray(ufunc(a.values, b.values)), *bounds)

    return operate


def _unsigned(right: Any) -> Any:
    def divide(a: Ratio, b: Ratio) -> tuple[Ratio, Mask]:
        return right(a, ratio.Ratio(abs(b.num), b.den))  # type: ignore[no-any-return]

    return divide


def _missing_where_zero(_: Any) -> Any:
    def zero_divided(state: Array, by_zero: Mask) -> Array:
        return np.where(by_zero & (state == State.VALUE), np.int8(State.MISSING), state)

    return zero_divided


def _lenient(right: Any) -> Any:
    def cut(self: quota.Places, ranked: list[int], places: int, of: Quota) -> Any:
        return right(self, ranked, places, replace(of, ties=CutTies.LENIENT) if of.ties is CutTies.STRICT else of)

    return cut


def _without_ghosts(right: Any) -> Any:
    def allot(self: quota.Places, ladders: ladder.Ladders, *rest: Any) -> None:
        right(self, replace(ladders, kept=np.zeros_like(ladders.kept)), *rest)

    return allot


def _worst_for_best(right: Any) -> Any:
    return lambda scheme, truths, count, *, worst: right(scheme, truths, count, worst=True)  # noqa: ARG005


def _rules_the_other_way(right: Any) -> Any:
    """Takes an undecided rule for fired in the best ladder, and for not fired in the worst."""

    def one_ladder(scheme: Any, truths: Any, count: int, *, worst: bool) -> Any:
        ids = {rule.id for rule in scheme.rules}
        turned = {name: Truth(~t.false, ~t.true) if name in ids else t for name, t in truths.items()}
        return right(scheme, turned, count, worst=worst)

    return one_ladder


def _place_free_forgotten(right: Any) -> Any:
    def one_ladder(scheme: Any, *given: Any, **how: Any) -> Any:
        rules = [
            replace(rule, effect=replace(rule.effect, keeps_place=True)) if isinstance(rule.effect, Bar) else rule
            for rule in scheme.rules
        ]
        return right(replace(scheme, rules=tuple(rules)), *given, **how)

    return one_ladder


def _dense(right: Any) -> Any:
    return lambda one, among, ranking, **how: right(one, among, replace(ranking, ties=RankTies.DENSE), **how)


def _void_undecided(right: Any) -> Any:
    def comparison(operator: str, left: Any, other: Any) -> Any:
        void = reference_state.State.NOT_APPLICABLE
        return None if void in (left, other) else right(operator, left, other)

    return comparison


def _full_rate(right: Any) -> Any:
    def rate_of(item: Any, points: Any, marking: Any, entry: Any) -> Any:
        own = right(item, points, marking, entry)
        return own if isinstance(own, reference_state.State) else points[item.id] / item.points

    return rate_of


def _other_ties(right: Any) -> Any:
    other = {ranked.Ties.DENSE: ranked.Ties.COMPETITION, ranked.Ties.COMPETITION: ranked.Ties.DENSE}
    return lambda spec, values: right(replace(spec, ties=other[spec.ties]), values)


def _everyone_ranked(right: Any) -> Any:
    return lambda counted, group: right(np.ones_like(counted), group)


def _other_slope(right: Any) -> Any:
    return lambda spec, value: right(replace(spec, deepest=not spec.deepest), value)


def _unclamped_curve(right: Any) -> Any:
    """Goes on along the last line beyond the last knot."""
    return lambda condition, yes, no: (
        no if yes.num.is_constant and not no.num.is_constant else right(condition, yes, no)
    )


def _never_pending(right: Any) -> Any:
    return lambda matter, worth, _: right(matter, worth, Standing.COUNTED)


def _by_date(right: Any) -> Any:
    return lambda matter, window: right(replace(matter, year=None) if matter.date else matter, window)


def _added_last(made: worth.Worth) -> Any:
    return made.base * made.times + made.added if made.inside else 0


def _proven(right: Any) -> Any:
    return lambda table, fact: np.ones_like(right(table, fact))


def _all_optional(right: Any) -> Any:
    return lambda parts: [replace(each, optional=True) for each in right(parts)]


def _last_claim(right: Any) -> Any:
    """Takes the last of the places where a matter stands, whatever it is worth there."""

    def best_claim(name: str, everything: Any, known: Any) -> Any:
        claims = [
            (each.id, place)
            for each in everything
            if isinstance(each.source, Listed) and each.source.same is Same.ONCE
            for place, claim in enumerate(reference_adjustments.claims_of(each, known))
            if claim is not None and claim[0] == name
        ]
        return claims[-1] if claims else right(name, everything, known)

    return best_claim


def _sum_for_mean(right: Any) -> Any:
    return lambda function, numbers: right(Function.SUM if function is Function.MEAN else function, numbers)


def _without_groups(right: Any) -> Any:
    return lambda node, inner, facts: right(replace(node, by_group=False), inner, facts)


def _unconverted(_: Any) -> Any:
    return lambda parts: [sums.exact_sum(trace.terms) for trace in parts.traces]


def _any_number(right: Any) -> Any:
    return lambda parts, _, count: right(parts, 1, count)


def _filled_everywhere(_: Any) -> Any:
    return lambda _, marking: NOT_APPLICABLE_CASES if marking.conversion is Conversion.FULL else ()


def _other_rules(**changes: Any) -> Callable[[Any], Any]:
    """Takes marks by other rules."""

    def make(right: Any) -> Any:
        return lambda scheme, fact, *rest: right(scheme, replace(fact, panel=replace(fact.panel, **changes)), *rest)

    return make


def _all_ended(right: Any) -> Any:
    return lambda calendar, cycle: right(replace(calendar, as_of=None), cycle)


def _without_last(right: Any) -> Any:
    def stated(scheme: Any, fact: Any, unit: str, said: Any) -> Any:
        own = said.get(unit, {}).get(fact.name, reported.NOTHING)
        return right(scheme, fact, unit, {**said, unit: {**said.get(unit, {}), fact.name: replace(own, last=None)}})

    return stated


Bug = tuple[Any, Any, "Callable[[Any], Any]"]

_ONE = Value(ratio.ratio(1), np.zeros(1, dtype=np.int8))

# What is wrong, where it is planted, and how the right thing becomes the wrong one.
BUGS: dict[str, Bug] = {
    "half up and half even swapped in sections": (evaluation, "round_sum", _half_swapped),
    "half up and half even swapped in the total": (column_total, "round_sum", _half_swapped),
    "half up and half even swapped in values and points": (indicators, "round_ratio", _half_swapped),
    ">= read as > in a threshold": (threshold, "compare", _strict_for(">=", ">")),
    "open band end closed": (bands, "compare", _strict_for(">", ">=")),
    "steps: part of a step left out": (steps, "ceiling", _instead(ratio.floor)),
    "steps: whole gap and marginal gap swapped": (steps, "_gaps", _other_slope),
    "curve: not clamped at its end": (curve, "choose", _unclamped_curve),
    "ranked: ties the other way": (ranked, "_ranks", _other_ties),
    "ranked: units without a value ranked": (indicators, "Peers", _instead(_everyone_ranked(Peers))),
    "section floor ignored": (evaluation, "greatest", _instead(lambda value, _: value)),
    "> read as >= in conditions": (atoms, "compare", _strict_for(">", ">=")),
    "missing treated as zero": (
        indicators, "_MISSING", _instead(dict.fromkeys(indicators._MISSING, Case.MISSING_ZERO)),
    ),
    "clamp forgotten": (column_total, "_clamped", _instead(lambda total, _: total)),
    "total not voided": (column_total, "_voided", _instead(lambda _, total, **__: total)),
    "sequence of adjustments forgotten": (
        column_total, "in_sequence",
        _instead(lambda of: ((*of.base, of.bonuses.total, -of.penalties.total), ())),
    ),
    "undecided rule on the total taken for unfired": (
        column_total, "_undecided", _instead(lambda of, _: np.zeros_like(of.has_total)),
    ),
    "effects of rules on items forgotten": (evaluation, "after_rules", _instead(lambda node, *_: node)),
    "points below zero raised to zero by a rule": (effects, "least", _instead(lambda _, zero: zero)),
    "gate that is undecided taken for shut": (
        adjustments, "_incomplete", lambda right: lambda one, leaf: right(one, leaf) & (leaf.gate is None),
    ),
    "fired rules counted for certain": (atoms, "fired_between", lambda right: lambda *of: right(*of)[:1] * 2),
    "units left out are ranked": (judging, "_ranked", _instead(lambda of: of.has_total)),
    "steps up not counted": (ladder, "_moved", _instead(lambda _, __, by_score, **___: by_score)),
    "conversion forgotten": (evaluation, "in_full", _instead(lambda terms, *_: terms)),
    "the highest part taken for the lowest": (combine._OF, Way.LOWEST, lambda _: combine._OF[Way.HIGHEST]),
    "parts compared without making up for what does not apply": (combine._Parts, "values", _unconverted),
    "parts that do not apply weighed": (
        combine, "_weigh", lambda right: lambda v, m, w: right(v, [*map(np.ones_like, m)], w),
    ),
    "inner full marks forgotten": (combine, "times", _instead(lambda terms, _: terms)),
    "too few parts taken for enough": (combine, "standing", _any_number),
    "factor forgotten": (indicators, "_factor", lambda right: lambda _, count: right(_ONE, count)),
    "factor beyond full marks": (indicators, "least", _instead(lambda value, _: value)),
    "alternatives filled": (indicators, "_filled_cases", _filled_everywhere),
    "quota rounded up": (quota, "round_fraction", _ceiled),
    "ties at the cut let in": (quota.Places, "_cut", _lenient),
    "guard of rounded sums disabled": (sums, "_round_on_grid", _unguarded),
    "int64 left to wrap": (ints, "_operate", _wrapping),
    "sign of the divisor lost": (column_formula, "divide", _unsigned),
    "kept place ignored": (quota.Places, "allot", _without_ghosts),
    "freed place kept": (ladder, "_ladder", _place_free_forgotten),
    "worst ladder taken for the best": (ladder, "_ladder", _worst_for_best),
    "undecided rules the other way round": (ladder, "_ladder", _rules_the_other_way),
    "cap of an adjustment ignored": (adjustments, "least", _instead(lambda value, _: value)),
    "matters counted every time": (Award, "yield_to", _instead(lambda award, _: award)),
    "matter counted where it is worth less": (matters, "sorted", _instead(lambda found: list(found)[::-1])),
    "pending matters counted": (matters, "Award", _never_pending),
    "matters outside the period counted": (worth, "belongs", _instead(lambda *_: True)),
    "date preferred to the year entered for": (worth, "belongs", _by_date),
    "repeats in the order of the list": (worth, "_place", _instead(lambda _, number: number)),
    "smallest multiplier taken": (worth, "max", _instead(builtins.min)),
    "level added after multiplying": (worth.Worth, "points", _instead(property(_added_last))),
    "lessened matters counted whole": (Award, "lessened", _instead(lambda award, _: award)),
    "method of an adjustment below zero": (adjustments, "greatest", _instead(lambda value, _: value)),
    "evidence of a value not asked for": (FactTable, "proven", _proven),
    "missing penalty taken for none": (adjustments, "adjustments", _all_optional),
    "zero denominator treated as missing": (column_formula, "zero_divided", _missing_where_zero),
    "counted only above the level": (column_formula, "compare", _strict_for(">=", ">")),
    "states in the wrong order": (column_formula, "worse", _instead(np.minimum)),
    "ranks of a pool the other way": (
        pools, "_ranks", lambda right: lambda numbers, high_first: right(numbers, high_first=not high_first),
    ),
    "pool: nobody left is not applicable": (pools, "_without", _instead(lambda _: State.NOT_APPLICABLE)),
    "pool: groups ignored": (functions, "pooled", _without_groups),
    "power to one decimal more": (
        functions, "power", lambda right: lambda base, exponent, digits: right(base, exponent, digits + 1),
    ),
    "last known taken for the first": (functions, "_first_known", lambda right: lambda found: right(found[::-1])),
    "value not rounded": (values, "rounded_value", _instead(lambda value, _: value)),
    "last case taken for the first": (column_formula, "reversed", _instead(list)),
    "rule fired where it is not for": (truths, "_excluded", _instead(lambda _: {})),
    "reference: invalid raters counted": (reported, "is_valid", _instead(lambda *_: True)),
    "reference: highest and lowest kept": (reported, "figure", _other_rules(trim_over=None)),
    "reference: too few marks taken": (reported, "figure", _other_rules(quorum=1)),
    "reference: running periods counted": (reported, "closed_periods", _all_ended),
    "reference: any origin may say 不适用": (reported, "of_origin", _instead(lambda _, __, value: value)),
    "reference: last year forgotten": (reported, "stated", _without_last),
    "reference: later matter preferred": (reference_adjustments, "best_claim", _last_claim),
    "reference: group cap forgotten": (reference_adjustments, "min", _instead(lambda *given: given[-1])),
    "reference: sum taken for the mean": (formula, "put_together", _sum_for_mean),
    "reference: part of a step dropped": (methods, "ceil", _instead(floor)),
    "reference: keys forgotten": (pool, "standing", lambda right: lambda one, _=(): right(one)),
    "reference: ranks dense": (pool, "rank_among", _dense),
    "reference: points not rounded": (scores, "round_by", _instead(lambda value, _: value)),
    "reference: void operand undecided": (formula, "comparison", _void_undecided),
    "reference: rate over full points": (reference, "rate_of", _full_rate),
    "reference: orders of steps forgotten": (
        unit, "after_steps", lambda right: lambda place, steps, last: right(
            place, [replace(step, order=None) for step in steps], last
        ),
    ),
    "reference: nobody provisional": (reference, "provisional_units", _instead(lambda *_: set())),
    "reference: bonuses not summed": (reference_total, "rest_of", _instead(lambda *_: 0)),
}  # fmt: skip
