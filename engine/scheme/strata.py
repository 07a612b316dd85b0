"""In what order a unit's figures become complete, and when each rule can be decided.

A condition may read only what is complete before the stratum that its effect acts on (design,
semantics 5). A warning changes no figure, so it stands right after the last thing it reads; rules
chain by reading that earlier ones have fired.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from engine.scheme import formula as f
from engine.scheme.model import Bar, Effect, ImposeGrade, Rule, Warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Stratum(IntEnum):
    """Figures, then judgements, in the order in which they are complete."""

    VALUES = 1
    ITEMS = 2
    SECTIONS = 3
    BASE = 4
    ADJUSTMENTS = 5
    TOTAL = 6
    TIER = 7
    CEILING = 8
    ELIGIBILITY = 9


# A stratum, and the step within it: warnings that read each other stand in successive steps.
Position = tuple[Stratum, int]

_OF_FIGURE = {
    f.Figure.LOWEST_RATE: Stratum.SECTIONS,
    f.Figure.BASE: Stratum.BASE,
    f.Figure.BONUS: Stratum.ADJUSTMENTS,
    f.Figure.TOTAL: Stratum.TOTAL,
}


class RuleCycleError(Exception):
    """Rules read each other in a circle; `rules` are their ids, in order."""

    def __init__(self, rules: tuple[str, ...]) -> None:
        super().__init__(" → ".join(rules))
        self.rules = rules


def reads(expr: f.Expr) -> Stratum:
    """Return the last stratum whose figures an expression reads, fired rules aside."""
    return max((_of_node(node) for node in f.walk(expr)), default=Stratum.VALUES)


def _of_node(node: f.Expr) -> Stratum:
    match node:
        case f.ItemRef(_, f.Attribute.VALUE):
            return Stratum.VALUES
        case f.ItemRef():
            return Stratum.SECTIONS
        case f.FigureRef(figure):
            return _OF_FIGURE[figure]
        case _:
            return Stratum.VALUES


def fired_in(expr: f.Expr) -> tuple[f.Fired, ...]:
    """Return the rules that a condition asks about."""
    return tuple(node for node in f.walk(expr) if isinstance(node, f.Fired))


def positions(rules: Iterable[Rule]) -> dict[str, Position]:
    """Return when each rule is decided. Raises RuleCycleError for a circle of warnings."""
    by_id = {rule.id: rule for rule in rules}
    known: dict[str, Position] = {}
    for id_ in by_id:
        _place(id_, by_id, known, ())
    return known


def _place(id_: str, rules: Mapping[str, Rule], known: dict[str, Position], path: tuple[str, ...]) -> Position:
    if id_ in known:
        return known[id_]
    if id_ in path:
        raise RuleCycleError((*path[path.index(id_) :], id_))
    rule = rules[id_]
    earlier = [_place(node.rule, rules, known, (*path, id_)) for node in fired_in(rule.when)]
    fixed = stratum_of_effect(rule.effect)
    if fixed is not None:
        known[id_] = (fixed, 0)
    else:
        known[id_] = max(((reads(rule.when), 0), *((stratum, step + 1) for stratum, step in earlier)))
    return known[id_]


def stratum_of_effect(effect: Effect) -> Stratum | None:
    """Return the stratum that an effect acts on; None for a warning, which acts on none."""
    match effect:
        case ImposeGrade():
            return Stratum.CEILING
        case Bar():
            return Stratum.ELIGIBILITY
        case Warn():
            return None
