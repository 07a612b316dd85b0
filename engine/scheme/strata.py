"""In what order a unit's figures become complete, and when each rule can be decided.

A condition may read only what is complete before the stratum that its effect acts on (design,
semantics 5). A warning changes no figure, so it stands right after the last thing it reads; rules
chain by reading that earlier ones have fired.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from engine.scheme import formula as f
from engine.scheme.judging import Bar, Effect, ImposeGrade, Rule, StepDown, Warn

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
    f.Figure.PENALTY: Stratum.ADJUSTMENTS,
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
    """Return when each rule is decided. Raises RuleCycleError for rules that read each other in a circle."""
    by_id = {rule.id: rule for rule in rules}
    known: dict[str, Position] = {}
    for id_ in by_id:
        _place(id_, by_id, known)
    return known


def _place(first: str, rules: Mapping[str, Rule], known: dict[str, Position]) -> None:
    """Place a rule after all that it reads, without recursion: chains may be as long as a scheme."""
    path: dict[str, None] = {}
    waiting = [first]
    while waiting:
        id_ = waiting[-1]
        read = [node.rule for node in fired_in(rules[id_].when)]
        unknown = [rule for rule in read if rule not in known]
        if id_ in known or not unknown:
            known.setdefault(id_, _position(rules[id_], [known[rule] for rule in read]))
            path.pop(id_, None)
            waiting.pop()
            continue
        path[id_] = None
        for rule in unknown:
            if rule in path:
                circle = list(path)
                raise RuleCycleError((*circle[circle.index(rule) :], rule))
        waiting.append(unknown[0])


def _position(rule: Rule, earlier: list[Position]) -> Position:
    fixed = stratum_of_effect(rule.effect)
    if fixed is not None:
        return (fixed, 0)
    return max(((reads(rule.when), 0), *((stratum, step + 1) for stratum, step in earlier)))


def stratum_of_effect(effect: Effect) -> Stratum | None:
    """Return the stratum that an effect acts on; None for a warning, which acts on none."""
    match effect:
        case ImposeGrade() | StepDown():
            return Stratum.CEILING
        case Bar():
            return Stratum.ELIGIBILITY
        case Warn():
            return None
