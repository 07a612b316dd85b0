"""In what order a unit's figures become complete, and when each condition can be decided.

Evaluation and rule firing alternate (design, semantics 5). In every stratum the rules that act on it fire
first, then its figures are computed, then the warnings that read them fire. Sections are computed from the
inside out, so each height is a step of its own. A condition may read only what is complete before it is
decided; a warning acts on nothing, so it stands right after the last thing that it reads.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from engine.scheme import formula as f
from engine.scheme.judging import Bar, Deduct, Effect, ImposeGrade, Rule, Step, VoidItems, VoidTotal, Warn
from engine.scheme.model import Item, Section, all_items

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
    RANKS = 10


class Moment(NamedTuple):
    """When something is decided or complete: stratum, height of a section in it, and step.

    Step 0 is before the figures of the stratum are computed, 1 when they are complete, more after that.
    """

    stratum: Stratum
    height: int = 0
    step: int = 0


BEFORE, COMPLETE = 0, 1
# What is complete only when every section is.
_ALL_SECTIONS = 10**6
_OF_FIGURE = {
    f.Figure.LOWEST_RATE: Moment(Stratum.SECTIONS, _ALL_SECTIONS, COMPLETE),
    f.Figure.BASE: Moment(Stratum.BASE, 0, COMPLETE),
    f.Figure.BONUS: Moment(Stratum.ADJUSTMENTS, 0, COMPLETE),
    f.Figure.PENALTY: Moment(Stratum.ADJUSTMENTS, 0, COMPLETE),
    f.Figure.TOTAL: Moment(Stratum.TOTAL, 0, COMPLETE),
    f.Figure.RANK: Moment(Stratum.RANKS, 0, COMPLETE),
    f.Figure.RANK_FROM_LAST: Moment(Stratum.RANKS, 0, COMPLETE),
}
FIRST = Moment(Stratum.VALUES, 0, COMPLETE)
ADJUSTING = Moment(Stratum.ADJUSTMENTS, 0, BEFORE)
TIERING = Moment(Stratum.TIER, 0, BEFORE)
RANKING = Moment(Stratum.RANKS, 0, BEFORE)


class RuleCycleError(Exception):
    """Rules read each other in a circle; `rules` are their ids, in order."""

    def __init__(self, rules: tuple[str, ...]) -> None:
        super().__init__(" → ".join(rules))
        self.rules = rules


def heights(items: tuple[Item, ...]) -> dict[str, int]:
    """Return how many levels of parts each item has under it: 0 for an indicator."""
    found: dict[str, int] = {}
    for item in reversed(tuple(all_items(items))):
        found[item.id] = 1 + max(found[part.id] for part in item.parts) if isinstance(item, Section) else 0
    return found


def steps_to_total(items: tuple[Item, ...]) -> tuple[Moment, ...]:
    """Return the steps in which the figures of a unit are computed, in order."""
    highest = max(heights(items).values(), default=0)
    sections = (Moment(Stratum.SECTIONS, height) for height in range(1, highest + 1))
    rest = (Stratum.BASE, Stratum.ADJUSTMENTS, Stratum.TOTAL)
    return (Moment(Stratum.VALUES), Moment(Stratum.ITEMS), *sections, *map(Moment, rest))


def reads(expr: f.Expr, height_of: Mapping[str, int]) -> Moment:
    """Return when the last figure that an expression reads is complete, fired rules aside."""
    return max((complete(node, height_of) for node in f.walk(expr)), default=FIRST)


def complete(node: f.Expr, height_of: Mapping[str, int]) -> Moment:
    """Return when what one node names is complete."""
    match node:
        case f.ItemRef(id, f.Attribute.POINTS | f.Attribute.RATE):
            height = height_of.get(id, 0)
            return Moment(Stratum.SECTIONS if height else Stratum.ITEMS, height, COMPLETE)
        case f.FigureRef(figure):
            return _OF_FIGURE[figure]
        case _:
            return FIRST


def fired_in(expr: f.Expr) -> tuple[tuple[str, f.Expr], ...]:
    """Return the rules that a condition asks about, each with the node that asks."""
    found: list[tuple[str, f.Expr]] = []
    for node in f.walk(expr):
        match node:
            case f.Fired(rule):
                found.append((rule, node))
            case f.FiredCount(rules):
                found.extend((rule, node) for rule in rules)
            case _:
                pass
    return tuple(found)


def positions(rules: Iterable[Rule], height_of: Mapping[str, int]) -> dict[str, Moment]:
    """Return when each rule is decided. Raises RuleCycleError for rules that read each other in a circle."""
    by_id = {rule.id: rule for rule in rules}
    known: dict[str, Moment] = {}
    for id_ in by_id:
        _place(id_, by_id, known, height_of)
    return known


def _place(first: str, rules: Mapping[str, Rule], known: dict[str, Moment], height_of: Mapping[str, int]) -> None:
    """Place a rule after all that it reads, without recursion: chains may be as long as a scheme."""
    path: dict[str, None] = {}
    waiting = [first]
    while waiting:
        id_ = waiting[-1]
        read = [rule for rule, _ in fired_in(rules[id_].when)]
        unknown = [rule for rule in read if rule not in known]
        if id_ in known or not unknown:
            known.setdefault(id_, _moment(rules[id_], [known[rule] for rule in read], height_of))
            path.pop(id_, None)
            waiting.pop()
            continue
        path[id_] = None
        for rule in unknown:
            if rule in path:
                circle = list(path)
                raise RuleCycleError((*circle[circle.index(rule) :], rule))
        waiting.append(unknown[0])


def _moment(rule: Rule, earlier: list[Moment], height_of: Mapping[str, int]) -> Moment:
    fixed = moment_of_effect(rule.effect, height_of)
    if fixed is not None:
        return fixed
    # A rule that acts on something is known before its stratum's figures; what reads it waits for them.
    last = max((reads(rule.when, height_of), *earlier))
    return last._replace(step=max(last.step, COMPLETE) + 1)


def moment_of_effect(effect: Effect, height_of: Mapping[str, int]) -> Moment | None:
    """Return when a rule with an effect has to be decided; None for a warning, which acts on nothing."""
    match effect:
        case VoidItems(items):
            return min(_before_item(height_of.get(item, 0)) for item in items)
        case Deduct(_, str(item)):
            return _before_item(height_of.get(item, 0))
        case Deduct() | VoidTotal():
            return ADJUSTING
        case ImposeGrade() | Step():
            return Moment(Stratum.CEILING)
        case Bar():
            return Moment(Stratum.ELIGIBILITY)
        case Warn():
            return None


def _before_item(height: int) -> Moment:
    return Moment(Stratum.SECTIONS, height) if height else Moment(Stratum.ITEMS)
