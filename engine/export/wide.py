"""The trace as columns: a row for each unit, and for every item and adjustment its points, value, branch and case.

As Parquet, for programs and by the hundred thousand: the figures lie in columns already, and nothing is said twice.
What leads from parts to the whole (conversions, floors, rounding, caps, rules) is one column for each whole, so that
the parts add up to it exactly; `engine.export.trace` tells each of these steps apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import choose
from engine.export.figures import as_decimals, as_pair, written_out
from engine.export.filling import both
from engine.export.part import ROOT, SCORED, STANDINGS, ZERO
from engine.export.parts import parts_of
from engine.export.table import MOST_DIGITS, WORD_PLACES, Block, Column, Field, Kind, texts, the_same
from engine.export.trace import digits_of
from engine.scheme.adjustment import AdjustmentGroup, adjustable
from engine.scheme.model import Section, all_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.columns.ints import Array, Mask
    from engine.columns.ratio import Ratio
    from engine.evaluate.results import Results
    from engine.export.part import Part
    from engine.scheme.model import Scheme

SCHEMA = "kaohe/columns@1"
TOO_LONG = "写不下的数"


def wide_fields(scheme: Scheme) -> tuple[Field, ...]:
    """Return the columns of the trace of a scheme; they are the same whatever the facts are."""
    fields = [Field("单位", Kind.TEXT, "单位名称", required=True)]
    for id_, title, whole in _things(scheme):
        fields += _fields(scheme, id_, title, whole=whole)
    return (
        *fields,
        Field(TOO_LONG, Kind.TEXT, f"上面有哪些数的分子或分母超过 {MOST_DIGITS} 位，写作“栏名 分子/分母”；那一栏空着"),
        Field("示例", Kind.FLAG, "是：数据是编造的示例，结果不是正式考核结果", required=True),
    )


def _fields(scheme: Scheme, id_: str, title: str, *, whole: bool) -> Iterator[Field]:
    digits = scheme.marking.rounding.total.digits if id_ == ROOT else digits_of(scheme)
    yield Field(f"{id_}.得分", Kind.DECIMAL, f"{title}：得分，扣分是负数；除不尽的空着，见得分分子", digits=digits)
    yield Field(f"{id_}.得分分子", Kind.WHOLE, "修约以前的得分是 分子/分母；与得分相同的空着")
    yield Field(f"{id_}.得分分母", Kind.WHOLE, "见得分分子")
    if whole:
        yield Field(f"{id_}.其余分子", Kind.WHOLE, "各部分之和到本级得分还差的（折算、修约、封顶、规则等）：分子/分母")
        yield Field(f"{id_}.其余分母", Kind.WHOLE, "见其余分子")
    else:
        yield Field(f"{id_}.数值分子", Kind.WHOLE, "计分所用的数值是 分子/分母")
        yield Field(f"{id_}.数值分母", Kind.WHOLE, "见数值分子")
        yield Field(f"{id_}.分支", Kind.SMALL, "计分方法走的是哪一支")
    yield Field(f"{id_}.情形", Kind.WORD, "得分是怎么来的：计分、未报、不适用、按规则扣减……")


def _things(scheme: Scheme) -> Iterator[tuple[str, str, bool]]:
    """Yield everything that has columns: its id, its title, and whether it is made of parts."""
    for item in all_items(scheme.items):
        yield item.id, item.title, isinstance(item, Section)
    for part in adjustable((*scheme.bonuses, *scheme.penalties)):
        yield part.id, part.title, isinstance(part, AdjustmentGroup)
    yield ROOT, ROOT, True


def wide_blocks(results: Results, units_at_once: int) -> Iterator[Block]:
    """Yield the trace of the units of some results, in blocks of units."""
    things = {id_: whole for id_, _, whole in _things(results.scheme)}
    parts, rest = {}, dict.fromkeys((id_ for id_, whole in things.items() if whole), ZERO)
    for part in parts_of(results):
        if part.id in things:
            parts[part.id] = part
        else:
            rest[part.above] += part.points if part.rows is None else choose(part.rows, part.points, ZERO)
    for start in range(0, len(results.facts.units), units_at_once):
        yield _Rows(results, slice(start, min(start + units_at_once, len(results.facts.units)))).block(parts, rest)


class _Rows:
    """The columns of some units."""

    def __init__(self, results: Results, rows: slice) -> None:
        self.results, self.rows = results, rows
        self.count = rows.stop - rows.start
        self.columns: dict[str, Column] = {}
        self.too_long: dict[int, list[str]] = {}

    def block(self, parts: dict[str, Part], rest: dict[str, Ratio]) -> Block:
        self.columns["单位"] = Column(texts(self.results.facts.units[self.rows]).values)
        for id_, part in parts.items():
            self._points(id_, part)
            self._standing(id_, part)
            if id_ in rest:
                self._pair(f"{id_}.其余", rest[id_], None)
            else:
                self._value(id_, part)
        said = ["；".join(self.too_long[row]) if row in self.too_long else None for row in range(self.count)]
        self.columns[TOO_LONG] = texts(said)
        self.columns["示例"] = the_same(self.results.facts.illustrative, Kind.FLAG, self.count)
        return Block(self.count, self.columns)

    def _points(self, id_: str, part: Part) -> None:
        scheme = self.results.scheme
        digits = scheme.marking.rounding.total.digits if id_ == ROOT else digits_of(scheme)
        known = self._cut(part.known)
        values, decimal = as_decimals(part.points, digits, self.rows)
        there = both(known, decimal)
        self.columns[f"{id_}.得分"] = Column(values if there is None else np.where(there, values, 0), there)
        exact = part.points if part.exact is None else part.exact
        if exact is part.points and decimal is None:
            self._nothing(f"{id_}.得分")
            return
        same = self._rows_of(np.broadcast_to(exact.equals(part.points), (len(self.results.facts.units),)))
        differs = ~same if decimal is None else ~(same & decimal)
        self._pair(f"{id_}.得分", exact, differs if known is None else differs & known)

    def _value(self, id_: str, part: Part) -> None:
        if part.value is None:
            self._nothing(f"{id_}.数值")
        else:
            self._pair(f"{id_}.数值", part.value, self._cut(part.valued))
        if part.branch is None or part.standings is None:
            self.columns[f"{id_}.分支"] = Column(np.zeros(self.count, np.int16), np.zeros(self.count, np.bool_))
            return
        scored = self._rows_of(part.standings) == SCORED
        branch = self._rows_of(part.branch).astype(np.int16, copy=False)
        self.columns[f"{id_}.分支"] = Column(branch, None if scored.all() else scored)

    def _standing(self, id_: str, part: Part) -> None:
        standings = part.standings
        if standings is None:
            self.columns[f"{id_}.情形"] = the_same(SCORED, Kind.WORD, self.count, STANDINGS)
            return
        self.columns[f"{id_}.情形"] = Column(self._rows_of(standings).astype(WORD_PLACES), None, STANDINGS)

    def _pair(self, name: str, value: Ratio, where: Mask | None) -> None:
        top, bottom, fits = as_pair(value, self.rows)
        known = both(where, fits)
        self.columns[f"{name}分子"], self.columns[f"{name}分母"] = Column(top, known), Column(bottom, known)
        if fits is not None:
            long = ~fits if where is None else where & ~fits
            for row in np.flatnonzero(long).tolist():
                said = f"{name} {written_out(value, self.rows.start + row)}"
                self.too_long.setdefault(row, []).append(said)

    def _rows_of(self, column: Array) -> Array:
        return column[self.rows]

    def _cut(self, mask: Mask | None) -> Mask | None:
        """Return a mask for these units; None where it holds for all of them."""
        if mask is None or (part := mask[self.rows]).all():
            return None
        return part

    def _nothing(self, name: str) -> None:
        none = np.broadcast_to(np.False_, (self.count,))
        for end in ("分子", "分母"):
            self.columns[f"{name}{end}"] = Column(np.broadcast_to(np.int64(0), (self.count,)), none)
