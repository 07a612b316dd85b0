"""The names that formulas may use, taken from the raw tree before anything is read, sound or not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.reading.context import mapping_keys
from engine.scheme.calendar import UNDATED, Calendar
from engine.scheme.cycle import Cycle
from engine.scheme.fact_vocabulary import FACT
from engine.scheme.model import FactType
from engine.scheme.names import Names
from engine.scheme.spread import Periods
from engine.scheme.vocabulary import ORIGINS, SECTION
from engine.text.tree import Mapping
from engine.vocabulary.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.text.tree import Entry, Scalar

_SOME_TERM = Calendar(date(2021, 1, 1), date(2025, 12, 31))
_PARTS, _BY_PERIOD = (SECTION.by_name[name].key for name in ("parts", "by_period"))
_LISTED = (FactType.MATTERS, FactType.PANEL)


def read_names(record: Record, items: Sequence[str], rules: Sequence[str], calendar: Calendar) -> Names:
    """Return the names of a scheme: of facts with their members, of items, of rules, and the options of facts."""
    declared = {
        entry.key.text: Record(entry.value, FACT, record.broken)
        for entry in record.entries("facts")
        if isinstance(entry.value, Mapping)
    }
    types = {name: FactType[word] if (word := fact.choice("type")) else None for name, fact in declared.items()}
    single = {name: fact for name, fact in declared.items() if types[name] not in _LISTED}
    origins = record.record("origins", ORIGINS)
    return Names(
        [key.text for key in mapping_keys(record.mapping("facts"))],
        items,
        rules,
        [scalar.text for fact in declared.values() for scalar in fact.words("options")],
        _periods(single, calendar, [each.text for each in origins.words("precedence")] if origins else []),
        {name: tuple(each.text for each in fact.words("classes")) for name, fact in declared.items()},
        [name for name, type_ in types.items() if type_ is FactType.PANEL],
        [name for name in single if types[name]],
        composed=list(_composed(record.entries("items"))),
        choices={name: [each.text for each in fact.words("options")] for name, fact in declared.items()},
    )


def _composed(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the ids of items that have no value of their own."""
    for entry in entries:
        if isinstance(entry.value, Mapping):
            parts = entry.value.get(_PARTS)
            if parts is not None or entry.value.get(_BY_PERIOD) is not None:
                yield entry.key.text
            yield from _composed(getattr(parts.value, "entries", ()) if parts else ())


def _periods(declared: dict[str, Record], calendar: Calendar, origins: list[str]) -> Periods:
    cycles = {name: Cycle[word] for name, fact in declared.items() if (word := fact.choice("cycle"))}
    # What does not fit the calendar is told where it is declared; formulas are read all the same.
    instead = {cycle: _SOME_TERM if cycle is Cycle.YEAR else UNDATED for cycle in Cycle}
    used = {name: calendar if calendar.fits(cycle) else instead[cycle] for name, cycle in cycles.items()}
    return Periods(
        {name: used[name].periods(cycle) for name, cycle in cycles.items()},
        {name: used[name].closed(cycle) for name, cycle in cycles.items()},
        {name for name, fact in declared.items() if name in cycles and fact.yes("cumulative", default=False)},
        origins,
        calendar.ends if calendar.dated else {},
    )


def item_keys(entries: tuple[Entry, ...]) -> list[Scalar]:
    """Return the ids of items and adjustments, those of parts included."""
    keys = []
    for entry in entries:
        keys.append(entry.key)
        if isinstance(entry.value, Mapping) and (parts := entry.value.get(SECTION.by_name["parts"].key)):
            keys.extend(item_keys(getattr(parts.value, "entries", ())))
    return keys
