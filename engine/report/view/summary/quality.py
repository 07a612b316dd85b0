"""How good the data are: what is missing, what only the unit itself says, where origins differ, what lacks evidence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.contract import parse_value
from engine.facts.folder import needed_facts
from engine.facts.table import State
from engine.facts.values import number_of
from engine.report.view.summary.adjusted import lacking_evidence
from engine.report.view.summary.nouns import Column, Kind, Table, Topic
from engine.scheme.asked import asked_of
from engine.scheme.model import FactType, indicators
from engine.scheme.unit_vocabulary import NOT_APPLICABLE, SELF_ASSESSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.facts.table import Cell as FactCell
    from engine.facts.table import FactTable, Reported
    from engine.report.view.summary.ground import Ground
    from engine.report.view.summary.nouns import Cell
    from engine.scheme.model import FactDeclaration, Scheme, UnitEntry


@dataclass(frozen=True, slots=True)
class Quality:
    """A unit's data: how many facts have a value, are missing, do not apply; whose the counted values are.

    `open_` are the missing ones without which something cannot be scored or decided, or is scored as the scheme says.
    `unchecked` counts values that nobody but the unit itself gives, `differing` those of which another origin says
    something else. They are None where facts are read in columns, cell by cell unknown. `lacking` is what waits for
    evidence, `handed_in` whether there is any file.
    """

    given: int
    missing: int
    open_: int
    not_applicable: int
    origins: Counter[str] | None
    unchecked: int | None
    differing: int | None
    lacking: tuple[str, ...]
    files: int | None
    handed_in: bool


def reported_facts(scheme: Scheme) -> Iterator[FactDeclaration]:
    """Yield the facts that units report, each period by itself; what is made of them is left out."""
    for fact in scheme.facts.values():
        made = fact.origin is not None or fact.member is not None or (fact.of is not None and fact.cycle is None)
        if not made and not fact.open_:
            yield fact


def qualities(ground: Ground) -> list[Quality]:
    """Return the quality of every unit's data, in the order of the columns."""
    if not ground.qualities:
        ground.qualities.extend(_qualities(ground))
    return ground.qualities


def _qualities(ground: Ground) -> Iterator[Quality]:
    scheme, table = ground.assessment.scheme, ground.assessment.facts
    # Facts that are read in columns have no cells at hand: to make those of one unit takes long.
    has_cells = table.evidence is None
    lacking, kinds = lacking_evidence(ground), _Kinds(scheme)
    states = {fact.name: table.columns[fact.name].state.tolist() for fact in reported_facts(scheme)}
    for row, unit in enumerate(table.units):
        facts, needed = kinds.of(table.entry(unit))
        counted = Counter(states[fact.name][row] for fact in facts)
        open_ = sum(states[name][row] == int(State.MISSING) for name in needed if name in states)
        origins, unchecked, differing = _told(table, facts, unit) if has_cells else (None, None, None)
        source = table.sources.get(unit) if has_cells else None
        yield Quality(
            counted[int(State.VALUE)], counted[int(State.MISSING)], open_, counted[int(State.NOT_APPLICABLE)],
            origins, unchecked, differing, tuple(lacking[row]),
            None if not has_cells else len(source.files) if source else 0, not has_cells or source is not None,
        )  # fmt: skip


class _Kinds:
    """What units are asked for; those for which the same things are not are asked the same."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._labels = [each.not_for for each in indicators(scheme.items)] + [rule.not_for for rule in scheme.rules]
        self._known: dict[tuple[bool, ...], tuple[list[FactDeclaration], frozenset[str]]] = {}

    def of(self, unit: UnitEntry) -> tuple[list[FactDeclaration], frozenset[str]]:
        """Return the facts that a unit is asked for, and the names of those that something cannot do without."""
        kind = tuple(unit.among(labels) for labels in self._labels if labels)
        if kind not in self._known:
            asked = {each.name for each in asked_of(self._scheme, unit)}
            facts = [fact for fact in reported_facts(self._scheme) if (fact.of or fact.name) in asked]
            self._known[kind] = facts, frozenset(needed_facts(self._scheme, unit))
        return self._known[kind]


def _told(table: FactTable, facts: list[FactDeclaration], unit: str) -> tuple[Counter[str], int, int]:
    """Return whose values count, how many nobody checked, and of how many another origin says something else."""
    origins: Counter[str] = Counter()
    unchecked = differing = 0
    for fact in facts:
        cell = table.cell(unit, fact.name)
        if cell.state is State.VALUE and cell.counted is not None:
            origins[cell.counted.origin] += 1
            unchecked += all(each.origin == SELF_ASSESSED for each in cell.said if not each.silent)
        differing += _differs(fact, cell)
    return origins, unchecked, differing


def _differs(fact: FactDeclaration, cell: FactCell) -> bool:
    if cell.counted is None or not cell.others:
        return False
    own = cell.counted
    return any(not each.silent and not _same(fact, own, each) for each in cell.others)


def _same(fact: FactDeclaration, one: Reported, other: Reported) -> bool:
    """Say whether two origins say the same, however it is written."""
    match fact.type:
        case FactType.MATTERS:
            return Counter(each.key for each in one.matters) == Counter(each.key for each in other.matters)
        case FactType.PANEL:
            return sorted(_marks(one), key=str) == sorted(_marks(other), key=str)
        case _ if one.text == other.text or NOT_APPLICABLE in (one.text, other.text):
            return one.text == other.text
        case _:
            return number_of(fact, parse_value(fact, one.text)) == number_of(fact, parse_value(fact, other.text))


def _marks(reported: Reported) -> list[tuple[str, object]]:
    return [(mark.rater, mark.value) for mark in reported.marks]


def quality_topic(ground: Ground) -> Topic:
    """Tell of every unit how good its data are, what needs looking at first."""
    found, scheme = qualities(ground), ground.assessment.scheme
    known = [each.origins for each in found if each.origins is not None]
    used = {origin for each in known for origin in each}
    origins = [origin for origin in scheme.origins.precedence if origin in used]
    origins += sorted(used - set(origins))
    columns = (
        Column("单位", width=22), Column("应报", Kind.COUNT, 8), Column("有数", Kind.COUNT, 8),
        Column("未报", Kind.COUNT, 8), Column("其中影响评定", Kind.COUNT, 13), Column("不适用", Kind.COUNT, 8),
        *(Column(f"采用{origin}", Kind.COUNT, 11) for origin in origins), Column("只有自评", Kind.COUNT, 10),
        Column("各来源不一致", Kind.COUNT, 13), Column("待补佐证", width=18), Column("文件", Kind.COUNT, 8),
        Column("说明", width=24),
    )  # fmt: skip
    rows = tuple(_row(ground, found[row], unit, origins) for row, unit in _worst_first(ground, found))
    said = ["未报、0、不适用是三回事。有问题的单位排在前面：没有交的，未报多的，各来源不一致的，没有人核过的。"]
    if not known:
        said.append("数据是成批读入的，不逐格看来源和文件；各来源的对照见 kaohe facts compare。")
    facts = tuple(_by_fact(ground))
    per_fact = (
        Column("数据项", width=34), Column("有数的单位", Kind.COUNT, 11), Column("未报的单位", Kind.COUNT, 11),
        Column("不适用的单位", Kind.COUNT, 13),
    )  # fmt: skip
    tables = (
        Table("各单位的数据", columns, rows, "没有单位。"),
        Table("有单位没有报的数据项", per_fact, facts, "没有，应报的都报了。"),
    )
    return Topic("quality", "数据质量", tuple(said), tables, wide=True)


def _worst_first(ground: Ground, found: list[Quality]) -> list[tuple[int, str]]:
    def key(pair: tuple[int, str]) -> tuple[bool, int, int, int, int, int]:
        each = found[pair[0]]
        return (
            each.handed_in,
            -each.open_,
            -each.missing,
            -(each.differing or 0),
            -len(each.lacking),
            -(each.unchecked or 0),
        )

    return sorted(enumerate(ground.units), key=key)


def _row(ground: Ground, quality: Quality, unit: str, origins: list[str]) -> tuple[Cell, ...]:
    asked = quality.given + quality.missing + quality.not_applicable
    by_origin = [None if quality.origins is None else quality.origins[origin] for origin in origins]
    words = [] if quality.handed_in else ["没有交数据"]
    own = ground.assessment.facts.sources.get(unit) if quality.origins is not None else None
    if own is not None and own.illustrative:
        words.append("示例数据")
    return (
        unit, asked, quality.given, quality.missing, quality.open_, quality.not_applicable, *by_origin,
        quality.unchecked, quality.differing, "、".join(quality.lacking), quality.files, "；".join(words),
    )  # fmt: skip


def _by_fact(ground: Ground) -> Iterator[tuple[Cell, ...]]:
    table, kinds = ground.assessment.facts, _Kinds(ground.assessment.scheme)
    entries = [table.entry(unit) for unit in table.units]
    of_kind = {id(facts): {fact.name for fact in facts} for facts, _ in map(kinds.of, entries)}
    asked = [of_kind[id(kinds.of(entry)[0])] for entry in entries]
    for fact in reported_facts(ground.assessment.scheme):
        column = table.columns[fact.name].state.tolist()
        counted = Counter(state for state, own in zip(column, asked, strict=True) if fact.name in own)
        if missing := counted[int(State.MISSING)]:
            yield fact.name, counted[int(State.VALUE)], missing, counted[int(State.NOT_APPLICABLE)]
