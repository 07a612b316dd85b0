"""A workbook as text that a person can read: what stands in its cells, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_STATES = {"visible": "", "hidden": "（隐藏）", "veryHidden": "（深度隐藏）"}


def dump(book: Workbook) -> str:
    """Return all sheets of a workbook, each with its cells, its rules and its settings; then names and properties."""
    lines: list[str] = []
    for sheet in book.worksheets:
        lines += [*_sheet(sheet), ""]
    lines += [f"名称 {name} = {each.attr_text}" for name, each in book.defined_names.items()]
    lines += [f"属性 {name} = {text}" for name, text in properties_in(book).items()]
    return "\n".join(lines) + "\n"


def properties_in(book: Workbook) -> dict[str, str]:
    """Return the custom document properties of a workbook."""
    properties: Any = getattr(book, "custom_doc_props")  # noqa: B009  the stubs do not know it
    return {each.name: each.value for each in properties.props}


def _sheet(sheet: Worksheet) -> Iterator[str]:
    locked = "，有保护" if sheet.protection.sheet else ""
    frozen = f"，冻结到 {sheet.freeze_panes}" if sheet.freeze_panes else ""
    printed = f"，打印 {sheet.page_setup.orientation or 'portrait'}"
    titles = f"，每页重复 {sheet.print_title_rows}" if sheet.print_title_rows else ""
    yield f"== {sheet.title}{_STATES[sheet.sheet_state]}{locked}{frozen}{printed}{titles}"
    for row in sheet.iter_rows():
        told = [_cell(cell) for cell in row if cell.value is not None or not cell.protection.locked]
        if told:
            yield " | ".join(told)
    for rule in sheet.data_validations.dataValidation:
        what = {"list": "下拉", "custom": "公式", None: "提示"}[rule.type]
        prompt = f"；{rule.promptTitle}：{rule.prompt}" if rule.prompt else ""
        yield f"检查 {rule.sqref} {what} {rule.formula1 or ''}{prompt}；错：{rule.error or ''}"


def _cell(cell: Cell | MergedCell) -> str:
    value = "" if cell.value is None else str(cell.value)
    shape = f"（{cell.number_format}）" if cell.number_format not in ("General", "@") else ""
    return f"[{cell.coordinate} {value}{shape}]" if not cell.protection.locked else f"{cell.coordinate} {value}"
