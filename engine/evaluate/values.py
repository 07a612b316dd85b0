"""The values of all indicators: one that reads another's is worked out after it (docs/semantics.md, section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import ratio, round_ratio, scaled
from engine.dataclass import dataclass
from engine.evaluate.formula import evaluate_formula
from engine.evaluate.results import Value
from engine.facts.table import State
from engine.scheme import formula as f
from engine.scheme.model import indicators

if TYPE_CHECKING:
    from engine.columns.ratio import Ratio
    from engine.evaluate.indicators import Labels
    from engine.facts.table import FactTable
    from engine.scheme.model import Indicator, RoundingRule, Scheme


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorValue:
    """What the formula of an indicator gives: `raw`, and `rounded` as it is scored and as others read it.

    `rounded` is not applicable to a unit that the indicator is not for. `factor` is what the points are multiplied
    by, if by anything.
    """

    raw: Value
    rounded: Value
    factor: Value | None


class Values:
    """Works out the values of indicators as they are asked for, each once."""

    def __init__(self, scheme: Scheme, facts: FactTable, labels: Labels) -> None:
        self._indicators = {each.id: each for each in indicators(scheme.items)}
        self._facts, self._labels = facts, labels
        self._known: dict[str, IndicatorValue] = {}

    def of(self, id_: str) -> IndicatorValue:
        """Return the value of an indicator; the reader has seen that none reads itself."""
        if id_ not in self._known:
            self._known[id_] = self._made(self._indicators[id_])
        return self._known[id_]

    def figure(self, node: f.Expr) -> Value:
        """Return the value of another indicator that a formula reads."""
        assert isinstance(node, f.ItemRef), "the reader lets formulas read nothing else"  # noqa: S101
        return self.of(node.id).rounded

    def _made(self, indicator: Indicator) -> IndicatorValue:
        raw = evaluate_formula(indicator.formula, self._facts, self.figure)
        excluded = self._labels.excluded(indicator.not_for)
        state = np.where(excluded, np.int8(State.NOT_APPLICABLE), raw.state)
        factor = None
        if indicator.factor is not None:
            factor = evaluate_formula(indicator.factor, self._facts, self.figure)
        return IndicatorValue(raw, Value(rounded_value(raw.ratio, indicator.rounding), state), factor)


def rounded_value(value: Ratio, rule: RoundingRule | None) -> Ratio:
    """Round a value where the scheme says so, before it is scored."""
    if rule is None:
        return value
    if not rule.as_percent:
        return scaled(round_ratio(value, rule.digits, rule.mode), rule.digits)
    percent = round_ratio(value * ratio(100), rule.digits, rule.mode)
    return scaled(percent, rule.digits + 2)
