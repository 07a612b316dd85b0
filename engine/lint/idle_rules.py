"""Rules that change nothing, and rules that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.formula import Fired, Literal, OptionWord, parts_of, walk
from engine.scheme.judging import Bar, Deduct, Effect, ImposeGrade, Rule, Step, VoidItems, VoidTotal, Warn
from engine.scheme.listed import Listed
from engine.scheme.strata import fired_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.lint.study import Study
    from engine.scheme.formula import Expr

MOST_PAIRS = 2000
_FIX_IDLE = "请核对“处理”写得对不对；不需要的请删去这条规则"


def check_idle_rules(study: Study) -> Iterator[Problem]:
    """A rule that fires makes some difference, of itself and beside the others."""
    asked = {id_ for condition in _conditions(study) for id_, _ in fired_in(condition)}
    told: set[str] = set()
    for rule in study.live:
        reason = "" if rule.id in asked else _idle(study, rule)
        if reason:
            told.add(rule.id)
            message = f"规则“{rule.id}”触发了也没有用：{reason}"
            yield Problem(Code.RULE_WITHOUT_EFFECT, message, rule.span, help=_FIX_IDLE)
    for rule, others in _comparable(study):
        if rule.id in asked | told:
            continue
        if covering := next((other for other in others if _covers(study, other, rule, told)), None):
            told.add(rule.id)
            message = f"规则“{rule.id}”不起作用：它触发时“{covering.id}”也一定触发，处理得一样重或更重"
            also = ((f"“{covering.id}”在这里", covering.span),)
            yield Problem(Code.RULE_WITHOUT_EFFECT, message, rule.span, help=_FIX_IDLE, also=also)


def _comparable(study: Study) -> Iterator[tuple[Rule, list[Rule]]]:
    """Yield each rule with those that read something that it reads too: one follows from another only then.

    Where everything reads the same, there are more pairs than anybody would look through: the first ones are enough.
    """
    acting = [rule for rule in study.live if not isinstance(rule.effect, Warn)]
    reads = _operands(study.scheme.rules)
    left = MOST_PAIRS
    for rule in acting:
        alike = [other for other in acting if other.id != rule.id and not reads[rule.id].isdisjoint(reads[other.id])]
        yield rule, alike[:left]
        left -= len(alike[:left])


def _operands(rules: Sequence[Rule]) -> dict[str, set[str]]:
    """Return the names of what each rule reads, and of what the rules read that it asks about."""
    asks = {rule.id: {id_ for id_, _ in fired_in(rule.when)} for rule in rules}
    own = {
        rule.id: {
            node.span.text
            for node in walk(rule.when)
            if not parts_of(node) and not isinstance(node, Literal | OptionWord | Fired)
        }
        for rule in rules
    }
    return {id_: set().union(*(own[each] for each in _reached(id_, asks) if each in own)) for id_ in own}


def _reached(first: str, asks: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {first}, [first]
    while waiting:
        new = asks.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _conditions(study: Study) -> Iterator[Expr]:
    scheme = study.scheme
    yield from (rule.when for rule in scheme.rules)
    yield from (tier.condition for tier in scheme.tiers if tier.condition is not None)
    yield from (each.gate for each in study.adjustments() if each.gate is not None)
    for each in study.adjustments():
        if not isinstance(each.source, Listed):
            yield each.source.formula
    if scheme.ranking.left_out is not None:
        yield scheme.ranking.left_out


def _idle(study: Study, rule: Rule) -> str:
    """Say why an effect changes nothing by itself; nothing where it may."""
    tiers = [tier.name for tier in study.scheme.tiers]
    match rule.effect:
        case ImposeGrade(tier, ceiling) if tier == tiers[0]:
            return f"“{tier}”已是最高的等次，{'封顶不起限制作用' if ceiling else '评定为它不会使等次更低'}"
        case Step() if len(tiers) == 1:
            return "只有一个等次，没有档可升降"
        case VoidItems(items) if all(_has_nothing(study, item) for item in items):
            return f"{_listed(items)}最多 0 分，没有分可扣"
        case Deduct(_, str(item)) if _has_nothing(study, item):
            return f"{_listed((item,))}最多 0 分，没有分可扣"
        case _:
            return ""


def _has_nothing(study: Study, item: str) -> bool:
    high = study.reach.totals.points(study.reach.items[item]).high
    return high is not None and high <= 0


def _listed(items: tuple[str, ...]) -> str:
    return "、".join(f"“{item}”" for item in items)


def _covers(study: Study, other: Rule, rule: Rule, told: set[str]) -> bool:
    """Whether another rule fires whenever this one does, and does all that this one does."""
    return other.id not in told and _is_as_grave(study, other.effect, rule.effect) and follows(study, rule, other)


def follows(study: Study, rule: Rule, other: Rule) -> bool:
    """Say whether one rule fires for every unit for which another does, where everything is reported."""
    concerned = all(unit.among(rule.not_for) or not unit.among(other.not_for) for unit in study.reach.units)
    return concerned and not study.truth.can((rule.when, True), (other.when, False))


def _is_as_grave(study: Study, other: Effect, effect: Effect) -> bool:
    places = {tier.name: place for place, tier in enumerate(study.scheme.tiers)}
    match effect, other:
        case ImposeGrade(tier, _), ImposeGrade(instead, _):
            return places[instead] >= places[tier]
        case Bar(tiers, keeps), Bar(barred, also_keeps):
            return set(tiers) <= set(barred) and (keeps or not also_keeps)
        case Bar(tiers, _), ImposeGrade(instead, _):
            return all(places[tier] < places[instead] for tier in tiers)
        case VoidItems(items), VoidItems(voided):
            return set(items) <= set(voided)
        case VoidTotal(), VoidTotal():
            return True
        case _:
            return False


def check_contradictions(study: Study) -> Iterator[Problem]:
    """Two rules that fire together and undo each other."""
    last = study.scheme.tiers[-1].name
    for rule, others in _comparable(study):
        for other in others:
            match rule.effect, other.effect:
                case ImposeGrade(tier, False), Bar(barred, _) if tier in barred and tier != last:
                    if follows(study, rule, other):
                        said = f"“{rule.id}”评定为“{tier}”，“{other.id}”同时又不得确定为“{tier}”，只能落到更低的等次"
                        yield _contradiction(said, rule, other)
                case Step(down, order), Step(up, same) if down > 0 and up == -down and order == same:
                    if follows(study, rule, other) and follows(study, other, rule):
                        yield _contradiction(
                            f"“{rule.id}”降 {down} 档，“{other.id}”同时升 {down} 档，正好抵消", rule, other
                        )
                case _:
                    pass


def _contradiction(said: str, rule: Rule, other: Rule) -> Problem:
    also = ((f"“{other.id}”在这里", other.span),)
    return Problem(Code.RULES_CONTRADICT, said, rule.span, help="请改其中一条的条件或处理", also=also)
