"""What people do to the forms that they are sent: said in a few words, done to a real form.

A form is made for a unit, filled in with `GOOD`, and then spoilt as a table of the tests says:

- `填`: {数据项: 内容}, also `数据项.期`, `数据项.佐证`, `数据项.备注`; an address such as `填报表!A40` will do. A text
  stays one, a number one; `=1+1` is a formula without a value; `错误 #REF!`, `日期 2021-03-04`, `图片` are themselves
- `格式`: {数据项: number format} · `删行`, `复制行`: [数据项] · `插行`: {before this 数据项: how many}
- `删列`, `插列`: [heading] · `表头`: {heading: other} · `改名`: {工作表: 新名} · `删表`: [工作表]
- `取消保护`: 是 · `隐藏行`: [数据项] · `批注`: {数据项: 文字}
- `属性`: 删 · `记录`: 删 or {行: 值} · `换序`: [one 数据项, another]: only the names change places
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.comments import Comment

from engine.forms.asking import Asking
from engine.forms.form import FORM_SHEET, RECORD_SHEET, Form, FormHead, FormKind, Part, Slot, read_record
from engine.forms.lines import lines_of
from engine.forms.make import make_form
from engine.reading.read_scheme import load_scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.scheme.model import Scheme

HERE = Path(__file__).parent
# What a careful unit fills in.
GOOD: dict[str, Any] = {
    "应访户数": 48,
    "实访户数": 46,
    "活动次数": 12,
    "准确率": "=0.9935",
    "经费": "=4.5",
    "按期完成": "是",
    "核查结论": "属实",
    "信息条数.上半年": 30,
    "信息条数.下半年": 31,
    "表彰": "无",
}


def scheme_of_users() -> Scheme:
    scheme, problems = load_scheme(HERE / "scheme.yaml", "方案.yaml")
    assert scheme is not None, problems
    return scheme


def blank_form(scheme: Scheme, unit: str, origin: str = "自评", **head: Any) -> bytes:  # noqa: ANN401  fields of a head
    """A form as `kaohe form make` writes it for a unit."""
    given = FormHead(FormKind.UNIT, scheme.id, scheme.sha256, origin, unit)
    return make_form(Asking(scheme, FormHead(**{**_fields(given), **head}), lines_of(scheme)))[0]


def _fields(head: FormHead) -> dict[str, Any]:
    return {name: getattr(head, name) for name in head.__slots__}


class User:
    """Somebody with a form open: fills in, spoils, saves."""

    def __init__(self, data: bytes) -> None:
        self.book: Any = load_workbook(io.BytesIO(data))
        form = read_record([["" if c is None else str(c) for c in row] for row in self.book[RECORD_SHEET].values])
        assert form is not None
        self.form: Form = form

    def slot(self, name: str, part: Part = Part.VALUE) -> Slot:
        for other in (Part.EVIDENCE, Part.REMARK):
            if name.endswith(f".{other.value}"):
                return self.slot(name.removesuffix(f".{other.value}"), other)
        fact, _, period = name.partition(".")
        return next(s for s in self.form.slots if (s.fact, s.period, s.part) == (fact, period, part))

    def cell(self, name: str) -> Any:  # noqa: ANN401  a cell of openpyxl
        if "!" in name:
            sheet, address = name.split("!")
            return self.book[sheet][address]
        slot = self.slot(name)
        return self.book[slot.sheet][slot.cell]

    def fill(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            cell = self.cell(name)
            if isinstance(value, str) and value.startswith("错误 "):
                cell.value, cell.data_type = value.removeprefix("错误 "), "e"
            elif isinstance(value, str) and value.startswith("日期 "):
                cell.value = date.fromisoformat(value.removeprefix("日期 "))
                cell.number_format = "yyyy-mm-dd"
            elif value == "图片":
                cell.value = '=_xlfn.DISPIMG("ID_8F2C",1)'
            elif isinstance(value, str) and re.fullmatch(r"=[0-9.]+", value):
                cell.value = float(value[1:])  # typed as a number
            else:
                cell.value = value

    def spoil(self, how: dict[str, Any]) -> None:  # noqa: C901, PLR0912  a table of tricks
        sheet = self.book[FORM_SHEET]
        for trick, what in how.items():
            match trick:
                case "填":
                    self.fill(what)
                case "格式":
                    for name, number_format in what.items():
                        self.cell(name).number_format = number_format
                case "删行":
                    for row in sorted((self.cell(name).row for name in what), reverse=True):
                        _unmerge(sheet)
                        sheet.delete_rows(row)
                case "复制行":
                    for name in what:
                        sheet.append([c.value for c in sheet[self.cell(name).row]])
                case "插行":
                    _unmerge(sheet)
                    for name, count in what.items():
                        sheet.insert_rows(self.cell(name).row, count)
                case "删列":
                    for heading in what:
                        _unmerge(sheet)
                        sheet.delete_cols(_column(sheet, heading))
                case "插列":
                    for heading in what:
                        _unmerge(sheet)
                        sheet.insert_cols(_column(sheet, heading))
                case "改名":
                    for old, new in what.items():
                        self.book[old].title = new
                case "删表":
                    for name in what:
                        del self.book[name]
                case "取消保护":
                    sheet.protection.sheet = False
                case "隐藏行":
                    for name in what:
                        sheet.row_dimensions[self.cell(name).row].hidden = True
                case "批注":
                    for name, text in what.items():
                        self.cell(name).comment = Comment(text, "填报人")
                case "表头":
                    for heading, other in what.items():
                        sheet.cell(self.form.tables[0].head_row, _column(sheet, heading)).value = other
                case "换序":
                    one, other = (sheet.cell(self.cell(name).row, 2) for name in what)
                    one.value, other.value = other.value, one.value
                case "属性":
                    self.book.custom_doc_props.props.clear()
                case "记录":
                    self._spoil_record(what)
                case _:
                    raise ValueError(trick)

    def _spoil_record(self, what: str | dict[str, str]) -> None:
        if what == "删":
            del self.book[RECORD_SHEET]
            return
        assert isinstance(what, dict)
        for row in self.book[RECORD_SHEET].iter_rows():
            if row[0].value in what:
                row[1].value = what[row[0].value]
        for each in self.book.custom_doc_props.props:
            if each.name.removeprefix("考核") in what:
                each.value = what[each.name.removeprefix("考核")]

    def save(self) -> bytes:
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()


def filled(scheme: Scheme, unit: str, how: dict[str, Any] | None = None, **head: Any) -> bytes:  # noqa: ANN401
    """A unit's form, filled in well and then spoilt."""
    user = User(blank_form(scheme, unit, **head))
    user.fill(GOOD)
    user.spoil(how or {})
    return user.save()


def _unmerge(sheet: Any) -> None:  # noqa: ANN401  openpyxl moves cells and leaves merged ranges where they were
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))


def _column(sheet: Any, heading: str) -> int:  # noqa: ANN401
    return next(int(c.column) for row in sheet.iter_rows(max_row=10) for c in row if c.value == heading)


def hand_in(folder: Path, told: dict[str, dict[str, Any]]) -> None:
    """Write what units hand in: for each file the unit, and what is done to its form (or what it is instead)."""
    scheme = scheme_of_users()
    folder.mkdir(parents=True, exist_ok=True)
    for name, how in told.items():
        tricks = dict(how)
        unit, instead = tricks.pop("单位", "甲单位"), tricks.pop("其实是", "")
        blank = tricks.pop("空表", False)
        data = blank_form(scheme, unit) if blank else filled(scheme, unit, tricks)
        (folder / name).write_bytes(changed(data, instead))


def changed(data: bytes, instead: str) -> bytes:
    """What a file is instead of a workbook as Excel saves it."""
    match instead:
        case "":
            return data
        case "半截":
            return data[: len(data) // 2]
        case "加密":
            return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le")
        case "Word":
            return _zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})
        case "网页":
            return '<html><meta charset="gbk"><table><tr><td>14</td></tr></table></html>'.encode("gbk")
        case "实体":
            entities = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
            return _rewritten(data, "xl/workbook.xml", lambda part: part.replace(b"<workbook", entities + b"<workbook"))
        case "很远":
            far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            return _rewritten(data, "xl/worksheets/sheet2.xml", lambda part: part.replace(b"</sheetData>", far))
        case _:
            raise ValueError(instead)


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def _rewritten(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    assert change(parts[name]) != parts[name]
    return _zipped(parts | {name: change(parts[name])})
