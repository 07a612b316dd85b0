"""What became of every part of the scheme: used, never used, undecided, not asked, and in how many units."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.evaluate.results import Case
from engine.explain.indicator_words import CASE_WORDS
from engine.judge.conditions import LEFT_OUT
from engine.report.view.summary.adjusted import sides, waiting
from engine.report.view.summary.ground import fractions_of
from engine.report.view.summary.nouns import Column, Kind, Table, Topic
from engine.scheme.adjustment import adjustments
from engine.scheme.model import Indicator, written_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluate.results import Truth
    from engine.report.view.summary.ground import Ground
    from engine.report.view.summary.nouns import Cell
    from engine.scheme.judging import Rule
    from engine.scheme.model import Item

USED, NEVER, UNDECIDED, IDLE = "已使用", "从未触发", "还不能判定", "没有用上"
_COLUMNS = (
    Column("类别", width=12), Column("编号", width=10), Column("名称", width=32), Column("状态", width=12),
    Column("用上的单位", Kind.COUNT, 11), Column("没有用上", Kind.COUNT, 10), Column("不能判定", Kind.COUNT, 10),
    Column("不适用", Kind.COUNT, 8), Column("不考核", Kind.COUNT, 8), Column("说明", width=40),
)  # fmt: skip
# What counts as used in the table of states: the indicator has points, whichever way.
_SCORED = (Case.SCORED, Case.MISSING_ZERO, Case.DIVISION_FULL, Case.DIVISION_ZERO)
_ABSENT = (Case.MISSING_NOT_APPLICABLE, Case.DIVISION_NOT_APPLICABLE, Case.NOT_APPLICABLE)


def states_topic(ground: Ground) -> Topic:
    """Tell the state of every indicator, bonus, penalty, rule and tier."""
    rows = tuple(_rows(ground))
    idle = [row for row in rows if row[3] != USED]
    said = [
        f"方案的指标、加分、扣分、规则、等次共 {len(rows)} 条，用上的 {len(rows) - len(idle)} 条。",
        "没有用上的不一定有错；年年都没有用上的，可以想想还要不要。不考核：方案规定不适用于该单位；不适用：经认定，或分母为零等。",
    ]
    return Topic("states", "规则状态", tuple(said), (Table("每一条的状态", _COLUMNS, rows, heads=3),), wide=True)


def _rows(ground: Ground) -> Iterator[tuple[Cell, ...]]:
    scheme, judgement = ground.assessment.scheme, ground.assessment.judgement
    for item in written_items(scheme.items):
        yield _item(ground, item)
    for word, parts, trace in sides(ground):
        for part in adjustments(parts):
            leaf, points = trace.leaves.get(part.id), fractions_of(trace.points[part.id], len(ground.units))
            used = sum(each != 0 for each in points)
            gate = None if leaf is None else leaf.gate
            open_ = 0 if gate is None else sum(gate.undecided.tolist())
            waits = 0 if leaf is None else len(waiting(leaf))
            words = f"待补佐证的 {waits} 个" if waits else ""
            idle = len(points) - used - open_
            yield word, part.id, part.title, _state(used, open_), used, idle, open_, None, None, words
    for rule in scheme.rules:
        yield _rule(ground, rule)
    if (left_out := ground.assessment.results.truths.get(LEFT_OUT)) is not None:
        yield _condition("名次", "", "不参加排名", left_out, "")
    for tier in scheme.tiers:
        given = f"最后评定为“{tier.name}”的 {ground.tiers.count(tier.name)} 个"
        if tier.condition is None:
            count = ground.tiers.count(tier.name)
            yield "等次条件", "", tier.name, USED if count else IDLE, count, None, None, None, None, f"其余的；{given}"
        else:
            yield _condition("等次条件", "", tier.name, judgement.conditions[tier.name], given)


def _item(ground: Ground, item: Item) -> tuple[Cell, ...]:
    if not isinstance(item, Indicator):
        figures = ground.figures(item)
        used, absent, open_ = sum(each is not None for each in figures.points), figures.absent, figures.open_
        return ("指标", item.id, item.title, _state(used, open_), used, 0, open_, absent, 0, "逐期计分")
    cases = Counter(ground.assessment.results.indicators[item.id].case.tolist())
    used, absent = sum(cases[int(case)] for case in _SCORED), sum(cases[int(case)] for case in _ABSENT)
    told = [
        f"{CASE_WORDS[case]}：{cases[int(case)]} 个"
        for case in Case
        if case not in (Case.SCORED, Case.NOT_FOR) and cases[int(case)]
    ]
    open_ = cases[int(Case.MISSING)]
    state = _state(used, open_)
    return ("指标", item.id, item.title, state, used, 0, open_, absent, cases[int(Case.NOT_FOR)], "；".join(told))


def _state(used: int, open_: int) -> str:
    return USED if used else UNDECIDED if open_ else IDLE


def _rule(ground: Ground, rule: Rule) -> tuple[Cell, ...]:
    truth = ground.assessment.judgement.rules[rule.id]
    asked = [not ground.assessment.facts.entry(unit).among(rule.not_for) for unit in ground.units]
    row = _condition(rule.kind.value, rule.id, rule.title, truth, "")
    idle = sum(false and own for false, own in zip(truth.false.tolist(), asked, strict=True))
    return (*row[:5], idle, *row[6:8], asked.count(False), *row[9:])


def _condition(kind: str, id_: str, title: str, truth: Truth, words: str) -> tuple[Cell, ...]:
    used, idle, open_ = sum(truth.true.tolist()), sum(truth.false.tolist()), sum(truth.undecided.tolist())
    state = USED if used else UNDECIDED if open_ else NEVER
    return (kind, id_, title, state, used, idle, open_, None, None, words)
