"""A comparison of origins for the terminal: in one sentence, then value by value, unit by unit, fact by fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.standing import pending_units
from engine.origins.words import (
    ALONE,
    DIFFERS,
    FACT_HEAD,
    NONE,
    UNIT_HEAD,
    alone_texts,
    bare_value,
    by_how_much,
    fact_rows,
    items_text,
    tier_text,
    total_text,
    unit_rows,
)
from engine.report.score import ILLUSTRATIVE, as_of_lines, provisional
from engine.report.table import table_text
from engine.text.width import cut, display_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.origins.compare import Difference, OriginsCompared

WIDEST = 100  # columns of a terminal
_GAP = 2
# A name is cut down to so much, if the row is too wide.
_NARROWEST = 12


def compared_text(compared: OriginsCompared, limit: int | None = None) -> str:
    """Return the comparison, of the differences no more than `limit`."""
    return "\n".join(_lines(compared, limit)) + "\n"


def _lines(compared: OriginsCompared, limit: int | None) -> Iterator[str]:
    yield from _head(compared)
    yield ""
    yield from _summary(compared)
    if compared.differences:
        yield from ("", f"{DIFFERS}的数（影响大的在前）", "")
        yield _differences(compared, compared.differences[:limit])
        rest = len(compared.differences) - len(compared.differences[:limit])
        if rest:
            yield f"……还有 {rest} 处；加 --all 全部列出，或用 --out 写成表格。"
        yield from _particulars(compared.differences[:limit])
        yield from ("", "按单位", "", _units(compared), "", "按数据项", "")
        yield _fitted(FACT_HEAD, list(fact_rows(compared)), wide=(0,), right=(2, 3, 4))
    if compared.alone:
        yield from ("", f"{ALONE}报的数")
        for text in alone_texts(compared.alone, len(compared.assessment.facts.units)):
            yield from _paragraph(text)


def _head(compared: OriginsCompared) -> Iterator[str]:
    assessment = compared.assessment
    scheme = assessment.scheme
    yield f"方案：{scheme.title}（{scheme.id}，校验码 {scheme.sha256[:8]}）"
    what = "与".join(f"“{each}”" for each in compared.asked) if compared.asked else "各来源的数与采用的数"
    yield f"对照：{what}"
    if assessment.facts.illustrative:
        yield ILLUSTRATIVE
    yield from as_of_lines(scheme.calendar.as_of)
    if assessment.judgement.provisional.any():
        yield provisional(pending_units(assessment.results, assessment.judgement))


def _summary(compared: OriginsCompared) -> Iterator[str]:
    differences = compared.differences
    units = len(compared.assessment.facts.units)
    if not compared.compared:
        yield f"{units} 个单位没有可以对照的数{'，都只有一方报' if compared.alone else ''}。"
        return
    said = f"{units} 个单位对照 {compared.compared} 个数，"
    if not differences:
        yield f"{said}都一致。"
        return
    in_units = len({each.pair.unit for each in differences})
    facts = len({each.pair.fact.of or each.pair.fact.name for each in differences})
    yield f"{said}不一致 {len(differences)} 个，涉及 {in_units} 个单位、{facts} 个数据项。"
    moved = [each for each in compared.units if each.moved.is_change]
    scores = len({each.unit for each in moved if each.moved.old.score != each.moved.new.score})
    tiers = len({each.unit for each in moved if each.moved.old.tier != each.moved.new.tier})
    other = f"全部按“{compared.asked[0]}”算" if compared.asked else "改按别的来源算"
    parts = [
        f"{count} 个单位的{what}会变" if count else f"{what}不变" for count, what in ((scores, "得分"), (tiers, "等次"))
    ]
    yield f"{other}，{'，'.join(parts)}。"


def _differences(compared: OriginsCompared, those: Sequence[Difference]) -> str:
    asked = compared.asked
    columns = list(asked) if asked else ["来源的数", "采用的数"]
    head = ["单位", "数据项", *columns, "相差", "总分增减", "各项增减，等次"]
    body = []
    for each in those:
        told = [each.pair.first, each.pair.second]
        bare = [bare_value(each.pair.fact, side) for side in told]
        texts = bare if asked else [f"{side.origin} {text}" for side, text in zip(told, bare, strict=True)]
        changes = [text for text in (items_text(each.effect), tier_text(each.effect)) if text]
        effect = total_text(each.effect, compared), "，".join(changes) or NONE
        body.append([each.pair.unit, each.pair.fact.name, *texts, by_how_much(each.pair), *effect])
    return _fitted(head, body, wide=(1, 6, 0), right=(2, 3, 4, 5) if asked else (4, 5))


def _particulars(those: Sequence[Difference]) -> Iterator[str]:
    lines = [f"  {each.pair.unit} {each.pair.fact.name}：{told}" for each in those for told in each.pair.particulars]
    if lines:
        yield from ("", "事项和打分差在哪里", *lines)


def _units(compared: OriginsCompared) -> str:
    now, then = reversed(compared.asked) if compared.asked else ("采用的数", "它")
    head = ["单位", "来源", "对照", "不一致", "误差率", f"按{now}", f"按{then}", "增减", "名次", "等次"]
    # What only one of them reports stands below, fact by fact.
    kept = [at for at, word in enumerate(UNIT_HEAD) if word not in ("只有它报", "它没有报")]
    rows = [[row[at] for at in kept] for row in unit_rows(compared)]
    return _fitted(head, rows, wide=(0, 9), right=range(2, 9))


def _fitted(head: Sequence[str], body: Sequence[Sequence[str]], *, wide: Sequence[int], right: Sequence[int]) -> str:
    """Return a table no wider than a page; the columns that are `wide` are cut for that, one after another."""
    rows = [list(row) for row in body]
    # A heading has some room beside it.
    least = [display_width(text) + _GAP for text in head]
    widths = [max(map(display_width, column), default=0) for column in zip(*rows, strict=True)]
    widths = [max(pair) for pair in zip(least, widths, strict=True)]
    for at in wide:
        over = sum(widths) + _GAP * (len(widths) - 1) - WIDEST
        if over <= 0:
            break
        widths[at] = max(widths[at] - over, min(widths[at], max(least[at], _NARROWEST)))
        for row in rows:
            row[at] = _cut(row[at], widths[at])
    return table_text(head, rows, right=right)


def _cut(name: str, width: int) -> str:
    """Cut a name, but never the period at its end."""
    whole, point, period = name.rpartition(".")
    if not point or display_width(name) <= width:
        return cut(name, width)
    return cut(whole, width - display_width(period) - 1) + point + period


def _paragraph(text: str) -> Iterator[str]:
    """Yield a text in lines no wider than a page, broken between the things that it lists."""
    line = "  "
    for piece in text.replace("、", "、\0").split("\0"):
        if display_width(line + piece) > WIDEST and line.strip():
            yield line
            line = "    "
        line += piece
    yield line
