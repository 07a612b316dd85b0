"""A column of any type means what its texts mean one by one, as `parse_value` and the contract have it."""

from __future__ import annotations

import math
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.arrow.files import open_parquet
from engine.arrow.raw import Floats, Raw
from engine.bulk.parse import ABSENT, BAD, MISSING, NOT_FOR_IT, ONE, PERCENT, VALUE, parse
from engine.facts.contract import parse_value
from engine.facts.table import scale_of
from engine.number import exact_text
from engine.scheme.model import FactDeclaration, FactType
from engine.text.source import Source, Span

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = Span(Source("", ""), 0, 0)


def fact(type_: FactType, digits: int = 0, options: tuple[str, ...] = ()) -> FactDeclaration:
    return FactDeclaration(
        "数", type_, None, digits, None, None, (), options, may_not_apply=False, meaning=None, span=NOWHERE
    )


def raw_of(array: pa.Array, folder: Path) -> Raw:
    """A column as it comes back from a file."""
    path = folder / "列.parquet"
    pq.write_table(pa.table({"数": array}), path)
    raw = open_parquet(path, "列.parquet").column(0)
    assert raw is not None
    return raw


def meant(declared: FactDeclaration, raw: Raw, measure: str | None = None) -> list[Any]:
    """For each row a fraction, or the kind of what stands there instead."""
    parsed = parse(declared, raw, measure)
    scale = 10 ** scale_of(declared)
    pairs = zip(parsed.kind.tolist(), parsed.values.tolist(), strict=True)
    return [Fraction(value, scale) if kind == VALUE else kind for kind, value in pairs]


def expected(declared: FactDeclaration, text: str | None) -> Fraction | int:
    if text is None:
        return ABSENT
    value = parse_value(declared, text)
    return BAD if isinstance(value, str) else Fraction(value)


NUMBERS = [fact(FactType.WHOLE), fact(FactType.DECIMAL, 2), fact(FactType.DECIMAL, 0), fact(FactType.DECIMAL, 5)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), min_size=1), st.sampled_from(NUMBERS))
def test_integers(
    tmp_path_factory: pytest.TempPathFactory, values: list[int | None], declared: FactDeclaration
) -> None:
    raw = raw_of(pa.array(values, pa.int64()), tmp_path_factory.mktemp("t"))
    assert meant(declared, raw) == [expected(declared, None if each is None else str(each)) for each in values]


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([(9, 2), (18, 0), (18, 4), (38, 2), (38, 10), (38, 37), (76, 5)]),
    st.lists(st.none() | st.integers(-(10**38), 10**38) | st.integers(-(10**6), 10**6), min_size=1),
    st.sampled_from(NUMBERS),
)
def test_decimals_arrive_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    kind: tuple[int, int],
    units: list[int | None],
    declared: FactDeclaration,
) -> None:
    precision, scale = kind
    units = [None if each is None else each % 10**precision - (each < 0) for each in units]
    units = [None if each is None or abs(each) >= 10**precision else each for each in units]
    make = pa.decimal256 if precision > 38 else pa.decimal128
    values = [None if each is None else Decimal(each).scaleb(-scale, Context(prec=80)) for each in units]
    raw = raw_of(pa.array(values, make(precision, scale)), tmp_path_factory.mktemp("t"))
    texts = [None if each is None else exact_text(Fraction(each, 10**scale)) for each in units]
    assert meant(declared, raw) == [expected(declared, text) for text in texts]
    assert [raw.text(row) for row in range(len(texts))] == texts


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.none()
        | st.floats()
        | st.integers(-(10**9), 10**9).map(lambda each: each / 100)
        | st.integers(-(10**17), 10**17).map(float)
        | st.sampled_from([0.1 + 0.2, 99.35, 1e300, 5e-324, -0.0, 1.005, 2.675, 0.285, 123456789.12]),
        min_size=1,
    ),
    st.sampled_from(NUMBERS),
)
def test_floats_are_the_decimals_of_fifteen_figures(
    tmp_path_factory: pytest.TempPathFactory, values: list[float | None], declared: FactDeclaration
) -> None:
    raw = raw_of(pa.array(values, pa.float64()), tmp_path_factory.mktemp("t"))
    assert isinstance(raw, Floats)
    texts = [
        None if each is None else exact_text(Fraction(format(each, ".15g"))) if math.isfinite(each) else str(each)
        for each in values
    ]
    assert meant(declared, raw) == [expected(declared, text) for text in texts]


@pytest.mark.parametrize("digits", range(5))
def test_every_decimal_of_a_float_column_comes_back(digits: int, tmp_path: Path) -> None:
    units = [*range(-200, 100_000, 7), 10**14 - 1]
    values = [each / 10**digits for each in units]
    raw = raw_of(pa.array(values, pa.float64()), tmp_path)
    assert meant(fact(FactType.DECIMAL, digits), raw) == [Fraction(each, 10**digits) for each in units]


def test_single_precision_is_sure_of_six_figures(tmp_path: Path) -> None:
    raw = raw_of(pa.array([99.35, 1234.5, 1234567.0], pa.float32()), tmp_path)
    assert meant(fact(FactType.DECIMAL, 2), raw) == [Fraction("99.35"), Fraction("1234.5"), Fraction(1234570)]


@pytest.mark.parametrize(
    ("measure", "array", "texts"),
    [
        (PERCENT, pa.array([Decimal("99.35"), Decimal("100.00"), None]), ["99.35%", "100%", None]),
        (ONE, pa.array([Decimal("0.9935"), Decimal("1.0000"), Decimal("0.99351")]), ["99.35%", "100%", "99.351%"]),
        (PERCENT, pa.array([99, 100, 3]), ["99%", "100%", "3%"]),
        (ONE, pa.array([0.07, 0.29, 1.0]), ["7%", "29%", "100%"]),
        (PERCENT, pa.array(["99.35", "100%", "3.5%"]), ["99.35%", "100%", "3.5%"]),
        (None, pa.array(["99.35%", "100%", ""]), ["99.35%", "100%", None]),
    ],
)
def test_percentages(measure: str | None, array: pa.Array, texts: list[str | None], tmp_path: Path) -> None:
    declared = fact(FactType.PERCENT, 2)
    assert meant(declared, raw_of(array, tmp_path), measure) == [expected(declared, text) for text in texts]


@pytest.mark.parametrize(
    ("declared", "array", "found"),
    [
        (fact(FactType.YES_NO), pa.array([True, False, None]), [1, 0, ABSENT]),
        (fact(FactType.YES_NO), pa.array(["是", "否", "未报", "不适用"]), [1, 0, MISSING, NOT_FOR_IT]),
        (fact(FactType.YES_NO), pa.array([1, 0]), [BAD, BAD]),
        (fact(FactType.WHOLE), pa.array([True, None]), [BAD, ABSENT]),
        (fact(FactType.CHOICE, options=("一", "2")), pa.array(["2", "一", "三", None]), [1, 0, BAD, ABSENT]),
        (fact(FactType.CHOICE, options=("1", "2")), pa.array([2, 1, 3, None]), [1, 0, BAD, ABSENT]),
        (fact(FactType.WHOLE), pa.array(["1", "2", "1"]).dictionary_encode(), [1, 2, 1]),
        (fact(FactType.WHOLE), pa.array([2**64 - 1, 0, None], pa.uint64()), [2**64 - 1, 0, ABSENT]),
        (fact(FactType.WHOLE), pa.array([None, None]), [ABSENT, ABSENT]),
    ],
)
def test_other_types(declared: FactDeclaration, array: pa.Array, found: list[Any], tmp_path: Path) -> None:
    assert meant(declared, raw_of(array, tmp_path)) == found
