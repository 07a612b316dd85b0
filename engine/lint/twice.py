"""One thing that costs points in two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.lint.directions import of_points, of_value
from engine.lint.study import id_of
from engine.lint.words import text_of
from engine.primitives.steps import Steps
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f
from engine.scheme.adjustment import Counted, adjustments
from engine.scheme.listed import Listed
from engine.scheme.model import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.lint.study import Study
    from engine.scheme.model import Item
    from engine.text.source import Span


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that takes points for a fact: the formula, which way of it costs, whom it does not concern."""

    id: str
    reads: f.Expr
    way: int
    not_for: frozenset[str]
    is_penalty: bool
    span: Span
    listed: Listed | None = None


def check_twice(study: Study) -> Iterator[Problem]:
    """The same formula, or the same fact, costs points in an indicator and once more elsewhere."""
    losses = [*_of_indicators(study), *_of_penalties(study)]
    for place, later in enumerate(losses):
        for first in losses[:place]:
            if _is_same(study, first, later) and _meet(study, first, later):
                what = text_of(later.reads)
                message = f"“{first.id}”和“{later.id}”都因为“{what}”减少得分，同一件事可能扣两次"
                fix = "请核对依据文件是不是要扣两次；不是的，删去一处"
                also = ((f"“{first.id}”在这里", first.span),)
                yield Problem(Code.LOST_TWICE, message, later.span, help=fix, also=also)
                break


def _of_indicators(study: Study) -> Iterator[Loss]:
    for each in _added(study.scheme.items):
        matters = each.formula if isinstance(each.formula, f.Matters) else None
        reads = matters.fact if matters else each.formula
        way = None if _only_gives(each) else of_points(each.method)
        points = study.reach.scored(each)
        loses = points.low is None or points.low < each.points
        if way is not None and loses and f.facts_in(reads):
            listed = matters.listed if matters else None
            yield Loss(id_of(each), reads, way, each.not_for, is_penalty=False, span=each.span, listed=listed)


def _only_gives(indicator: Indicator) -> bool:
    """Whether points are given from 0 on, so that nothing is taken off for anything."""
    return isinstance(indicator.method, Steps) and indicator.method.start == 0


def _added(items: tuple[Item, ...]) -> Iterator[Indicator]:
    """Yield the indicators whose points are added up all the way, not compared with others' or averaged."""
    for item in items:
        if isinstance(item, Indicator):
            yield item
        elif item.combining.adds and item.combining.cycle is None:
            yield from _added(item.parts)


def _of_penalties(study: Study) -> Iterator[Loss]:
    for each in adjustments(study.scheme.penalties):
        if isinstance(each.source, Counted):
            yield Loss(each.id, each.source.formula, -1, frozenset(), is_penalty=True, span=each.span)
        elif isinstance(each.source, Listed):
            reads = f.FactRef(each.source.fact, span=each.span)
            yield Loss(each.id, reads, -1, frozenset(), is_penalty=True, span=each.span, listed=each.source)


def _is_same(study: Study, first: Loss, later: Loss) -> bool:
    if first.is_penalty and later.is_penalty:
        return False  # penalties of one fact are stages of it more often than not
    if first.reads == later.reads:
        return first.way == later.way and _charge_alike(first, later)
    if not later.is_penalty or not isinstance(later.reads, f.FactRef):
        return False
    way = of_value(first.reads, later.reads.name, study.reach)
    return way is not None and way * first.way == later.way


def _charge_alike(first: Loss, later: Loss) -> bool:
    """Whether two that charge for matters charge for some of the same class."""
    if first.listed is None or later.listed is None:
        return True
    one, other = _charged(first.listed), _charged(later.listed)
    return None in one | other or bool(one & other)


def _charged(listed: Listed) -> set[str | None]:
    return {class_ for class_, points in listed.each if points}


def _meet(study: Study, first: Loss, later: Loss) -> bool:
    """Whether some unit is concerned by both."""
    return any(not unit.among(first.not_for) and not unit.among(later.not_for) for unit in study.reach.units)
