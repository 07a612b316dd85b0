"""When rules are decided: after what they read, in chains of any length, never in a circle."""

from __future__ import annotations

import pytest

from engine.number import Quantity, Unit
from engine.scheme import formula as f
from engine.scheme.judging import Effect, ImposeGrade, Rule, RuleKind, Warn
from engine.scheme.strata import RuleCycleError, Stratum, positions
from engine.text.source import Source, Span

SPAN = Span(Source("t", ""), 0, 0)


def total_over_90() -> f.Expr:
    ninety = f.Literal(Quantity(90, Unit.PLAIN), span=SPAN)  # type: ignore[arg-type]  # a whole number will do
    return f.Compare(">=", f.FigureRef(f.Figure.TOTAL, span=SPAN), ninety, span=SPAN)


def rule(id_: str, when: f.Expr, effect: Effect) -> Rule:
    return Rule(id_, RuleKind.WARNING, id_, when, effect, None, span=SPAN, when_text="")


def test_a_warning_stands_after_what_it_reads() -> None:
    fired = f.Fired("W1", span=SPAN)
    found = positions([rule("W2", fired, Warn("红色")), rule("W1", total_over_90(), Warn("黄色"))])
    assert found == {"W1": (Stratum.TOTAL, 0), "W2": (Stratum.TOTAL, 1)}


def test_an_effect_on_the_grade_has_a_fixed_place() -> None:
    found = positions([rule("V1", total_over_90(), ImposeGrade("丁等"))])
    assert found == {"V1": (Stratum.CEILING, 0)}


def test_a_very_long_chain_is_placed() -> None:
    chain = [rule("W0", total_over_90(), Warn("黄色"))]
    chain += [rule(f"W{n}", f.Fired(f"W{n - 1}", span=SPAN), Warn("黄色")) for n in range(1, 3000)]
    assert positions(reversed(chain))["W2999"] == (Stratum.TOTAL, 2999)


def test_a_circle_is_told_in_order() -> None:
    rules = [rule(a, f.Fired(b, span=SPAN), Warn("黄色")) for a, b in (("W1", "W2"), ("W2", "W3"), ("W3", "W2"))]
    with pytest.raises(RuleCycleError) as caught:
        positions(rules)
    assert caught.value.rules == ("W2", "W3", "W2")
