"""Indicators and sections in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.registry import BY_WORD
from engine.number import Quantity, exact_text
from engine.primitives.curve import Curve
from engine.primitives.steps import Mark, Steps
from engine.scheme import formula as f
from engine.scheme.combining import Filling, Way
from engine.scheme.functions import Inexact
from engine.scheme.model import Indicator, Missing, Section, ZeroDenominator
from engine.sentences.rounding import rounding_words
from engine.sentences.voice import Voice
from engine.sentences.worth import evidence_words, verb_of, worth_words
from engine.text.spacing import joined, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.scheme.duties import Duty
    from engine.scheme.model import Item, Scheme, UnitEntry

MISSING_WORDS = {
    Missing.INCOMPLETE: "未报的须补报",
    Missing.ZERO: "未报的计零分",
    Missing.NOT_APPLICABLE: "未报的视同不适用",
}
ZERO_WORDS = {
    ZeroDenominator.NOT_APPLICABLE: "本项不适用",
    ZeroDenominator.FULL: "计满分",
    ZeroDenominator.ZERO: "计零分",
}


def rule_words(indicator: Indicator, voice: Voice) -> str:
    """Say how the value of an indicator becomes points; the value itself is named where the rule needs it."""
    return "；".join(rule_lines(indicator, voice))


def rule_lines(indicator: Indicator, voice: Voice) -> list[str]:
    """Return what `rule_words` says, cut where a page may begin a new line."""
    lines = _own_rule(indicator, voice)
    if names_value(indicator):
        lines[0] = f"{voice.number(indicator.formula)}，{lines[0]}"
    if indicator.factor is not None:
        reads = "，系数不适用的按 1 计" if f.facts_in(indicator.factor) else ""
        lines.append(f"得分乘以系数（{voice.number(indicator.factor)}），最高不超过分值{reads}")
    return lines


def names_value(indicator: Indicator) -> bool:
    """Say whether a rule needs its subject: a difference is compared with 0, which alone says nothing."""
    method = indicator.method
    last_year = isinstance(method, Steps) and method.marks is not Mark.TARGET
    return isinstance(indicator.formula, f.Binary) and indicator.formula.operator == "-" and not last_year


def _own_rule(indicator: Indicator, voice: Voice) -> list[str]:
    formula = indicator.formula
    if isinstance(formula, f.Cases):
        return _cases(indicator, formula, voice)
    rule = spaced(BY_WORD[indicator.word].rule(indicator.method, indicator.points, voice.measure(formula)))
    if isinstance(formula, f.Matters):
        verb = verb_of(indicator.method)
        needed = f"，{evidence_words(verb)}" if formula.evidence else ""
        return [f"{worth_words(formula.listed, verb)}{needed}", rule]
    return [rule]


def _listed(formula: f.Expr, voice: Voice) -> str:
    """Say the things of a list with their points; the formula is their sum."""
    found = []
    for node in f.walk(formula):
        match node:
            case f.Binary("*", f.FactRef() as fact, f.Literal(Quantity(points))):
                found.append(f"{voice.number(fact)} {exact_text(points)} 分")
            case _:
                pass
    return "、".join(found)


def _cases(indicator: Indicator, formula: f.Cases, voice: Voice) -> list[str]:
    """Say all cases, each with its points."""
    cases = zip(formula.conditions, formula.points, strict=True)
    told = [
        f"情形{n}（{voice.condition(when)}）{_worth(points, voice)}" for n, (when, points) in enumerate(cases, start=1)
    ]
    told.append(f"其余{_worth(formula.rest, voice)}")
    method = indicator.method
    if isinstance(method, Curve) and method.to_full:
        low, high = exact_text(method.knots[0].points), exact_text(indicator.points)
        told.append(f"最低 {low} 分，最高 {high} 分")
    return ["从上到下看，得第一种符合的情形的分", *told]


def _worth(points: f.Expr, voice: Voice) -> str:
    stated = isinstance(points.part if isinstance(points, f.Negative) else points, f.Literal)
    return f"得 {voice.number(points)} 分" if stated else joined("的得分是", voice.number(points))


def indicator_sentence(indicator: Indicator, scheme: Scheme, duty: Duty | None = None) -> str:
    """Say an indicator: what is worked out of which facts, what it brings, and what happens without it."""
    sentences = [f"{indicator.id} {indicator.title}，{exact_text(indicator.points)} 分"]
    sentences += _told(indicator, Voice(scheme))
    return _joined(sentences, duty, indicator.clause)


def _told(indicator: Indicator, voice: Voice) -> list[str]:
    """Say all of an indicator but its name and who answers for it."""
    formula = indicator.formula
    rule = rule_words(indicator, voice)
    if isinstance(formula, f.Matters):
        rule = f"逐件列出“{voice.number(formula)}”，{rule}"
    elif BY_WORD[indicator.word].makes_value and not isinstance(formula, f.Cases):
        rule = f"{rule}（{_listed(formula, voice)}）"
    elif not isinstance(formula, f.Cases) and not names_value(indicator):
        rule = f"{voice.number(formula)}，{rule}"
    told = [rule]
    if indicator.rounding is not None:
        told.append(f"数值先修约再计分（{rounding_words(indicator.rounding)}）")
    if indicator.zero_denominator is not None:
        inexact = any(isinstance(node, Inexact) for each in indicator.formulas for node in f.walk(each))
        when = "分母为零，或者幂、对数求不出来的" if inexact else "分母为零的"
        told.append(f"{when}，{ZERO_WORDS[indicator.zero_denominator]}")
    told.append(MISSING_WORDS[indicator.missing])
    if indicator.not_for:
        told.append(asked_words(indicator.not_for, voice.scheme.units, "考核"))
    if indicator.filling is Filling.ALWAYS:
        told.append("不适用的单位，本项计满分")
    return told


def asked_words(not_for: frozenset[str], units: Sequence[UnitEntry], verb: str) -> str:
    """Say whom something is for, in the shorter of the two ways: `只考核甲组`, `不考核乙组`."""
    out = _labels([unit for unit in units if unit.among(not_for)], units)
    for_ = _labels([unit for unit in units if not unit.among(not_for)], units)
    if not for_:
        return f"没有要{verb}的单位"
    return f"只{verb}{'、'.join(for_)}" if len(for_) < len(out) else f"不{verb}{'、'.join(out)}"


def _labels(chosen: Sequence[UnitEntry], units: Sequence[UnitEntry]) -> list[str]:
    """Name units, whole groups by the name of the group."""
    names = {unit.name for unit in chosen}
    whole = {
        unit.group
        for unit in chosen
        if unit.group and all(each.name in names for each in units if each.group == unit.group)
    }
    return list(dict.fromkeys(unit.group if unit.group in whole and unit.group else unit.name for unit in chosen))


def section_sentence(section: Section, scheme: Scheme, duty: Duty | None = None) -> str:
    """Say a section: its parts and how they are put together; of one that is scored in periods, all of its rule."""
    head = f"{section.id} {section.title}，{exact_text(section.points)} 分"
    if section.combining.cycle is not None:
        leaf = section.parts[0]
        assert isinstance(leaf, Indicator), section.id  # noqa: S101  a period of an indicator is one
        told = _told(leaf, Voice(scheme, each_period=True))
        return _joined([head, *told, "；".join(combined_lines(section, scheme))], duty, section.clause or leaf.clause)
    parts = "、".join(f"{part.id}（{exact_text(part.points)} 分）" for part in section.parts)
    added = ["各分项得分相加"] if section.combining.adds else ["合成时只看适用的分项"]
    told = [f"由 {parts}组成", *combined_lines(section, scheme), *added]
    if section.combining.inner is not None:
        inner, points = exact_text(section.combining.inner), exact_text(section.points)
        told.append(f"内部满分 {inner} 分，折算成 {points} 分")
    if section.floored:
        told.append("有的分项可以扣本类的其他得分，本类扣到 0 分为止")
    return _joined([head, "；".join(told)], duty, section.clause)


def combined_lines(section: Section, scheme: Scheme, unit: UnitEntry | None = None) -> list[str]:
    """Say how the parts of a section are put together where they are not simply added; with a unit, how it is in it."""
    combining = section.combining
    lines = []
    if combining.cycle:
        share = f"每期 {exact_text(section.parts[0].points)} 分，" if combining.rest is Way.SUM else ""
        lines.append(f"每{combining.cycle.value}各计一次分，{share}各期{combining.rest.value}")
    elif combining.ways:
        told = [f"{label}{way.value}" for label, way in combining.ways]
        labels = {label for label, _ in combining.ways}
        if not all({each.name, each.group} & labels for each in scheme.units):
            told.append(f"其余{combining.rest.value}")
        own = f"；本单位{combining.way_of(unit).value}" if unit else ""
        lines.append(f"各分项得分的合成办法是{'，'.join(told)}{own}")
    elif combining.rest is not Way.SUM:
        lines.append(f"各分项得分{combining.rest.value}")
    if combining.least > 1:
        lines.append(f"适用的分项少于 {combining.least} 个的，本项不适用")
    used = combining.used if unit is None else (combining.way_of(unit),)
    if Way.WEIGHTED in used:
        lines += _weights_lines(section, Voice(scheme))
    return lines


def _weights_lines(section: Section, voice: Voice) -> list[str]:
    weights = section.combining.weights
    assert weights is not None, section.id  # noqa: S101  what is weighted has weights
    if weights.number is None:
        return [f"权重是 {_weights(section.parts, weights.of[0])}"]
    whens = [voice.condition(each) for each in weights.number.conditions]
    cases = enumerate(zip(whens, weights.of, strict=False), start=1)
    told = [f"情形{n}（{when}）{_weights(section.parts, of)}" for n, (when, of) in cases]
    return ["权重从上到下看第一种符合的情形", *told, f"其余 {_weights(section.parts, weights.of[-1])}"]


def _weights(parts: Sequence[Item], of: Sequence[Fraction]) -> str:
    return "、".join(f"{part.id} {exact_text(weight * 100)}%" for part, weight in zip(parts, of, strict=True))


def _joined(sentences: Sequence[str], duty: Duty | None, clause: str | None) -> str:
    told = list(sentences)
    if duty is not None and (duty.lead or duty.partners):
        lead = [f"由{duty.lead}牵头"] if duty.lead else []
        partners = [f"{'、'.join(duty.partners)}配合"] if duty.partners else []
        told.append("，".join(lead + partners))
    return ending(told, clause)


def ending(sentences: Sequence[str], clause: str | None) -> str:
    """Put sentences together, the clause that they rest on last."""
    told = [*sentences, *([f"依据：{clause}"] if clause else [])]
    return "".join(f"{each.removesuffix('。')}。" for each in told)
