"""The problems of tables as tables: headers, rows, units and places, each worded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.tables.header import CODE, FACT, ORIGIN, UNIT, VALUE
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.scheme.model import FactDeclaration
    from engine.text.source import Span
    from engine.text.tree import Scalar

MOST_LISTED = 5
_LAYOUTS = (
    f"每行一个单位的，表头要有“{UNIT}”（或“{CODE}”）和数据项的名称；"
    f"每行一个数的，表头要有“{UNIT}”“{FACT}”“{VALUE}”；表头与方案里的名称要一字不差"
)


def no_header(file: str, where: str, place: Span | None) -> Problem:
    """Word a table of which nobody knows what its columns hold."""
    return Problem(Code.TABLE_HEADER, f"{where}认不出表头", place, file=file, help=_LAYOUTS)


def a_form(file: str) -> Problem:
    """Word a form that lies among facts: it is imported first."""
    fix = "填报表要先导入成数据：把收回的填报表放在另一个文件夹，运行 kaohe form import 那个文件夹"
    return Problem(Code.TABLE_HEADER, f"“{file}”是填报表，不是数据表", file=file, help=fix)


def header_twice(text: str, first: Span, second: Span) -> Problem:
    """Word two columns that say they hold the same."""
    fix = "请删去一列；一列是自评、一列是核定的，写成“数据项.自评”“数据项.核定”"
    return Problem(Code.HEADER_TWICE, f"表头“{text}”有两列", second, help=fix, also=(("第一列在这里", first),))


def other_measure(fact: FactDeclaration, name: str, measure: str, place: Span) -> Problem:
    """Word a header with another unit of measure than the scheme's."""
    own = f"方案里“{name}”的计量单位是“{fact.measure}”" if fact.measure else f"方案里“{name}”没有计量单位"
    fix = "请核对数值：单位不同的要换算；单位其实相同的，把表头括号里的字改成与方案一致，或删去"
    return Problem(Code.TABLE_MEASURE, f"表头写的是“{measure}”，{own}", place, help=fix)


def whose(what: str, place: Span) -> Problem:
    """Word a row with values of which nobody knows whose, or of which fact, they are."""
    fix = f"请补写“{what}”；不是数据的行请删去，或移到别的工作表"
    if what == UNIT:
        fix += "；几行合用一个单位名称的，请取消合并或每行都写上"
    return Problem(Code.ROW_WHOSE, f"这一行有数，没有写“{what}”", place, help=fix)


def merged(cells: str, place: Span) -> Problem:
    """Word a value that stands in merged cells: is it that of the first row, or of each?"""
    fix = "请取消合并，每一格各写各的数；没有数的空着"
    return Problem(Code.ROW_WHOSE, f"{cells} 是合并的单元格，看不出这个数是第一格的还是每一格的", place, help=fix)


def other_header(place: Span) -> Problem:
    """Word a second header that says something else than the first."""
    fix = "一张工作表里只放一张表；请把下面这张表移到另一张工作表"
    return Problem(Code.TABLE_HEADER, "这一行又是一个表头，和上面的不一样", place, help=fix)


@dataclass(frozen=True, slots=True)
class Twice:
    """A value that two cells give."""

    what: str
    first: Scalar
    second: Scalar


def given_twice(unit: str, values: Sequence[Twice]) -> Problem:
    """Word what two rows, or two columns, give twice of one unit."""
    other = [each for each in values if each.first.text != each.second.text]
    shown = other[0] if other else values[0]
    if len(values) == 1:
        same = f"：“{shown.first.text}”和“{shown.second.text}”" if other else "，两次相同"
        message = f"“{unit}”的“{shown.what}”写了两次{same}"
    else:
        differ = f"其中“{shown.what}”等 {len(other)} 个两次不同" if other else "两次都相同"
        message = f"“{unit}”有 {len(values)} 个数写了两次，{differ}"
    also = (("第一次在这里", shown.first.span),)
    fix = "请只留一个；是不同来源的数，请写明来源"
    return Problem(Code.CELL_TWICE, message, shown.second.span, help=fix, also=also)


def code_unknown(code: str, place: Span, *, coded: bool) -> Problem:
    """Word a unit's code that the scheme does not have, or that several could be meant by.

    Codes are alike by nature: to say which one may be meant would be to guess at another unit.
    """
    fix = "请核对方案“考核对象”里的编码，或改写单位名称" if coded else "方案的“考核对象”里没有写编码，请写单位名称"
    return Problem(Code.UNIT_CODE, f"没有编码是“{code}”的单位", place, help=fix)


def code_of_other(unit: str, code: str, other: str, place: Span, named: Span) -> Problem:
    """Word a row whose code and name are those of two units."""
    message = f"这一行的编码“{code}”是“{other}”的，单位写的是“{unit}”"
    also = (("单位在这里", named),)
    return Problem(Code.UNIT_CODE, message, place, help="请核对是哪一个单位的数，改正编码或名称", also=also)


def origin_unknown(word: str, known: Sequence[str], place: Span) -> Problem:
    """Word an origin that the scheme does not have."""
    near = suggest(word, known)
    listed = "".join(f"“{each}”" for each in known)
    fix = f"是不是“{near}”？" if near else "请改成方案“数据来源”里有的词"
    return Problem(Code.FACT_ORIGIN, f"方案不认“{word}”这个来源，应为{listed}之一", place, help=fix)


def origin_missing(known: Sequence[str], place: Span) -> Problem:
    """Word values of which nobody knows where they come from."""
    fix = f"请加一列“{ORIGIN}”，或把工作表（文件）改名为一个来源（方案认得：{'、'.join(known)}）"
    return Problem(Code.FACT_ORIGIN, "没有写明来源，而方案不认“自评”", place, help=fix)


def part_or_percent(fact: FactDeclaration, number: str, place: Span) -> Problem:
    """Ask whether a number below a header of per cent is one, or a part of 1."""
    message = f"“{fact.name}”填的是 {number}，表头写的是“%”，看不出是 {number}% 还是占 1 的多少"
    return Problem(Code.FACT_VALUE, message, place, help="请连“%”一起填，如 95%")


def read_as(message: str, place: Span, fix: str = "读对了就不用管；读错了请改正") -> Problem:
    """Say how something was read that was not written as the scheme has it."""
    return Problem(Code.READ_AS, message, place, help=fix)


def origin_taken(origin: str, by: str, place: Span) -> Problem:
    """Say which origin values have that name none."""
    why = f"按{by}算作" if by else "算作"
    fix = f"不对的，请加一列“{ORIGIN}”，写明每行的来源"
    return Problem(Code.ORIGIN_TAKEN, f"没有写明来源的数，{why}“{origin}”", place, help=fix)


def not_used(message: str, place: Span, fix: str) -> Problem:
    """Say what of a table was not read."""
    return Problem(Code.TABLE_NOT_USED, message, place, help=fix)


def file_not_used(file: str, fix: str) -> Problem:
    """Say that a file among those of facts is none of them."""
    return Problem(Code.FILE_SKIPPED, f"跳过“{file}”：认不出表头", file=file, help=fix)


def hidden(what: str, place: Span) -> Problem:
    """Say that something that is not to be seen counts all the same."""
    fix = "不该算的请删去，不要隐藏；用了筛选的，取消筛选后再核对一遍"
    return Problem(Code.ROWS_HIDDEN, f"{what}是隐藏的，里面的数照样算了", place, help=fix)


def listed(names: Sequence[str]) -> str:
    """Name the first few of some rows or columns."""
    return "、".join(names[:MOST_LISTED]) + ("等" if len(names) > MOST_LISTED else "")


def counted(names: Sequence[object]) -> str:
    """Say how many there are, where not all are named."""
    return f" {len(names)} 列" if len(names) > MOST_LISTED else ""
