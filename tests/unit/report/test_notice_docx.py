"""The notice as a Word file: its XML to the letter, and nothing of a score anywhere in the public one."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import docx
import pytest

from engine.report.view.edition import Edition
from engine.report.write.notice_docx import notice_docx
from engine.report.write.notice_end import signature
from engine.report.write.word.fonts import Fonts
from engine.report.write.word.page import NOTICE_A4
from tests.assessing import assess_shipped
from tests.unit.report.noticing import FULL, assessed, notice
from tests.unit.report.test_notice_view import shipped_papers
from tests.unit.report.word.making import parts
from tests.unit.report.word.test_document import out_of_order

if TYPE_CHECKING:
    from tests.conftest import Golden

DAY = date(2022, 2, 22)


def lines_of(xml: str) -> str:
    """XML with a line for every paragraph, row and section, so that a change of it can be read."""
    return re.sub(r"(?=<w:(?:p|tr|tbl|sectPr)[ >])", "\n", xml) + "\n"


def test_the_notice_of_changning(golden: Golden) -> None:
    file = notice_docx(notice(assess_shipped("changning-2021"), shipped_papers()), Fonts.STANDARD, DAY)
    golden("notice/changning-2021.xml", lines_of(parts(file)["word/document.xml"]))


def test_everything_that_a_notice_may_have(golden: Golden) -> None:
    file = notice_docx(notice(assessed(), FULL, Edition.INTERNAL), Fonts.STANDARD, DAY)
    xml = parts(file)["word/document.xml"]
    golden("notice/all.xml", lines_of(xml))
    assert out_of_order(xml) == []


def test_the_public_edition_has_no_score_and_no_rank_in_any_part() -> None:
    file = notice_docx(notice(assessed()), Fonts.STANDARD, DAY)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = archive.namelist()
        everything = "".join(archive.read(name).decode() for name in names)
    assert all(name.endswith((".xml", ".rels")) for name in names)
    assert not any(word in name for name in names for word in ("custom", "comment", "media"))
    assert "w:vanish" not in everything
    # The units' totals, their points by item, and what is said of them.
    for score in ("73.31", "95.57", "88.83", "88.33", "57.342", "43.986", "得分", "名次", "名单顺序"):
        assert score not in everything, score
    internal = notice_docx(notice(assessed(), FULL, Edition.INTERNAL), Fonts.STANDARD, DAY)
    assert all(score in parts(internal)["word/document.xml"] for score in ("73.31", "95.57", "88.83", "57.342"))


def test_properties_say_what_it_is_and_when() -> None:
    said = docx.Document(io.BytesIO(notice_docx(notice(assessed()), Fonts.STANDARD, DAY))).core_properties
    assert (said.title, said.author) == ("关于下发某区2021年度为民服务目标管理考核结果的通知", "某区政务服务管理局")
    assert str(said.created)[:10] == "2022-02-22"
    undated = docx.Document(io.BytesIO(notice_docx(notice(assessed(), "格式: 1\n"), Fonts.STANDARD)))
    assert undated.core_properties.created is None


def test_what_is_to_be_filled_in_is_yellow() -> None:
    file = notice_docx(notice(assessed(told=""), "格式: 1\n"), Fonts.STANDARD)
    yellow = [
        run.text
        for each in docx.Document(io.BytesIO(file)).paragraphs
        for run in each.runs
        if run.font.highlight_color is not None
    ]
    assert yellow == ["【待填：主送机关】", *["【待填：工作完成情况】"] * 3, "【待填：成文日期】"]


def test_headings_are_headings() -> None:
    document = docx.Document(io.BytesIO(notice_docx(notice(assessed()), Fonts.STANDARD)))
    headings = [(each.style.name, each.text) for each in document.paragraphs if each.style]
    assert [text for name, text in headings if name == "Heading 1"] == [
        "一、考核内容",
        "二、工作完成情况",
        "三、考核结果",
    ]


def test_control_characters_in_a_narrative_do_not_break_the_file() -> None:
    file = notice_docx(notice(assessed(told='"坏\\x07字"')), Fonts.STANDARD)
    assert "坏□字" in "".join(each.text for each in docx.Document(io.BytesIO(file)).paragraphs)


@pytest.mark.parametrize(
    ("signed", "sealed"),
    [("某局", True), ("某区政务服务管理局", True), ("甲" * 24, True), ("某局", False), ("甲" * 20, False)],
)
def test_a_signature_stays_on_the_page(signed: str, sealed: bool) -> None:  # noqa: FBT001
    day = "2022年12月22日"
    for form, text in zip(signature(signed, day, sealed=sealed), (signed, day), strict=True):
        wide = sum(1 if char.isascii() else 2 for char in text) * 315 // 2
        assert form.left is not None
        assert form.left >= 0
        assert form.left + wide + (form.right or 0) <= NOTICE_A4.text_width + 315


def test_under_a_seal_the_date_is_four_characters_in() -> None:
    name, day = signature("某局", "2022年2月22日", sealed=True)
    assert name == day
    assert name.left is not None
    assert name.right is not None
    # A half character each, and a quarter between figures and Chinese.
    wide = 13 * 315 // 2 + 5 * 315 // 4
    middle = (NOTICE_A4.text_width + name.left - name.right) // 2
    assert abs(NOTICE_A4.text_width - (middle + wide // 2) - 4 * 315) <= 20


def test_without_a_seal_the_date_begins_two_characters_right_of_the_name() -> None:
    name, day = signature("某区政务服务管理局", "2022年2月22日", sealed=False)
    assert name.left is not None
    assert day.left == name.left + 2 * 315
