"""Full marks when the value reaches a level, otherwise none (mechanism A1)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import Ratio, choose, compare, ratio
from engine.dataclass import dataclass
from engine.number import Quantity, exact_text
from engine.primitives.primitive import Branch, Outcome, Peers, Primitive, Scored, Stated, Turn, Wanted, stated_text
from engine.text.source import Span, place

if TYPE_CHECKING:
    from engine.columns.ratio import Ratio

MISSED, MET = 0, 1
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Threshold:
    """`operator` is one of >= > <= < =; the level is 是/否 only with =."""

    operator: str
    level: Quantity | bool
    span: Span = place()


WORDS = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "=": "等于"}


def score(spec: Threshold, full: Fraction, value: Ratio, _peers: Peers) -> Scored:
    """Compare by cross-multiplication, on the value as it is."""
    met = compare(spec.operator, value, ratio(_level(spec)))
    return Scored(choose(met, ratio(full), ratio(ZERO)), met.astype(np.int16))


def reason(spec: Threshold, outcome: Outcome) -> tuple[str, ...]:
    """Say whether the level was reached."""
    found = outcome.shown(outcome.value)
    if isinstance(spec.level, bool):
        found = "是" if outcome.value else "否"
    verdict = "达标，得满分" if outcome.branch == MET else "未达标，得"
    return (f"{found}（要求{level_words(spec, outcome.measure)}）：{verdict} {exact_text(outcome.points)} 分",)


def wanted(spec: Threshold, outcome: Outcome) -> Wanted | None:
    """Say what full marks take."""
    return None if outcome.branch == MET else Wanted(level_words(spec, outcome.measure), outcome.full)


def level_words(spec: Threshold, measure: str) -> str:
    """Say what is asked for."""
    if isinstance(spec.level, bool):
        return f"为“{'是' if spec.level else '否'}”"
    return f"{WORDS[spec.operator]} {stated_text(spec.level, measure)}"


def _level(spec: Threshold) -> Fraction:
    return Fraction(spec.level) if isinstance(spec.level, bool) else spec.level.value


def states(spec: Threshold) -> tuple[Stated, ...]:
    """The level has to fit the value."""
    return (Stated(spec.level, is_step=False, span=spec.span),)


def turns(spec: Threshold, _full: Fraction, measure: str) -> tuple[Turn, ...]:
    """Return the level; of 是 and 否 both."""
    if isinstance(spec.level, bool):
        return Turn(ZERO, "否"), Turn(Fraction(1), "是")
    return (Turn(spec.level.value, f"要求 {stated_text(spec.level, measure)}"),)


def branches(spec: Threshold, outcome: Outcome) -> tuple[Branch, ...]:
    """Say whether the level was reached."""
    return (Branch("达标" if outcome.branch == MET else "未达标", span=spec.span),)


PRIMITIVE = Primitive(
    Threshold, score, reason, wanted, states,
    lowest=lambda _spec, _full: ZERO, highest=lambda _spec, full: full, turns=turns, branches=branches,
)  # fmt: skip
