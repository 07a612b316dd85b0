"""Facts laid out as tables: long, with a row for every value, or wide, with a row for every unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, MATTER
from engine.tables.flat import FlatUnit
from engine.tables.header import CODE, FACT, HEAD, ORIGIN, PERIOD, RATER, UNIT, VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.scheme.model import FactDeclaration
    from engine.tables.flat import FlatRow
    from engine.tables.names import Names

COUNTED = "采用"
YES = "是"


@dataclass(frozen=True, slots=True)
class Laid:
    """A text that stands in a cell; where it is a value, `fact` is what it is one of."""

    text: str
    fact: FactDeclaration | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `name` is what its sheet is called."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Laid, ...], ...]


@dataclass(frozen=True, slots=True)
class FactLayout:
    """Lays out the facts of a scheme; `codes` are those of units, `counted` is the origin of a fact that counts."""

    names: Names
    codes: Mapping[str, str]
    counted: Mapping[tuple[str, str], str]

    def long(self, units: Iterable[FlatUnit]) -> Table:
        """Return a table with a row for every value and every matter."""
        rows = [cells for unit in units for cells in self._long_rows(unit)]
        keys = (
            UNIT, CODE, HEAD["illustrative"], FACT, PERIOD, ORIGIN, RATER, VALUE, COUNTED,
            *(key for key in MATTER.keys if key not in EVIDENCE_KEYS), *EVIDENCE_KEYS,
        )  # fmt: skip
        return _table("数据", [key for key in keys if any(key in row for row in rows)], rows)

    def _long_rows(self, unit: FlatUnit) -> Iterable[dict[str, Laid]]:
        head = self._of_unit(unit)
        for row in self._placed(unit.rows):
            told = {FACT: row.fact, PERIOD: row.period, ORIGIN: row.origin, RATER: row.rater}
            cells = {key: Laid(text) for key, text in told.items() if text}
            if row.value is not None:
                cells[VALUE] = Laid(row.value, self._declared(row))
                if self.counted.get((unit.name, _name(row))) == row.origin:
                    cells[COUNTED] = Laid(YES)
            yield head | cells | {key: Laid(text) for key, text in (*row.matter, *row.beside)}
        if unit.narrative:
            yield head | {FACT: Laid(HEAD["narrative"]), VALUE: Laid(unit.narrative)}

    def _placed(self, rows: Sequence[FlatRow]) -> list[FlatRow]:
        """Return the rows in the scheme's order of facts; what is said beside values stands with the first of them."""
        order = {name: at for at, name in enumerate(self.names.declared)}
        placed: list[FlatRow] = []
        for row in sorted(rows, key=lambda each: order[each.fact]):
            last = placed[-1] if placed else None
            bare = last is not None and last.value is None and not last.matter and row.value is not None
            if last is not None and bare and (last.fact, last.period) == (row.fact, row.period):
                placed[-1] = replace(row, beside=last.beside)
            else:
                placed.append(row)
        return placed

    def wide(self, units: Sequence[FlatUnit]) -> list[Table]:
        """Return a table with a row for every unit and, where there are matters, one with a row for each of them."""
        columns: dict[tuple[int, ...], str] = {}
        rows = []
        for unit in units:
            cells = self._of_unit(unit)
            for row in unit.rows:
                for key, header, cell in self._wide_cells(row):
                    columns[key] = header
                    cells[header] = cell
            rows.append(cells | ({HEAD["narrative"]: Laid(unit.narrative)} if unit.narrative else {}))
        keys = [UNIT, CODE, HEAD["illustrative"], *(columns[key] for key in sorted(columns)), HEAD["narrative"]]
        tables = [_table("数据", [key for key in keys if any(key in row for row in rows)], rows)]
        with_matters = [_matters_of(unit) for unit in units if any(row.matter for row in unit.rows)]
        if with_matters:
            listed = self.long(with_matters)
            tables.append(Table(MATTER.title, listed.head, listed.rows))
        return tables

    def _wide_cells(self, row: FlatRow) -> Iterable[tuple[tuple[int, ...], str, Laid]]:
        """Yield the cells of a row, each with its header and with where that stands among the others."""
        facts, origins = list(self.names.declared), list(self.names.origins.values())
        periods = list(self.names.periods.get(row.fact, {}).values())
        about = row.fact if row.period is None else f"{row.fact}.{row.period}"
        place = (facts.index(row.fact), periods.index(row.period) if row.period else -1)
        for word, text in row.beside:
            yield (*place, len(origins), EVIDENCE_KEYS.index(word)), f"{about}.{word}", Laid(text)
        if row.value is not None and row.origin is not None:
            header = f"{about}.{row.origin}" + (f".{row.rater}" if row.rater else "")
            rater = (len(row.rater or ""), *map(ord, row.rater or ""))  # 评委10 comes after 评委9
            yield (*place, origins.index(row.origin), *rater), header, Laid(row.value, self._declared(row))

    def _of_unit(self, unit: FlatUnit) -> dict[str, Laid]:
        told = {UNIT: unit.name, CODE: self.codes.get(unit.name), HEAD["illustrative"]: unit.illustrative and YES}
        return {key: Laid(str(text)) for key, text in told.items() if text}

    def _declared(self, row: FlatRow) -> FactDeclaration | None:
        return self.names.single.get(_name(row), self.names.declared.get(row.fact))


def _name(row: FlatRow) -> str:
    return row.fact if row.period is None else f"{row.fact}.{row.period}"


def _matters_of(unit: FlatUnit) -> FlatUnit:
    return FlatUnit(unit.name, unit.illustrative, rows=[row for row in unit.rows if row.matter])


def _table(name: str, keys: Sequence[str], rows: Iterable[Mapping[str, Laid]]) -> Table:
    return Table(name, tuple(keys), tuple(tuple(row.get(key, _NOTHING) for key in keys) for row in rows))


_NOTHING = Laid("")
