"""Files as they are found on disk, whatever they are called, read into grids or named for what they are."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as Book
from openpyxl.styles import PatternFill

from engine.problem.codes import Code
from engine.sheets.grid import CellKind, Grid
from engine.sheets.package import LARGEST_UNPACKED
from engine.sheets.read_workbook import read_workbook, read_workbook_bytes


def saved(book: Any) -> bytes:  # noqa: ANN401  a workbook of openpyxl
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def grid_of(data: bytes, name: str = "表.xlsx") -> Grid:
    book, problems = read_workbook_bytes(name, data)
    assert book is not None, problems
    return book.grids[0]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize(
    ("value", "number_format", "kind", "text", "shown"),
    [
        (14, "General", CellKind.NUMBER, "14", ""),
        (99.35 / 100, "General", CellKind.NUMBER, "0.9935", ""),
        (0.07 * 100, "General", CellKind.NUMBER, "7", ""),
        (0.9935, "0.00%", CellKind.NUMBER, "99.35%", ""),
        (0.993512, "0.00%", CellKind.NUMBER, "99.3512%", "99.35%"),
        (0.5, '0"%"', CellKind.NUMBER, "0.5", ""),
        (1234567.5, "#,##0", CellKind.NUMBER, "1234567.5", "1,234,568"),
        (0.00001, "General", CellKind.NUMBER, "0.00001", ""),
        (1e21, "General", CellKind.NUMBER, "1000000000000000000000", ""),
        (-0.0, "General", CellKind.NUMBER, "0", ""),
        (True, "General", CellKind.YES_NO, "是", "TRUE"),
        (date(2021, 10, 28), "yyyy/m/d", CellKind.DATE, "2021-10-28", ""),
        ("007", "@", CellKind.TEXT, "007", ""),
        ("　１４ ", "@", CellKind.TEXT, "　１４ ", ""),
        ("=A9+1", "General", CellKind.NO_VALUE, "=A9+1", ""),
    ],
)
def test_cell(value: object, number_format: str, kind: CellKind, text: str, shown: str) -> None:
    book: Any = Book()
    cell = book.active["B2"]
    cell.value, cell.number_format = value, number_format
    found = grid_of(saved(book)).cell(2, 2)
    assert (found.kind, found.text, found.shown) == (kind, text, shown)


def test_a_place_is_a_cell_of_the_sheet() -> None:
    book: Any = Book()
    book.active.title = "填报表"
    book.active["D22"] = 46
    assert str(grid_of(saved(book)).span(22, 4)) == "表.xlsx 填报表!D22"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("单位,件数\n甲,14\n", each) for each in ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16")]
    + [("单位\t件数\n甲\t14\n", "gbk"), ("单位;件数\n甲;14\n", "utf-8"), ('单位,件数\r\n甲,"14"\r\n', "gbk")],
)
def test_text_tables(text: str, encoding: str) -> None:
    grid = grid_of(text.encode(encoding), "表.csv")
    assert texts(grid) == [["单位", "件数"], ["甲", "14"]]
    assert str(grid.span(2, 2)) == "表.csv B2"


def test_a_quoted_cell_may_hold_signs_and_lines() -> None:
    assert texts(grid_of('甲,"一,二\n三""四"\n'.encode(), "表.csv")) == [["甲", '一,二\n三"四']]


PARTS = {"[Content_Types].xml": b"<Types/>"}


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def bomb() -> bytes:
    """An archive of a few hundred kilobytes that unpacks to more than may be."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        for number in range(LARGEST_UNPACKED // 100_000_000 + 1):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                for _ in range(100):
                    part.write(bytes(1_000_000))
    return file.getvalue()


FOREIGN = {
    "空文件": (b"", Code.WORKBOOK_BROKEN, "空文件（0 字节）"),
    "乱字节": (bytes(range(256)) * 4, Code.NOT_A_WORKBOOK, "不是工作簿，也不是文本表格"),
    "PDF": (b"%PDF-1.7\n", Code.NOT_A_WORKBOOK, "是 PDF"),
    "图片": (b"\x89PNG\r\n\x1a\n", Code.NOT_A_WORKBOOK, "是图片"),
    "Word": (zipped(PARTS | {"word/document.xml": b"<w/>"}), Code.NOT_A_WORKBOOK, "Word 文档"),
    "压缩包": (zipped({"甲.txt": b"1"}), Code.NOT_A_WORKBOOK, "是压缩包"),
    "网页": ("<html><table>甲</table>".encode("gbk"), Code.WORKBOOK_OTHER_FORMAT, "其实是网页"),
    "XML表格": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        Code.WORKBOOK_OTHER_FORMAT,
        "XML 表格 2003",
    ),
    "ods": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        Code.WORKBOOK_OTHER_FORMAT,
        "OpenDocument",
    ),
    "xlsb": (zipped(PARTS | {"xl/workbook.bin": b""}), Code.WORKBOOK_OTHER_FORMAT, ".xlsb"),
    "加密": (
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
        Code.WORKBOOK_ENCRYPTED,
        "加了打开密码",
    ),
    "半个压缩包": (saved(Book())[:2000], Code.WORKBOOK_BROKEN, "不完整或已经损坏"),
    "坏的旧格式": (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "Workbook".encode("utf-16-le"),
        Code.WORKBOOK_BROKEN,
        "不完整或已经损坏",
    ),
    "引号不配对": ('甲,"一\n乙,二\n'.encode(), Code.WORKBOOK_BROKEN, "双引号没有配对"),
}


@pytest.mark.parametrize("what", FOREIGN)
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".csv"])
def test_what_is_no_workbook_is_named_for_what_it_is(what: str, suffix: str) -> None:
    data, code, words = FOREIGN[what]
    book, problems = read_workbook_bytes(f"甲{suffix}", data)
    assert book is None
    assert [problem.code for problem in problems] == [code]
    assert words in problems[0].message
    assert problems[0].help


def test_an_archive_that_would_fill_the_memory_is_not_unpacked() -> None:
    data = bomb()
    assert len(data) < 2_000_000
    book, problems = read_workbook_bytes("甲.xlsx", data)
    assert (book, [problem.code for problem in problems]) == (None, [Code.WORKBOOK_TOO_LARGE])


def with_declaration(declaration: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(saved(Book()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"xl/workbook.xml": declaration + parts["xl/workbook.xml"]})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_entities_are_refused_before_any_parser_sees_them(encoding: str) -> None:
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    _, problems = read_workbook_bytes("甲.xlsx", with_declaration(laughs.encode(encoding)))
    assert [problem.code for problem in problems] == [Code.WORKBOOK_UNSAFE]


def test_cells_that_hold_nothing_but_a_colour_are_no_rows() -> None:
    book: Any = Book()
    for row in range(1, 60_000):
        book.active.cell(row, 3).fill = PatternFill("solid", fgColor="FFFF00")
    book.active["A1"] = "甲"
    assert texts(grid_of(saved(book))) == [["甲"]]


def test_formulas_written_with_a_prefix_are_found_all_the_same() -> None:
    book: Any = Book()
    book.active["A1"] = "=B1+1"
    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    assert main in sheet
    prefixed = sheet.replace(main, main.replace(b"xmlns=", b"xmlns:x="))
    for tag in (b"worksheet", b"sheetData", b"row", b"c", b"f", b"v"):
        for start in (b"<", b"</"):
            for end in (b" ", b">", b"/>"):
                prefixed = prefixed.replace(start + tag + end, start + b"x:" + tag + end)
    found = grid_of(zipped(parts | {"xl/worksheets/sheet1.xml": prefixed})).cell(1, 1)
    assert (found.kind, found.text) == (CellKind.NO_VALUE, "=B1+1")


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path: Path) -> None:
    assert [problem.code for problem in read_workbook(tmp_path / "无.xlsx")[1]] == [Code.FILE_NOT_FOUND]
    assert [problem.code for problem in read_workbook(tmp_path)[1]] == [Code.FILE_UNREADABLE]


def test_a_file_that_excel_has_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(saved(Book()))

    def locked(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    problems = read_workbook(path, "甲.xlsx")[1]
    assert [problem.code for problem in problems] == [Code.FILE_UNREADABLE]
    assert "正被其他程序占用" in problems[0].message
    assert "请关闭正在打开它的 Excel、WPS" in problems[0].help
