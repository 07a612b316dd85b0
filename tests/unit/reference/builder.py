"""Schemes in a few lines, built from the nouns; every place in them is the same empty one."""

# ruff: noqa: ANN401  `**changes` are fields of a noun, and `dataclasses.replace` checks their names

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from engine.number import Rounding, parse_quantity
from engine.primitives.bands import Bands, Edge
from engine.primitives.steps import Partial, Side, Steps
from engine.primitives.threshold import Threshold
from engine.reference.reference import Given, ReferenceResult, UnitFacts, evaluate_reference
from engine.scheme.adjustment import Adjustment, Counted
from engine.scheme.calendar import UNDATED
from engine.scheme.formula import (
    Attribute,
    Binary,
    Compare,
    Expr,
    FactRef,
    Figure,
    FigureRef,
    Fired,
    ItemRef,
    Literal,
    Not,
    OptionWord,
)
from engine.scheme.judging import (
    CutTies,
    Effect,
    Publication,
    Quota,
    QuotaBase,
    Ranking,
    RankTies,
    Rule,
    RuleKind,
    Tier,
)
from engine.scheme.model import (
    Conversion,
    Indicator,
    Item,
    Marking,
    Missing,
    Origins,
    RoundingLevels,
    RoundingRule,
    Scheme,
    Section,
    UnitEntry,
)
from engine.text.source import Source, Span

if TYPE_CHECKING:
    from engine.number import Quantity
    from engine.primitives.registry import Spec

SPAN = Span(Source("t", ""), 0, 0)
TWO_DECIMALS = RoundingRule(2, Rounding.HALF_UP, span=SPAN)
ROUNDED_TOTAL = RoundingLevels(TWO_DECIMALS, None, None, None)

Value = Fraction | bool | str | Given | int


def quantity(text: str) -> Quantity:
    """Reads `90`, `95%` or `1个百分点`."""
    found = parse_quantity(text)
    assert found is not None, text
    return found


def expr(text: str) -> Expr:
    """Reads a number, 是, 否, `C2.得分率`, `得分`, `“选项”`, or else the name of a fact."""
    if text in ("是", "否"):
        return Literal(text == "是", span=SPAN)
    if (number := parse_quantity(text)) is not None:
        return Literal(number, span=SPAN)
    if text.startswith("“"):
        return OptionWord(text.strip("“”"), span=SPAN)
    if text in (figure.value for figure in Figure):
        return FigureRef(Figure(text), span=SPAN)
    head, dot, attribute = text.partition(".")
    return ItemRef(head, Attribute(attribute), span=SPAN) if dot else FactRef(text, span=SPAN)


def formula(text: str) -> Expr:
    """Reads words with an operator between each two, from left to right, without precedence."""
    first, *others = text.split()
    tree = expr(first)
    for operator, word in zip(others[::2], others[1::2], strict=True):
        node = Binary if operator in "+-*/" else Compare
        tree = node(operator, tree, expr(word), span=SPAN)
    return tree


def fired(rule: str) -> Expr:
    """已触发."""
    return Fired(rule, span=SPAN)


def negated(part: Expr) -> Expr:
    """非."""
    return Not(part, span=SPAN)


def at_least(level: str) -> Threshold:
    """达标得满分, 不低于."""
    return Threshold(">=", quantity(level), span=SPAN)


def is_yes() -> Threshold:
    """达标得满分, 等于是."""
    return Threshold("=", level=True, span=SPAN)


def side(mark: str, step: str, each: str, partial: Partial = Partial.PRO_RATA, **changes: Any) -> Side:
    """One side of Steps, below its mark."""
    plain = Side(
        quantity(mark), rising=False, step=quantity(step), each=Fraction(each), partial=partial,
        mark_span=SPAN, step_span=SPAN,
    )  # fmt: skip
    return replace(plain, **changes)


def deduction(target: str, step: str, each: str, partial: Partial, *, rising: bool = False, **changes: Any) -> Steps:
    """未达扣分, 每低, down to zero."""
    return replace(Steps(None, (side(target, step, each, partial, rising=rising),), until_zero=True), **changes)


def as_is() -> Bands:
    """分档计分 with a point for every whole from 0 to 100, so that a fact states its points."""
    edges = tuple(Edge(quantity(str(whole)), from_here=True) for whole in range(1, 101))
    return Bands(edges, tuple(Fraction(whole) for whole in range(101)), ends=())


def indicator(name: str, points: str, value: str, method: Spec, **changes: Any) -> Indicator:
    """An indicator whose facts must be reported."""
    leaf = Indicator(
        id=name, title=name, points=Fraction(points), formula=formula(value), method=method, word="",
        rounding=None, zero_denominator=None, missing=Missing.INCOMPLETE, not_for=frozenset(),
        clause=None, lead=None, note=None, span=SPAN,
    )  # fmt: skip
    return replace(leaf, **changes)


def section(name: str, points: str, *parts: Item) -> Section:
    """上级指标."""
    return Section(name, name, Fraction(points), parts, None, span=SPAN)


def bonus(name: str, value: str, each: str, cap: str) -> Adjustment:
    """加分."""
    source = Counted(formula(value), Fraction(each))
    return Adjustment(name, name, source, Fraction(cap), evidence=False, optional=True, clause=None, span=SPAN)


def rule(name: str, when: Expr | str, effect: Effect) -> Rule:
    """一票否决."""
    condition = formula(when) if isinstance(when, str) else when
    return Rule(
        name, RuleKind.VETO, name, condition, effect, None, span=SPAN, when_text=""
    )  # fmt: skip


def tier(name: str, condition: Expr | str | None = None, quota: Quota | None = None) -> Tier:
    """等次."""
    when = formula(condition) if isinstance(condition, str) else condition
    return Tier(name, when, quota, None, span=SPAN, condition_text="")


def share(of: str, **changes: Any) -> Quota:
    """比例上限 of all units, 只舍不入, 从严."""
    quota = Quota(
        quantity(of).value, None, Rounding.DOWN, QuotaBase.ALL, CutTies.STRICT, (), span=SPAN
    )  # fmt: skip
    return replace(quota, **changes)


def places(count: int, **changes: Any) -> Quota:
    """名额."""
    return share("0%", share=None, count=count, rounding=None, **changes)


def marking(**changes: Any) -> Marking:
    """A hundred points, two decimals, 按总分比例."""
    plain = Marking(
        Fraction(100), Fraction(0), Fraction(100), ROUNDED_TOTAL, Missing.INCOMPLETE,
        Conversion.WHOLE, None, None, span=SPAN,
    )  # fmt: skip
    return replace(plain, **changes)


def unit(name: str, group: str | None = None) -> UnitEntry:
    """考核对象."""
    return UnitEntry(name, group, span=SPAN)


PASS_OR_FAIL = (tier("合格", "得分 >= 60"), tier("不合格"))
FOUR_TIERS = (
    tier("优秀", "得分 >= 90"),
    tier("优良", "得分 >= 80"),
    tier("合格", "得分 >= 60"),
    tier("不合格"),
)


def scheme(*items: Item, **changes: Any) -> Scheme:
    """A scheme for one unit 甲 that passes with 60 points."""
    plain = Scheme(
        id="t", title="t", year=None, calendar=UNDATED, issuer=None, documents=(), note=None,
        marking=marking(), units=(unit("甲"),), exempt={},
        origins=Origins((), frozenset(), span=SPAN), facts={}, items=items, bonuses=(), penalties=(), rules=(),
        tiers=PASS_OR_FAIL,
        ranking=Ranking(RankTies.COMPETITION, (), by_group=False),
        publication=Publication(public=False, score_order=False), source_name="t", sha256="",
    )  # fmt: skip
    return replace(plain, **changes)


# A is worth 48, B 40, and C, which may not apply, 12.
THREE = scheme(
    indicator("A", "48", "a", as_is()),
    indicator("B", "40", "b", as_is()),
    indicator("C", "12", "c", as_is()),
)


def unit_facts(**facts: Value) -> UnitFacts:
    """Facts of which whole numbers may be written as they are."""
    return {
        name: Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in facts.items()
    }


def result(of: Scheme, **facts: Value) -> ReferenceResult:
    """What comes of the unit 甲."""
    return evaluate_reference(of, {"甲": unit_facts(**facts)})["甲"]
