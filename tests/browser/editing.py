"""What a person does on the scheme page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.served import Served

CHECKED = "没有发现问题"


def open_scheme(page: Page, served: Served, path: str = "/scheme") -> None:
    """Open the page and wait until its text is checked."""
    page.goto(served.page(path))
    expect(page.locator("#problems-sum")).not_to_have_text("正在检查……")
    expect(page.locator("#outline details").first).to_be_visible()


def text(page: Page) -> Locator:
    """Return the text that is written in."""
    return page.locator("#editor .cm-content")


def go_to(page: Page, name: str) -> None:
    """Go to a part of the outline."""
    page.locator("#outline").get_by_role("link", name=name, exact=True).click()
    expect(text(page)).to_be_focused()


def replace_value(page: Page, below: int, old: str, new: str) -> None:
    """Write another value at the end of a line below the cursor."""
    for _ in range(below):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    for _ in old:
        page.keyboard.press("Backspace")
    page.keyboard.type(new)


def change_weights(page: Page) -> None:
    """Move four points from A1 to A4: a section's points have to add up."""
    go_to(page, "A1 母婴设施达标率")
    replace_value(page, 2, "6", "2")
    expect(page.locator("#trial-sum")).to_have_text("有 1 处错误，改正后试算。")
    go_to(page, "A4 工作信息报送")
    replace_value(page, 2, "2", "6")


def raise_bar(page: Page, to: str) -> None:
    """Ask for another score for the second tier."""
    go_to(page, "优良")
    replace_value(page, 1, "80", to)


def row(page: Page, unit: str) -> Locator:
    """Return the cells of a unit in the trial."""
    return page.locator("#trial .moved tr", has=page.get_by_role("rowheader", name=unit, exact=True)).locator("td")
