"""The lines of a form: the facts that are asked for, a line each and each period, under the headings of the scheme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.scheme.adjustment import adjustments
from engine.scheme.asked import asked_of
from engine.scheme.model import FactType, Section
from engine.sentences.uses import uses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.scheme.asked import Asked
    from engine.scheme.model import FactDeclaration, Item, Scheme, UnitEntry

_RULES, _REST = "一票否决、等次等规定用到的数据", "其他数据"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over lines: a section or an indicator of the scheme, the outermost of `level` 0."""

    level: int
    text: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A fact to be filled in, of one `period` where it has them; `code` is the same in every form of the scheme.

    `fact` is the declaration of that period; `uses` are the parts of the scheme that read it, the first of which is
    that of the heading. A line is for `units`.
    """

    code: str
    asked: Asked
    fact: FactDeclaration
    period: str
    uses: tuple[str, ...]
    units: frozenset[str]

    @property
    def name(self) -> str:
        """What the scheme calls the fact."""
        return self.asked.name


@dataclass(frozen=True, slots=True)
class _Group:
    """Where lines stand: the part of the scheme that reads them first."""

    id: str
    headings: tuple[Heading, ...]


def assessed(scheme: Scheme) -> list[UnitEntry]:
    """Return the units that are assessed, in the scheme's order."""
    return [unit for unit in scheme.units if unit.name not in scheme.exempt]


def lines_of(scheme: Scheme) -> list[Heading | Line]:
    """Return what all units together are asked for, under headings; a period that has not ended is not asked for."""
    asked: dict[str, Asked] = {}
    units: dict[str, set[str]] = {}
    for unit in assessed(scheme):
        for each in asked_of(scheme, unit):
            asked.setdefault(each.name, each)
            units.setdefault(each.name, set()).add(unit.name)
    used = uses(scheme)
    groups = [*_groups(scheme)]
    readers = {name: _readers(scheme, name, used) for name in scheme_order(scheme, asked)}
    known = {group.id for group in groups}
    found: list[Heading | Line] = []
    told: tuple[Heading, ...] = ()
    number = 0
    for group in [*groups, _Group("", (Heading(0, _REST),))]:
        here = [name for name, ids in readers.items() if next((id_ for id_ in ids if id_ in known), "") == group.id]
        lines = [line for name in here for line in _periods(scheme, asked[name])]
        if not lines:
            continue
        found += group.headings[_shared(told, group.headings) :]
        told = group.headings
        for fact, period, of in lines:
            number += 1
            found.append(Line(f"项{number:03d}", of, fact, period, readers[of.name], frozenset(units[of.name])))
    return found


def lines_for(lines: Sequence[Heading | Line], unit: str) -> list[Heading | Line]:
    """Return the lines that one unit is asked for, with the headings that have any."""
    mine = [each for each in lines if isinstance(each, Heading) or unit in each.units]
    return without_idle_headings(mine)


def without_idle_headings(lines: Sequence[Heading | Line]) -> list[Heading | Line]:
    """Leave out the headings that have no lines under them."""
    kept: list[Heading | Line] = []
    deepest = -1
    for each in reversed(lines):
        if isinstance(each, Line):
            deepest = 99
            kept.append(each)
        elif each.level < deepest:
            deepest = each.level
            kept.append(each)
    return kept[::-1]


def is_panel(line: Line) -> bool:
    """Say whether raters give the marks, each in a form of its own."""
    return line.fact.type is FactType.PANEL


def scheme_order(scheme: Scheme, names: dict[str, Asked]) -> list[str]:
    """Return names of facts in the order in which the scheme declares them."""
    return [name for name in dict.fromkeys(fact.of or fact.name for fact in scheme.facts.values()) if name in names]


def _readers(scheme: Scheme, name: str, used: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the parts that read a fact; of one that only bounds others, those that read them."""
    if name in used:
        return used[name]
    bounded = [fact for fact in scheme.facts.values() if any(other.partition(".")[0] == name for other in fact.at_most)]
    return tuple(dict.fromkeys(id_ for fact in bounded for id_ in used.get((fact.of or fact.name), ())))


def _shared(told: tuple[Heading, ...], headings: tuple[Heading, ...]) -> int:
    """Return how many headings from the outermost on stand there already."""
    pairs = enumerate(zip(told, headings, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(told), len(headings)))


def _periods(scheme: Scheme, asked: Asked) -> Iterator[tuple[FactDeclaration, str, Asked]]:
    if not asked.periods:
        yield asked.fact, "", asked
    for period in asked.periods:
        fact = scheme.facts[f"{asked.name}.{period}"]
        if not fact.open_:
            yield fact, period, asked


def _groups(scheme: Scheme) -> Iterator[_Group]:
    """Yield the parts of a scheme that read facts, in written order, each with the headings that it stands under."""
    yield from _of_items(scheme.items, ())
    for word, parts in (("加分", scheme.bonuses), ("扣分", scheme.penalties)):
        for each in adjustments(parts):
            own = Heading(1, f"{each.id}　{each.title}", each.clause or "")
            yield _Group(each.id, (Heading(0, word), own))
    rules = [*(rule.id for rule in scheme.rules), *(tier.name for tier in scheme.tiers), "名次"]
    for id_ in rules:
        yield _Group(id_, (Heading(0, _RULES),))


def _of_items(items: tuple[Item, ...], above: tuple[Heading, ...]) -> Iterator[_Group]:
    for item in items:
        own = Heading(len(above), f"{item.id}　{item.title}（{exact_text(item.points)} 分）", item.clause or "")
        yield _Group(item.id, (*above, own))
        if isinstance(item, Section) and item.combining.cycle is None:
            yield from _of_items(item.parts, (*above, own))
