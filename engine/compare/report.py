"""What differs, for the terminal: in one sentence, then change by change, unit by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.compare.results import ResultsDiff
from engine.compare.shares_text import shares_lines
from engine.compare.standing_words import STATUS_WORDS, difference_text, score_text, status_words
from engine.judge.judgement import Status
from engine.judge.peers import pending_units
from engine.number import fixed_text
from engine.report.score import ILLUSTRATIVE
from engine.report.table import table_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.compare.change import Change
    from engine.compare.compare import SchemesDiff
    from engine.compare.effects import Effects
    from engine.compare.results import Result
    from engine.compare.standing import Moved, Place, Standing

MOST_NAMED = 3
ARROW = "→"
NONE, OPEN = "-", "未定"


def diff_text(diff: SchemesDiff | ResultsDiff) -> str:
    """Return all that differs between two editions, or two results."""
    lines = _results(diff) if isinstance(diff, ResultsDiff) else _schemes(diff)
    return "\n".join(lines) + "\n"


def _schemes(diff: SchemesDiff) -> list[str]:
    lines = [
        f"{which}：{each.scheme.title}（{each.scheme.id}，校验码 {each.scheme.sha256[:8]}）  {each.source.name}"
        for which, each in (("旧方案", diff.old), ("新方案", diff.new))
    ]
    effects = diff.effects
    if effects is not None:
        lines += _marks(effects)
    changes = diff.comparison.changes
    lines += ["", _summary(changes, effects)]
    if changes:
        lines += ["", "改动", *(line for number, each in enumerate(changes, start=1) for line in _change(number, each))]
    if effects is not None:
        lines += [*_units(effects.units), *_only(effects, "方案")]
        lines += _places(effects)
        lines += shares_lines(effects, changes)
    return lines


def _results(diff: ResultsDiff) -> list[str]:
    lines = [_head("旧结果", diff.old), _head("新结果", diff.new)]
    if diff.old.illustrative or diff.new.illustrative:
        lines.append(ILLUSTRATIVE)
    lines += [f"【暂定】{each.source.name} 是暂定的结果。" for each in (diff.old, diff.new) if each.provisional]
    lines += ["", f"{_units_summary(diff.units)}。"]
    return [*lines, *_units(diff.units), *_only(diff, "结果")]


def _head(which: str, result: Result) -> str:
    return f"{which}：{result.title}（{result.id}，校验码 {result.sha256[:8]}）  {result.source.name}"


def _marks(effects: Effects) -> list[str]:
    lines = [ILLUSTRATIVE] if effects.old.facts.illustrative or effects.new.facts.illustrative else []
    for which, each in (("旧方案", effects.old), ("新方案", effects.new)):
        if each.judgement.provisional.any():
            pending = pending_units(each.results, each.judgement)
            named = "、".join(pending[:MOST_NAMED]) + (f"等 {len(pending)} 个单位" if len(pending) > MOST_NAMED else "")
            lines.append(f"【暂定】按{which}，{f'{named}还没有评定，' if named else ''}名次和名额都是暂定的。")
    return lines


def _summary(changes: Sequence[Change], effects: Effects | None) -> str:
    said = (
        f"共 {len(changes)} 处改动" if changes else "两版方案没有改动（注释、排版、先后次序和同一个数的不同写法不算）"
    )
    if effects is None or not effects.units:
        return f"{said}。"
    return f"{said}；{_units_summary(effects.units)}。"


def _units_summary(units: Sequence[Moved]) -> str:
    """Say how many units change, and whose tier does."""
    scores = [each for each in units if each.old.score != each.new.score]
    ranks = [each for each in units if each.old.rank != each.new.rank]
    tiers = [each for each in units if each.old.tier != each.new.tier]
    states = [each for each in units if each.old.status != each.new.status]
    if not scores and not ranks and not tiers and not states:
        return f"{len(units)} 个单位的得分、名次和等次都没有变化"
    sorts = ((scores, "得分"), (ranks, "名次"), (states, "评定情况"))
    counts = [f"{len(each)} 个{what}变化" for each, what in sorts if each]
    said = f"{len(units)} 个单位中 " + "，".join(counts)
    if not tiers:
        return f"{said}，等次都没有变化"
    turns = [f"{each.unit} {_arrow(each.old.tier or OPEN, each.new.tier or OPEN)}" for each in tiers]
    named = "、".join(turns[:MOST_NAMED])
    more = " 等" if len(tiers) > MOST_NAMED else ""
    return f"{said}{'，' if counts else ''}{len(tiers)} 个等次变化：{named}{more}"


def _change(number: int, change: Change) -> list[str]:
    margin = " " * (len(str(number)) + 4)
    places = [f"{which} {span}" for which, span in (("新", change.new), ("旧", change.old)) if span]
    return [f"  {number}. {change.text}", f"{margin}{'；'.join(places)}"]


def _units(units: Sequence[Moved]) -> list[str]:
    changed = [each for each in units if each.is_change]
    lines = []
    if changed:
        rest = len(units) - len(changed)
        grouped = len({each.new.group for each in units}) > 1
        headers = ["单位", *(["组"] if grouped else []), "得分", "增减", "名次", "等次", "说明"]
        rows = [_row(each, grouped=grouped) for each in changed]
        keep = [at for at, _ in enumerate(headers) if headers[at] != "说明" or any(row[at] != NONE for row in rows)]
        table = table_text(
            [headers[at] for at in keep], [[row[at] for at in keep] for row in rows], right=(2 + grouped,)
        )
        same = f"，其余 {rest} 个没有变化" if rest else ""
        lines += ["", f"有变化的单位（{len(changed)} 个{same}）", "", table]
    return lines


def _only(diff: Effects | ResultsDiff, what: str) -> list[str]:
    """Name the units that cannot be compared."""
    sides = (("旧", diff.only_old), ("新", diff.only_new))
    lines = [f"只有{which}{what}有的单位：{'、'.join(units)}" for which, units in sides if units]
    return ["", *lines] if lines else []


def _row(each: Moved, *, grouped: bool) -> list[str]:
    return [
        each.unit,
        *([each.new.group or NONE] if grouped else []),
        _arrow(score_text(each.old), score_text(each.new)),
        difference_text(each.difference, max(each.old.digits, each.new.digits)),
        _arrow(_rank(each.old), _rank(each.new)),
        _arrow(each.old.tier, each.new.tier),
        status_words(each.old, each.new) or NONE,
    ]


def _rank(standing: Standing) -> str | None:
    return str(standing.rank) if standing.rank else None


def _arrow(old: str | None, new: str | None) -> str:
    return (new or NONE) if old == new else f"{old or NONE}{ARROW}{new or NONE}"


def _places(effects: Effects) -> list[str]:
    if not effects.places:
        return []
    return ["", "名额", *(f"  {_place(each, effects)}" for each in effects.places)]


def _place(place: Place, effects: Effects) -> str:
    """Say how the places of a tier changed: how many, who has one now and who has none any more."""
    counts = [None if each is None else str(each.places) for each in (place.old, place.new)]
    where = f"{place.group}的" if place.group else ""
    parts = [f"{where}{place.tier}：名额 {_arrow(*counts)} 个"]
    if place.came:
        parts.append(f"进入 {'、'.join(place.came)}")
    parts += [f"退出 {unit}{_why_out(unit, place, effects)}" for unit in place.left]
    return "；".join(parts)


def _why_out(unit: str, place: Place, effects: Effects) -> str:
    """Say why a unit has no place any more: others went in before it, or it does not meet the condition."""
    losses = effects.new.judgement.displaced.get(unit, ())
    loss = next((each for each in losses if each.allotment is place.new), None)
    if loss is None:
        standing = next((each.new for each in effects.units if each.unit == unit), None)
        if standing is None or place.new is None:
            return ""
        return "（按新方案达不到条件）" if standing.status is Status.RATED else f"（{STATUS_WORDS[standing.status]}）"
    gap = f"，差 {fixed_text(loss.gap, effects.new.results.digits)} 分" if loss.gap else ""
    by = f"，被{'、'.join(place.came)}挤出" if place.came else ""
    return f"（{loss.words}{gap}{by}）"
