"""Where steps begin to treat values otherwise, and in which of these ways a value was treated; the primitive itself."""

from __future__ import annotations

from fractions import Fraction

from engine.number import exact_text
from engine.primitives.primitive import Branch, Outcome, Primitive, Turn, stated_text
from engine.primitives.steps import (
    AT_CEILING,
    AT_FLOOR,
    Mark,
    Partial,
    Side,
    Steps,
    highest,
    lowest,
    score,
    start_of,
    states,
)
from engine.primitives.steps_words import gap_beyond, partial_words, reason, wanted

ZERO = Fraction(0)


def turns(spec: Steps, full: Fraction, measure: str) -> tuple[Turn, ...]:
    """Return every mark, the ends of the first steps beyond it, and where a bound stops what is lost or won."""
    found: dict[Fraction, str] = {}
    for side in spec.sides:
        mark, way = stated_text(side.mark, measure), 1 if side.rising else -1
        unit = "扣分单位" if side.each > 0 else "加分单位"
        start = "目标" if spec.marks is Mark.TARGET and side.each > 0 else "起点"
        found.setdefault(side.mark.value, f"{start} {mark}")
        for count in (1,) if side.partial is Partial.PRO_RATA else (1, 2):
            beyond = "满" if spec.marks in (Mark.NOTHING, Mark.POINTS) else f"比 {mark}{'高' if side.rising else '低'}"
            found.setdefault(side.mark.value + way * count * side.step.value, f"{beyond} {count} 个{unit}")
    for value, words in _bounds(spec, full):
        found.setdefault(value, words)
    return tuple(Turn(value, words) for value, words in sorted(found.items()))


def _bounds(spec: Steps, full: Fraction) -> list[tuple[Fraction, str]]:
    """Return the values at which a bound is just reached, side after side; each side goes on from the one before."""
    start, bottom, top = start_of(spec, full), lowest(spec, full), highest(spec, full)
    found: list[tuple[Fraction, str]] = []
    for rising in (True, False):
        left = start
        for side in (each for each in spec.sides if each.rising is rising):
            limit = bottom if side.each > 0 else top
            mark = spec.sides[0].mark.value if spec.deepest else side.mark.value
            if limit is not None:
                gap = (left - limit) / side.each * side.step.value
                stop = _floor_words(spec, full) if side.each > 0 else "加到满分"
                found.append((mark + gap if rising else mark - gap, stop))
            if side.width is not None and not spec.deepest:
                left -= side.width / side.step.value * side.each
    return found


def _floor_words(spec: Steps, full: Fraction) -> str:
    by_most = spec.most is not None and (not spec.until_zero or spec.most < full)
    return f"最多扣 {exact_text(spec.most or ZERO)} 分" if by_most else "扣完为止"


def _loses(side: Side) -> bool:
    return side.each > 0


def _gains(side: Side) -> bool:
    return side.each < 0


def branches(spec: Steps, outcome: Outcome) -> tuple[Branch, ...]:
    """Say which sides were counted, whether a part of a step was left over, and which bound stopped it."""
    found = []
    for side, taken in zip(spec.sides, outcome.steps, strict=True):
        gap = gap_beyond(spec, side, outcome)
        if gap <= 0 or (spec.deepest and not taken):
            continue
        beyond = f"{'高于' if side.rising else '低于'} {stated_text(side.mark, outcome.measure)}"
        if taken:
            found.append(Branch(f"{beyond}，{'扣分' if side.each > 0 else '加分'}", span=side.mark_span))
        if (gap / side.step.value).denominator != 1 and spec.marks is not Mark.POINTS:
            found.append(Branch(f"{beyond}，{partial_words(side, outcome.measure)}", span=side.step_span))
    span = spec.sides[0].step_span if spec.sides else None
    if outcome.branch == AT_FLOOR:
        found.append(Branch(_floor_words(spec, outcome.full), span=span))
    elif outcome.branch == AT_CEILING:
        found.append(Branch("加到满分为止", span=span))
    elif not any(outcome.steps):
        ways = [word for word, is_so in (("不扣分", _loses), ("不加分", _gains)) if any(map(is_so, spec.sides))]
        found.append(Branch("、".join(ways) or "得分不变", span=spec.sides[0].mark_span if spec.sides else None))
    return tuple(found)


PRIMITIVE = Primitive(Steps, score, reason, wanted, states, lowest, highest, turns, branches)
