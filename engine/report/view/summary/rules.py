"""Vetoes, warnings and other rules: which fired in which units, on what facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.comparisons import Comparisons
from engine.explain.facts import fact_use
from engine.report.view.summary.ground import named
from engine.report.view.summary.nouns import Column, Table, Topic
from engine.scheme import formula as f
from engine.scheme.judging import RuleKind
from engine.sentences.effects import effect_words
from engine.sentences.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.report.view.summary.ground import Ground
    from engine.report.view.summary.nouns import Cell
    from engine.scheme.judging import Rule

# So many units of a rule are told with their facts; of more, who they are stands in the ranking.
MOST_TOLD = 300
# A rule on twelve months reads more facts than anybody wants in a cell: then how its comparisons came out is told.
MOST_FACTS = 3
_COLUMNS = (
    Column("编号", width=8), Column("规则", width=26), Column("单位", width=22), Column("触发的条件", width=32),
    Column("依据的数据", width=42), Column("处理", width=24), Column("条款", width=36),
)  # fmt: skip


def fired_in(ground: Ground, rule: Rule) -> list[str]:
    """Return the units in which a rule fired, in the order of the columns."""
    true = ground.assessment.judgement.rules[rule.id].true.tolist()
    return [unit for unit, fired in zip(ground.units, true, strict=True) if fired]


def undecided_in(ground: Ground, rule: Rule) -> list[str]:
    """Return the units in which it cannot be decided whether a rule fires."""
    open_ = ground.assessment.judgement.rules[rule.id].undecided.tolist()
    return [unit for unit, undecided in zip(ground.units, open_, strict=True) if undecided]


def rules_topic(ground: Ground) -> Topic:
    """Tell every rule that fired with its units and their facts, vetoes first."""
    rules = ground.assessment.scheme.rules
    vetoes = [rule for rule in rules if rule.kind is RuleKind.VETO]
    others = [rule for rule in rules if rule.kind is not RuleKind.VETO]
    said = []
    if not vetoes:
        said.append("方案没有一票否决的规则。")
    elif idle := [rule for rule in vetoes if not fired_in(ground, rule)]:
        said.append(f"没有触发的一票否决：{'、'.join(f'{rule.id} {rule.title}' for rule in idle)}。")
    tables = [_table(ground, "一票否决", vetoes, "没有单位触发一票否决。")]
    if others:
        tables.append(_table(ground, "预警督办和其他规定", others, "没有单位触发。"))
    if open_ := list(_open(ground, rules)):
        columns = (Column("编号", width=8), Column("规则", width=26), Column("单位", width=22))
        tables.append(Table("还不能判定的（所需的数据没有报）", columns, tuple(open_), heads=2))
    return Topic("vetoes", "一票否决", tuple(said), tuple(tables), wide=True)


def _table(ground: Ground, title: str, rules: Sequence[Rule], without: str) -> Table:
    rows = tuple(row for rule in rules for row in _rows(ground, rule))
    more = [rule for rule in rules if len(fired_in(ground, rule)) > MOST_TOLD]
    note = "".join(
        f"{rule.id} 触发的单位共 {len(fired_in(ground, rule))} 个，这里列前 {MOST_TOLD} 个，其余见名次表。"
        for rule in more
    )
    return Table(title, _COLUMNS, rows, without, heads=3, note=note)


def _rows(ground: Ground, rule: Rule) -> Iterator[tuple[Cell, ...]]:
    results, judgement = ground.assessment.results, ground.assessment.judgement
    facts, told = f.facts_in(rule.when), Voice(ground.assessment.scheme).condition(rule.when)
    for unit in fired_in(ground, rule)[:MOST_TOLD]:
        if 0 < len(facts) <= MOST_FACTS:
            lines = [_fact(ground, unit, name) for name in facts]
        else:
            lines = Comparisons(results, judgement, unit, results.facts.row(unit)).of(rule.when)
        shown = "；".join(lines)
        yield rule.id, rule.title, unit, told, shown, effect_words(rule), rule.clause


def _fact(ground: Ground, unit: str, name: str) -> str:
    use = fact_use(ground.assessment.results, unit, name)
    measure = f" {use.measure}" if use.measure else ""
    origin = "，".join(each for each in (use.origin or "", use.at) if each)
    return f"{use.name} {use.value}{measure}" + (f"（{origin}）" if origin else "")


def _open(ground: Ground, rules: Sequence[Rule]) -> Iterator[tuple[Cell, ...]]:
    for rule in rules:
        if units := undecided_in(ground, rule):
            yield rule.id, rule.title, named(units)
