"""Check that every condition reads only what is complete when it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f
from engine.scheme.adjustment import Counted, adjustments
from engine.scheme.model import all_items
from engine.scheme.strata import (
    ADJUSTING,
    RANKING,
    TIERING,
    RuleCycleError,
    complete,
    fired_in,
    heights,
    positions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.scheme.model import Scheme
    from engine.scheme.strata import Moment
    from engine.text.source import Span

ORDER = (
    "判定的次序是：指标数值→指标得分→分项得分→基础分→加分、扣分→总分→得分定等→评定为、升降档→不得确定为→名次；"
    "一个量只能用在它算出来以后"
)


def check_order_of_conditions(scheme: Scheme) -> Iterator[Problem]:
    """Conditions and formulas read only figures and rules that are decided before what they act on."""
    height_of = heights(scheme.items)
    try:
        places = positions(scheme.rules, height_of)
    except RuleCycleError as error:
        rules = {rule.id: rule for rule in scheme.rules}
        first, *others = error.rules[:-1]
        yield Problem(
            Code.RULE_CYCLE,
            f"规则互相引用，无法先后判定：{'→'.join(error.rules)}",
            rules[first].when.span,
            help="请去掉其中一个“已触发”",
            also=tuple((f"{other} 的条件在这里", rules[other].when.span) for other in others),
        )
        return
    for condition, moment in _decided(scheme, places):
        yield from _forward_looks(scheme, condition, moment, places, height_of)


def _decided(scheme: Scheme, places: Mapping[str, Moment]) -> Iterator[tuple[f.Expr, Moment]]:
    """Yield every condition and formula that may read figures, with the moment at which it is decided."""
    yield from ((rule.when, places[rule.id]) for rule in scheme.rules)
    yield from ((tier.condition, TIERING) for tier in scheme.tiers if tier.condition is not None)
    for adjustment in adjustments((*scheme.bonuses, *scheme.penalties)):
        if adjustment.gate is not None:
            yield adjustment.gate, ADJUSTING
        if isinstance(adjustment.source, Counted):
            yield adjustment.source.formula, ADJUSTING
    if scheme.ranking.left_out is not None:
        yield scheme.ranking.left_out, RANKING


def _forward_looks(
    scheme: Scheme, condition: f.Expr, moment: Moment, places: Mapping[str, Moment], height_of: Mapping[str, int]
) -> Iterator[Problem]:
    for rule, node in fired_in(condition):
        if places[rule] >= moment:
            where = next(each.span for each in scheme.rules if each.id == rule)
            message = f"这里要先知道“{rule}”是否触发，而它在这之后才判定"
            yield _forward(message, node, ((f"{rule} 在这里", where),))
    for node in f.walk(condition):
        if complete(node, height_of) >= moment:
            also: tuple[tuple[str, Span], ...] = ()
            if isinstance(node, f.ItemRef):
                where = next(item.span for item in all_items(scheme.items) if item.id == node.id)
                also = ((f"{node.id} 在这里", where),)
            yield _forward(f"这里用到“{node.span.text}”，而它在这之后才算出来", node, also)


def _forward(message: str, node: f.Expr, also: tuple[tuple[str, Span], ...]) -> Problem:
    return Problem(Code.FORWARD_LOOK, message, node.span, help=ORDER, also=also)
