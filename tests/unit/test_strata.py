"""When rules are decided: after what they read, in chains of any length, never in a circle."""

from __future__ import annotations

import pytest

from engine.number import Quantity, Unit
from engine.scheme import formula as f
from engine.scheme.judging import Effect, ImposeGrade, Rule, RuleKind, VoidItems, Warn
from engine.scheme.strata import Moment, RuleCycleError, Stratum, positions
from engine.text.source import Source, Span

SPAN = Span(Source("t", ""), 0, 0)


def total_over_90() -> f.Expr:
    ninety = f.Literal(Quantity(90, Unit.PLAIN), span=SPAN)  # type: ignore[arg-type]  # a whole number will do
    return f.Compare(">=", f.FigureRef(f.Figure.TOTAL, span=SPAN), ninety, span=SPAN)


def rule(id_: str, when: f.Expr, effect: Effect) -> Rule:
    return Rule(id_, RuleKind.WARNING, id_, when, effect, None, span=SPAN, when_text="")


def test_a_warning_stands_after_what_it_reads() -> None:
    fired = f.Fired("W1", span=SPAN)
    found = positions([rule("W2", fired, Warn("红色")), rule("W1", total_over_90(), Warn("黄色"))], {})
    assert found == {"W1": Moment(Stratum.TOTAL, 0, 2), "W2": Moment(Stratum.TOTAL, 0, 3)}


def test_an_effect_on_the_grade_has_a_fixed_place() -> None:
    found = positions([rule("V1", total_over_90(), ImposeGrade("丁等"))], {})
    assert found == {"V1": Moment(Stratum.CEILING)}


def test_a_very_long_chain_is_placed() -> None:
    chain = [rule("W0", total_over_90(), Warn("黄色"))]
    chain += [rule(f"W{n}", f.Fired(f"W{n - 1}", span=SPAN), Warn("黄色")) for n in range(1, 3000)]
    assert positions(reversed(chain), {})["W2999"] == Moment(Stratum.TOTAL, 0, 3001)


def test_a_circle_is_told_in_order() -> None:
    rules = [rule(a, f.Fired(b, span=SPAN), Warn("黄色")) for a, b in (("W1", "W2"), ("W2", "W3"), ("W3", "W2"))]
    with pytest.raises(RuleCycleError) as caught:
        positions(rules, {})
    assert caught.value.rules == ("W2", "W3", "W2")


def test_sections_are_decided_from_the_inside_out() -> None:
    heights = {"A": 2, "A1": 1, "A11": 0}
    points = {id_: f.ItemRef(id_, f.Attribute.POINTS, span=SPAN) for id_ in heights}
    rules = [rule(f"V{id_}", points["A11"], VoidItems((id_,))) for id_ in ("A", "A1")]
    rules += [rule(f"W{id_}", points[id_], Warn("黄色")) for id_ in heights]
    assert sorted(positions(rules, heights), key=positions(rules, heights).__getitem__) == [
        "WA11", "VA1", "WA1", "VA", "WA",
    ]  # fmt: skip


def test_a_warning_that_reads_a_rule_waits_for_what_it_acts_on() -> None:
    rules = [rule("V1", total_over_90(), VoidItems(("A",))), rule("W1", f.Fired("V1", span=SPAN), Warn("黄色"))]
    found = positions(rules, {"A": 1})
    assert found["V1"] == Moment(Stratum.SECTIONS, 1, 0)
    assert found["W1"] > Moment(Stratum.SECTIONS, 1, 1)
