"""Columns as texts, digit by digit, for files that are made of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.export.table import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.columns.ints import Array, Mask
    from engine.export.table import Column, Field

YES, NO = "是", "否"


def texts_of(field: Field, column: Column) -> list[str | None]:
    """Return a column as texts, None where nothing stands."""
    found: Array
    match field.kind:
        case Kind.TEXT:
            found = column.values
        case Kind.NAME | Kind.WORD:
            found = np.array([*column.words, ""], dtype=object)[column.values]
        case Kind.FLAG:
            found = np.array([NO, YES], dtype=object)[column.values.astype(np.int8)]
        case Kind.WHOLE | Kind.SMALL:
            found = _each_once(column.values, str)
        case Kind.DECIMAL:
            found = _each_once(column.values, lambda number: decimal_text(number, field.digits))
    return _blanked(found, column.known)


def decimal_text(number: int, digits: int) -> str:
    """Write a number of units of 10^-digits: 9250 with two digits is `92.50`."""
    whole, part = divmod(abs(number), 10**digits)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def _each_once(values: Array, write: Callable[[int], str]) -> Array:
    """Write every distinct number once: columns repeat themselves."""
    distinct, places = np.unique(values, return_inverse=True)
    written = np.empty(distinct.size, dtype=object)
    written[:] = [write(number) for number in distinct.tolist()]
    found: Array = written[places.reshape(-1)]
    return found


def _blanked(found: Array, known: Mask | None) -> list[str | None]:
    if known is not None and not known.all():
        found = found.copy()
        found[~known] = None
    texts: list[str | None] = found.tolist()
    return texts
