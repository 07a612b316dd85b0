"""What rows say besides values: evidence, 示例, which scheme they are for; and what identifies a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.arrow.files import suspects
from engine.arrow.raw import Figures, Flags, Floats, Names, Words
from engine.facts.personal import find_personal_data
from engine.facts.values import KEY
from engine.problem.codes import Code
from engine.scheme.unit_vocabulary import EVIDENCE, NO_EVIDENCE
from engine.text.source import Source, Span
from engine.text.tree import Scalar
from engine.vocabulary.shape import YES_NO

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.arrow.raw import Raw
    from engine.bulk.merge import Faults
    from engine.bulk.told import AllTold, Lines, Table
    from engine.columns.ints import Mask
    from engine.scheme.model import FactDeclaration, Scheme

_YES = next(word for word, yes in YES_NO.items() if yes)
# No number that identifies a person is smaller.
_SMALLEST_PERSONAL = 10**10


def head_faults(scheme: Scheme, told: AllTold, faults: Faults) -> None:
    """Count the rows that are for another scheme, and those that say neither 是 nor 否 of 示例."""
    for table in _tables(told):
        checks = (
            ("scheme", Code.OTHER_SCHEME, lambda text: text not in ("", scheme.id)),
            ("illustrative", Code.VALUE_KIND, lambda text: text not in ("", *YES_NO)),
        )
        for name, code, is_wrong in checks:
            at = table.heads.get(KEY[name])
            if at is not None and at in table.raws:
                _add(told, table, faults, code, _where(table.raws[at], is_wrong))


def is_illustrative(told: AllTold) -> bool:
    """Say whether any row says that its facts are made up."""
    found = False
    for table in _tables(told):
        at = table.heads.get(KEY["illustrative"])
        if at is not None and at in table.raws:
            found |= bool(_where(table.raws[at], lambda text: text == _YES)[table.units >= 0].any())
    return found


def evidence(told: AllTold, fact: FactDeclaration) -> Mask | None:
    """Say of which units any evidence is given for a fact; None where there is no column of it."""
    base = fact.name.removesuffix(f".{fact.origin}") if fact.origin else fact.name
    found = None
    for beside in told.beside.get(base, ()):
        raw = beside.lines.table.raws.get(beside.column)
        if beside.word == EVIDENCE and raw is not None:  # one that holds no values has been told
            given = _of_units(_where(raw, lambda text: text not in NO_EVIDENCE), beside.lines)
            found = given if found is None else found | given
    return found


def personal_faults(told: AllTold, faults: Faults) -> None:
    """Count the cells that hold a number that identifies a person."""
    for table in _tables(told):
        for raw in table.raws.values():
            _add(told, table, faults, Code.PERSONAL_DATA, _personal(raw))


def _personal(raw: Raw | Names) -> Mask:
    match raw:
        case Words():
            found = np.zeros(len(raw.each), dtype=np.bool_)
            for place in suspects(raw):
                found[place] = _is_personal(raw.stripped[place])
            return raw.among(found)
        case Names():
            found = np.zeros(len(raw.each), dtype=np.bool_)
            for row in suspects(raw):
                found[row] = _is_personal(raw.text(row) or "")
            return found
        case Flags():
            return np.zeros(len(raw.values), dtype=np.bool_)
        case Figures() | Floats():
            scale = raw.scale if isinstance(raw, Figures) else 0
            large = np.abs(raw.values) >= _SMALLEST_PERSONAL * 10**scale
            found = np.asarray(large).astype(np.bool_, copy=False)
            for row in np.flatnonzero(found).tolist():
                found[row] = _is_personal(raw.text(row) or "")
            return found


def _is_personal(text: str) -> bool:
    return bool(find_personal_data(Scalar(text, plain=True, span=Span(Source("", text), 0, len(text)))))


def _where(raw: Raw | Names, wanted: Callable[[str], bool]) -> Mask:
    """Say in which rows there is a text that is wanted."""
    if isinstance(raw, Words):
        return raw.among(np.array([wanted(text) for text in raw.stripped], dtype=np.bool_))
    if isinstance(raw, Flags):
        found = np.where(raw.values, wanted("是"), wanted("否"))
        return found if raw.null is None else found & ~raw.null
    count = len(raw.each if isinstance(raw, Names) else raw.values)
    return np.array([(text := raw.text(row)) is not None and wanted(text) for row in range(count)], dtype=np.bool_)


def _of_units(rows: Mask, lines: Lines) -> Mask:
    return rows if lines.of is None else np.append(rows, np.False_)[lines.of]


def _add(told: AllTold, table: Table, faults: Faults, code: Code, rows: Mask) -> None:
    """Count what is wrong in rows, row by row, and note whose rows those are."""
    if not rows.any():
        return
    units = np.zeros(len(told.names), dtype=np.bool_)
    units[table.units[rows & (table.units >= 0)]] = True
    faults.add(code, units)


def _tables(told: AllTold) -> list[Table]:
    return list(dict.fromkeys(lines.table for lines in told.lines))
