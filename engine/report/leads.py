"""The result by lead body, as text and as the part `leads` of `kaohe/score@1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.explain.leads import by_lead
from engine.number import Rounding, about_text, exact_text, fixed_text, round_fraction
from engine.report.table import table_text
from engine.text.spacing import spaced

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.evaluate.results import Results
    from engine.explain.leads import LeadResult, Part

NOBODY, NONE = "（未写明牵头）", "-"
_HEADERS = ["牵头", "指标", "分值", "平均得分率", "得分率最低的单位", "失分最多的指标"]


def leads_text(results: Results) -> str:
    """Return how the units did under each lead body: one table of bodies, one of units, and who leads what."""
    found = by_lead(results)
    if all(each.lead is None for each in found):
        return "按牵头看：方案的指标都没有写“牵头科室”，没有可列的。\n"
    lines = ["按牵头看（单位的得分率 = 得分 ÷ 适用的分值；平均得分率是各单位得分率的平均数，没有报齐的单位不算）"]
    lines += ["", table_text(_HEADERS, [_body_row(each) for each in found], right=(1, 2, 3))]
    headers = ["单位", *(each.lead or NOBODY for each in found)]
    rows = [_unit_row(parts) for parts in zip(*(each.parts for each in found), strict=True)]
    lines += ["", table_text(headers, rows, right=range(1, len(headers))), ""]
    for each in found:
        ids = "、".join(led.item.id for led in each.led)
        lines.append(f"{each.lead or NOBODY}：{ids}。")
    return "\n".join(lines) + "\n"


def leads_json(results: Results) -> list[dict[str, Any]]:
    """Return the same for programs; numbers are texts, exact ones."""
    return [_lead_json(each) for each in by_lead(results)]


def _body_row(result: LeadResult) -> list[str]:
    count = str(len(result.led))
    head = [result.lead or NOBODY, count, exact_text(result.points), _percent(result.mean_rate)]
    weakest = result.weakest
    worst = f"{weakest.unit}（{_percent(weakest.rate)}）" if weakest else NONE
    return [*head, worst, _loss_words(result)]


def _loss_words(result: LeadResult) -> str:
    if result.most_lost is None:
        return "没有失分" if result.mean_rate is not None else NONE
    item, lost = result.most_lost
    return spaced(f"{item.id} {item.title}（各单位共失 {about_text(lost, 2)} 分）")


def _unit_row(parts: tuple[Part, ...]) -> list[str]:
    return [parts[0].unit, *("未报齐" if part.points is None else _percent(part.rate) for part in parts)]


def _percent(rate: Fraction | None) -> str:
    return NONE if rate is None else fixed_text(round_fraction(rate * 100, 2, Rounding.HALF_UP), 2) + "%"


def _lead_json(result: LeadResult) -> dict[str, Any]:
    lost = result.most_lost
    return {
        "lead": result.lead,
        "indicators": [each.item.id for each in result.led],
        "points": exact_text(result.points),
        "mean_rate": _exact(result.mean_rate),
        "most_lost": {"id": lost[0].id, "points": exact_text(lost[1])} if lost else None,
        "units": [
            {"unit": part.unit, "points": _exact(part.points), "available": exact_text(part.available)}
            | {"rate": _exact(part.rate)}
            for part in result.parts
        ],
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)
