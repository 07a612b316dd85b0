"""What stands after the name of a fact and a dot: a period, an origin, a class of matters, a figure of its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f
from engine.scheme.panel import PanelMember

if TYPE_CHECKING:
    from engine.scheme.names import Names
    from engine.scheme.spread import Periods
    from engine.text.source import Span

MEMBERS = {member.value: member for member in PanelMember}


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a fact: in one period, or what `name` says."""

    name: str
    period: str | None
    periods: Periods

    def expr(self, span: Span) -> f.Expr:
        """Return what a formula reads."""
        node = f.FactRef(self.name, span=span)
        return node if self.period is None else self.periods.own(node, self.period)


@dataclass(frozen=True, slots=True)
class NoMember:
    """What is wrong: `word` names nothing."""

    word: str
    message: str
    help: str


def member_of(fact: str, word: str, origin: str | None, names: Names) -> Member | NoMember:
    """Return what `fact.word`, or `fact.word.origin`, stands for."""
    periods = names.periods.all.get(fact, ())
    members = tuple(MEMBERS) if fact in names.panels else periods or names.classes.get(fact, ())
    origins = tuple(names.periods.origins) if fact in names.single else ()
    if origin is None and word in origins:
        return Member(f"{fact}.{word}", None, names.periods)
    if word not in members:
        what = "一期" if periods else "个类别" if names.classes.get(fact) else "个数"
        return _none(fact, word, what, (*members, *origins))
    if origin is None:
        return Member(fact, word, names.periods) if periods else Member(f"{fact}.{word}", None, names.periods)
    if not periods or origin not in origins:
        return _none(f"{fact}.{word}", origin, "个来源", origins if periods else ())
    return Member(f"{fact}.{origin}", word, names.periods)


def _none(named: str, word: str, what: str, known: tuple[str, ...]) -> NoMember:
    help_ = "可用：" + "、".join(f"{named}.{each}" for each in known) if known else f"“.”后面不用写，直接写“{named}”"
    return NoMember(word, f"“{named}”没有“{word}”这{what}", help_)


def several_values(node: f.Expr, names: Names) -> Problem | None:
    """Word a fact with periods, or with several marks, that stands where one number has to."""
    if not isinstance(node, f.FactRef):
        return None
    name, base = node.span.text, names.periods.base(node.name)
    if base:
        one = f"{base}.{names.periods.all[base][0]}{node.name.removeprefix(base)}"
        help_ = f"请写明取哪个数：合计({name})、平均({name})、最小({name})、计数({name} >= …)，或某一期，如 {one}"
        help_ += "；规则要每期各判定一次的，另写“逐期: 是”"
        return Problem(Code.PERIOD_OPEN, f"“{name}”每期有一个数，不能直接当一个数用", node.span, help=help_)
    if node.name in names.panels:
        help_ = "请写明取哪个数：" + "、".join(f"{name}.{member}" for member in MEMBERS)
        return Problem(Code.PERIOD_OPEN, f"“{name}”有几个数，不能直接当一个数用", node.span, help=help_)
    return None
