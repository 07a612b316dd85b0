"""What would be if one thing were otherwise: a fact of a unit, what an indicator is worth, where a tier begins.

Everybody is assessed again; nothing is estimated, and nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from engine.compare.reweigh import cut_places, with_cut, with_points
from engine.compare.standing import moved, places, standings
from engine.compare.standing_words import STATUS_WORDS, difference_text, score_text
from engine.compare.whatif import Change, what_if
from engine.dataclass import dataclass
from engine.explain.facts import fact_use
from engine.facts.reported import reported
from engine.number import exact_text, parse_decimal
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.model import indicators
from service.web.pages.frame import Asked, Page, not_yet, show
from service.web.pages.paged import paged
from service.web.pages.told import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.compare.standing import Moved, Place, Standing

router = APIRouter(include_in_schema=False)
# More units nobody looks for in a list.
_MOST_CHOICES = 400


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit that would stand elsewhere; the texts are before and after."""

    unit: str
    scores: tuple[str, str]
    difference: str
    ranks: tuple[str, str]
    tiers: tuple[str, str]
    rises: bool
    falls: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial: what is changed in words, and what comes of it, or what is wrong with it."""

    words: str
    shifts: tuple[Shift, ...] = ()
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()


@router.get("/whatif")
def whatif(of: Page) -> Response:
    """Show the forms, and what comes of what they ask."""
    derived = of.derived
    if derived.state.assessment is None:
        return not_yet(of, "试算")
    scheme = derived.assessment.scheme
    units = derived.assessment.facts.units
    facts = [name for name in reported(scheme) if not scheme.facts[name].from_last]
    given = {name: of.query(name).strip() for name in ("unit", "fact", "value", "item", "points", "tier", "cut")}
    unit, fact = given["unit"], given["fact"]
    known = unit in derived.known and fact in scheme.facts
    use = fact_use(derived.assessment.results, unit, fact) if known else None
    tried = derived.trial(repr(given), lambda: _tried(of, given))
    page = paged(tried.shifts, of.query("page")) if tried else None
    return show(
        of,
        "whatif.html",
        "试算",
        units=units if len(units) <= _MOST_CHOICES else (),
        facts=facts,
        items=[(each.id, each.title, exact_text(each.points)) for each in indicators(scheme.items)],
        tiers=[(each.name, exact_text(cuts[0][0])) for each in scheme.tiers if (cuts := cut_places(scheme, each.name))],
        given=given,
        now=f"{use.value} {use.measure}".strip() + (f"（{use.origin}）" if use.origin else "") if use else "",
        tried=tried,
        page=page,
        wrong=told(tried.problems, of.folder) if tried else [],
    )


def _tried(of: Asked, given: dict[str, str]) -> Tried | None:
    """Return what the address asks for; None where it asks for nothing yet."""
    if given["unit"] and given["fact"] and given["value"]:
        return _fact(of, given)
    if given["item"] and given["points"]:
        return _points(of, given)
    if given["tier"] and given["cut"]:
        return _cut(of, given)
    return None


def _fact(of: Asked, given: dict[str, str]) -> Tried:
    unit, fact, value = given["unit"], given["fact"], given["value"]
    words = f"{unit}的“{fact}”改为 {value}"
    assessment = of.derived.assessment
    if unit not in of.derived.known or fact not in assessment.scheme.facts:
        return _wrong(words, "没有这个单位或数据项")
    with of.folder.working:
        after, problems = what_if(assessment, of.folder.fact_files(), assessment.scheme, [Change(unit, fact, value)])
    if after is None:
        return Tried(words, problems=tuple(problems))
    return _result(words, moved(standings(assessment), standings(after)), places(assessment, after))


def _points(of: Asked, given: dict[str, str]) -> Tried:
    scheme, source = of.derived.assessment.scheme, of.derived.state.source
    item = next((each for each in indicators(scheme.items) if each.id == given["item"]), None)
    points = parse_decimal(given["points"])
    kept = f"其他指标的分值不变，总分仍折算成 {exact_text(scheme.marking.full)} 分"
    words = f"{given['item']} 的分值改为 {given['points']} 分，{kept}"
    if item is None or points is None or points <= 0 or source is None:
        return _wrong(words, "分值要是大于 0 的数，指标要是方案里的")
    text = with_points(source, scheme, item.id, points)
    return _wrong(words, "这一项的分值不是单独写的一个数，请到方案里改") if text is None else _text(of, words, text)


def _cut(of: Asked, given: dict[str, str]) -> Tried:
    scheme, source, cut = of.derived.assessment.scheme, of.derived.state.source, parse_decimal(given["cut"])
    words = f"“{given['tier']}”的分数线改为 {given['cut']} 分"
    if cut is None or source is None:
        return _wrong(words, "分数线要是一个数")
    text = with_cut(source, scheme, given["tier"], cut)
    return _wrong(words, "这个等次的条件里没有写分数线，请到方案里改") if text is None else _text(of, words, text)


def _text(of: Asked, words: str, text: str) -> Tried:
    diff, problems = of.folder.trial(text)
    if diff is None or diff.effects is None:
        return Tried(words, problems=tuple(problems))
    return _result(words, diff.effects.units, diff.effects.places)


def _wrong(words: str, message: str) -> Tried:
    return Tried(words, problems=(Problem(Code.NO_SUCH_ITEM, message),))


def _result(words: str, units: Sequence[Moved], changed: Sequence[Place]) -> Tried:
    found = [each for each in units if each.is_change]
    found.sort(key=lambda each: (each.old.tier == each.new.tier, -abs(each.difference or 0), each.new.rank or 0))
    return Tried(words, tuple(map(_shift, found)), tuple(changed))


def _shift(each: Moved) -> Shift:
    rise = each.difference
    ranks: tuple[Any, Any] = each.old.rank or "—", each.new.rank or "—"
    return Shift(
        each.unit, (_score(each.old), _score(each.new)), difference_text(rise, each.new.digits),
        (str(ranks[0]), str(ranks[1])), (_tier(each.old), _tier(each.new)), bool(rise and rise > 0),
        bool(rise and rise < 0),
    )  # fmt: skip


def _score(standing: Standing) -> str:
    return score_text(standing) or "—"


def _tier(standing: Standing) -> str:
    return standing.tier or STATUS_WORDS[standing.status]
