"""Word files: what is in them, in the order that Word asks for, and nothing of where and when they were made."""

from __future__ import annotations

import io
import re
import time
import zipfile
from itertools import pairwise
from xml.etree import ElementTree as ET

import docx
import pytest

from engine.report.write.word.document import Document
from engine.report.write.word.fonts import Fonts
from engine.report.write.word.package import Look
from engine.report.write.word.page import A4, NOTICE_A4, Footer
from engine.report.write.word.tables import Cell, Column
from tests.unit.report.word.making import ABOUT, one_of_everything, parts, png

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ECMA-376, part 1: CT_PPr (17.3.1.26), CT_RPr (17.3.2.28), CT_TblPr (17.4.60), CT_TcPr (17.4.70), CT_SectPr (17.6.17).
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}


def out_of_order(xml: str) -> list[str]:
    """Elements that stand behind one that the schema wants after them, or that it does not know there."""
    found = []
    for element in ET.fromstring(xml).iter():  # noqa: S314  our own
        order = ORDERS.get(element.tag.removeprefix(W), "").split()
        names = [child.tag.removeprefix(W) for child in element]
        if order:
            places = [order.index(name) if name in order else -1 for name in names]
            found += [
                name for name, (one, two) in zip(names[1:], pairwise(places), strict=True) if two < one or two < 0
            ]
    return found


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/header-even.xml"])
@pytest.mark.parametrize("look", Look)
def test_properties_stand_in_the_order_of_the_schema(name: str, look: Look) -> None:
    file = one_of_everything().saved() if look is Look.LETTER else Document(ABOUT, look=look, across="样稿").saved()
    assert out_of_order(parts(file)[name]) == []


def test_an_order_that_word_refuses_is_found() -> None:
    xml = f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:jc w:val="left"/><w:keepNext/></w:pPr></w:p>'
    assert out_of_order(xml) == ["keepNext"]


def test_the_same_document_has_the_same_bytes() -> None:
    first = one_of_everything().saved()
    time.sleep(0.01)
    assert one_of_everything().saved() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_word_opens_it_with_its_text_table_and_picture() -> None:
    opened = docx.Document(io.BytesIO(one_of_everything().saved()))
    styled = [(each.style.name if each.style else "", each.text) for each in opened.paragraphs]
    assert ("Title", "甲单位考核结果说明") in styled
    assert ("Heading 1", "一、结论") in styled
    assert ("Normal", "得分字楷体折\n行\t制表") in styled
    assert ("List Bullet", "第二条") in styled
    table = opened.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["编号", "指标", "事实"],
        ["C1", "走访率", "46.00"],
        ["合计", "无", "无"],
    ]
    assert len(opened.inline_shapes) == 1
    assert opened.inline_shapes[0].height * 2 == opened.inline_shapes[0].width == 120 * 36_000
    assert [section.orientation for section in opened.sections] == [0, 1]


def test_properties_say_what_was_said_and_nothing_of_a_template() -> None:
    file = one_of_everything().saved()
    said = docx.Document(io.BytesIO(file)).core_properties
    assert (said.title, said.author, str(said.created)[:10]) == ("考核结果说明", "某局", "2022-02-22")
    assert said.last_modified_by == said.comments == said.keywords == ""
    everything = "".join(parts(file).values())
    assert not re.search("python-docx|Canny|2013", everything)


def test_head_is_repeated_and_rows_stay_whole() -> None:
    xml = parts(one_of_everything().saved())["word/document.xml"]
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 3
    assert 'descr="一张图：左高右低"' in xml


@pytest.mark.parametrize("fonts", Fonts)
@pytest.mark.parametrize("look", Look)
def test_fonts_are_named_for_every_kind_of_character_and_none_by_theme(fonts: Fonts, look: Look) -> None:
    held = parts(Document(ABOUT, look=look, fonts=fonts, across="样稿").saved())
    everything = "".join(held.values())
    assert not re.search(r"\{(小标宋|仿宋|楷体|黑体|宋体)\}|[Tt]heme=", everything)
    for fonts_of in re.findall("<w:rFonts [^>]+>", everything):
        assert len(set(re.findall('"([^"]+)"', fonts_of))) == 1
        assert re.findall(r"w:(\w+)=", fonts_of) == ["ascii", "hAnsi", "eastAsia", "cs"]
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>' in held["word/styles.xml"]


def test_characters_that_xml_forbids_become_boxes() -> None:
    made = Document(ABOUT)
    made.paragraph("坏\x00\x0b\ud800<&>\ufffe")
    made.table([Column(20)], [["\x1b"]], title='"引\x01"')
    opened = docx.Document(io.BytesIO(made.saved()))
    assert opened.paragraphs[0].text == "坏□□□<&>□"
    assert opened.tables[0].rows[0].cells[0].text == "□"


def test_a_row_has_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="a row of 3 cells in a table of 2 columns"):
        Document(ABOUT).table([Column(20), Column(20)], [[Cell("一", span=2), "三"]])
    with pytest.raises(ValueError, match="a row of 1 cells"):
        Document(ABOUT).table([Column(20), Column(20)], [["一"]])


def test_what_is_no_png_is_no_picture() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        Document(ABOUT).picture(b"GIF89a", 50, "图")


def test_the_same_picture_is_kept_once() -> None:
    made = Document(ABOUT)
    for _ in range(3):
        made.picture(png(), 50, "图")
    with zipfile.ZipFile(io.BytesIO(made.saved())) as archive:
        assert [name for name in archive.namelist() if "media" in name] == ["word/media/image1.png"]


def test_words_across_stand_in_every_kind_of_header() -> None:
    held = parts(Document(ABOUT, across="样稿").saved())
    for kind in ("default", "first", "even"):
        assert 'string="样稿"' in held[f"word/header-{kind}.xml"]
        assert f'<w:headerReference w:type="{kind}"' in held["word/document.xml"]
    assert not any("header" in name for name in parts(Document(ABOUT).saved()))


def test_pages_are_numbered_on_two_sides_only_in_a_notice() -> None:
    dashed = parts(Document(ABOUT, look=Look.NOTICE, page=NOTICE_A4, footer=Footer.DASHED).saved())
    assert '<w:jc w:val="right"/>' in dashed["word/footer-default.xml"]
    assert '<w:jc w:val="left"/>' in dashed["word/footer-even.xml"]
    assert "<w:evenAndOddHeaders/>" in dashed["word/settings.xml"]
    counted = parts(Document(ABOUT).saved())
    assert "NUMPAGES" in counted["word/footer-default.xml"]
    assert "evenAndOddHeaders" not in counted["word/settings.xml"]
    assert not any("footer" in name for name in parts(Document(ABOUT, footer=Footer.NONE).saved()))


def test_a_turned_page_is_as_wide_as_it_was_high() -> None:
    turned = A4.turned()
    assert (turned.width, turned.height) == (A4.height, A4.width)
    assert turned.text_width == A4.height - A4.top - A4.bottom
    assert NOTICE_A4.turned().footer_up < NOTICE_A4.turned().bottom
