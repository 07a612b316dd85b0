"""What rules that act on points do to an item (docs/semantics.md, section 4).

A rule that is undecided leaves the points open only where firing it would change them: effects only take points
away, so the outcomes with none and with all of the undecided rules fired bound all others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.columns.ratio import Ratio, choose, greatest, least, ratio
from engine.columns.sums import exact_sum
from engine.scheme.judging import Deduct, VoidItems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.columns.ints import Mask
    from engine.evaluate.results import NodeTrace, Truth
    from engine.scheme.judging import Rule
    from engine.scheme.model import Scheme

ZERO = ratio(0)


def rules_on(item: str, scheme: Scheme) -> list[Rule]:
    """Return the rules that act on the points of an item, in written order."""
    return [rule for rule in scheme.rules if _acts_on(rule, item)]


def _acts_on(rule: Rule, item: str) -> bool:
    match rule.effect:
        case VoidItems(items):
            return item in items
        case Deduct(_, str(taken_from)):
            return taken_from == item
        case _:
            return False


def after_rules(node: NodeTrace, rules: Sequence[Rule], truths: Mapping[str, Truth]) -> NodeTrace:
    """Return an item as the rules that have fired leave it."""
    if not rules:
        return node
    points = exact_sum(node.terms)
    best = _taken(points, rules, {rule.id: truths[rule.id].true for rule in rules})
    worst = _taken(points, rules, {rule.id: ~truths[rule.id].false for rule in rules})
    open_ = node.applicable & ~best.equals(worst)
    kept = choose(node.applicable & ~open_, best, ZERO)
    return replace(node, terms=(kept,), applicable=node.applicable & ~open_, incomplete=node.incomplete | open_)


def _taken(points: Ratio, rules: Sequence[Rule], fired: Mapping[str, Mask]) -> Ratio:
    """Take points off, not below 0, then void; neither raises points that are negative already."""
    off = ratio(0)
    for rule in rules:
        if isinstance(rule.effect, Deduct):
            off = off + choose(fired[rule.id], ratio(rule.effect.points), ZERO)
    left = greatest(points - off, least(points, ZERO))
    for rule in rules:
        if isinstance(rule.effect, VoidItems):
            left = choose(fired[rule.id], least(left, ZERO), left)
    return left
