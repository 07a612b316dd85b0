"""The boundaries of indicators and adjustments: on, just under and just over each value at which a rule turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.boundary.draft import NOT_FOLLOWED, NOT_FOUND, ONE, ZERO, Draft, Shows, Skipped
from engine.coverage.scoring import is_checklist
from engine.coverage.values import range_of_value
from engine.explain.shown import unit_of_value
from engine.facts.reported import reported
from engine.number import Unit, exact_text, quantity_text
from engine.primitives.primitive import Turn
from engine.primitives.registry import primitive_of
from engine.reading.ranges import zero_denominators
from engine.scheme import formula as f
from engine.scheme.adjustment import Adjustment, Counted, Scored, adjustments
from engine.scheme.listed import Listed
from engine.scheme.model import Indicator, written_items
from engine.sentences.measures import measure_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.boundary.solve import Solver
    from engine.facts.reported import Values
    from engine.primitives.registry import Spec
    from engine.scheme.model import Scheme

Found = Draft | Skipped


def of_items(solver: Solver) -> Iterator[Found]:
    """Yield the boundaries of every indicator; of one that is scored in periods, those of the first period."""
    for item in written_items(solver.scheme.items):
        indicator = item if isinstance(item, Indicator) else next(p for p in item.parts if isinstance(p, Indicator))
        if is_checklist(indicator):
            yield from _ticks(indicator)
        elif isinstance(indicator.formula, f.Cases):
            yield from comparisons(solver, indicator.formula.conditions, item.id, Shows.POINTS)
        elif not solver.can_follow(indicator.formula):
            yield Skipped(item.id, NOT_FOLLOWED)
        else:
            turns = primitive_of(indicator.method).turns(
                indicator.method, indicator.points, measure_of(indicator.formula, solver.scheme.facts)
            )
            yield from _turns(solver, item.id, indicator.formula, indicator.method, turns)
            yield from _zero(solver, item.id, indicator)
        yield from _states(solver.scheme, item.id, indicator)


def of_adjustments(solver: Solver) -> Iterator[Found]:
    """Yield the boundaries of bonuses and penalties: one, the cap, and just over it."""
    for each in adjustments((*solver.scheme.bonuses, *solver.scheme.penalties)):
        match each.source:
            case Listed():
                yield from _matters(each, each.source)
            case Counted(formula) | Scored(formula) if not solver.can_follow(formula):
                yield Skipped(each.id, NOT_FOLLOWED)
            case Counted(formula, points):
                turns = [Turn(ONE, "一个单位")]
                if each.cap is not None:
                    turns.append(Turn(each.cap / points, f"上限 {exact_text(each.cap)} 分"))
                yield from _turns(solver, each.id, formula, None, tuple(turns))
            case Scored(formula, method, _, full):
                measure = measure_of(formula, solver.scheme.facts)
                yield from _turns(solver, each.id, formula, method, primitive_of(method).turns(method, full, measure))
        if each.gate is not None:
            yield from comparisons(solver, (each.gate,), each.id, Shows.POINTS)


def _turns(solver: Solver, id_: str, formula: f.Expr, method: Spec | None, turns: tuple[Turn, ...]) -> Iterator[Found]:
    facts = solver.scheme.facts
    within = range_of_value(formula, facts)
    unit = Unit.PLAIN if method is None else unit_of_value(method, formula, facts)
    measure = measure_of(formula, facts)
    inside = [
        turn
        for turn in turns
        if (within.low is None or turn.value >= within.low) and (within.high is None or turn.value <= within.high)
    ]
    changes = solver.solve(formula, [turn.value for turn in inside])
    named = {turn.value for turn in inside}
    for turn in inside:
        on = changes.get(turn.value)
        around = solver.beside(formula, on, turn.value) if on is not None else ()
        near = [change for change in (on, *around) if change is not None]
        if on is None:
            near = solver.near(formula, turn.value)
        if not near:
            yield Skipped(f"{id_} {turn.words}", NOT_FOUND)
        for change in near:
            (value,) = solver.values(solver.inlined(formula), [change])
            if value is None or (value in named and value != turn.value):
                continue
            named.add(value)
            gap = value - turn.value
            far = f"{'低' if gap < 0 else '高'} {_gap(abs(gap), unit, measure)}" if gap else "正好"
            note = f"分界是 {_shown(turn.value, unit, measure)}，这里是 {_shown(value, unit, measure)}"
            yield Draft(f"{id_} {turn.words}，{far}", note, Shows.POINTS, id_, change)


def _gap(value: Fraction, unit: Unit, measure: str) -> str:
    return quantity_text(value, Unit.POINT) if unit is not Unit.PLAIN else _shown(value, unit, measure)


def _shown(value: Fraction, unit: Unit, measure: str) -> str:
    text = quantity_text(value, unit)
    return f"{text} {measure}" if measure and unit is Unit.PLAIN else text


def _ticks(indicator: Indicator) -> Iterator[Found]:
    for name in f.facts_in(indicator.formula):
        note = f"清单里只有“{name}”没有做到"
        yield Draft(f"{indicator.id} 没有做到 {name}", note, Shows.POINTS, indicator.id, {name: ZERO})


def _zero(solver: Solver, id_: str, indicator: Indicator) -> Iterator[Found]:
    """Yield the case in which the divisor is 0, with everything that may not exceed what is 0 then."""
    facts = solver.facts
    parts = [name for part in zero_denominators(indicator.formula, solver.scheme.facts) for name in f.facts_in(part)]
    if indicator.zero_denominator is None or not parts or any(name not in facts for name in parts):
        return
    change = dict.fromkeys(parts, ZERO)
    change |= {name: ZERO for name, fact in facts.items() if not set(fact.at_most).isdisjoint(parts)}
    note = f"分母是零，方案写明“{indicator.zero_denominator.value}”"
    yield Draft(f"{id_} 分母为零", note, Shows.POINTS, id_, change)


def _states(scheme: Scheme, id_: str, indicator: Indicator) -> Iterator[Found]:
    """Yield the cases without a value, where the indicator itself says what then."""
    names = [name for name in f.facts_in(indicator.formula) if name in reported(scheme)]
    if names and indicator.missing is not scheme.marking.missing:
        note = f"数据没有报，方案写明“{indicator.missing.value}”"
        yield Draft(f"{id_} 数据未报", note, Shows.POINTS, id_, {}, {names[0]: ("未报",)})
    void = [name for name in names if scheme.facts[name].may_not_apply]
    if void:
        yield Draft(f"{id_} 数据不适用", f"“{void[0]}”不适用", Shows.POINTS, id_, {}, {void[0]: ("不适用",)})


def _matters(adjustment: Adjustment, listed: Listed) -> Iterator[Found]:
    """Yield one matter of each class, one without evidence where that is needed, and one that is listed twice."""
    proof = ("    佐证: 文件一",) if adjustment.evidence else ()
    for class_, _ in listed.each:
        of_class = () if class_ is None else (f"    类别: {class_}",)
        one = ("  - 事项: 事项一", *of_class)
        named = "一件" if class_ is None else f"一件{class_}"
        yield _listing(adjustment, f"{named}", (*one, *proof))
        if class_ == listed.each[0][0]:
            if proof:
                yield _listing(adjustment, f"{named}，没有佐证", one)
            yield _listing(adjustment, f"同一件{class_ or ''}写了两次", (*one, *proof, *one, *proof))


def _listing(adjustment: Adjustment, words: str, lines: tuple[str, ...]) -> Draft:
    assert isinstance(adjustment.source, Listed), adjustment.id  # noqa: S101  asked by `of_adjustments`
    return Draft(
        f"{adjustment.id} {words}", f"“{adjustment.source.fact}”里有{words}", Shows.POINTS, adjustment.id, {},
        {adjustment.source.fact: ("", *lines)},
    )  # fmt: skip


def comparisons(solver: Solver, conditions: tuple[f.Expr, ...], id_: str, shows: Shows) -> Iterator[Found]:
    """Yield for every comparison of conditions the values with which it just holds and just does not.

    Where a condition joins several by 且, the others are made to hold first.
    """
    for number, condition in enumerate(conditions, start=1):
        label = f"{id_} 情形{number}" if len(conditions) > 1 else id_
        for part in f.comparisons_in(condition):
            others = [each for each in f.comparisons_in(condition) if each is not part]
            start: Values = {}
            if isinstance(condition, f.Both):
                for other in others:
                    start |= _holding(solver, other)
            yield from _around(solver, part, (f"{label} {part.span.text}", id_), start, shows)


def _around(solver: Solver, part: f.Expr, names: tuple[str, str], start: Values, shows: Shows) -> Iterator[Found]:
    label, id_ = names
    changes = _sides(solver, part, start)
    if not changes:
        yield Skipped(label, NOT_FOUND if solver.can_follow(part) else NOT_FOLLOWED)
    held = solver.values(solver.inlined(part), [start | change for _, change in changes])
    for (words, change), value in zip(changes, held, strict=True):
        holds = "成立" if value == 1 else "不成立"
        note = f"只看“{part.span.text}”这一条：{words}，{holds}"
        yield Draft(f"{label}，{words}，{holds}", note, shows, id_, start | change)


def _holding(solver: Solver, part: f.Expr) -> Values:
    """Return a change with which a comparison holds; nothing where none was found."""
    changes = [change for _, change in _sides(solver, part, {})]
    found = solver.values(solver.inlined(part), changes) if changes else []
    return next((change for change, held in zip(changes, found, strict=True) if held == 1), {})


def _sides(solver: Solver, part: f.Expr, start: Values) -> list[tuple[str, Values]]:
    """Return the values on, under and over the point at which a comparison turns; of words, every one."""
    if not solver.can_follow(part):
        return []
    facts = solver.facts
    fact = part if isinstance(part, f.FactRef) else part.left if isinstance(part, f.Compare) else None
    if isinstance(fact, f.FactRef) and fact.name in facts:
        if facts[fact.name].options:
            return [(word, {fact.name: ONE * place_}) for place_, word in enumerate(facts[fact.name].options)]
        if isinstance(part, f.FactRef) or _is_truth(part):
            return [("是", {fact.name: ONE}), ("否", {fact.name: ZERO})]
    if not isinstance(part, f.Compare):
        return []
    moved = solver.from_here(start)
    gap = f.Binary("-", part.left, part.right, span=part.span)
    on = moved.solve(gap, [ZERO])
    if ZERO not in on:
        return []
    below, above = moved.beside(gap, on[ZERO], ZERO)
    found = (("左边小一点", below), ("两边相等", on[ZERO]), ("左边大一点", above))
    return [(words, change) for words, change in found if change is not None]


def _is_truth(part: f.Expr) -> bool:
    return isinstance(part, f.Compare) and isinstance(part.right, f.Literal) and isinstance(part.right.value, bool)
