"""What a scheme says of itself, its units and its total, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.scheme.model import Conversion
from engine.sentences.rounding import rounding_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.scheme.model import Scheme

_CONVERSION = {
    Conversion.WHOLE: "有指标不适用的，总分按适用的分值折算（按总分比例）",
    Conversion.SECTION: "有指标不适用的，各级得分按适用的分值折算成本级满分（按上级比例）",
    Conversion.FULL: "有指标不适用的，该指标计满分；另有指标代替它的，按适用的分值折算",
}


def title_sentence(scheme: Scheme) -> str:
    """Say what the scheme is called, who issues it, and what it rests on."""
    told = [f"方案：{scheme.title}（{scheme.id}）"]
    told += [f"{scheme.issuer}制发"] if scheme.issuer else []
    told += (
        [f"依据{'、'.join(_document(each.title, each.number) for each in scheme.documents)}"]
        if scheme.documents
        else []
    )
    return f"{'；'.join(told)}。"


def _document(title: str, number: str | None) -> str:
    return f"《{title}》" + (f"（{number}）" if number else "")


def period_sentence(scheme: Scheme) -> str:
    """Say which days are assessed."""
    calendar = scheme.calendar
    told = [f"{scheme.year} 年度"] if scheme.year else []
    told += [f"{calendar.first} 至 {calendar.last}"] if calendar.dated else ["没有写明"]
    told += [f"算到 {calendar.as_of}，之后才结束的各期还不算"] if calendar.as_of else []
    return f"考核期间：{'，'.join(told)}。"


def marking_sentence(scheme: Scheme) -> str:
    """Say how points become a total."""
    return f"分数：{'；'.join(_marking(scheme))}。"


def _marking(scheme: Scheme) -> Iterator[str]:
    marking = scheme.marking
    parts = "、".join(f"{item.id}（{exact_text(item.points)} 分）" for item in scheme.items)
    if parts:
        yield f"总分 {exact_text(marking.full)} 分，由 {parts}组成，各一级指标得分相加"
    else:
        yield f"起评分 {exact_text(marking.full)} 分"
    if marking.inner is not None:
        yield f"各一级指标合计满分 {exact_text(marking.inner)} 分，折算成 {exact_text(marking.full)} 分"
    adjusted = [word for word, parts in (("加上加分", scheme.bonuses), ("减去扣分", scheme.penalties)) if parts]
    after = f"{'、'.join(adjusted)}以后，" if adjusted else ""
    yield f"{after}最低 {exact_text(marking.lowest)} 分，最高 {exact_text(marking.highest)} 分"
    if marking.bonus_cap is not None:
        yield f"加分合计最多 {exact_text(marking.bonus_cap)} 分"
    if marking.penalty_cap is not None:
        yield f"扣分合计最多 {exact_text(marking.penalty_cap)} 分"
    levels = marking.rounding
    for name, rule in (("指标得分", levels.indicator), ("分项得分", levels.section), ("总分", levels.total)):
        if rule is not None:
            yield f"{name}修约（{rounding_words(rule)}）"
    if scheme.items:
        yield _CONVERSION[marking.conversion]
    if marking.least > 1:
        yield f"适用的一级指标少于 {marking.least} 个的，不计总分"


def units_sentence(scheme: Scheme) -> str:
    """Say who is assessed, and who is exempt for what reason."""
    groups: dict[str | None, list[str]] = {}
    for unit in scheme.units:
        groups.setdefault(unit.group, []).append(unit.name + (f"（编码 {unit.code}）" if unit.code else ""))
    told = [f"{group}有{'、'.join(names)}" if group else "、".join(names) for group, names in groups.items()]
    told += [f"{unit}免考，原因是{reason}" for unit, reason in scheme.exempt.items()]
    return f"考核对象：{'；'.join(told)}。"


def origins_sentence(scheme: Scheme) -> str:
    """Say which of several values counts, and who may find that something does not apply."""
    told = f"数据来源：同一个数有几个来源的，依次以{'、'.join(scheme.origins.precedence)}为准"
    may = [origin for origin in scheme.origins.precedence if origin in scheme.origins.may_exempt]
    may += sorted(scheme.origins.may_exempt - set(may))
    return f"{told}；{'、'.join(may)}可以认定“不适用”。" if may else f"{told}。"


def last_year_sentence(scheme: Scheme) -> str | None:
    """Say where last year's facts and results are taken from."""
    last = scheme.last_year
    if last is None:
        return None
    told = [f"数据在“{last.facts.name}”"] if last.facts else []
    told += [f"结果在“{last.results.name}”"] if last.results else []
    told += [f"方案编号应为 {last.scheme}"] if last.scheme else []
    return f"上年：{'，'.join(told)}。"


HEADS: tuple[tuple[str, Callable[[Scheme], str | None]], ...] = (
    ("方案", title_sentence),
    ("考核期间", period_sentence),
    ("考核对象", units_sentence),
    ("数据来源", origins_sentence),
    ("上年", last_year_sentence),
    ("分数", marking_sentence),
)
