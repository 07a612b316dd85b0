"""Forms with mistakes, as they go back to the units: a copy with the cells marked and a list of what to change."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.forms.cells import file_name
from engine.forms.form import COVER_SHEET, RETURN_SHEET
from engine.problem.codes import Code, Severity
from engine.sheets.faults import ForeignError
from engine.sheets.grid import address
from engine.sheets.marking import Listed, Listing, Mark
from engine.sheets.read_workbook import read_bytes
from engine.sheets.sniff import XLSX
from engine.text.sheet import Sheet
from engine.text.visible import UNSEEN, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.forms.receive import FormFile
    from engine.problem.problem import Problem
    from engine.text.source import Span

_SUFFIX = "_请修改"
# What a unit can do nothing about.
_OURS = frozenset(
    {Code.FACTS_CHANGED, Code.FORM_TWICE, Code.SUFFIX_DIFFERS, Code.OTHER_SCHEME, Code.FORM_TOUCHED, Code.NOT_READ}
)
_BLANK = "未填"


def returned_name(file: FormFile, *, whole: bool = False) -> str:
    """Return what the copy of a form is called: after its file, with the suffix where the `whole` name is needed."""
    name = PurePath(visible(file_name(file.name)).replace(UNSEEN, "_"))
    return f"{name.name if whole else name.stem}{_SUFFIX}.xlsx"


def is_to_be_returned(file: FormFile, *, with_remarks: bool = False) -> bool:
    """Say whether a unit has something to change in a form; with `remarks`, something to look at."""
    if file.instead or file.blank:
        return False
    wanted = {Severity.ERROR, *([Severity.WARNING] if with_remarks else [])}
    return any(problem.severity in wanted for problem in _told(file))


def return_form(file: FormFile) -> tuple[bytes, bool]:
    """Return the copy of a form, and whether the form itself is in it; a file of another format gets the list alone.

    Raises ForeignError where the library cannot open the form after all.
    """
    # Imported here: only who marks copies needs the library.
    from engine.sheets.xlsx import marked_copy

    lines = tuple(_lines(file))
    marks = [line.mark for line in lines if line.mark is not None]
    data = read_bytes(file.path, file.name)[0] if file.book is not None and file.book.kind == XLSX else None
    if data is not None:
        try:
            return marked_copy(data, marks, _listing(file, lines, whole=True)), True
        except ForeignError:
            pass
    return marked_copy(None, (), _listing(file, lines, whole=False)), False


def _listing(file: FormFile, lines: tuple[Listed, ...], *, whole: bool) -> Listing:
    errors = sum(line.level == Severity.ERROR.value for line in lines)
    heads = [f"“{file_name(file.name)}”有 {errors} 处要改"]
    if whole:
        heads.append("点“位置”可以跳到那一格；要改的格子标了红，批注里写着问题。改好后，把这个文件发回来即可。")
        heads.append(f"填写办法见“{COVER_SHEET}”。")
        if file.book is not None and file.book.pictures:
            pictures = f"原件里有 {file.book.pictures} 张图片，嵌在单元格里的没有带到这一份里"
            heads.append(f"{pictures}；原件没有动，图片还在，佐证请写材料的名称。")
    else:
        heads.append("这份文件的格式标不了记号，请在原来的填报表上照下面改，改好后发回来。")
    return Listing(RETURN_SHEET, tuple(heads), lines)


def _told(file: FormFile) -> list[Problem]:
    return [problem for problem in file.all_problems if problem.code not in _OURS]


def _lines(file: FormFile) -> Iterator[Listed]:
    """Yield what there is to change, the graver first, and the cells that are still empty."""
    order = list(Severity)
    for problem in sorted(_told(file), key=lambda each: order.index(each.severity)):
        grave = problem.severity is Severity.ERROR
        says = f"[{problem.code.value}] {problem.message}"
        mark = _mark(problem.span, f"{says}。{problem.help}" if problem.help else says, grave=grave)
        yield Listed(problem.severity.value, _place(mark), says, problem.help, mark)
    for unit in file.units:
        for name, span in unit.blank:
            mark = _mark(span, "", grave=False)
            says = f"“{name}”没有填" + (f"（{unit.unit}）" if len(file.units) > 1 else "")
            yield Listed(_BLANK, _place(mark), says, "没有数据的可以空着；确实为零的填 0", mark)


def _mark(span: Span | None, says: str, *, grave: bool) -> Mark | None:
    if span is None or not isinstance(span.source, Sheet) or not span.source.sheet:
        return None
    starts = span.source.starts[span.line - 1]
    column = sum(start <= span.start for start in starts)
    return Mark(span.source.sheet, span.line, max(column, 1), says, grave)


def _place(mark: Mark | None) -> str:
    return "整个文件" if mark is None else f"{mark.sheet}!{address(mark.row, mark.column)}"
