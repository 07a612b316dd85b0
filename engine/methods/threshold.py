"""达标得满分: full marks when the value reaches a level, otherwise none (mechanism A1)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import Ratio, choose, compare, ratio
from engine.methods.method import Method, Outcome, Scored, Stated, Wanted, stated_text
from engine.number import Quantity, exact_text
from engine.text.source import Span, place
from engine.vocabulary.shape import YES_NO, Amount, Concept, Either, Field, YesNo

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

MISSED, MET = 0, 1
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Threshold:
    """`operator` is one of >= > <= < =; the level is 是/否 only with =."""

    operator: str
    level: Quantity | bool
    span: Span = place()


OPERATORS = {
    "at_least": (">=", "不低于"),
    "above": (">", "高于"),
    "at_most": ("<=", "不高于"),
    "below": ("<", "低于"),
    "equal": ("=", "等于"),
}
WORDS = dict(OPERATORS.values())

CONCEPT = Concept(
    "threshold",
    "达标得满分",
    "达到要求得满分，达不到不得分。例：年度取水总量小于或等于年度目标值得 10 分，大于目标值不得分。",
    (
        Field("at_least", "不低于", Amount(), "大于或等于这个数即达标（含本数）"),
        Field("above", "高于", Amount(), "大于这个数才达标（不含本数）"),
        Field("at_most", "不高于", Amount(), "小于或等于这个数即达标（含本数）"),
        Field("below", "低于", Amount(), "小于这个数才达标（不含本数）"),
        Field("equal", "等于", Either((Amount(), YesNo())), "正好等于这个数，或“是”“否”，即达标"),
    ),
    exclusive=(tuple(OPERATORS),),
)


def read(record: Record) -> tuple[Threshold | None, list[Problem]]:
    """Read the one level that stands there."""
    for name, (operator, _) in OPERATORS.items():
        text = record.text(name)
        if text is None:
            continue
        level = YES_NO.get(text) if text in YES_NO else record.amount(name)
        if level is not None:
            return Threshold(operator, level, span=record.place(name)), []
    return None, []


def score(spec: Threshold, full: Fraction, value: Ratio) -> Scored:
    """Compare by cross-multiplication, on the value as it is."""
    met = compare(spec.operator, value, ratio(_level(spec)))
    return Scored(choose(met, ratio(full), ratio(ZERO)), met.astype(np.int16))


def rule(spec: Threshold, full: Fraction, measure: str) -> str:
    """Say the rule."""
    return f"{_wanted_words(spec, measure)} 得 {exact_text(full)} 分，否则不得分"


def reason(spec: Threshold, outcome: Outcome) -> tuple[str, ...]:
    """Say whether the level was reached."""
    found = outcome.shown(outcome.value)
    if isinstance(spec.level, bool):
        found = "是" if outcome.value else "否"
    verdict = "达标，得满分" if outcome.branch == MET else "未达标，得"
    return (f"{found}（要求{_wanted_words(spec, outcome.measure)}）：{verdict} {exact_text(outcome.points)} 分",)


def wanted(spec: Threshold, outcome: Outcome) -> Wanted | None:
    """Say what full marks take."""
    return None if outcome.branch == MET else Wanted(_wanted_words(spec, outcome.measure), outcome.full)


def _wanted_words(spec: Threshold, measure: str) -> str:
    if isinstance(spec.level, bool):
        return f"{WORDS[spec.operator]}“{'是' if spec.level else '否'}”"
    return f"{WORDS[spec.operator]} {stated_text(spec.level, measure)}"


def _level(spec: Threshold) -> Fraction:
    return Fraction(spec.level) if isinstance(spec.level, bool) else spec.level.value


def states(spec: Threshold) -> tuple[Stated, ...]:
    """The level has to fit the value."""
    return (Stated(spec.level, is_step=False, span=spec.span),)


METHOD = Method(
    "达标得满分", CONCEPT, Threshold, read, score, rule, reason, wanted, states,
    lowest=lambda _spec, _full: ZERO, highest=lambda _spec, full: full,
)  # fmt: skip
