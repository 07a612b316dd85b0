"""A table as Parquet; with `engine.arrow.files` the only door to pyarrow.

Decimals are decimals of 18 digits and stored as the integers that they are; words are dictionaries. While one block is
written, the next can be made.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from engine.export.table import DTYPES, MOST_DIGITS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from engine.columns.ints import Array, Mask
    from engine.export.table import About, Block, Column, Field


class ParquetTable:
    """A Parquet file that is being written; a block is a row group."""

    def __init__(self, path: Path, fields: Sequence[Field], about: About) -> None:
        self._fields = fields
        self._schema = pa.schema([_field(field) for field in fields], metadata=dict(about.pairs()))
        self._writer = pq.ParquetWriter(
            path, self._schema, compression="lz4", store_decimal_as_integer=True, write_statistics=False
        )
        self._pool = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None

    def add(self, block: Block) -> None:
        """Write rows, while the caller makes the next; what went wrong with the last is raised here."""
        if not block.rows:
            return
        arrays = [_array(field, block.columns[field.name]) for field in self._fields]
        table = pa.Table.from_arrays(arrays, schema=self._schema)
        self._wait()
        self._writing = self._pool.submit(self._writer.write_table, table, row_group_size=block.rows)

    def close(self) -> None:
        """Write what is held back, and end the file."""
        self._wait()
        self._pool.shutdown()
        self._writer.close()

    def abandon(self) -> None:
        """Let go of the file."""
        self._pool.shutdown(cancel_futures=True)
        with suppress(OSError):  # what went wrong is told already
            self._writer.close()

    def _wait(self) -> None:
        if self._writing is not None:
            self._writing.result()
            self._writing = None


def _field(field: Field) -> pa.Field:
    return pa.field(field.name, _type(field), nullable=not field.required, metadata={"meaning": field.meaning})


def _type(field: Field) -> pa.DataType:
    match field.kind:
        case Kind.NAME:
            return pa.dictionary(pa.int32(), pa.string())
        case Kind.WORD:
            return pa.dictionary(pa.int16(), pa.string())
        case Kind.TEXT:
            return pa.string()
        case Kind.DECIMAL:
            return pa.decimal128(MOST_DIGITS, field.digits)
        case Kind.WHOLE:
            return pa.int64()
        case Kind.SMALL:
            return pa.int16()
        case Kind.FLAG:
            return pa.bool_()


def _array(field: Field, column: Column) -> pa.Array:
    known = None if column.known is None or column.known.all() else column.known
    absent = None if known is None else ~known
    if absent is not None and absent.all():
        return _nothing(field, absent.size)
    match field.kind:
        case Kind.NAME | Kind.WORD:
            places = pa.array(column.values, mask=absent)
            return pa.DictionaryArray.from_arrays(places, pa.array(column.words, pa.string()))
        case Kind.DECIMAL:
            return _decimals(column.values, known, field.digits)
        case Kind.TEXT:
            return pa.array(column.values, pa.string(), mask=absent)
        case Kind.FLAG:
            return pa.array(column.values, pa.bool_(), mask=absent)
        case _:
            # The numbers are taken as they lie in memory.
            numbers: Array = np.ascontiguousarray(column.values, dtype=DTYPES[field.kind])
            return pa.Array.from_buffers(_type(field), numbers.size, [_validity(known), pa.py_buffer(numbers)])


def _validity(known: Mask | None) -> Any:  # noqa: ANN401  a buffer, or none where everything is known
    return None if known is None else pa.py_buffer(np.packbits(known, bitorder="little"))


@cache
def _nothing(field: Field, count: int) -> pa.Array:
    if field.kind in (Kind.NAME, Kind.WORD):
        return pa.DictionaryArray.from_arrays(pa.nulls(count, _type(field).index_type), pa.array([""], pa.string()))
    return pa.nulls(count, _type(field))


def _decimals(values: Array, known: Mask | None, digits: int) -> pa.Array:
    """Lay int64 out as the 128 bits of a decimal: the number below, its sign above."""
    wide = np.empty((values.size, 2), dtype=np.int64)
    wide[:, 0] = values
    np.right_shift(values, 63, out=wide[:, 1])
    kind = pa.decimal128(MOST_DIGITS, digits)
    return pa.Array.from_buffers(kind, values.size, [_validity(known), pa.py_buffer(wide)])
