"""The notice as LibreOffice lays it out: 22 lines of 28 characters to a page, page numbers on the outer side."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from engine.report.write.notice_docx import notice_docx
from engine.report.write.word.fonts import Fonts
from tests.assessing import assess_shipped
from tests.unit.report.noticing import FULL, RATES, assessed, notice
from tests.unit.report.test_notice_view import shipped_papers
from tests.unit.report.word.office import as_pdf, text_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None and "KAOHE_NEED_OFFICE" not in os.environ,
        reason="soffice (LibreOffice) is not installed",
    ),
]
# No marks that could hang over the edge, and no figures that have widths of their own.
LONG = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏" * 120


def lines_of(page: str) -> list[str]:
    """The lines of text of a page, without its number."""
    lines = [line.strip() for line in page.split("\n")]
    return [line for line in lines if line and not re.fullmatch(r"— ?[0-9]+ ?—", line)]


def test_full_pages_have_22_lines_of_28_characters(tmp_path: Path) -> None:
    file = notice_docx(notice(assessed(told=LONG), "格式: 1\n"), Fonts.STANDARD)
    pages = text_of(as_pdf(file, tmp_path), "-layout").split("\f")[:-1]
    # All but the first page, which has the title, and the last two, which share the end of the text.
    whole = [lines_of(page) for page in pages[1:-2]]
    assert {len(lines) for lines in whole} == {22}
    assert len(whole) > 5
    assert {max(map(len, lines)) for lines in whole} == {28}
    # Pages inside of one paragraph have nothing but full lines.
    assert sum({len(line) for line in lines} == {28} for lines in whole) > 3


def words_of(pdf: Path) -> list[tuple[int, float, float, str]]:
    """Every word of a PDF: its page, its left and right edge in points, and its text."""
    found = []
    for number, page in enumerate(text_of(pdf, "-bbox").split("<page ")[1:], 1):
        for left, right, text in re.findall(r'xMin="([\d.]+)".*xMax="([\d.]+)".*>([^<]+)</word>', page):
            found.append((number, float(left), float(right), text))
    return found


def test_page_numbers_are_on_the_outer_side(tmp_path: Path) -> None:
    pdf = as_pdf(notice_docx(notice(assessed(told=LONG), "格式: 1\n"), Fonts.STANDARD), tmp_path)
    dashes = [(page, left, right) for page, left, right, text in words_of(pdf) if text == "—"]
    assert {page for page, _, _ in dashes} >= {1, 2, 3, 4}
    for page in (1, 2, 3, 4):
        edges = [(left, right) for at, left, right in dashes if at == page]
        # The type area reaches from 28 mm (79.4 pt) to 184 mm (521.6 pt); the number is a 14 point character in.
        if page % 2:
            assert abs(max(right for _, right in edges) - (521.6 - 14)) < 3
        else:
            assert abs(min(left for left, _ in edges) - (79.4 + 14)) < 3


def test_the_notice_of_changning_is_read(tmp_path: Path) -> None:
    file = notice_docx(notice(assess_shipped("changning-2021"), shipped_papers()), Fonts.STANDARD)
    said = "".join(text_of(as_pdf(file, tmp_path)).split())
    for part in (
        "工作目标管理责任制考核结果的通知",
        "（十）新泾镇。强化党政领导",
        "新华街道、天山街道、程桥街道",
        "2022年2月22日",
    ):
        assert part in said


def test_neither_signature_nor_imprint_stands_alone_on_a_page(tmp_path: Path) -> None:
    # Whatever room the text leaves on the last page.
    for count in range(0, 16, 3):
        told = {f"单位{at}": RATES["甲单位"] for at in range(count)} | RATES
        folder = tmp_path / str(count)
        folder.mkdir()
        pdf = as_pdf(notice_docx(notice(assessed(told)), Fonts.STANDARD), folder)
        last = "".join(text_of(pdf, "-layout").split("\f")[-2].split())
        assert "（排名不分先后）：" in last, last
        assert "抄送：区委办公室" in last


def test_full_head_is_printed(tmp_path: Path) -> None:
    pages = text_of(as_pdf(notice_docx(notice(assessed(), FULL), Fonts.STANDARD), tmp_path)).split("\f")
    first = "".join(pages[0].split())
    assert first.startswith("000001秘密★1年特急某区政务服务管理局文件某政服发〔2022〕21号关于下发")
