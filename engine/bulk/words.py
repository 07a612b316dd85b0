"""How a column that cannot be used is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.arrow.raw import Figures, Floats
from engine.number import DECIMAL
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS
from engine.tables.header import FACT, PERIOD, VALUE
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from engine.arrow.files import ColumnFile
    from engine.arrow.raw import Raw
    from engine.scheme.model import FactDeclaration
    from engine.tables.names import Path
    from engine.text.source import Span

BESIDE = EVIDENCE_KEYS
_LOOKED_AT = 10_000
_SHOWN, _SHORT = 2, 20


def no_values(file: ColumnFile, at: int) -> Problem:
    """Word a column of lists, or of anything else that is no value."""
    message = f"“{file.heads[at]}”这一列不是单个的值（是列表、结构或二进制）"
    fix = "每一格应是一个值；请改成整数、小数（decimal）、文字或是否（boolean）的列"
    return Problem(Code.BULK_COLUMN, message, file.head(at), help=fix)


def no_texts(file: ColumnFile, at: int) -> Problem:
    """Word a column of numbers where words belong."""
    message = f"“{file.heads[at]}”这一列应是文字"
    return Problem(Code.BULK_COLUMN, message, file.head(at), help="请改成文字的列")


def not_in_columns(file: ColumnFile, at: int, fact: FactDeclaration) -> Problem:
    """Word a column of a fact that has no single value."""
    message = f"“{fact.of or fact.name}”的类型是“{fact.type.value}”，大批量数据里读不了"
    fix = "这类数据请用单位的 .yaml 文件或普通的表格（.xlsx、小的 .csv）；这里请删去这一列"
    return Problem(Code.BULK_COLUMN, message, file.head(at), help=fix)


def no_value_column(file: ColumnFile) -> Problem:
    """Word a long table without values: one of matters."""
    message = f"“{file.name}”没有“{VALUE}”这一列"
    fix = f"每行一个数的，列名要有“单位”“{FACT}”“{VALUE}”；事项和评委打分请用单位的 .yaml 文件或普通的表格"
    return Problem(Code.BULK_COLUMN, message, file=file.name, help=fix)


def no_such_fact(file: ColumnFile, at: int, name: str, known: Collection[str]) -> Problem:
    """Word a column of a fact that the scheme does not have."""
    near = suggest(name, known)
    fix = f"是不是“{near}”？" if near else "请核对方案的“数据项”；不是数据项的列请删去"
    return Problem(Code.FACT_UNKNOWN, f"方案里没有“{name}”这个数据项", file.head(at), help=fix)


def no_such_word(file: ColumnFile, at: int, path: Path, origins: Sequence[str]) -> Problem:
    """Word a column whose name has something behind the fact's that nobody knows."""
    known = [*origins, *BESIDE]
    near = suggest(path.unknown[0], known)
    fix = f"是不是“{near}”？" if near else f"数据项后面可以写：{'、'.join(known)}，逐期填报的先写期"
    message = f"不认得“{path.fact}”后面的“{path.unknown[0]}”"
    return Problem(Code.FACT_ORIGIN, message, file.head(at), help=fix)


def no_period(file: ColumnFile, at: int, name: str, first: str) -> Problem:
    """Word a column of a fact that has a value for each period, and none of its own."""
    fix = f"每一期一列，列名如“{name}.{first}”；每行一个数的，请加“{PERIOD}”一列"
    return Problem(Code.FACT_VALUE, f"“{name}”要逐期填报，没有写是哪一期", file.head(at), help=fix)


def unit_often(unit: str, most: int, before: Span, again: Span) -> Problem:
    """Word one row too many of a unit, or of a value of it."""
    fix = "每个单位（长表里每个数）只留一行；是不同来源的数，请加一列“来源”写明"
    also = (("前一次在这里", before),)
    return Problem(Code.UNIT_TWICE, f"单位“{unit}”同一来源的数有 {most} 行以上", again, help=fix, also=also)


def inexact(file: ColumnFile, at: int) -> Problem:
    """Say that a column holds floats, which were read as the decimals that they stand for."""
    message = f"“{file.heads[at]}”这一列是浮点数，按它所代表的十进制小数读（有效数字 15 位以内），如 99.35"
    fix = "不用改；要稳妥，请让系统导出十进制小数（decimal）或文字"
    return Problem(Code.BULK_FLOATS, message, file.head(at), help=fix)


def percent_unclear(file: ColumnFile, at: int, raw: Raw) -> Problem:
    """Ask what the numbers of a percentage count."""
    head = file.heads[at].split("(")[0].split("（")[0]
    there = [raw.text(row) or "" for row in range(min(file.rows, _LOOKED_AT))]
    telling = [text for text in there if text not in ("0", "1") and DECIMAL.fullmatch(text) and len(text) <= _SHORT]
    samples = "、".join(list(dict.fromkeys(telling))[:_SHOWN])
    shown = f"（如 {samples}）" if samples else ""
    message = f"“{head}”是百分数，这一列是不带“%”的数{shown}，说不准是百分之几，还是以 1 为 100%"
    fix = (
        f"写 99.35 表示 99.35% 的，把列名改成“{head}(%)”；写 0.9935 表示 99.35% 的，改成“{head}(1)”；或改成文字“99.35%”"
    )
    return Problem(Code.BULK_PERCENT, message, file.head(at), help=fix)


def looks_like_parts(raw: Raw) -> bool:
    """Say whether no number of a column is above 1, and some are between 0 and 1."""
    if not isinstance(raw, Figures | Floats) or not len(raw.values):
        return False
    one = 10**raw.scale if isinstance(raw, Figures) else 1
    values = raw.values if isinstance(raw, Figures) else raw.values[np.isfinite(raw.values)]
    between = (values > 0) & (values < one)
    return bool(np.any(between) and np.max(values) <= one and np.min(values) >= 0)
