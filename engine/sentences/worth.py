"""What matters are worth, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.matter_fields import Same
from engine.number import Quantity, Unit, exact_text
from engine.primitives.steps import Steps

if TYPE_CHECKING:
    from engine.primitives.registry import Spec
    from engine.scheme.listed import Listed


def worth_words(listed: Listed, verb: str) -> str:
    """Say what matters are worth; `verb` is 加, 扣 or 得."""
    plain = [exact_text(points) for class_, points in listed.each if class_ is None]
    by_class = "、".join(f"{class_} {exact_text(points)} 分" for class_, points in listed.each if class_)
    words = [f"每件{verb} {plain[0]} 分" if plain else f"每件按类别{verb}分（{by_class}）"]
    if listed.per_level:
        exempt = "（0 分的类别不加）" if any(points == 0 for _, points in listed.each) else ""
        words.append(f"级次每高一级多{verb} {exact_text(listed.per_level)} 分{exempt}")
    times = (
        [f"再次发生的，从同类的第二件起乘以 {exact_text(listed.again)}（按日期先后，没有日期的排在后面）"]
        if listed.again is not None
        else []
    )
    times += [f"{word}的乘以 {exact_text(each)}" for word, each in listed.circumstances]
    words += times
    if len(times) > 1:
        words.append("几种倍数都合的只乘最大的")
    words.append(_same_words(listed))
    if listed.window is not None:
        start, end, year = listed.window.start, listed.window.end, listed.window.year
        words.append(f"只计归属 {year} 年度的；没有写归属年度的，只计 {start} 至 {end} 的")
    return "，".join(words)


def _same_words(listed: Listed) -> str:
    match listed.same:
        case Same.ONCE:
            return "同一事项就高不就低，不重复计"
        case Same.EACH_TIME:
            return "同一事项逐项累计"
        case Same.LESSENING:
            return f"同一事项最高的全计，其余依次按 {Quantity(listed.share, Unit.PERCENT)} 酌减"


def verb_of(spec: Spec) -> str:
    """Return what an indicator does with the points of its matters."""
    return "扣" if isinstance(spec, Steps) and spec.sides[0].each > 0 else "得"


def evidence_words(verb: str) -> str:
    """Say that matters need evidence."""
    return f"须有佐证，没有佐证的暂不{verb}分"
