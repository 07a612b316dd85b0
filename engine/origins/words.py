"""A comparison of origins in words and rows, as the terminal, tables and workbooks show it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.compare.standing_words import difference_text, score_text
from engine.number import about_text, exact_text
from engine.origins.said import NUMBERS
from engine.scheme.model import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.origins.compare import Difference, OfUnit, OriginsCompared
    from engine.origins.effects import Effect
    from engine.origins.said import Alone, Pair, Told
    from engine.scheme.model import FactDeclaration

NONE = "-"
MOST_NAMED = 2
DIFFERS, ALONE = "不一致", "只有一方"
HEAD = (
    "情形", "单位", "数据项", "来源", "该来源的数", "对照的来源", "对照的数", "相差", "计量单位", "误差", "偏高偏低",
    "总分增减", "各项增减", "等次", "该来源的数在哪里", "对照的数在哪里", "说明",
)  # fmt: skip
UNIT_HEAD = (
    "单位", "来源", "对照个数", "不一致", "误差率", "只有它报", "它没有报", "得分", "全部按它算的得分", "增减", "名次",
    "等次",
)  # fmt: skip
FACT_HEAD = ("数据项", "来源", "对照个数", "不一致", "最大误差")


def rows(compared: OriginsCompared) -> Iterator[list[str]]:
    """Yield a row for every difference, the largest effect first, and then for what stands alone."""
    for each in compared.differences:
        yield _difference_row(each, compared)
    for one in compared.alone:
        told, fact = one.told, one.fact
        lacks = f"{one.lacking or '别的来源'}没有报"
        yield [
            ALONE, one.unit, fact.name, told.origin, bare_value(fact, told), one.lacking or "", "", "", _measure(fact),
            *[""] * 5, told.at, "", lacks,
        ]  # fmt: skip


def _difference_row(each: Difference, compared: OriginsCompared) -> list[str]:
    pair, fact = each.pair, each.pair.fact
    first, second = pair.first, pair.second
    return [
        DIFFERS, pair.unit, fact.name, first.origin, bare_value(fact, first), second.origin, bare_value(fact, second),
        _bare_difference(pair), _measure(fact), error_text(pair.error), direction(pair),
        total_text(each.effect, compared), items_text(each.effect), tier_text(each.effect), first.at, second.at,
        "；".join(pair.particulars),
    ]  # fmt: skip


def _measure(fact: FactDeclaration) -> str:
    """Return the unit that differences of a fact are in."""
    return "个百分点" if fact.type is FactType.PERCENT else fact.measure or ""


def bare_value(fact: FactDeclaration, told: Told) -> str:
    """Return what is told, numbers without their unit."""
    if fact.type not in NUMBERS or told.value is None:
        return told.text
    return exact_text(told.value * 100) + "%" if fact.type is FactType.PERCENT else exact_text(told.value)


def _bare_difference(pair: Pair) -> str:
    if pair.difference is None:
        return _unlike(pair)
    return exact_text(pair.difference * 100 if pair.fact.type is FactType.PERCENT else pair.difference)


def unit_rows(compared: OriginsCompared) -> Iterator[list[str]]:
    """Yield a row for every unit and origin."""
    for each in compared.units:
        yield unit_row(each)


def unit_row(each: OfUnit) -> list[str]:
    """Return what one origin says of one unit as a row."""
    old, new = each.moved.old, each.moved.new
    return [
        each.unit, each.origin, str(each.compared), str(each.differing), rate_text(each), str(each.only),
        str(each.lacking), score_text(old) or NONE, score_text(new) or NONE,
        difference_text(each.moved.difference, new.digits),
        _arrow(_rank(old.rank), _rank(new.rank)), _arrow(old.tier, new.tier),
    ]  # fmt: skip


def fact_rows(compared: OriginsCompared) -> Iterator[list[str]]:
    """Yield a row for every fact of which origins say different things."""
    for each in compared.facts:
        if each.differing:
            nought = f"{each.of_nought} 个对照的数是 0" if each.of_nought else ""
            error = "，".join(text for text in (error_text(each.error), nought) if text)
            yield [each.fact, each.origin, str(each.compared), str(each.differing), error]


def by_how_much(pair: Pair) -> str:
    """Return how much larger the first value is, in the fact's unit: `+2 户`, `-1.5 个百分点`."""
    difference = pair.difference
    if difference is None:
        return _unlike(pair)
    sign = "+" if difference > 0 else ""
    if pair.fact.type is FactType.PERCENT:
        return f"{sign}{exact_text(difference * 100)} 个百分点"
    return f"{sign}{exact_text(difference)} {pair.fact.measure or ''}".rstrip()


def _unlike(pair: Pair) -> str:
    if pair.fact.type is FactType.MATTERS:
        return "事项不同"
    return "打分不同" if pair.fact.type is FactType.PANEL else DIFFERS


def direction(pair: Pair) -> str:
    """Say which way the first origin is wrong, if the second is right."""
    return "" if not pair.difference else f"{pair.first.origin}偏{'高' if pair.difference > 0 else '低'}"


def error_text(error: Fraction | None) -> str:
    """Return a share as a percentage, for reading."""
    return "" if error is None else f"{about_text(error * 100, 2)}%"


def rate_text(each: OfUnit) -> str:
    """Return how many of a unit's values differ, as a percentage."""
    return error_text(Fraction(each.differing, each.compared)) if each.compared else ""


def total_text(effect: Effect, compared: OriginsCompared) -> str:
    """Return by how much the total would change."""
    if effect.total is None:
        return "未定"
    return difference_text(effect.total, compared.assessment.results.digits)


def items_text(effect: Effect) -> str:
    """Name the items whose points would change, and by how much."""
    return "、".join(f"{id_} {_signed(points)}" for id_, points in effect.items)


def tier_text(effect: Effect) -> str:
    """Say how the tier would change, from which to which; nothing where it stays."""
    old, new = effect.tiers
    return "" if old == new else _arrow(old, new)


def _signed(points: Fraction) -> str:
    text = about_text(abs(points))
    return f"{'约' if text.startswith('约') else ''}{'+' if points > 0 else '-'}{text.removeprefix('约')}"


def alone_texts(alone: tuple[Alone, ...], units: int) -> Iterator[str]:
    """Say for each origin which facts it alone has, and of how many units; periods of one fact are one."""
    grouped: dict[tuple[str, str | None], dict[str, dict[str, None]]] = {}
    for each in alone:
        facts = grouped.setdefault((each.told.origin, each.lacking), {})
        facts.setdefault(each.fact.of or each.fact.name, {})[each.unit] = None
    for (has, lacks), facts in grouped.items():
        named = "、".join(f"{fact}（{_named(list(those), units)}）" for fact, those in facts.items())
        yield f"{f'有{has}，没有{lacks}' if lacks else f'只有{has}'}：{named}"


def _named(those: list[str], units: int) -> str:
    if len(those) == units and units > 1:
        return "各单位"
    return "、".join(those) if len(those) <= MOST_NAMED else f"{len(those)} 个单位"


def _rank(rank: int | None) -> str | None:
    return str(rank) if rank else None


def _arrow(old: str | None, new: str | None) -> str:
    return (new or NONE) if old == new else f"{old or NONE}→{new or NONE}"
