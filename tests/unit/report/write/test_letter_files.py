"""Letters as files: the same content in HTML and in Word, readable by other programs, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import docx
import pytest

from engine.report.view.edition import Edition
from engine.report.view.letters import Letters
from engine.report.write import letter_docx, letter_html
from engine.report.write.letter_files import Kind, letter_files
from engine.report.write.word.fonts import Fonts
from tests.unit.report.view.test_letters import PARTICULARS, SHIPPED, assessed, letters

if TYPE_CHECKING:
    from collections.abc import Callable

TOLD = [("changning-2021", "江苏街道"), ("shili-2022", "良耜镇"), ("jiading-2008", "听枫社区")]


class Page(HTMLParser):
    """The text of a page, its headings, and what it would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.headings: list[str] = []
        self.fetched: list[str] = []
        self.ids: list[str] = []
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "br", "col"}:
            self._inside.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in {"src", "href", "data"} and tag != "a"]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if {"style", "title", "desc"} & set(self._inside):
            return
        self.texts.append(data)
        if self._inside and re.fullmatch("h[1-6]", self._inside[-1]):
            self.headings.append(f"{self._inside[-1]} {data}")


@cache
def html_of(name: str, unit: str) -> str:
    return letter_html.render(letters(name)[unit]).decode("utf-8")


@cache
def docx_of(name: str, unit: str) -> bytes:
    return letter_docx.render(letters(name)[unit], Fonts.WINDOWS)


def text_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize(("name", "unit"), TOLD)
def test_html(name: str, unit: str, golden: Callable[[str, str], None]) -> None:
    golden(f"letters/{name}-{unit}.html", html_of(name, unit))


@pytest.mark.parametrize(("name", "unit"), TOLD[:1])
def test_word(name: str, unit: str, golden: Callable[[str, str], None]) -> None:
    xml = zipfile.ZipFile(io.BytesIO(docx_of(name, unit))).read("word/document.xml").decode("utf-8")
    golden(f"letters/{name}-{unit}.document.xml", xml.replace("</w:p>", "</w:p>\n") + "\n")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_letter_of_every_scheme_is_one_whole_page_and_document(name: str) -> None:
    unit = next(iter(letters(name)))
    page = Page(html_of(name, unit))
    assert page.fetched == []
    assert len(page.ids) == len(set(page.ids))
    assert [heading[:2] for heading in page.headings[:2]] == ["h1", "h2"]
    assert text_of(docx_of(name, unit))


@pytest.mark.parametrize(("name", "unit"), TOLD)
def test_word_says_what_html_says(name: str, unit: str) -> None:
    page, told = Page(html_of(name, unit)), re.sub(r"\s", "", text_of(docx_of(name, unit)))
    seen = [re.sub(r"\s", "", text) for text in page.texts]
    missing = [text for text in seen if text and text not in told]
    # Headings of columns that Word has together; what names tables to those who cannot see them; pictures' own texts.
    pictures = re.sub(r"\s", "", "".join(re.findall(r"<svg.*?</svg>", html_of(name, unit), re.DOTALL)))
    other = {
        "依据条款",
        "佐证和出处",
        "逐项看全部指标",
        "加分、扣分逐项",
        "每一条规则和它的状态",
        "全部指标明细",
        "样稿",
    }
    assert [text for text in missing if text not in {*other, "样稿"} and text not in pictures] == []


def test_the_same_letter_has_the_same_bytes() -> None:
    letter = letters("changning-2021")["江苏街道"]
    assert letter_docx.render(letter) == letter_docx.render(letter)
    assert letter_html.render(letter) == letter_html.render(letter)


@pytest.mark.parametrize(("name", "unit"), TOLD)
def test_sample_stands_across_every_page(name: str, unit: str) -> None:
    parts = zipfile.ZipFile(io.BytesIO(docx_of(name, unit)))
    headers = [each for each in parts.namelist() if each.startswith("word/header")]
    assert headers
    assert all("样稿" in parts.read(each).decode("utf-8") for each in headers)
    assert '<div class="sample" aria-hidden="true">' in html_of(name, unit)


def test_names_that_look_like_markup_are_texts() -> None:
    letter = replace(letters("changning-2021")["江苏街道"], unit="<script>\"&'", title="a < b & c")
    assert "<script>" not in letter_html.render(letter).decode("utf-8")
    assert "a < b & c" in text_of(letter_docx.render(letter))


@pytest.mark.slow
def test_processes_make_what_one_makes() -> None:
    assessment = assessed("changning-2021")
    units = [unit for _ in range(3) for unit in assessment.facts.units]
    made = Letters(assessment, Edition.UNIT, PARTICULARS)
    many = list(letter_files(made.of(units), len(units), [Kind.HTML, Kind.WORD], Fonts.WINDOWS))
    assert [unit for unit, _ in many] == units
    expected = {
        unit: {Kind.HTML: html_of("changning-2021", unit).encode("utf-8"), Kind.WORD: docx_of("changning-2021", unit)}
        for unit in assessment.facts.units
    }
    assert all(files == expected[unit] for unit, files in many)


def test_what_html_may_not_hold_is_shown_as_a_box() -> None:
    letter = replace(letters("changning-2021")["江苏街道"], sentences=("甲\x07乙\n丙\u2028丁",))
    assert "甲□乙\n丙\u2028丁" in letter_html.render(letter).decode("utf-8")
