"""A workbook as an office keeps it, saved by LibreOffice: merged headers, formulas, hidden rows, totals, notes."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.sheets.read_workbook import read_workbook
from tests.unit.tables.reading import read, value

if TYPE_CHECKING:
    from pathlib import Path

    from engine.facts.table import FactTable

openpyxl = pytest.importorskip("openpyxl")
OFFICE = shutil.which("soffice")
NEEDED = bool(os.environ.get("KAOHE_NEED_OFFICE"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None and not NEEDED, reason="LibreOffice (soffice) is not installed"),
]

SUMMARY = [
    ["某区2021年度工作情况汇总表"],
    ["示例：是", "", "", "单位：户、件"],
    ["序号", "单位", "应访户数", "实访户数", "", "满意度", "办结件数", "", "备注"],
    ["", "", "", "自评", "核定", "", "一季度", "二季度", ""],
    [1, "甲街道", 50, 50, 45, 0.9935, 12, 9, "补报"],
    [2, "乙街道", 40, 40, 40, 0.9, "=SUM(5,6)", 10, ""],
    [3, "丙镇", 1030, 1030, 1000, 0.88, 7, 8, ""],
    ["", "合计", "=SUM(C5:C7)", "=SUM(D5:D7)", "=SUM(E5:E7)"],
    ["填报人：某某   审核人：某某"],
]
MATTERS = [
    ["单位", "数据项", "来源", "事项", "类别", "日期", "佐证"],
    ["甲街道", "表彰", "核定", "先进集体", "省级", date(2021, 6, 1), "公布文件"],
    ["", "表彰", "核定", "示范点", "市级", date(2021, 7, 1), ""],
]


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "核定"
    for row in SUMMARY:
        page.append(row)
    for merged in ("A1:I1", "D3:E3", "G3:H3", *(f"{column}3:{column}4" for column in "ABCFI")):
        page.merge_cells(merged)
    for row in range(5, 8):
        page.cell(row, 3).number_format = "#,##0"
        page.cell(row, 6).number_format = "0.00%"
    page.row_dimensions[6].hidden = True
    page.auto_filter.ref = "A4:I7"
    matters = book.create_sheet("事项")
    for row in MATTERS:
        matters.append(row)
    matters.merge_cells("A2:A3")
    book.create_sheet("编制说明").append(["本表由统计科编制"])
    book.save(path)


def saved_by_office(path: Path, kind: str) -> tuple[FactTable, list[tuple[str, str, str]]]:
    out = path.parent / kind
    home = (path.parent / "office").as_uri()
    command = [str(OFFICE), "--headless", f"-env:UserInstallation={home}", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    read_book, problems = read_workbook(out / f"{path.stem}.{kind}", f"{path.stem}.{kind}")
    assert problems == []
    assert read_book is not None
    return read(read_book)


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_summary_of_an_office_is_read(kind: str, tmp_path: Path) -> None:
    workbook(tmp_path / "汇总.xlsx")
    table, told = saved_by_office(tmp_path / "汇总.xlsx", kind)
    assert value(table, "甲街道", "实访户数") == "45 户 核定 E5"
    assert value(table, "甲街道", "满意度") == "99.35% 核定 F5"
    assert value(table, "丙镇", "应访户数") == "1030 户 核定 C7"
    assert value(table, "乙街道", "办结件数.一季度") == "11 件 核定 G6"
    assert [(each.name, str(each.date)) for each in table.cell("甲街道", "表彰").matters] == [
        ("先进集体", "2021-06-01"),
        ("示范点", "2021-07-01"),
    ]
    assert table.illustrative
    assert sorted((code, cell) for code, cell, _ in told) == [
        ("F447", "A1"), ("F447", "A9"), ("F447", "B8"), ("F447", "I3"), ("F448", "C3"), ("F449", "A6"),
    ]  # fmt: skip


def test_formula_that_nobody_computed_is_told(tmp_path: Path) -> None:
    workbook(tmp_path / "汇总.xlsx")
    read_book, _ = read_workbook(tmp_path / "汇总.xlsx", "汇总.xlsx")
    assert read_book is not None
    assert ("F410", "G6") in [(code, cell) for code, cell, _ in read(read_book)[1]]
