"""The scheme page: checking, completion, quick fixes, reading, trials, saving, conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.editing import (
    CHECKED,
    change_weights,
    go_to,
    open_scheme,
    raise_bar,
    replace_value,
    row,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog, Page

    from tests.browser.served import Served

    Watch = Callable[..., Page]
    Shot = Callable[[Page, str], None]


def test_a_trial_says_who_changes_while_one_types(watch: Watch, served: Served, shot: Shot) -> None:
    page = watch()
    open_scheme(page, served)
    expect(page.locator("#trial-sum")).to_contain_text("与文件里的方案相同")
    change_weights(page)
    expect(page.locator("#trial-sum")).to_have_text("等次变化 0 个单位，名次变化 3 个，得分变化 3 个（共 10 个单位）。")
    expect(row(page, "虹桥街道").first).to_contain_text("86.19 → 82.06")
    expect(row(page, "虹桥街道").nth(1)).to_have_text("8 → 10")
    raise_bar(page, "89")
    expect(page.locator("#trial-sum")).to_contain_text("等次变化 5 个单位")
    expect(row(page, "虹桥街道").last).to_have_text("优良 → 合格")
    expect(page.locator("#trial .parts").first).to_have_text("改动1、2：−4.13")
    expect(page.locator("#trial .changes li")).to_have_count(3)
    expect(page.locator("#reading-text")).to_contain_text("得分不低于 89 分的")
    shot(page, "方案-试算-1280")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.get_by_role("tab", name="试算 5").click()
    shot(page, "方案-试算-400")
    # The change that a line of the trial names is one click away.
    page.get_by_role("button", name="改动1").click()
    expect(text(page)).to_be_focused()
    expect(page.get_by_role("tab", name="方案")).to_have_attribute("aria-selected", "true")


def test_what_is_typed_back_is_no_change(watch: Watch, served: Served) -> None:
    page = watch()
    open_scheme(page, served)
    raise_bar(page, "89")
    expect(page.locator("#trial .moved")).to_be_visible()
    expect(page.locator("#save-state")).to_have_text("有没保存的修改")
    replace_value(page, 0, "89", "80")
    expect(page.locator("#trial-sum")).to_contain_text("与文件里的方案相同")
    expect(page.locator("#save-state")).to_have_text("已保存")
    expect(page.locator("#save")).to_be_disabled()


def test_a_save_is_in_the_file_and_the_pages(watch: Watch, served: Served) -> None:
    page = watch()
    open_scheme(page, served)
    raise_bar(page, "85")
    expect(page.locator("#trial-sum")).to_contain_text("等次变化")
    page.keyboard.press("Control+s")
    expect(page.locator("#save-state")).to_have_text("已保存")
    assert "条件: 得分 >= 85\n" in served.scheme.read_text("utf-8")
    expect(page.locator("#trial-sum")).to_contain_text("与文件里的方案相同")
    expect(page.locator("#banner")).to_be_empty()
    page.goto(f"{served.root}/units")
    expect(page.get_by_role("row", name="周桥街道")).to_contain_text("合格")


def test_problems_are_listed_marked_and_put_right(watch: Watch, served: Served, shot: Shot) -> None:
    page = watch()
    open_scheme(page, served)
    go_to(page, "A1 母婴设施达标率")
    replace_value(page, 2, "分值: 6", "分直: 6")
    expect(page.locator("#problems-list li").first).to_contain_text("分直")
    expect(page.locator("#editor .cm-lintRange-error").first).to_have_text("分直")
    expect(page.locator("#trial-sum")).to_contain_text("处错误，改正后试算")
    shot(page, "方案-错误-1280")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    shot(page, "方案-错误-400")
    page.locator("#problems-list .fix").first.click()
    expect(page.locator("#problems-sum")).to_have_text(CHECKED)
    expect(page.locator("#save-state")).to_have_text("已保存")


def test_the_next_problem_is_a_key_away(watch: Watch, served: Served) -> None:
    page = watch()
    open_scheme(page, served)
    go_to(page, "A1 母婴设施达标率")
    replace_value(page, 2, "6", "7")
    expect(page.locator("#problems-sum")).to_have_text("有 1 处错误")
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    expect(page.locator("#editor .cm-activeLine")).to_contain_text("分值: 18")


def test_completion_is_the_servers(watch: Watch, served: Served, shot: Shot) -> None:
    page = watch()
    open_scheme(page, served)
    go_to(page, "A1 母婴设施达标率")
    replace_value(page, 2, "", "")
    page.keyboard.press("Enter")
    page.keyboard.type("数值")
    options = page.locator("#editor .cm-tooltip-autocomplete li")
    expect(options.first).to_contain_text("数值修约")
    shot(page, "方案-补全-1280")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#editor .cm-activeLine")).to_contain_text("数值修约:")


def test_enter_after_a_number_is_a_new_line(watch: Watch, served: Served) -> None:
    page = watch()
    open_scheme(page, served)
    raise_bar(page, "85")
    page.wait_for_timeout(600)
    expect(page.locator("#editor .cm-tooltip-autocomplete")).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    expect(page.locator("#editor")).not_to_contain_text("85其余")


def test_words_explain_themselves(watch: Watch, served: Served) -> None:
    page = watch()
    open_scheme(page, served)
    go_to(page, "A1 母婴设施达标率")
    page.locator("#editor .cm-line", has_text="分母为零: 不适用").first.hover(position={"x": 70, "y": 8})
    expect(page.locator("#editor .cm-tooltip-hover")).to_contain_text("分母为零")


def test_the_layout_is_put_right(watch: Watch, served: Served) -> None:
    served.change("格式: 1\n", "格式:    1\n")
    page = watch()
    open_scheme(page, served)
    page.get_by_role("button", name="排版").click()
    expect(page.locator("#banner")).to_contain_text("已排版")
    expect(page.locator("#save-state")).to_have_text("有没保存的修改")
    expect(page.locator("#trial-sum")).to_have_text("没有影响评分的改动。")


def test_a_conflict_shows_both_sides(watch: Watch, served: Served, shot: Shot) -> None:
    page = watch()
    open_scheme(page, served)
    raise_bar(page, "85")
    served.change("名称: 母婴设施达标率\n", "名称: 母婴设施标准达标率\n")
    expect(page.locator("#banner")).to_contain_text("文件已变化")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog", name="文件已经被别人改过")
    expect(dialog).to_contain_text("母婴设施标准达标率")
    expect(dialog).to_contain_text("85")
    shot(page, "方案-冲突-1280")
    # Take theirs in the first place where both differ, keep ours in the other.
    dialog.get_by_role("button", name="这一处用文件里的").first.click()
    dialog.get_by_role("button", name="逐处合并").click()
    expect(page.locator("#save-state")).to_have_text("已保存")
    saved = served.scheme.read_text("utf-8")
    assert "名称: 母婴设施标准达标率\n" in saved
    assert "条件: 得分 >= 85\n" in saved


@pytest.mark.parametrize(("choice", "bar", "title"), [("用我的", "85", "达标率"), ("用文件里的", "80", "标准达标率")])
def test_a_conflict_is_settled_for_one_side(  # noqa: PLR0917  fixtures and what is chosen
    watch: Watch, served: Served, shot: Shot, choice: str, bar: str, title: str
) -> None:
    page = watch(NARROW)
    open_scheme_narrow(page, served)
    served.change("名称: 母婴设施达标率\n", "名称: 母婴设施标准达标率\n")
    page.get_by_role("button", name="保存").click()
    dialog = page.get_by_role("dialog", name="文件已经被别人改过")
    expect(dialog).to_contain_text("标准")
    shot(page, "方案-冲突-400")
    dialog.locator(".choices").get_by_role("button", name=choice).click()
    expect(page.locator("#save-state")).to_have_text("已保存")
    saved = served.scheme.read_text("utf-8")
    assert f"条件: 得分 >= {bar}\n" in saved
    assert f"名称: 母婴设施{title}\n" in saved


def open_scheme_narrow(page: Page, served: Served) -> None:
    """Open the page on a narrow screen, and ask more of the second tier."""
    page.goto(served.page("/scheme"))
    page.get_by_role("tab", name="目录").click()
    expect(page.locator("#outline details").first).to_be_visible()
    raise_bar(page, "85")
    expect(page.locator("#save-state")).to_have_text("有没保存的修改")


def test_a_changed_file_is_told_and_taken(watch: Watch, served: Served) -> None:
    page = watch()
    open_scheme(page, served)
    served.change("条件: 得分 >= 80\n", "条件: 得分 >= 81\n")
    expect(page.locator("#banner")).to_contain_text("文件已变化")
    page.get_by_role("button", name="换成新的内容").click()
    expect(page.locator("#banner")).to_be_empty()
    go_to(page, "优良")
    expect(page.locator("#reading-text")).to_contain_text("得分不低于 81 分的")
    expect(page.locator("#save-state")).to_have_text("已保存")


def test_leaving_with_unsaved_changes_is_asked_about(watch: Watch, served: Served) -> None:
    page = watch()
    open_scheme(page, served)
    raise_bar(page, "85")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="总览").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.locator("#save-state")).to_have_text("有没保存的修改")


def test_the_keyboard_gets_in_and_out(watch: Watch, served: Served) -> None:
    page = watch()
    open_scheme(page, served, "/scheme?line=268")
    expect(text(page)).to_be_focused()
    expect(page.locator("#editor .cm-activeLine")).to_contain_text("分值: 6")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(text(page)).not_to_be_focused()
    # The page's own keys are no keys while one writes.
    go_to(page, "A1 母婴设施达标率")
    page.keyboard.press("Home")
    page.keyboard.type("/?gu")
    expect(text(page)).to_be_focused()
    expect(page.locator("#editor .cm-activeLine")).to_contain_text("/?gu")


def test_rare_characters_count_as_one(watch: Watch, served: Served) -> None:
    served.change("格式: 1\n", "格式: 1 # 𠮷𠮷𠮷\n")
    page = watch()
    open_scheme(page, served)
    go_to(page, "A1 母婴设施达标率")
    replace_value(page, 1, "母婴设施达标率", "𠮷𠮷")
    page.keyboard.press("Enter")
    page.keyboard.type("分毋为零: 不适用 # 𠮷")
    expect(page.locator("#editor .cm-lintRange-error").first).to_have_text("分毋为零")


@pytest.mark.parametrize("served", [["--read-only"]], indirect=True, ids=["read-only"])
def test_read_only_looks_and_does_not_touch(watch: Watch, served: Served) -> None:
    page = watch()
    open_scheme(page, served)
    expect(page.locator("#save-state")).to_have_text("只能看，不能保存")
    expect(page.locator("#save")).to_be_disabled()
    go_to(page, "优良")
    page.keyboard.type("乱写")
    expect(page.locator("#editor")).not_to_contain_text("乱写")
    expect(page.locator("#reading-text")).to_contain_text("得分不低于 80 分的")


def test_without_scripts_there_is_the_text(watch: Watch, served: Served, shot: Shot) -> None:
    page = watch(java_script_enabled=False)
    page.goto(served.page("/scheme"))
    expect(page.get_by_text("这个浏览器没有打开 JavaScript")).to_be_visible()
    expect(page.locator("#scheme-text")).to_contain_text("方案编号: changning-2021")
    page.get_by_role("link", name="A1 母婴设施达标率").click()
    expect(page.locator("#scheme-text :target")).to_contain_text("A1:")
    shot(page, "方案-没有脚本-1280")


@pytest.mark.parametrize("size", [None, NARROW], ids=["1280", "400"])
def test_nothing_sticks_out_of_the_window(watch: Watch, served: Served, size: dict[str, int] | None) -> None:
    page = watch(size) if size else watch()
    page.goto(served.page("/scheme"))
    expect(page.locator("#problems-sum")).to_have_text(CHECKED)
    out = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert out <= 0
