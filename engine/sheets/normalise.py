"""A cell's text as a value is to be written: what means the same is put right and told, what does not is asked about.

Nothing is guessed. What is neither touched nor asked about here is told by the checks that a unit's YAML file
goes through as well (`engine.facts.words`).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import MISSING, NOT_APPLICABLE
from engine.sheets.grid import CellKind
from engine.text.figures import plain_date, plain_number

if TYPE_CHECKING:
    from engine.scheme.model import FactDeclaration
    from engine.sheets.grid import GridCell
    from engine.text.source import Span

_NUMBERS = (FactType.WHOLE, FactType.DECIMAL, FactType.PERCENT, FactType.PANEL)
# What people write where they have nothing to report: it may mean any of three things.
_NOTHING_SAID = frozenset(
    {"/", "\\", "//", "、", "。", ".", "*", "×", "x", "X", "?", "…", "……", "~", "null", "N/A", "n/a", "NA", "#N/A"}
    | {"无", "没有", "暂无", "空", "未提供", "未填", "未发生", "没有发生", "无数据", "不涉及", "不详", "待定", "待报"}
)
_DASHES = re.compile(r"[-\u2010-\u2015\u2212\u2500\uff0d_\uff3f]+")
# Blanks and marks that nobody sees: full-width, unbroken and zero-width ones among them.
_BLANKS = re.compile(r"[\s\u3000\u00a0\u200b-\u200f\u2060\ufeff]+")
_BLANKS_AROUND = re.compile(rf"^{_BLANKS.pattern}|{_BLANKS.pattern}$")
_FRACTION = re.compile(r"[0-9.]+\s*[/\uff0f\u2215]\s*[0-9.]+")
_LARGE_UNIT = re.compile(r"(?P<number>[0-9.]+)\s*(?P<unit>[百千万亿]+)")
# Days are numbered from here; what is taken for one lies between 1982 and 2064.
_DAY_NOUGHT, _FIRST_DAY, _LAST_DAY = date(1899, 12, 30), 30_000, 60_000
# Between two figures a blank sets numbers apart, unless it sets thousands apart in one.
_BLANK_INSIDE = re.compile(r"[0-9][\s\u3000\u00a0\u200b-\u200f\u2060\ufeff]+[0-9]")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?![0-9\s])")
_SEVERAL = re.compile(r"[0-9.]+%?\s*(?:[-~\uff5e至到、，,;；+\uff0b]|—+)\s*[0-9.]+%?")


def read_value(
    fact: FactDeclaration, cell: GridCell, span: Span, not_applicable: str = f"不适用的写“{NOT_APPLICABLE}”"
) -> tuple[str | None, list[Problem]]:
    """Return what a cell says of a fact, as a unit's file would write it, and what there is to tell of it.

    An empty cell says nothing (""), and never 0. None is a cell that says nothing certain: an error tells so, and
    `not_applicable` is what it tells who thinks that the fact does not apply.
    """
    if (problem := unreadable_cell(cell, span, fact.name)) is not None:
        return None, [problem]
    text = seen_text(cell)
    if not text or text in (MISSING, NOT_APPLICABLE):
        return text, [] if text == cell.text else noted(cell, text, span)
    if cell.kind is CellKind.DATE and fact.type is not FactType.MATTERS:
        return None, [_date_in_place_of_number(fact, cell, span)]
    nothing = text in _NOTHING_SAID or _DASHES.fullmatch(text)
    # Of options, one may be 无; which there are is told with the rest of what is wrong with a word.
    if nothing and fact.type not in (FactType.MATTERS, FactType.CHOICE):
        return None, [_nothing_said(fact, text, span, not_applicable)]
    if fact.type in _NUMBERS:
        return _number(fact, cell, text, span)
    if fact.type is FactType.YES_NO and cell.kind is CellKind.YES_NO:
        return cell.text, noted(cell, cell.text, span)
    if fact.type is FactType.CHOICE:
        text = _option(fact, text)
    return text, noted(cell, text, span)


def read_text(cell: GridCell, span: Span, what: str) -> tuple[str, list[Problem]]:
    """Return what a cell says in words: a remark, a name, evidence; "" where it says nothing that can be read."""
    if cell.kind is CellKind.PICTURE:
        message = f"“{what}”是一张嵌在单元格里的图片，没有文字可读"
        fix = "图片还在原件里，没有丢；请在这一格写上文件名或材料名称，图片另附"
        return "", [Problem(Code.EVIDENCE_NOT_TEXT, message, span, help=fix)]
    if (problem := unreadable_cell(cell, span, what)) is not None:
        return "", [problem]
    return _trimmed(cell.text), []


def read_day(cell: GridCell, span: Span, what: str) -> tuple[str, list[Problem]]:
    """Return the day that a cell says, as `2021-10-28`; a text that is no day stays what it is, for others to tell."""
    text, problems = read_text(cell, span, what)
    if problems or not text:
        return text, problems
    if cell.kind is CellKind.NUMBER and (meant := _day_of_number(text)):
        message = f"“{what}”成了数 {text}，像是日期 {meant} 在表格里的编号"
        # Nothing is imported while this stands; the day keeps the number from being told once more as no day.
        return meant, [Problem(Code.FACT_VALUE, message, span, help=f"请把单元格格式改为“日期”或“文本”，写成 {meant}")]
    day = text[:10] if cell.kind is CellKind.DATE and len(text) > len("2021-10-28") else plain_date(_half_width(text))
    return (day, noted(cell, day, span)) if day else (text, [])


def _day_of_number(text: str) -> str:
    """Return the day that a spreadsheet counts as this number, if it is one of these decades."""
    if not text.isdigit() or not _FIRST_DAY < int(text) < _LAST_DAY:
        return ""
    return (_DAY_NOUGHT + timedelta(int(text))).isoformat()


def seen_text(cell: GridCell) -> str:
    """Return the text of a cell without blanks around it; a truth value as it is seen."""
    return _trimmed(cell.text)


def unreadable_cell(cell: GridCell, span: Span, what: str) -> Problem | None:
    """Word a cell that holds no value at all: an error, a picture, a formula that was never computed."""
    match cell.kind:
        case CellKind.ERROR:
            message = f"“{what}”是错误值 {cell.text}"
            from_formula = f"公式 {cell.formula} 算不出来；" if cell.formula else ""
            return Problem(Code.ERROR_CELL, message, span, help=f"{from_formula}请直接填数，不要从别的表引用")
        case CellKind.NO_VALUE:
            message = f"“{what}”是公式，却没有存下算出来的值"
            fix = "用 Excel 或 WPS 打开，等它算完再保存；更稳妥的是直接填数"
            return Problem(Code.FORMULA_WITHOUT_VALUE, message, span, help=fix)
        case CellKind.PICTURE:
            message = f"“{what}”是一张嵌在单元格里的图片，读不出数"
            return Problem(Code.PICTURE_CELL, message, span, help="请删去图片，填上数；图片可以另附，作佐证")
        case _:
            return None


def noted(cell: GridCell, text: str, span: Span) -> list[Problem]:
    """Tell what a cell was read as, where that is not what is written there; blanks around it need no telling."""
    written = cell.shown if cell.kind is CellKind.YES_NO else cell.text
    if text == _trimmed(written):
        return []
    return [Problem(Code.READ_AS, f"由“{written}”读作“{text}”", span, help="读对了就不用管；读错了请改这一格")]


def _number(fact: FactDeclaration, cell: GridCell, text: str, span: Span) -> tuple[str | None, list[Problem]]:
    unsure = _is_unsure(text)
    plain = None if unsure else plain_number(_half_width(text), (fact.measure,) if fact.measure else ())
    if plain is None:
        problem = _not_certain(fact, text, span) if unsure else _asked(fact, _half_width(text), span)
        return (None, [problem]) if problem else (text, [])
    if fact.type is FactType.PERCENT and not plain.endswith("%"):
        return None, [_sign_missing(fact, plain, span)]
    if cell.shown and _decimals(plain) > fact.digits:
        return None, [_more_than_shown(fact, cell, plain, span)]
    return plain, noted(cell, plain, span)


# No number that anybody means is written longer; a cell may hold a megabyte of something else.
_LONGEST_NUMBER = 1000


def _is_unsure(text: str) -> bool:
    """Whether a text is no one number, though it would be without its blanks, or with its signs written large."""
    if len(text) > _LONGEST_NUMBER:
        return False
    signs = any(unicodedata.category(char) == "No" for char in text)  # 10², ①, ½
    wide = unicodedata.normalize("NFKC", text)
    return signs or (_BLANK_INSIDE.search(wide) is not None and _THOUSANDS.match(wide) is None)


def _decimals(number: str) -> int:
    return len(number.rstrip("%").partition(".")[2])


def _option(fact: FactDeclaration, text: str) -> str:
    """Return the one option that is written so, blanks and widths aside; the text where there is none or several."""
    bare = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    meant = [each for each in fact.options if _BLANKS.sub("", unicodedata.normalize("NFKC", each)) == bare]
    return meant[0] if len(meant) == 1 else text


def _trimmed(text: str) -> str:
    # Within ASCII, what has no blank at its ends has nothing to trim.
    if text.isascii() and text.isalnum():
        return text
    # Nor has what begins and ends with something else.
    if text and not _BLANKS.match(text[0]) and not _BLANKS.match(text[-1]):
        return text
    return _BLANKS_AROUND.sub("", text)


def _half_width(text: str) -> str:
    """Return a text with full-width letters, digits and signs made half-width, and without blanks in it."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def _nothing_said(fact: FactDeclaration, text: str, span: Span, not_applicable: str) -> Problem:
    message = f"“{fact.name}”填的是“{text}”，看不出是 {_zero(fact)}、没有数据，还是不适用"
    fix = f"没有发生的写 {_zero(fact)}，没有数据的写“{MISSING}”，{not_applicable}"
    return Problem(Code.NOTHING_SAID, message, span, help=fix)


def _zero(fact: FactDeclaration) -> str:
    match fact.type:
        case FactType.PERCENT:
            return "0%"
        case FactType.YES_NO:
            return "“否”"
        case _:
            return "0"


def _date_in_place_of_number(fact: FactDeclaration, cell: GridCell, span: Span) -> Problem:
    message = f"“{fact.name}”这一格成了日期 {cell.text}"
    fix = "多半是输入“3-4”“1/2”一类时被改成了日期；请把单元格格式改为“常规”，重新填"
    return Problem(Code.NUMBER_AS_DATE, message, span, help=fix)


def _sign_missing(fact: FactDeclaration, number: str, span: Span) -> Problem:
    message = f"“{fact.name}”应为百分数，填的是“{number}”，没有“%”"
    fix = f"是 {number}% 吗？请连“%”一起填；如果 1 表示 100%，请换算后填"
    return Problem(Code.FACT_VALUE, message, span, help=fix)


def _more_than_shown(fact: FactDeclaration, cell: GridCell, number: str, span: Span) -> Problem:
    digits = f"最多 {fact.digits} 位小数" if fact.digits else "不能有小数"
    message = f"“{fact.name}”{digits}，看到的是 {cell.shown}，存的却是 {number}"
    return Problem(Code.FACT_VALUE, message, span, help="Excel 只是显示得短，并没有修约；请按规定修约后重新填")


def _not_certain(fact: FactDeclaration, text: str, span: Span) -> Problem:
    fix = "请只填一个确切的数：数字中间不要空格、换行，也不要用“²”“①”一类的字符"
    return Problem(Code.FACT_VALUE, f"“{fact.name}”填的是“{text}”，不是一个确切的数", span, help=fix)


def _asked(fact: FactDeclaration, text: str, span: Span) -> Problem | None:
    """Ask about a text with numbers in it that may be meant in several ways."""
    fix = ""
    if _FRACTION.fullmatch(text):
        fix = "这是两个数，还是一个比值？这里只填一个数；要算的比值由程序算"
    elif large := _LARGE_UNIT.fullmatch(text):
        fix = f"请把“{large['unit']}”换算成数，写全"
    elif _SEVERAL.fullmatch(text):
        fix = "这里有不止一个数；请只填一个确切的数"
    if not fix:
        return None
    return Problem(Code.FACT_VALUE, f"“{fact.name}”填的是“{text}”，不是一个确切的数", span, help=fix)
