"""The trace as columns says what the trace as rows says, and its parts add up exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.export.export import Format, TraceWriter
from engine.export.trace import trace_fields
from engine.export.wide import wide_fields
from engine.scheme.adjustment import AdjustmentGroup, adjustable
from engine.scheme.model import Section, all_items
from tests.assessing import assess_shipped, assess_texts, fact_texts, scheme_text
from tests.unit.export.reading import rows_of
from tests.unit.export.test_files import LARGE, NAME, SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme
    from tests.unit.export.reading import Row

ENDS, PAIRS = ("分支", "情形"), ("得分", "数值")


def written(folder: Path, assessment: Assessment) -> tuple[list[Row], list[Row]]:
    """Returns the trace as rows and as columns."""
    found = []
    for format_, fields in ((Format.CSV, trace_fields), (Format.PARQUET, wide_fields)):
        path = folder / f"明细{format_.value}"
        with TraceWriter(path, format_, assessment.results) as writer:
            writer.add(assessment.results)
        found.append(rows_of(path, fields(assessment.scheme)))
    return found[0], found[1]


def parts_of(scheme: Scheme) -> dict[str, list[str]]:
    """Returns what everything that has parts is made of."""
    sections = [item for item in all_items(scheme.items) if isinstance(item, Section)]
    sides = (*scheme.bonuses, *scheme.penalties)
    groups = [part for part in adjustable(sides) if isinstance(part, AdjustmentGroup)]
    made = {section.id: [part.id for part in section.parts] for section in sections}
    made |= {group.id: [part.id for part in group.parts] for group in groups}
    return made | {"总分": [part.id for part in (*scheme.items, *sides)]}


def decimal(text: str | None) -> Fraction | None:
    """Returns a number, however many noughts it ends with: totals have decimals of their own."""
    return None if text is None else Fraction(text)


def fraction(row: Row, name: str) -> Fraction | None:
    """Returns a number that is written as numerator and denominator."""
    top, bottom = row[f"{name}分子"], row[f"{name}分母"]
    return None if top is None else Fraction(int(top), int(bottom or 0))


def points(row: Row, id_: str, ends: str = "得分") -> Fraction:
    """Returns points as they are: a fraction where they are no decimal."""
    if ends == "得分" and (plain := row[f"{id_}.得分"]) is not None:
        return Fraction(plain)
    return fraction(row, f"{id_}.{ends}") or Fraction(0)


@pytest.mark.parametrize("name", SHIPPED)
def test_columns_say_what_the_rows_say(name: str, tmp_path: Path) -> None:
    as_rows, as_columns = written(tmp_path, assess_shipped(name))
    of_unit = {row["单位"]: row for row in as_columns}
    compared = 0
    for row in as_rows:
        wide, id_ = of_unit[row["单位"]], row["编号"]
        if f"{id_}.得分" not in wide:
            continue
        compared += 1
        told = {end: row[end] for end in ENDS if f"{id_}.{end}" in wide}
        assert told == {end: wide[f"{id_}.{end}"] for end in told}
        assert decimal(row["得分"]) == decimal(wide[f"{id_}.得分"])
        for pair in PAIRS:
            if f"{id_}.{pair}分子" in wide:
                assert fraction(row, pair) == fraction(wide, f"{id_}.{pair}")
    assert compared > len(as_columns)
    assert {row["示例"] for row in as_columns} == {"是"}


@pytest.mark.parametrize("name", SHIPPED)
def test_parts_and_the_rest_add_up_exactly(name: str, tmp_path: Path) -> None:
    assessment = assess_shipped(name)
    _, as_columns = written(tmp_path, assessment)
    made = parts_of(assessment.scheme)
    for row in as_columns:
        for whole, parts in made.items():
            if row[f"{whole}.情形"] == "算不出来":
                continue
            together = sum((points(row, part) for part in parts), points(row, whole, "其余"))
            assert together == points(row, whole), (row["单位"], whole)


def test_numbers_that_no_column_holds_are_written_out(tmp_path: Path) -> None:
    text = (
        scheme_text(NAME)
        .replace("    指标得分: 2\n", "")
        .replace("特扶家庭走访户数 / 特扶家庭户数", f"特扶家庭走访户数 * {LARGE} / 特扶家庭户数 / {LARGE}")
    )
    _, as_columns = written(tmp_path, assess_texts(text, fact_texts(NAME)))
    (row,) = [row for row in as_columns if row["单位"] == "新华街道"]
    assert (row["C2.数值分子"], row["C2.数值分母"]) in ((None, None), ("84", "86"), ("42", "43"))
    if row["C2.数值分子"] is None:
        assert "C2.数值 42/43" in (row["写不下的数"] or "")
    assert points(row, "C2") == Fraction(190, 43)
