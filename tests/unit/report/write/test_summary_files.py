"""The summary as workbook and as page: what is in the files."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from engine.report.view.summary.make import make_summary
from engine.report.write.summary_html import MOST_ROWS, summary_page
from engine.report.write.summary_xlsx import summary_workbook
from tests.assessing import assess_shipped
from tests.unit.report.view.summary.small import FACTS, SCHEME, summary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.report.view.summary.nouns import Summary

SHEETS = [
    "结论", "图表", "名次", "单位×方面", "扣分最多的指标", "加分扣分", "一票否决", "名额与边界", "临界单位", "数据质量",
    "规则状态", "运行信息",
]  # fmt: skip
CASES = ["changning-2021", "air-compensation-2014", "water-2014", "monthly-scoring"]


def shipped(name: str) -> Summary:
    return make_summary(assess_shipped(name), program="1.0", made="2022-01-05 09:30")


@pytest.fixture(scope="module")
def changning() -> Summary:
    return shipped("changning-2021")


def cells(data: bytes, sheet: str) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_a_workbook_has_a_sheet_for_each_topic_and_its_numbers(changning: Summary) -> None:
    data = summary_workbook(changning)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == SHEETS
    ranking = [row[:4] for row in cells(data, "名次")]
    assert [1, "天山街道", "街道", 94.17] in ranking
    assert any("江苏街道（91.23，差 0.07 分）" in str(row[1]) for row in cells(data, "结论"))
    heat = next(row for row in cells(data, "单位×方面") if row[0] == "虹桥街道")
    assert heat[3] == 0.6389
    lost = next(row for row in cells(data, "扣分最多的指标") if row[0] == "A1")
    assert lost[12] == 14.8


def test_charts_are_native_and_colours_conditional(changning: Summary) -> None:
    data = summary_workbook(changning)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        charts = sorted(name for name in names if name.startswith("xl/charts/chart"))
        assert len(charts) == 3
        assert all(b"<c:barChart>" in package.read(name) for name in charts)
        drawn = package.read("xl/drawings/drawing1.xml").decode()
        assert "各单位得分：天山街道 94.17" in drawn
    sheet = openpyxl.load_workbook(io.BytesIO(data))["单位×方面"]
    assert [rule.type for each in sheet.conditional_formatting for rule in each.rules] == ["colorScale"]


def test_every_sheet_is_ready_to_be_read_and_printed(changning: Summary) -> None:
    book = openpyxl.load_workbook(io.BytesIO(summary_workbook(changning)))
    for sheet in book:
        head, foot, setup = sheet.oddHeader, sheet.oddFooter, sheet.sheet_properties.pageSetUpPr
        assert "样稿" in str(sheet["A1"].value), sheet.title
        assert head is not None
        assert "样稿" in str(head.center.text), sheet.title
        assert foot is not None
        assert foot.center.text == "第 &P 页，共 &N 页"
        assert sheet.page_setup.paperSize == 9
        assert setup is not None
        assert setup.fitToPage
    assert book["名次"].freeze_panes == "C8"
    assert book["名次"].auto_filter.ref == "A7:H17"
    assert book["名次"].print_title_rows == "$7:$7"
    assert book["单位×方面"].page_setup.orientation == "landscape"


def test_the_same_summary_gives_the_same_bytes(changning: Summary) -> None:
    assert summary_workbook(changning) == summary_workbook(shipped("changning-2021"))
    assert summary_page(changning) == summary_page(shipped("changning-2021"))


def test_words_that_look_like_formulas_are_words() -> None:
    data = summary_workbook(summary())
    (row,) = (row for row in cells(data, "规则状态") if row[1] == "V2")
    assert row[2] == "=重大案件"
    sheet = openpyxl.load_workbook(io.BytesIO(data))["规则状态"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "样稿" not in sheet["A1"].value


def test_the_page_of_changning(changning: Summary, golden: Callable[[str, str], None]) -> None:
    golden("summary-changning-2021.html", re.sub("规则引擎 [a-zA-Z_]+", "规则引擎", summary_page(changning)))


@pytest.mark.parametrize("name", CASES)
def test_a_page_stands_alone_and_is_accessible(name: str) -> None:
    text = summary_page(shipped(name))
    assert '<html lang="zh-CN">' in text
    assert "<script" not in text
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    assert [int(level) for level in re.findall(r"<h([1-6])", text)] == [1] + [2] * 11
    tables, scrolled = text.count("<table"), text.count('<div class="scroll')
    assert tables == text.count("<caption>")
    assert scrolled == len(re.findall(r'<div class="scroll[^>]*tabindex="0" role="region" aria-label="[^"]+"', text))
    assert not re.search(r"<th(?! scope=|ead)", text)
    assert text.count("<svg") == text.count("<title id=") == text.count("<desc id=") == 1
    for target in re.findall(r'href="#([a-z]+)"', text):
        assert f'id="{target}"' in text


@pytest.mark.parametrize("name", CASES)
def test_other_schemes_have_workbooks(name: str) -> None:
    assert openpyxl.load_workbook(io.BytesIO(summary_workbook(shipped(name)))).sheetnames == SHEETS


def test_of_many_units_the_page_has_the_first_and_the_workbook_all() -> None:
    count = 260
    names = [f"单位{number:03}" for number in range(count)]
    scheme = SCHEME.replace("[甲, 乙, 丙, 丁]", f"[{', '.join(names)}]")
    facts = {f"{name}.yaml": FACTS["甲.yaml"].replace("单位: 甲", f"单位: {name}") for name in names}
    made = summary(scheme, facts)
    text = summary_page(made)
    assert f"这里列前 {MOST_ROWS} 行，共 {count} 行" in text
    assert sum("单位" in str(row[1]) for row in cells(summary_workbook(made), "名次")) >= count


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None and os.environ.get("KAOHE_NEED_OFFICE") != "1",
    reason="LibreOffice (soffice) is not installed",
)
def test_libreoffice_opens_the_workbook(changning: Summary, tmp_path: Path) -> None:
    """Saved again, every sheet has the same cells and the charts are there; printed, no page is empty."""
    data = summary_workbook(changning)
    (tmp_path / "汇总.xlsx").write_bytes(data)
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    for kind, folder in (("xlsx", tmp_path / "再存"), ("pdf", tmp_path)):
        command = [
            "soffice",
            home,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(tmp_path / "汇总.xlsx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    again = (tmp_path / "再存" / "汇总.xlsx").read_bytes()
    for sheet in SHEETS:
        kept, saved = ([[each for each in row if each is not None] for row in cells(d, sheet)] for d in (data, again))
        assert [row for row in kept if row] == [row for row in saved if row], sheet
    with zipfile.ZipFile(io.BytesIO(again)) as package:
        assert sum(name.startswith("xl/charts/chart") for name in package.namelist()) == 3
    assert (tmp_path / "汇总.pdf").read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-layout", str(tmp_path / "汇总.pdf"), "-"]
        text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
        pages = text.split("\f")[:-1]
        assert len(pages) >= len(SHEETS)
        assert all("样稿" in page and len("".join(page.split())) > 60 for page in pages)
        assert "###" not in text
        assert "94.17" in text
