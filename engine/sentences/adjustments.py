"""Bonuses and penalties in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.registry import BY_WORD
from engine.number import exact_text
from engine.scheme import formula as f
from engine.scheme.adjustment import AdjustmentGroup, Counted, Scored, adjustable
from engine.scheme.listed import Listed
from engine.sentences.items import ending
from engine.sentences.voice import Voice
from engine.sentences.worth import evidence_words, worth_words
from engine.text.spacing import joined, spaced

if TYPE_CHECKING:
    from engine.scheme.adjustment import Adjustable, Adjustment
    from engine.scheme.model import Scheme


def adjustment_sentence(adjustment: Adjustable, scheme: Scheme) -> str:
    """Say a bonus or penalty: what is counted, what it brings, up to how much, and on what condition."""
    bonus = any(each.id == adjustment.id for each in adjustable(scheme.bonuses))
    verb = "加" if bonus else "扣"
    if isinstance(adjustment, AdjustmentGroup):
        parts = "、".join(part.id for part in adjustment.parts)
        told = [f"{verb}分 {adjustment.id} {adjustment.title}", f"{parts} {group_words(adjustment, verb)}"]
        return ending([*told, *_order(adjustment)], adjustment.clause)
    voice = Voice(scheme)
    source = adjustment.source
    subject = f"逐件列出“{source.fact}”" if isinstance(source, Listed) else voice.number(source.formula)
    told = [f"{verb}分 {adjustment.id} {adjustment.title}", f"{subject}，{source_words(adjustment, verb, voice)}"]
    if adjustment.gate is not None:
        told.append(gate_words(adjustment, verb, voice))
    told.append(_without(adjustment, bonus=bonus))
    return ending([*told, *_order(adjustment)], adjustment.clause)


def _order(adjustment: Adjustable) -> list[str]:
    """Say at which step it is added or taken off, where they are made one after another."""
    if adjustment.order is None:
        return []
    return [f"加减分依次进行，本项是第 {adjustment.order} 步，每一步之后总分都不超出最高分和最低分"]


def _without(adjustment: Adjustment, *, bonus: bool) -> str:
    """Say what happens without a value."""
    source = adjustment.source
    divides = not isinstance(source, Listed) and any(
        isinstance(node, f.Binary) and node.operator == "/" for node in f.walk(source.formula)
    )
    also = "、分母为零" if divides else ""
    if bonus:
        return f"没有申报、不适用{also}的不加分"
    if adjustment.optional:
        return f"没有报的视同没有；没有报、不适用{also}的不扣分"
    return f"未报的须补报；不适用{also}的不扣分"


def group_words(group: AdjustmentGroup, verb: str) -> str:
    """Say what the adjustments of a group come to together."""
    return f"合计最多{verb} {exact_text(group.cap)} 分"


def gate_words(adjustment: Adjustment, verb: str, voice: Voice) -> str:
    """Say on what condition an adjustment counts."""
    assert adjustment.gate is not None, adjustment.id  # noqa: S101  asked only where there is one
    return joined(voice.condition(adjustment.gate), f"的才{verb}分")


def source_words(adjustment: Adjustment, verb: str, voice: Voice) -> str:
    """Say what is added or taken off for what, how much at most, and whether it needs evidence."""
    words = [_rule_of(adjustment.source, verb, voice)]
    if adjustment.cap is not None and not isinstance(adjustment.source, Scored):
        words.append(f"最多{verb} {exact_text(adjustment.cap)} 分")
    if adjustment.evidence:
        words.append(evidence_words(verb))
    return "，".join(words)


def _rule_of(source: Counted | Listed | Scored, verb: str, voice: Voice) -> str:
    match source:
        case Counted(formula, each):
            measure = voice.measure(formula)
            one = f"每 1 {measure}" if measure else "每项"
            less = any(isinstance(node, f.Binary) and node.operator == "-" for node in f.walk(formula))
            return f"{one}{verb} {exact_text(each)} 分{'，负数不计' if less else ''}"
        case Listed():
            return worth_words(source, verb)
        case Scored(formula, method, word, full):
            rule = BY_WORD[word].rule(method, full, voice.measure(formula))
            told = "满分" in rule or "最多" in rule
            cap = "" if told else f"，最多{verb} {exact_text(full)} 分"
            return spaced(of_cap(f"按“{word}”的办法，{rule}；所得的分就是{verb}的分，负分不计{cap}", verb))


def of_cap(line: str, verb: str) -> str:
    """Say of a bonus or penalty what a method says of an indicator: its full points are the cap here."""
    return line.replace("满分", f"{verb}分上限")
