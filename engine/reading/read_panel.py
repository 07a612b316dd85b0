"""Read the declaration of a fact that several raters give marks for."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.scheme.model import FactDeclaration, FactType
from engine.scheme.panel import LeastLow, MostHigh, PanelMember, PanelRules
from engine.scheme.panel_vocabulary import INVALID, LEAST_LOW, MOST_HIGH, PANEL_KEYS
from engine.scheme.vocabulary import FACT

if TYPE_CHECKING:
    from engine.reading.context import Context
    from engine.vocabulary.record import Record


def read_panel(declared: FactDeclaration, record: Record, context: Context) -> tuple[FactDeclaration, ...]:
    """Return a fact with marks, and each of its figures as a fact."""
    for name in ("classes", "at_most", "cycle"):
        if record.has(name):
            word = FACT.by_name[name].key
            help_ = "“多值”的每个数归评委或点位，不分期、不分类，也不与别的数据项比大小；请删去这一行"
            context.report(Code.LIMITS_CONTRADICT, f"类型为“多值”时不能写“{word}”", record.key_place(name), help_)
    whole = replace(declared, at_most=(), cycle=None, panel=_rules(record, context))
    return (whole, *(_figure(whole, member) for member in PanelMember))


def _figure(whole: FactDeclaration, member: PanelMember) -> FactDeclaration:
    """Return one figure of the marks; its limits follow from theirs."""
    made = replace(whole, name=f"{whole.name}.{member.value}", type=FactType.DECIMAL, of=whole.name, member=member)
    match member:
        case PanelMember.SUM:
            low = whole.low if whole.low is not None and whole.low >= 0 else None
            return replace(made, low=low, high=None)
        case PanelMember.COUNT:
            return replace(made, type=FactType.WHOLE, measure=None, digits=0, low=Fraction(1), high=None)
        case _:
            return made


def _rules(record: Record, context: Context) -> PanelRules:
    quorum, trim_over = record.whole("quorum"), record.whole("trim_over")
    if quorum == 0:
        _refuse(record, "quorum", "“最少”应大于 0", "至少要有一个数才能平均", context)
    if trim_over is not None and trim_over < 2:  # noqa: PLR2004  one highest and one lowest go, and a mark has to be left
        help_ = "去掉两个以后至少要剩一个，所以不小于 2；“多于5个时去掉”写“去高低: 5”"
        _refuse(record, "trim_over", "“去高低”太小", help_, context)
    invalid = record.record("invalid", INVALID)
    if invalid is None:
        return PanelRules(quorum or 1, trim_over, all_same=False, high=None, low=None)
    high, low = invalid.record("high", MOST_HIGH), invalid.record("low", LEAST_LOW)
    at, most = (high.number("at"), high.whole("most")) if high else (None, None)
    below, least = (low.number("at"), low.whole("least")) if low else (None, None)
    return PanelRules(
        quorum or 1,
        trim_over,
        all_same=invalid.yes("all_same", default=False),
        high=None if at is None or most is None else MostHigh(at, most),
        low=None if below is None or least is None else LeastLow(below, least),
    )


def _refuse(record: Record, name: str, message: str, help_: str, context: Context) -> None:
    context.report(Code.LIMITS_CONTRADICT, message, record.place(name), help_)


def no_panel_keys(record: Record, type_: FactType, context: Context) -> None:
    """Report keys that only a fact with several marks has."""
    for name in PANEL_KEYS:
        if record.has(name):
            word = FACT.by_name[name].key
            help_ = f"“{word}”只用于类型为“多值”的数据项；请改类型，或删去这一行"
            context.report(
                Code.LIMITS_CONTRADICT, f"类型为“{type_.value}”时不能写“{word}”", record.key_place(name), help_
            )
