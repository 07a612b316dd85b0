"""One assessment from beginning to end, as its users go through it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

pytest.importorskip("playwright")

from playwright.sync_api import expect

from tests.assessing import ROOT
from tests.browser.conftest import NARROW
from tests.browser.editing import change_weights, go_to, open_scheme, raise_bar, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.served import Served

UNIT = "天山街道"
# What somebody wrote instead of a number.
WRITTEN = "大约四十八户"
SEEN = ["总览", "单位", "指标", "填报", "试算", "导出", "问题", "帮助"]


def test_from_a_weight_to_the_notice(
    watch: Callable[..., Page], served: Served, shot: Callable[[Page, str], None]
) -> None:
    page = watch()
    page.goto(served.opened)
    expect(page.get_by_role("heading", level=1)).to_contain_text("长宁区2021年度")
    shot(page, "总览-1280")

    page.get_by_role("link", name="方案", exact=True).click()
    open_scheme(page, served)
    change_weights(page)
    expect(row(page, "虹桥街道").nth(1)).to_have_text("8 → 10")
    raise_bar(page, "89")
    expect(page.locator("#trial-sum")).to_contain_text("等次变化 5 个单位")
    expect(row(page, "虹桥街道").last).to_have_text("优良 → 合格")
    page.keyboard.press("Control+s")
    expect(page.locator("#save-state")).to_have_text("已保存")
    assert "条件: 得分 >= 89\n" in served.scheme.read_text("utf-8")

    raise_bar_again(page)
    served.change("名称: 母婴设施达标率\n", "名称: 母婴设施标准达标率\n")
    page.get_by_role("button", name="保存").click()
    dialog = page.get_by_role("dialog", name="文件已经被别人改过")
    dialog.get_by_role("button", name="这一处用文件里的").first.click()
    dialog.get_by_role("button", name="逐处合并").click()
    expect(page.locator("#save-state")).to_have_text("已保存")
    saved = served.scheme.read_text("utf-8")
    assert "名称: 母婴设施标准达标率\n" in saved
    assert "条件: 得分 >= 86\n" in saved

    page.get_by_role("link", name="填报", exact=True).click()
    page.set_input_files("#files", broken_form(served.folder))
    page.get_by_role("button", name="交上来").click()
    expect(page.get_by_role("status").filter(has_text="收到 1 个文件")).to_be_visible()
    expect(page.locator("#main")).to_contain_text(WRITTEN)
    shot(page, "填报-1280")
    marked = download(page, page.get_by_role("link", name="下载标红的一份"))
    comments = [cell.comment.text for row in sheet_of(marked).iter_rows() for cell in row if cell.comment]
    assert any(WRITTEN in each for each in comments), comments

    page.get_by_role("link", name="单位", exact=True).click()
    page.get_by_role("link", name=UNIT, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{UNIT} 评分说明")
    shot(page, "单位-1280")
    why(page)
    expect(page.get_by_role("heading", name="依据")).to_be_visible()
    shot(page, "为什么-1280")

    page.get_by_role("link", name="导出", exact=True).click()
    notice = download(page, page.get_by_role("link", name="公开版 Word"))
    with zipfile.ZipFile(io.BytesIO(notice)) as package:
        assert UNIT in package.read("word/document.xml").decode("utf-8")


def raise_bar_again(page: Page) -> None:
    """Ask less of the second tier than what is saved."""
    go_to(page, "优良")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    page.keyboard.type("6")
    expect(page.locator("#save-state")).to_have_text("有没保存的修改")


def why(page: Page) -> None:
    """Ask where the first number of the letter that leads anywhere comes from."""
    page.locator('#main a[href^="/units/"][href*="/"]:not([href="/units"])').nth(3).click()


def broken_form(folder: Path) -> str:
    """Make a unit's form, and write words where a number belongs."""
    command = [sys.executable, "-m", "cli", "form", "make", str(folder / "方案.yaml"), "--unit", UNIT]
    subprocess.run([*command, "-o", str(folder / "填报表")], cwd=ROOT, check=True, capture_output=True)
    (path,) = (folder / "填报表").glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet: Any = book["填报表"]
    (at,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "填报值"]
    (line,) = [cell.row for row in sheet.iter_rows() for cell in row if cell.value == "特扶家庭户数"]
    sheet.cell(line, at.column).value = WRITTEN
    book.save(path)
    return str(path)


def download(page: Page, link: Any) -> bytes:  # noqa: ANN401  a locator
    """Return the file that a link leads to."""
    with page.expect_download() as expected:
        link.click()
    return Path(expected.value.path()).read_bytes()


def sheet_of(data: bytes) -> Any:  # noqa: ANN401  openpyxl has no types worth it
    return openpyxl.load_workbook(io.BytesIO(data))["填报表"]


@pytest.mark.parametrize("width", [1280, 400])
def test_no_page_is_wider_than_its_window(
    watch: Callable[..., Page], served: Served, shot: Callable[[Page, str], None], width: int
) -> None:
    page = watch(NARROW) if width == NARROW["width"] else watch()
    page.goto(served.opened)
    wide = []
    for name in SEEN:
        page.get_by_role("navigation", name="主要页面").get_by_role("link", name=name, exact=False).click()
        expect(page.locator("h1")).to_be_visible()
        shot(page, f"页-{name}-{width}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(name)
    assert wide == []
