"""Open Parquet and large CSV files and read their columns; the only door to pyarrow.

Nothing is rounded on the way: a decimal128 becomes the integers that it is made of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from engine.arrow.places import make_rows
from engine.arrow.raw import Figures, Flags, Floats, Names, Words
from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from engine.arrow.raw import Raw
    from engine.columns.ints import Array, Mask
    from engine.text.source import Span

# What a column's metadata may call the unit of measure of its values.
_UNIT_KEYS = (b"unit", "计量单位".encode())
_HIGH, _LOW = 2**63, 2**64
# What may be a mobile number, a citizen's or a landline's (`engine.facts.personal`); the rest certainly is none.
_FIGURE = "[0-9０-９]"
_SUSPECT = f"[1１](?:[ -]?{_FIGURE}){{10}}|(?:{_FIGURE}[ -]?){{14}}{_FIGURE}|[0０]{_FIGURE}{{2,3}}[ -]{_FIGURE}{{7}}"


class UnreadableError(Exception):
    """The file is not what its name says, or is broken, which may be seen late; `name` is what the user calls it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


@dataclass(frozen=True, eq=False)
class ColumnFile:
    """An open file; `name` is what the user calls it, `units` are what columns say of the unit of their values.

    `first_row` is the number of the first row of values, and `lettered` says that places are cells, as in CSV:
    `汇总.csv B3`; in Parquet they are rows, counted from 1, and columns.
    """

    name: str
    sha256: str
    heads: tuple[str, ...]
    rows: int
    first_row: int
    lettered: bool
    units: Mapping[str, str]
    read: Callable[[int], pa.ChunkedArray] = field(repr=False)

    def place(self, row: int, texts: Mapping[int, str], column: int) -> Span:
        """Return the place of a cell, whose row shows these texts, by column; row -1 is that of the heads."""
        shown = [texts.get(at, "") for at in range(len(self.heads))]
        rows = [(row + self.first_row, shown)]
        return make_rows(self.name, self.sha256, self.heads, rows, lettered=self.lettered).span(0, column)

    def head(self, column: int) -> Span:
        """Return the place of a column's name."""
        return self.place(-1, dict(enumerate(self.heads)), column)

    def column(self, index: int) -> Raw | None:
        """Return a column; None where it holds lists, or anything else that is no value."""
        return _raw(_whole(self.read(index)))

    def texts(self, index: int) -> list[str | None]:
        """Return a column as texts, without blanks around them; None where there is none."""
        texts = _as_texts(_whole(self.read(index)))
        if texts is None:
            return [None] * self.rows
        found: list[str | None] = pc.utf8_trim_whitespace(_decoded(texts)).to_pylist()
        return found

    def matched(self, index: int, known: Sequence[str]) -> tuple[Array, Names]:
        """Return for each row the place of its text among the known ones, int64[n], -1 for another; and the texts."""
        texts = _as_texts(_whole(self.read(index)))
        if texts is None:
            texts = pa.nulls(self.rows, pa.string())
        trimmed = pc.utf8_trim_whitespace(_decoded(texts))
        found = pc.fill_null(pc.index_in(trimmed, value_set=pa.array(known, trimmed.type)), -1)
        return found.to_numpy(zero_copy_only=False).astype(np.int64), Names(_Texts(trimmed))


@contextmanager
def _whole_file(name: str) -> Iterator[None]:
    """Say that a file is broken where the library finds it so, of which some errors look like those of a disk."""
    try:
        yield
    except (pa.ArrowException, ValueError) as error:
        raise UnreadableError(name) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise UnreadableError(name) from error


def open_parquet(path: Path, name: str) -> ColumnFile:
    """Open a Parquet file. Raises UnreadableError where it is none, OSError where it cannot be read."""
    with _whole_file(name):
        file = pq.ParquetFile(path, memory_map=True)
        schema = file.schema_arrow
        heads, count = tuple(schema.names), file.metadata.num_rows
        units = {each.name: unit for each in schema if (unit := _unit(each.metadata)) is not None}

    def read(index: int) -> pa.ChunkedArray:
        with _whole_file(name):
            # A reader of its own: one is not for several threads.
            mine = pq.ParquetFile(path, memory_map=True, metadata=file.metadata)
            table = mine.read(columns=[heads[index]], use_threads=False)
            # A name may stand twice, and may be that of what is inside another column as well.
            alike = [at for at, head in enumerate(table.column_names) if head == heads[index]]
            column = table.column(alike[heads[:index].count(heads[index])])
            if pa.types.is_dictionary(column.type) or _is_text(column.type):
                column.validate(full=True)
            if len(column) != count:
                raise UnreadableError(name)
            return column

    return ColumnFile(name, _sha256(path), heads, count, 1, lettered=False, units=units, read=read)


def open_csv(path: Path, name: str, *, separator: str, encoding: str) -> ColumnFile:
    """Open a CSV file whose first row holds the names of the columns. Raises as `open_parquet` does."""
    with _whole_file(name):
        table = pa_csv.read_csv(
            path,
            read_options=pa_csv.ReadOptions(encoding=encoding, autogenerate_column_names=True, block_size=1 << 24),
            parse_options=pa_csv.ParseOptions(delimiter=separator, newlines_in_values=True),
            convert_options=_TEXTS_ONLY,
        )
        if not all(pa.types.is_dictionary(each.type) for each in table.columns):
            raise UnreadableError(name)  # wider than any table of facts, and its last columns were guessed at
    heads = tuple((each.chunk(0)[0].as_py() or "").strip() for each in table.columns) if table.num_rows else ()
    values = table.slice(1)
    return ColumnFile(name, _sha256(path), heads, values.num_rows, 2, lettered=True, units={}, read=values.column)


# Every column is read as texts, and an empty cell as none; a spreadsheet has no more columns than these.
_TEXTS_ONLY = pa_csv.ConvertOptions(
    column_types={f"f{index}": pa.dictionary(pa.int32(), pa.string()) for index in range(16_384)},
    strings_can_be_null=True,
    quoted_strings_can_be_null=True,
    null_values=[""],
)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unit(metadata: Mapping[bytes, bytes] | None) -> str | None:
    found = next((metadata[key] for key in _UNIT_KEYS if key in metadata), None) if metadata else None
    return None if found is None else found.decode("utf-8", "replace").strip()


def _whole(chunked: pa.ChunkedArray) -> pa.Array:
    if pa.types.is_dictionary(chunked.type):
        chunked = chunked.unify_dictionaries()
    found = chunked.combine_chunks()
    return found if isinstance(found, pa.Array) else pa.concat_arrays(found.chunks)


def _raw(array: pa.Array) -> Raw | None:
    kind = array.type
    if pa.types.is_integer(kind):
        return _integers(array)
    if pa.types.is_decimal(kind):
        return _decimals(array)
    if pa.types.is_floating(kind):
        wide = array.cast("float32") if kind.bit_width < 32 else array  # noqa: PLR2004
        return Floats(_filled(wide, 0), _null(array))
    if pa.types.is_boolean(kind):
        return Flags(_filled(array, False), _null(array))  # noqa: FBT003
    return _words(texts) if (texts := _as_texts(array)) is not None else None


def _integers(array: pa.Array) -> Figures:
    kind, null = array.type, _null(array)
    if pa.types.is_uint64(kind) and len(array) and (pc.max(array).as_py() or 0) >= _HIGH:
        return Figures(np.array(_filled(array, 0).tolist(), dtype=object), 0, null)
    values = _buffer(array, np.dtype(kind.to_pandas_dtype())).astype(np.int64, copy=null is not None)
    if null is not None:  # what stands where there is nothing is not said
        values[null] = 0
    return Figures(values, 0, null)


def _decimals(array: pa.Array) -> Figures:
    """Take decimals as the integers that they are made of: in words of 64 bits, the lowest first."""
    kind, null = array.type, _null(array)
    if kind.bit_width < 128:  # noqa: PLR2004
        return Figures(_integers(array.view(f"int{kind.bit_width}")).values, kind.scale, null)
    each = kind.bit_width // 64
    words = _buffer(array, np.dtype(np.int64), each).reshape(len(array), each)
    low = words[:, 0].copy()
    if null is not None:
        low[null] = 0
    beyond = (words[:, 1:] != (low >> 63)[:, None]).any(axis=1)
    if null is not None:
        beyond[null] = False
    if not beyond.any():
        return Figures(low, kind.scale, null)
    values = np.zeros(len(low), dtype=object)
    values[:] = words[:, -1].tolist()
    for place in range(each - 2, -1, -1):
        values = values * _LOW + words[:, place].astype(np.uint64).astype(object)
    if null is not None:
        values[null] = 0
    return Figures(values, kind.scale, null)


def _buffer(array: pa.Array, dtype: np.dtype[Any], each: int = 1) -> Array:
    """Return the values as they lie in memory, `each` words a value; where there is none, there is anything."""
    start, count = array.offset * each, len(array) * each
    return np.frombuffer(array.buffers()[1], dtype=dtype, offset=start * dtype.itemsize, count=count)


def _as_texts(array: pa.Array) -> pa.Array | None:
    """Return texts, days and moments as texts, numbers too where texts are asked for; None for lists and the like."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        return _as_texts(array.dictionary_decode()) if not _is_text(kind.value_type) else array
    if pa.types.is_string_view(kind):  # of which little can be done
        return array.cast(pa.string())
    if _is_text(kind):
        return array
    if pa.types.is_nested(kind) or _is_binary(kind) or pa.types.is_duration(kind):
        return None
    try:
        return array.cast(pa.string())
    except pa.ArrowNotImplementedError:
        return None


def _is_binary(kind: pa.DataType) -> bool:
    """Whether values are bytes, which might be of any encoding, or of none."""
    fixed = pa.types.is_fixed_size_binary(kind) or pa.types.is_binary_view(kind)
    return bool(fixed or pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def _decoded(texts: pa.Array) -> pa.Array:
    return texts.dictionary_decode() if pa.types.is_dictionary(texts.type) else texts


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _words(texts: pa.Array) -> Words:
    if not pa.types.is_dictionary(texts.type):
        texts = texts.dictionary_encode()
    codes = pc.fill_null(texts.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    return Words(codes, _Texts(texts.dictionary))


class _Texts(Sequence[str]):
    """The different texts of a column; each becomes a Python string only when it is asked for."""

    def __init__(self, texts: pa.Array) -> None:
        self.texts = texts

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401  a text for a place; nothing else is asked for
        return self.texts[place].as_py() or ""

    def __iter__(self) -> Iterator[str]:
        return (text or "" for text in self.texts.to_pylist())


def suspects(words: Words | Names) -> list[int]:
    """Return the places of the texts that hold figures as those that identify a person do."""
    each = words.each
    texts = each.texts if isinstance(each, _Texts) else pa.array(each, pa.string())
    found: list[int] = pc.indices_nonzero(pc.match_substring_regex(texts, _SUSPECT)).to_pylist()
    return found


def _filled(array: pa.Array, value: object) -> Array:
    whole = array if not array.null_count else pc.fill_null(array, pa.scalar(value, array.type))
    values: Array = whole.to_numpy(zero_copy_only=False)
    return values


def _null(array: pa.Array) -> Mask | None:
    return None if not array.null_count else pc.is_null(array).to_numpy(zero_copy_only=False)
