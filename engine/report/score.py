"""The result of an assessment as a table and as JSON (`kaohe/score@1`, design section 7)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, assert_never

from engine.explain.standing import failed_rate, nothing_applies
from engine.judge.conditions import LEFT_OUT
from engine.judge.fire import engine_name
from engine.judge.judgement import Status
from engine.number import exact_text, fixed_text
from engine.report.table import table_text
from engine.scheme.judging import Bar, Deduct, ImposeGrade, RuleKind, Step, VoidItems, VoidTotal, Warn
from engine.scheme.model import written_items
from engine.sentences.effects import effect_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from engine.judge.assessment import Assessment
    from engine.judge.judgement import Displacement
    from engine.scheme.judging import Rule

ILLUSTRATIVE = "【示例】数据是编造的示例，结果不是正式考核结果。"
MOST_NAMED = 5
NONE = "-"
# Every displaced unit names the units ahead of it: of more than any bureau has, the last ones that got in are named,
# and the others counted, or the text would grow with the square of the units.
MOST_AHEAD = 200


def score_text(assessment: Assessment) -> str:
    """Return the whole result for the terminal: head, table by rank, what to look at."""
    return "\n".join([*_head(assessment), "", _table(assessment, by_rank(assessment)), *_notes(assessment), ""])


def rank_text(assessment: Assessment, *, group: str | None = None, top: int | None = None) -> str:
    """Return the table of ranks, of one group or the first few."""
    return "\n".join([*warnings(assessment), _table(assessment, _ranked(assessment, group, top)), ""])


def _head(assessment: Assessment) -> list[str]:
    scheme = assessment.scheme
    count = len(list(written_items(scheme.items)))
    groups = len({unit.group for unit in scheme.units if unit.group})
    rules = len(scheme.rules)
    in_groups = f"（{groups} 组）" if groups > 1 else ""
    return [
        f"方案：{scheme.title}（{scheme.id}，校验码 {scheme.sha256[:8]}）",
        f"单位 {len(scheme.units)} 个{in_groups}，指标 {count} 项，规则 {rules} 条；规则引擎 {engine_name()}。",
        *warnings(assessment),
    ]


def warnings(assessment: Assessment) -> list[str]:
    """Say what has to be known before anything else: made-up facts, the day, provisional ranks."""
    lines = [ILLUSTRATIVE] if assessment.facts.illustrative else []
    lines += as_of_lines(assessment.scheme.calendar.as_of)
    if assessment.judgement.provisional.any():
        pending = list(assessment.judgement.pending)
        lines.append(provisional(pending, _open_groups(assessment)))
    return lines


def as_of_lines(day: date | None) -> list[str]:
    """Return the line that says at the end of which day the figures stand, where a scheme or a command names one."""
    return [f"【截至 {day}】到这一天还没有结束的各期不算。"] if day else []


def _open_groups(assessment: Assessment) -> list[str]:
    """Return the groups whose ranks and places are provisional, where others' are not."""
    if assessment.judgement.provisional.all():
        return []
    group_of = _groups(assessment)
    open_ = dict.fromkeys(
        group_of[unit] or NONE
        for unit, provisional in zip(assessment.facts.units, assessment.judgement.provisional, strict=True)
        if provisional
    )
    return list(open_)


def provisional(pending: Sequence[str], groups: Sequence[str] = ()) -> str:
    """Say whose result is still missing, and what that means for the others, or for those of some groups."""
    named = "、".join(pending[:MOST_NAMED]) + (f"等 {len(pending)} 个单位" if len(pending) > MOST_NAMED else "")
    where = f"{'、'.join(groups)}的" if groups else ""
    return f"【暂定】{named}还没有评定，{where}名次和名额都是暂定的。"


def by_rank(assessment: Assessment) -> list[str]:
    """Return the units in order of rank, group by group where each is ranked by itself; the exempt come last."""
    ranks, group_of = assessment.judgement.ranks, _groups(assessment)
    groups = {group: at for at, group in enumerate(dict.fromkeys(group_of.values()))}

    def place(row: int) -> tuple[int, bool, int, int]:
        group = groups[group_of[assessment.facts.units[row]]] if assessment.scheme.ranking.by_group else 0
        return group, ranks[row] == 0, int(ranks[row]), row

    order = sorted(range(len(assessment.facts.units)), key=place)
    return [assessment.facts.units[row] for row in order] + list(assessment.scheme.exempt)


def _ranked(assessment: Assessment, group: str | None, top: int | None) -> list[str]:
    """Return the units in order of rank, of one group or the first few."""
    group_of = _groups(assessment)
    units = [unit for unit in by_rank(assessment) if group is None or group_of[unit] == group]
    return units[:top]


def _groups(assessment: Assessment) -> dict[str, str | None]:
    return {unit.name: unit.group for unit in assessment.scheme.units}


def _table(assessment: Assessment, units: Sequence[str]) -> str:
    with_group = len({unit.group for unit in assessment.scheme.units}) > 1
    headers = ["名次", "单位", *(["组"] if with_group else []), "得分", "等次", "说明"]
    group_of = _groups(assessment)
    row_of = {unit: row for row, unit in enumerate(assessment.facts.units)}
    rows = []
    for unit in units:
        group = [group_of[unit] or NONE] if with_group else []
        if unit in assessment.scheme.exempt:
            rows.append([NONE, unit, *group, NONE, NONE, f"免考：{assessment.scheme.exempt[unit]}"])
            continue
        row = row_of[unit]
        rank = int(assessment.judgement.ranks[row])
        cells = [str(rank) if rank else NONE, unit, *group, _score(assessment, row) or NONE]
        rows.append([*cells, _tier(assessment, row) or NONE, "；".join(remarks(assessment, unit, row)) or NONE])
    return table_text(headers, rows, right=(0, 3 if with_group else 2))


def _score(assessment: Assessment, row: int) -> str | None:
    results = assessment.results
    if not results.has_total[row]:
        return None
    return fixed_text(results.total_of(row), results.digits)


def _tier(assessment: Assessment, row: int) -> str | None:
    position = int(assessment.judgement.tiers[row])
    return assessment.scheme.tiers[position].name if position >= 0 else None


def remarks(assessment: Assessment, unit: str, row: int) -> list[str]:
    """Say in a few words what is special about a unit's result: what is missing, what fired, what it did not get."""
    told = []
    match assessment.judgement.statuses[row]:
        case Status.INCOMPLETE:
            handed_in = unit in assessment.facts.sources
            told.append("数据未报齐，总分算不出来" if handed_in else "没有交数据")
        case Status.UNDECIDED if assessment.results.has_total[row]:
            told.append("有规则或条件无法判定")
        case Status.UNDECIDED:
            told.append(nothing_applies(assessment.results, row))
        case _:
            pass
    truths = assessment.results.truths
    if LEFT_OUT in truths and truths[LEFT_OUT].true[row]:
        told.append("按方案不参加排名")
    told += [f"{rule.id} {effect_words(rule)}" for rule in fired_rules(assessment, row)]
    if shortfall := failed_rate(assessment.results, assessment.judgement, row):
        told.append(shortfall)
    for loss in assessment.judgement.displaced.get(unit, ()):
        told.append(loss_remark(loss, assessment.results.digits))
    return told


def loss_remark(loss: Displacement, digits: int) -> str:
    """Say in a few words that a unit met a tier's condition and did not get in."""
    gap = f"，差 {fixed_text(loss.gap, digits)} 分" if loss.gap else ""
    return f"达到{loss.allotment.tier}条件，{loss.words}{gap}"


def fired_rules(assessment: Assessment, row: int) -> list[Rule]:
    """Return the rules that fired in a unit, as the scheme lists them."""
    return [rule for rule in assessment.scheme.rules if assessment.judgement.rules[rule.id].true[row]]


def _notes(assessment: Assessment) -> list[str]:
    """Point at what a reader should check before the result goes out."""
    notes = []
    for allotment in assessment.judgement.allotments:
        if allotment.empty:
            where = f"{allotment.group}的" if allotment.group else ""
            notes.append(f"{where}{allotment.tier}名额 {allotment.places} 个，空出 {allotment.empty} 个。")
    counted: dict[str, int] = {}
    for row in range(len(assessment.facts.units)):
        tier = _tier(assessment, row) or "未定"
        counted[tier] = counted.get(tier, 0) + 1
    order = [tier.name for tier in assessment.scheme.tiers] + ["未定"]
    notes.insert(0, "合计：" + "、".join(f"{tier} {counted[tier]} 个" for tier in order if tier in counted) + "。")
    return ["", *notes]


def score_json(assessment: Assessment, **parts: object) -> str:
    """Return the result as JSON, units in the scheme's order, numbers as texts; `parts` are put beside the units."""
    return _as_json(assessment, [unit.name for unit in assessment.scheme.units], **parts)


def rank_json(assessment: Assessment, *, group: str | None = None, top: int | None = None) -> str:
    """Return the units of `kaohe/score@1` in order of rank, of one group or the first few."""
    return _as_json(assessment, _ranked(assessment, group, top))


def _as_json(assessment: Assessment, units: Sequence[str], **parts: object) -> str:
    scheme = assessment.scheme
    data = {
        "schema": "kaohe/score@1",
        "scheme": {"id": scheme.id, "title": scheme.title, "sha256": scheme.sha256},
        "illustrative": assessment.facts.illustrative,
        "provisional": bool(assessment.judgement.provisional.any()),
        **({"as_of": str(day)} if (day := scheme.calendar.as_of) else {}),
        "units": _units_json(assessment, units),
        **parts,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _units_json(assessment: Assessment, units: Sequence[str]) -> list[dict[str, Any]]:
    group_of = _groups(assessment)
    row_of = {unit: row for row, unit in enumerate(assessment.facts.units)}
    return [_unit_json(assessment, unit, group_of[unit], row_of.get(unit)) for unit in units]


def _unit_json(assessment: Assessment, unit: str, group: str | None, row: int | None) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(("score", "rank", "score_tier", "tier"))
    head = {"unit": unit, "group": group}
    if row is None:
        return {**head, "status": Status.EXEMPT.value, **empty, "vetoes": [], "displaced": None}
    judgement = assessment.judgement
    position = int(judgement.score_tiers[row])
    losses = judgement.displaced.get(unit, ())
    return {
        **head,
        "status": judgement.statuses[row].value,
        "score": _score(assessment, row),
        "rank": str(judgement.ranks[row]) if judgement.ranks[row] else None,
        "score_tier": assessment.scheme.tiers[position].name if position >= 0 else None,
        "tier": _tier(assessment, row),
        "vetoes": [_veto_json(rule) for rule in fired_rules(assessment, row) if rule.kind is RuleKind.VETO],
        "displaced": _loss_json(losses[0], assessment.results.digits) if losses else None,
    }


def _veto_json(rule: Rule) -> dict[str, str]:
    match rule.effect:
        case ImposeGrade(tier, ceiling):
            effect = f"{'等次不高于' if ceiling else '评定为'}：{tier}"
        case Bar(tiers, _):
            effect = "不得确定为：" + "、".join(tiers)
        case Step(by):
            effect = f"{'降档' if by > 0 else '升档'}：{abs(by)}"
        case VoidItems(items):
            effect = "得分计零：" + "、".join(items)
        case Deduct(points, item):
            effect = f"扣分：{exact_text(points)}" + (f"（扣自 {item}）" if item else "")
        case VoidTotal():
            effect = "总分计零：是"
        case Warn(level):
            effect = f"预警等级：{level}"
        case _:
            assert_never(rule.effect)
    return {"id": rule.id, "effect": effect}


def _loss_json(loss: Displacement, digits: int) -> dict[str, Any]:
    entered = loss.allotment.entered
    more = len(entered) - MOST_AHEAD
    return {
        "tier": loss.allotment.tier,
        "reason": loss.words,
        "ahead": list(entered[-MOST_AHEAD:]),
        **({"ahead_more": str(more)} if more > 0 else {}),
        "gap": fixed_text(loss.gap, digits),
        "places_empty": str(loss.allotment.empty),
    }
