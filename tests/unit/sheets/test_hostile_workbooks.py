"""Files that are made to keep a reader busy, to fill its memory, or to put words into its mouth."""

from __future__ import annotations

import io
import time
import warnings
import zipfile

import pytest
from openpyxl import Workbook

from engine.sheets.read_workbook import read_workbook_bytes
from tests.fuzz.table_pool import kept_workbook

SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
SECONDS = 20


def changed(part: str, old: bytes, new: bytes) -> bytes:
    """A workbook in one part of which something is put in the place of something else."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(kept_workbook("表.xlsx"))) as made, zipfile.ZipFile(file, "w") as archive:
        for name in made.namelist():
            data = made.read(name)
            archive.writestr(name, data.replace(old, new, 1) if name == part else data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (
            (SHEET, b"<sheetData>", b'<sheetData><row r="999999999"><c r="A999999999"><v>1</v></c></row>'),
            "I025",
            "离其他",
        ),
        ((SHEET, b"<sheetData>", b"<sheetData>" + b'<row r="1">1</row>' * 1_100_000), "I025", "110 万行"),
        ((SHEET, b"<sheetData>", b"<sheetData><c " + b'r="A1" ' * 200_000), "I024", "已经损坏"),
        ((SHEET, b"<mergeCells ", b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 250_000 + b"<x "), "I025", "合并"),
        ((SHEET, b"<sheetData>", b"<cols>" + b'<col min="1" max="9" hidden="1"/>' * 120_000), "I025", "列宽"),
        ((SHEET, b"<sheetData>", b'<sheetData><c t="inlineStr"><is><t>' + b" " * 60_000_000), "I025", "几百倍"),
        ((STYLES, b"<cellXfs", b"<cellXfs>" + b"<xf/>" * 3_100_000 + b"<x"), "I025", "个标记"),
    ],
)
def test_what_would_take_hours_is_refused_at_once(data: tuple[str, bytes, bytes], code: str, words: str) -> None:
    begun = time.process_time()
    book, problems = read_workbook_bytes("表.xlsx", changed(*data))
    assert time.process_time() - begun < SECONDS
    assert book is None
    assert (problems[0].code.value, words in problems[0].message) == (code, True)


def test_a_cell_at_the_far_end_of_an_old_workbook_takes_no_time() -> None:
    data = kept_workbook("远.xls")
    begun = time.process_time()
    book, _ = read_workbook_bytes("远.xls", data)
    assert time.process_time() - begun < SECONDS
    assert book is not None
    assert book.grids[0].cell(65536, 256).text == "1"


def test_a_library_writes_nothing_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither of days that are none, nor of what is odd in an old workbook."""
    made = Workbook()
    assert made.active is not None
    made.active["A1"] = 1e300
    made.active["A1"].number_format = "yyyy-mm-dd"
    file = io.BytesIO()
    made.save(file)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book, _ = read_workbook_bytes("表.xlsx", file.getvalue())
    assert book is not None
    old = kept_workbook("表.xls")
    for cut in range(600, 7000, 200):
        read_workbook_bytes("表.xls", old[:cut] + b"\0" * 4 + old[cut + 4 :])
    assert capsys.readouterr() == ("", "")
