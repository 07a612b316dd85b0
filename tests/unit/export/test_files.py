"""What is written as Parquet, CSV and XLSX is what was computed, digit by digit, in all shipped schemes."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from engine.export.export import Format, TraceWriter, write_results
from engine.export.results import STATUS_WORDS, results_fields
from engine.export.trace import trace_fields
from engine.judge.judgement import Status
from engine.report.score import score_json
from engine.scheme.model import all_items
from tests.assessing import ROOT, assess_shipped, assess_texts, fact_texts, scheme_text
from tests.unit.export.reading import rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from engine.judge.assessment import Assessment
    from tests.unit.export.reading import Row

SHIPPED = sorted(path.name for path in (ROOT / "facts").iterdir())
NAME = "changning-2021"
LARGE = 10**21
VOID = ("不适用", "分母为零，不适用", "未报，视同不适用", "不适用于本单位")


@cache
def shipped(name: str) -> Assessment:
    return assess_shipped(name)


def results_rows(folder: Path, assessment: Assessment, format_: Format) -> list[Row]:
    path = folder / f"结果{format_.value}"
    write_results(path, format_, assessment)
    return rows_of(path, results_fields(assessment.scheme))


def trace_rows(folder: Path, assessment: Assessment, format_: Format) -> list[Row]:
    path = folder / f"明细{format_.value}"
    with TraceWriter(path, format_, assessment.results) as writer:
        writer.add(assessment.results)
    return rows_of(path, trace_fields(assessment.scheme))


def as_in_json(row: Row) -> dict[str, Any]:
    """A row of the results by the names of `kaohe/score@1`."""
    names = {
        "单位": "unit",
        "组别": "group",
        "得分": "score",
        "名次": "rank",
        "按分数等次": "score_tier",
        "等次": "tier",
    }
    statuses = {word: status.value for status, word in STATUS_WORDS.items()}
    lost = {"tier": row["未进等次"], "reason": row["未进原因"], "gap": row["未进分差"]} if row["未进等次"] else None
    return {name: row[own] for own, name in names.items()} | {
        "status": statuses[row["状态"] or ""],
        "displaced": lost,
        "vetoes": [said.split(" ")[0] for said in (row["一票否决"] or "").split("；") if said],
    }


@pytest.mark.parametrize("format_", Format)
@pytest.mark.parametrize("name", SHIPPED)
def test_results_are_those_of_the_json(name: str, format_: Format, tmp_path: Path) -> None:
    assessment = shipped(name)
    told = json.loads(score_json(assessment))
    expected = []
    for unit in told["units"]:
        lost = unit["displaced"]
        unit["displaced"] = None if lost is None else {key: lost[key] for key in ("tier", "reason", "gap")}
        unit["vetoes"] = [veto["id"] for veto in unit["vetoes"]]
        expected.append(unit)
    rows = results_rows(tmp_path, assessment, format_)
    # Units that are exempt come last; all others are in the scheme's order.
    expected.sort(key=lambda unit: unit["status"] == Status.EXEMPT.value)
    assert [as_in_json(row) for row in rows] == expected
    assert {row["示例"] for row in rows} == {"是" if told["illustrative"] else "否"}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_format_says_the_same(name: str, tmp_path: Path) -> None:
    assessment = shipped(name)
    parquet, as_csv, workbook = (results_rows(tmp_path, assessment, format_) for format_ in Format)
    assert parquet == as_csv == workbook
    assert trace_rows(tmp_path, assessment, Format.CSV) == trace_rows(tmp_path, assessment, Format.XLSX)


@pytest.mark.parametrize("name", SHIPPED)
def test_rows_of_the_trace_add_up_to_the_totals(name: str, tmp_path: Path) -> None:
    assessment = shipped(name)
    totals = {row["单位"]: row["得分"] for row in results_rows(tmp_path, assessment, Format.CSV)}
    added: dict[str | None, Fraction] = {}
    for row in trace_rows(tmp_path, assessment, Format.CSV):
        if row["合计行"] == "否":
            added[row["单位"]] = added.get(row["单位"], Fraction(0)) + points(row)
        elif row["编号"] == "总分" and totals[row["单位"]] is not None:
            assert points(row) == Fraction(totals[row["单位"]] or "")
    assert {unit: added[unit] for unit, total in totals.items() if total} == {
        unit: Fraction(total) for unit, total in totals.items() if total
    }


def points(row: Row) -> Fraction:
    if row["得分"] is not None:
        return Fraction(row["得分"])
    if row["得分全文"] is not None:
        return Fraction(row["得分全文"])
    return Fraction(int(row["得分分子"] or 0), int(row["得分分母"] or 1))


def test_the_value_and_the_points_before_rounding_are_told(tmp_path: Path) -> None:
    rows = trace_rows(tmp_path, shipped(NAME), Format.CSV)
    (row,) = [row for row in rows if (row["单位"], row["编号"]) == ("新华街道", "C2")]
    assert (row["数值分子"], row["数值分母"], row["得分"]) == ("84", "86", "4.42")
    assert Fraction(int(row["得分分子"] or 0), int(row["得分分母"] or 1)) == Fraction(190, 43)
    assert (row["类别"], row["上级"], row["情形"], row["满分"]) == ("指标", "C", "计分", "5.00")


def test_points_of_items_are_those_of_the_trace(tmp_path: Path) -> None:
    assessment = shipped(NAME)
    rows = trace_rows(tmp_path, assessment, Format.CSV)
    traced = {(row["单位"], row["编号"]): (row["得分"], row["情形"] or "") for row in rows}
    for row in results_rows(tmp_path, assessment, Format.XLSX):
        for item in all_items(assessment.scheme.items):
            points_, standing = traced[row["单位"], item.id]
            assert row[f"{item.id}.得分"] == (None if standing in VOID else points_)
    assert any(standing in VOID for _, standing in traced.values())


def test_missing_zero_and_not_applicable_differ(tmp_path: Path) -> None:
    texts = fact_texts(NAME)
    (file,) = [name for name in texts if "新华街道" in name]
    # A place for the evidence is left, and no value.
    texts[file] = texts[file].replace("  暖心家园活动次数:\n    自评: 14\n    核定: 14\n", "  暖心家园活动次数:\n")
    rows = trace_rows(tmp_path, assess_texts(scheme_text(NAME), texts), Format.CSV)
    found = {(row["情形"], row["得分"], row["数值分子"]) for row in rows if row["单位"] == "新华街道"}
    assert {("未报，须补报", None, None), ("计分", "3.00", "0")} <= found


def test_a_parquet_file_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "结果.parquet"
    write_results(path, Format.PARQUET, shipped(NAME), "9.9")
    schema = pq.read_schema(path)
    said = {key.decode(): value.decode() for key, value in schema.metadata.items()}
    assert (said["schema"], said["scheme"], said["illustrative"], said["version"]) == (
        "kaohe/results@1", NAME, "true", "9.9",
    )  # fmt: skip
    assert said["sha256"] == shipped(NAME).scheme.sha256
    assert str(schema.field("得分").type) == "decimal128(18, 2)"
    assert schema.field("C2.得分").metadata[b"meaning"].decode() == "特扶家庭走访率"


def test_fractions_that_are_no_decimals_are_kept(tmp_path: Path) -> None:
    """Without a rounding of points, a third stays a third."""
    text = scheme_text(NAME).replace("    指标得分: 2\n", "")
    assert text != scheme_text(NAME)
    assessment = assess_texts(text, fact_texts(NAME))
    row = next(row for row in trace_rows(tmp_path, assessment, Format.CSV) if row["编号"] == "C2")
    assert (row["得分"], row["得分分子"], row["得分分母"]) == (None, "190", "43")
    first = results_rows(tmp_path, assessment, Format.CSV)[0]
    assert first["C2.得分"] is None
    assert "C2 190/43" in (first["除不尽的得分"] or "")


def test_numbers_that_no_column_holds_are_written_out(tmp_path: Path) -> None:
    text = (
        scheme_text(NAME)
        .replace("    指标得分: 2\n", "")
        .replace("特扶家庭走访户数 / 特扶家庭户数", f"特扶家庭走访户数 * {LARGE} / 特扶家庭户数 / {LARGE}")
    )
    rows = trace_rows(tmp_path, assess_texts(text, fact_texts(NAME)), Format.CSV)
    row = next(row for row in rows if (row["单位"], row["编号"]) == ("新华街道", "C2"))
    assert Fraction(row["数值全文"] or f"{row['数值分子']}/{row['数值分母']}") == Fraction(84, 86)
    assert points(row) == Fraction(190, 43)


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    name = "=HYPERLINK(1)"
    texts = {
        file: text.replace("新华街道", f'"{name}"', 1) if "单位: 新华街道" in text else text
        for file, text in fact_texts(NAME).items()
    }
    scheme = scheme_text(NAME).replace("- 新华街道", f'- "{name}"')
    assessment = assess_texts(scheme, texts)
    assert results_rows(tmp_path, assessment, Format.CSV)[0]["单位"] == f"'{name}"
    assert results_rows(tmp_path, assessment, Format.XLSX)[0]["单位"] == name
    assert results_rows(tmp_path, assessment, Format.PARQUET)[0]["单位"] == name


def test_the_pieces_of_a_run_are_written_as_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = trace_rows(tmp_path, shipped(NAME), Format.CSV), results_rows(tmp_path, shipped(NAME), Format.CSV)
    monkeypatch.setattr("engine.export.export._IN_TEXTS", 3)
    assert (trace_rows(tmp_path, shipped(NAME), Format.CSV), results_rows(tmp_path, shipped(NAME), Format.CSV)) == whole
