"""The ranking as pages have it: a place for each unit, and which of them are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.judge.judgement import Status
from engine.report.score import fired_rules, remarks
from engine.report.view.summary.near import near_units
from engine.report.view.summary.ranking import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from engine.report.view.summary.ground import Ground

NOT_SET, UNGROUPED = "未定", "没有分组"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in the ranking; `at` is where it stands in order of rank. `rules` are the ids of those that fired."""

    at: int
    unit: str
    group: str
    rank: int | None
    total: Fraction | None
    score: str
    score_tier: str
    tier: str
    status: str
    rules: tuple[str, ...]
    near: bool
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which units are asked for, and in what order; what is empty asks for nothing."""

    group: str = ""
    tier: str = ""
    rule: str = ""
    status: str = ""
    near: str = ""
    q: str = ""
    sort: str = "rank"
    down: bool = False

    def admits(self, place: Place, besides: str = "") -> bool:
        """Say whether a unit is asked for, whatever is asked of the facet `besides`."""
        return (
            (besides == "group" or self.group in {"", place.group})
            and (besides == "tier" or self.tier in {"", place.tier})
            and (besides == "rule" or not self.rule or self.rule in place.rules)
            and (besides == "status" or self.status in {"", place.status})
            and (besides == "near" or not self.near or place.near)
            and (not self.q or self.q.casefold() in place.unit.casefold())
        )


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to choose by: the parameter, what it is called, the choices with how many units each would leave."""

    name: str
    title: str
    choices: tuple[tuple[str, str, int], ...]


def places_of(ground: Ground) -> tuple[Place, ...]:
    """Return all units in order of rank, the exempt last."""
    near = {each.unit for each in near_units(ground)}
    return tuple(_place(ground, at, unit, near) for at, unit in enumerate(ground.order))


def _place(ground: Ground, at: int, unit: str, near: set[str]) -> Place:
    row, scheme = ground.row(unit), ground.assessment.scheme
    group = ground.group_of[unit] or UNGROUPED
    if row is None:
        words = (f"免考：{scheme.exempt[unit]}",)
        return Place(
            at, unit, group, None, None, "", "", "", STATUS_WORDS[Status.EXEMPT], (), near=False, remarks=words
        )
    judgement = ground.assessment.judgement
    by_score = int(judgement.score_tiers[row])
    return Place(
        at, unit, group, int(judgement.ranks[row]) or None, ground.totals[row], ground.points_text(row),
        scheme.tiers[by_score].name if by_score >= 0 else "", ground.tiers[row] or NOT_SET,
        STATUS_WORDS[judgement.statuses[row]], tuple(rule.id for rule in fired_rules(ground.assessment, row)),
        unit in near, tuple(remarks(ground.assessment, unit, row)),
    )  # fmt: skip


def chosen(places: Sequence[Place], wanted: Wanted) -> list[Place]:
    """Return the units that are asked for, in the order that is asked for; those without a score come last."""
    found = [place for place in places if wanted.admits(place)]
    if wanted.sort == "unit":
        return sorted(found, key=lambda place: place.unit, reverse=wanted.down)
    if wanted.sort == "score":
        scored = sorted(
            (place for place in found if place.total is not None),
            key=lambda place: place.total if place.total is not None else 0,
            reverse=not wanted.down,
        )
        return scored + [place for place in found if place.total is None]
    return found[::-1] if wanted.down else found


def facets(ground: Ground, places: Sequence[Place], wanted: Wanted) -> list[Facet]:
    """Return what units can be chosen by; a choice is counted under all that is chosen besides."""
    scheme = ground.assessment.scheme
    titles: dict[str, dict[str, str]] = {
        "group": {name: name for name in _in_order(place.group for place in places)} if ground.grouped else {},
        "tier": {tier.name: tier.name for tier in scheme.tiers} | {NOT_SET: NOT_SET},
        "rule": {rule.id: f"{rule.id} {rule.title}" for rule in scheme.rules},
        "status": {word: word for word in STATUS_WORDS.values()},
    }
    called = {"group": "组", "tier": "等次", "rule": "触发规则", "status": "状态"}
    found = []
    for name, words in titles.items():
        counts = _counts(places, wanted, name)
        choices = tuple((each, told, counts[each]) for each, told in words.items() if counts.get(each))
        if len(choices) > 1 or (choices and name == "rule") or getattr(wanted, name):
            found.append(Facet(name, called[name], choices))
    return found


def _in_order(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _counts(places: Sequence[Place], wanted: Wanted, name: str) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for place in places:
        if wanted.admits(place, name):
            own = place.rules if name == "rule" else (str(getattr(place, name)),)
            for each in own:
                counts[each] = counts.get(each, 0) + 1
    return counts
