"""Which form a workbook is, and of which unit: by what it carries hidden, and only where that is lost by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.form import (
    FORM_FORMAT,
    RECORD_SHEET,
    Form,
    FormHead,
    FormKind,
    Part,
    read_properties,
    read_record,
)
from engine.forms.layout import CODE, lay_out
from engine.forms.locate import bare
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.asked import usual_origin
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from engine.scheme.model import Scheme
    from engine.sheets.grid import Grid, Workbook

_USE_THE_FORM = "请单位用发下去的填报表填；汇总表、系统导出的表不用导入，可以直接放进“事实”"
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Intake:
    """How forms are to be taken: `origin` in the place of their own, `migrate` those of another scheme as well."""

    scheme: Scheme
    origin: str | None = None
    migrate: bool = False


def recognise(intake: Intake, book: Workbook) -> tuple[Form | None, list[Problem]]:
    """Return the form that a workbook is, ready to be read for the scheme; None where that is not certain."""
    scheme = intake.scheme
    record = book.grid(RECORD_SHEET)
    form = read_record([cell.text for cell in row] for row in record.rows) if record else None
    told = read_properties(book.properties)
    head = form.head if form else told
    if form and told and (form.head.unit, form.head.scheme) != (told.unit, told.scheme):
        return None, [_contradiction(book, form.head, told)]
    if head is None:
        return _by_name(intake, book)
    if problems := _head_problems(intake, book, head):
        return None, problems
    if intake.origin is not None:
        head = replace(head, origin=intake.origin)
    if head.origin not in scheme.origins.precedence:
        head = replace(head, origin=usual_origin(scheme))
    if form is not None:
        return replace(form, head=head), []
    return lay_out(scheme, head).form, []


def units_named(scheme: Scheme, name: str) -> list[str]:
    """Return the units whose names stand in that of a file; one within another's name does not count."""
    stem = bare(PurePath(name).stem)
    found = [unit.name for unit in scheme.units if bare(unit.name) in stem]
    return [each for each in found if not any(each != other and each in other for other in found)]


def _head_problems(intake: Intake, book: Workbook, head: FormHead) -> list[Problem]:
    scheme = intake.scheme
    if head.format != FORM_FORMAT:
        message = f"“{book.file}”是另一个版本的程序生成的填报表（格式 {head.format}）"
        return [Problem(Code.FORM_UNKNOWN, message, file=book.file, help="请用生成它的版本导入，或升级程序")]
    if head.scheme != scheme.id and not intake.migrate:
        message = f"“{book.file}”是方案“{head.scheme}”的填报表，不是“{scheme.id}”的"
        fix = "多半填的是上年的、别的考核的表，请单位用这次的表填；确实要用它的数，加 --migrate，按数据项的名称对应"
        return [Problem(Code.OTHER_SCHEME, message, file=book.file, help=fix)]
    if head.kind is not FormKind.UNIT:
        return []
    known = [unit.name for unit in scheme.units]
    if head.unit not in known:
        near = suggest(head.unit, known)
        message = f"“{book.file}”是“{head.unit}”的填报表，它不在方案的考核对象里"
        fix = f"是不是改名为“{near}”了？请重新发表" if near else "请核对方案的“考核对象”；不考核的单位，请移走它的表"
        return [Problem(Code.NOT_ASSESSED, message, file=book.file, help=fix)]
    others = units_named(scheme, book.file)
    if others and bare(head.unit) not in bare(PurePath(book.file).stem):
        message = f"文件名写的是“{others[0]}”，填报表却是发给“{head.unit}”的"
        fix = f"是“{head.unit}”的数，请改文件名；是“{others[0]}”的数，请填进发给它的那份表"
        return [Problem(Code.UNIT_UNCLEAR, message, file=book.file, help=fix)]
    return []


def _contradiction(book: Workbook, one: FormHead, other: FormHead) -> Problem:
    first, second = (f"“{head.unit or head.kind.value}”（方案 {head.scheme}）" for head in (one, other))
    message = f"“{book.file}”里有两份填报表的记录：{first}和{second}"
    fix = "多半是把一份表的工作表复制到了另一份里；请在发给这个单位的那份表上重填"
    return Problem(Code.UNIT_UNCLEAR, message, file=book.file, help=fix)


def _by_name(intake: Intake, book: Workbook) -> tuple[Form | None, list[Problem]]:
    """Take a table with the form's headings for the form of the unit that its file is called after."""
    scheme = intake.scheme
    if not any(_has_headings(grid) for grid in book.grids):
        message = f"“{book.file}”不是发下去的填报表"
        return None, [Problem(Code.FORM_UNKNOWN, message, file=book.file, help=_USE_THE_FORM)]
    units = units_named(scheme, book.file)
    if len(units) != 1:
        named = f"文件名里有 {len(units)} 个单位" if units else "文件名里也没有单位名称"
        message = f"“{book.file}”里没有记下是哪个单位，{named}"
        fix = "请把文件名改成单位名称（与方案的考核对象一致），或请单位用发下去的工作簿重填"
        return None, [Problem(Code.UNIT_UNCLEAR, message, file=book.file, help=fix)]
    message = f"“{book.file}”里没有记下是哪个单位，由文件名认作“{units[0]}”"
    fix = "请打开看看是不是它的数；最好请单位交回发下去的工作簿"
    told = Problem(Code.UNIT_BY_FILE_NAME, message, file=book.file, help=fix)
    origin = intake.origin or usual_origin(scheme)
    return lay_out(scheme, FormHead(FormKind.UNIT, scheme.id, scheme.sha256, origin, units[0])).form, [told]


def _has_headings(grid: Grid) -> bool:
    wanted = {CODE, Part.VALUE.value}
    return any(wanted <= {bare(cell.text) for cell in row} for row in grid.rows[:_LOOKED_AT])
