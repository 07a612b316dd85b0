"""Forms opened and saved by LibreOffice are still forms: what it drops, the other record keeps.

These tests need `soffice`. Where there is none they are skipped, unless KAOHE_NEED_OFFICE says that there has to be.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from engine.forms.form import FORM_SHEET, FormKind, read_properties, read_record
from engine.forms.known import Given, known_of
from engine.forms.layout import HEAD_ROW
from engine.forms.make import make_form
from tests.unit.forms.dump import properties_in
from tests.unit.forms.kinds import asking_of, facts_of, scheme_of
from tests.unit.forms.test_make import PREFILLED

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from engine.forms.asking import Asking

SHORT = """\
单位: 甲单位
方案编号: kinds
数据:
  应办件数: 48
  办结件数: 不适用
  平均用时: 4.5
"""
OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        OFFICE is None and "KAOHE_NEED_OFFICE" not in os.environ, reason="soffice (LibreOffice) is not installed"
    ),
]


def through_office(data: bytes, folder: Path) -> Path:
    """Opens a workbook with LibreOffice and saves it anew."""
    assert OFFICE is not None
    path, saved = folder / "甲单位.xlsx", folder / "存过"
    path.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / '设置').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=300)
    return saved / path.name


def saved_form(asking: Asking, folder: Path) -> Workbook:
    """Returns a form as it was saved."""
    return load_workbook(through_office(make_form(asking)[0], folder))


def states_in(book: Workbook) -> dict[object, object]:
    """The states of the lines, and how many are filled in."""
    sheet = book[FORM_SHEET]
    at = [cell.value for cell in sheet[HEAD_ROW]].index("状态")
    rows = sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    return {**{(row[1], row[2]): row[at] for row in rows if row[at]}, "共": sheet.cell(2, at + 1).value}


@pytest.mark.parametrize("kind", FormKind)
def test_a_saved_form_still_says_what_it_is(kind: FormKind, tmp_path: Path) -> None:
    facts = ("现场评议", "应办件数", "表彰") if kind is FormKind.MARKING else ()
    asking = asking_of(scheme_of(), kind, facts=facts, rater="评委1" if facts else "")
    _, layout = make_form(asking)
    book = saved_form(asking, tmp_path)
    assert read_properties(properties_in(book)) == asking.head
    rows = [
        ["" if value is None else str(value) for value in row] for row in book["_kaohe"].iter_rows(values_only=True)
    ]
    assert read_record(rows) == layout.form
    # LibreOffice knows no deeper hiding than the usual one.
    assert book["_kaohe"].sheet_state in ("hidden", "veryHidden")


def test_rules_protection_and_numbers_outlive_it(tmp_path: Path) -> None:
    scheme = scheme_of()
    known = known_of(scheme, facts_of(scheme, PREFILLED), "自评")
    asking = asking_of(scheme, known=known, illustrative=True)
    book = saved_form(asking, tmp_path)
    _, layout = make_form(asking)
    sheet = book[FORM_SHEET]
    assert sheet.protection.sheet
    cells = {slot.fact + slot.period: sheet[slot.cell] for slot in layout.form.slots if slot.column_key == "填报值"}
    assert not any(cell.protection.locked for cell in cells.values())
    assert [cells[name].value for name in ("应办件数", "平均用时", "准确率", "有无差错", "季度报表一季度")] == [
        48, 4.5, 0.935, "否", 2,
    ]  # fmt: skip
    assert cells["准确率"].number_format == "0.00%"
    checked = {str(cell) for rule in sheet.data_validations.dataValidation for cell in str(rule.sqref).split()}
    assert {cell.coordinate for name, cell in cells.items() if name} <= checked
    names = {each.attr_text for each in book.defined_names.values()}
    assert {f"${FORM_SHEET}.$F$7", f"{FORM_SHEET}!$F$7", f"'{FORM_SHEET}'!$F$7"} & names


CHANGES = {
    "as it is": ("", ""),
    "more than there can be": ("办结件数: 不适用", "办结件数: 48"),
    "evidence is lacking": ("办结件数: 不适用", "试点个数: 1"),
    "evidence is there": ("办结件数: 不适用", "试点个数: {自评: 1, 佐证: 批复}"),
    "nothing to prove": ("办结件数: 不适用", "试点个数: 0"),
    "a list": ("办结件数: 不适用", "表彰: [{事项: 通报, 类别: 市级, 佐证: 通报}]"),
    "no list": ("办结件数: 不适用", "表彰: 无"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_sheet_itself_says_what_is_missing(name: str, tmp_path: Path) -> None:
    scheme = scheme_of()
    known = known_of(scheme, facts_of(scheme, SHORT.replace(*CHANGES[name])), "自评")
    if name == "more than there can be":
        changed = {**known.given, ("甲单位", "应办件数"): Given(Fraction(47))}
        known = replace(known, given=changed)
    if name == "a list":
        known = replace(known, given={**known.given, ("甲单位", "表彰"): Given("无")})
    data, _ = make_form(asking_of(scheme, known=known))
    as_made = states_in(load_workbook(BytesIO(data), data_only=True))
    # This library keeps formulas and drops what they come to, so that LibreOffice has to reckon.
    bare = BytesIO()
    load_workbook(BytesIO(data)).save(bare)
    reckoned = states_in(load_workbook(through_office(bare.getvalue(), tmp_path), data_only=True))
    assert as_made == reckoned
    assert as_made["有无差错", None] == "未填"
    assert {
        "more than there can be": as_made["办结件数", None] == "请核对",
        "evidence is lacking": as_made["试点个数", None] == "缺佐证",
        "a list": as_made["表彰", None] == "请核对",
    }.get(name, set(as_made.values()) <= {"已填", "未填", as_made["共"]})
