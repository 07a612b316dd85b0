"""Parquet files as systems write them: typed columns, odd types, broken bytes."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.fuzz.archives import flipped

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.fuzz.cells import Rows


def parquet_bytes(rng: random.Random, rows: Rows) -> bytes:
    """The table as Parquet, its columns of whatever types their texts, or nobody's, can have."""
    width = max(map(len, rows))
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    heads, body = full[0], full[1:]
    if rng.random() < 0.04:
        body = []
    columns = [_column(rng, [row[at] for row in body]) for at in range(width)]
    if rng.random() < 0.03:
        columns, heads = [], []
    fields = [pa.field(head, each.type, metadata=_metadata(rng)) for head, each in zip(heads, columns, strict=True)]
    table = pa.Table.from_arrays(columns, schema=pa.schema(fields, metadata=rng.choice((None, {b"pandas": b"{" * 9}))))
    file = io.BytesIO()
    pq.write_table(
        table,
        file,
        compression=rng.choice(("none", "none", "snappy", "zstd", "gzip")),
        row_group_size=rng.choice((1, 2, 1000)),
        use_dictionary=rng.choice((True, False)),
    )
    data = file.getvalue()
    return flipped(rng, data) if rng.random() < 0.45 else data


def _metadata(rng: random.Random) -> dict[bytes, bytes] | None:
    return rng.choice((None, None, None, {b"unit": rng.choice((b"%", b"1", "户".encode(), b"", b"\xff", b"x" * 9999))}))


def _column(rng: random.Random, texts: list[str]) -> pa.Array:
    for _ in range(3):
        try:
            return rng.choice(_KINDS)(rng, texts)
        except (pa.ArrowException, ValueError, OverflowError, InvalidOperation, TypeError):
            continue
    return pa.array([text or None for text in texts], pa.string())


def _number(text: str) -> Decimal | None:
    return Decimal(text.rstrip("%户次")) if text and text not in ("未报", "不适用") else None


def _texts(rng: random.Random, texts: list[str]) -> pa.Array:
    kind = rng.choice(
        (pa.string(), pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string()))
    )
    found = pa.array([text or None for text in texts], pa.string())
    return found.cast(kind) if not pa.types.is_dictionary(kind) else found.dictionary_encode()


def _numbers(rng: random.Random, texts: list[str]) -> pa.Array:
    kind = rng.choice(
        (
            pa.int8(),
            pa.int64(),
            pa.uint64(),
            pa.float64(),
            pa.float32(),
            pa.float16(),
            pa.decimal128(38, 6),
            pa.decimal256(76, 30),
        )
    )
    values = [_number(text) for text in texts]
    if pa.types.is_integer(kind):
        return pa.array([None if each is None else int(each) for each in values], kind)
    if pa.types.is_floating(kind):
        return pa.array([None if each is None else float(each) for each in values], pa.float64()).cast(kind)
    return pa.array(values, kind)


def _odd(rng: random.Random, texts: list[str]) -> pa.Array:
    made: tuple[tuple[Callable[[str], Any], pa.DataType | None], ...] = (
        (lambda text: [text], pa.list_(pa.string())),
        (lambda text: {"a": text}, pa.struct([("a", pa.string())])),
        (lambda text: [(text, 1)], pa.map_(pa.string(), pa.int8())),
        (lambda text: text.encode(), pa.binary()),
        (lambda text: text.encode()[:4].ljust(4), pa.binary(4)),
        (lambda _: date(2021, 3, 4), pa.date32()),
        (lambda _: datetime(2021, 3, 4, 5), pa.timestamp("ns", "Asia/Shanghai")),  # noqa: DTZ001
        (lambda _: datetime(9000, 3, 4, 5), pa.timestamp("us")),  # noqa: DTZ001
        (lambda _: 5, pa.time64("ns")),
        (lambda _: 5, pa.duration("s")),
        (lambda _: None, pa.null()),
        (lambda _: rng.choice((float("nan"), float("inf"), -0.0, 1e300, 5e-324, 0.1 + 0.2)), pa.float64()),
        (lambda _: rng.choice((True, False, None)), pa.bool_()),
        (lambda _: 2**64 - 1, pa.uint64()),
        (lambda _: -(2**63), pa.int64()),
        (lambda _: Decimal(10) ** 70, pa.decimal256(76, 2)),
        (lambda text: text, pa.dictionary(pa.int32(), pa.string())),
        (lambda _: "长" * 3000, pa.string()),
        (lambda _: "\ud7ff\0\x1b[31m", pa.string()),
    )
    make, kind = rng.choice(made)
    return pa.array([make(text) for text in texts], kind)


_KINDS: tuple[Callable[[random.Random, list[str]], pa.Array], ...] = (
    _texts,
    _texts,
    _numbers,
    _numbers,
    _numbers,
    _odd,
)
