"""The trace as a table: a row for each part of each unit's total (`engine.export.parts`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import NONE as NOWHERE
from engine.export.filling import Decimals, Pairs, Stretch, both
from engine.export.part import SCORED, STANDINGS, WHOLES, Sort
from engine.export.parts import parts_of
from engine.export.table import WORD_PLACES, Block, Column, Field, Kind, the_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Results
    from engine.export.part import Part
    from engine.scheme.model import Scheme

SCHEMA = "kaohe/parts@1"
# Where nothing rounds the points of an indicator, they are decimals of up to so many digits, or fractions.
FREE_DIGITS = 6
_SORTS = tuple(sort.value for sort in Sort)
_PLACE = {sort: place for place, sort in enumerate(Sort)}


def trace_fields(scheme: Scheme) -> tuple[Field, ...]:
    """Return the columns of the trace of a scheme; they are the same whatever the facts are."""
    digits = digits_of(scheme)
    return (
        Field("单位", Kind.NAME, "单位名称", required=True),
        Field("编号", Kind.WORD, "指标、加减分项的编号；由它们到上一级得分的各步写作“上一级/名目”", required=True),
        Field("名称", Kind.WORD, "名称", required=True),
        Field("类别", Kind.WORD, "这一行是什么：指标、加分、扣分、缺项折算、修约差……", required=True),
        Field("上级", Kind.WORD, "它算在哪一级里；总分没有上级", required=True),
        Field("合计行", Kind.FLAG, "是：本行由其他行相加而成；加总时不要再算", required=True),
        Field("满分", Kind.DECIMAL, "满分，或加减分的上限", digits=digits),
        Field("情形", Kind.WORD, "得分是怎么来的：计分、未报、不适用、按规则扣减……", required=True),
        Field("数值分子", Kind.WHOLE, "计分所用的数值是 分子/分母"),
        Field("数值分母", Kind.WHOLE, "见数值分子"),
        Field("数值全文", Kind.TEXT, "分子或分母太大（超过 18 位）时，数值写在这里，写作“分子/分母”"),
        Field("分支", Kind.SMALL, "计分方法走的是哪一支：分档、插值的从 0 数起，数值越过一个界就加 1"),
        Field("得分", Kind.DECIMAL, "得分，扣分是负数；除不尽的空着，见得分分子", digits=digits),
        Field("得分分子", Kind.WHOLE, "修约以前的得分是 分子/分母；与得分相同的空着"),
        Field("得分分母", Kind.WHOLE, "见得分分子"),
        Field("得分全文", Kind.TEXT, "分子或分母太大（超过 18 位）时，修约以前的得分写在这里"),
        Field("示例", Kind.FLAG, "是：数据是编造的示例，结果不是正式考核结果", required=True),
    )


def digits_of(scheme: Scheme) -> int:
    """Return how many decimals the points in the tables have."""
    rounding = scheme.marking.rounding
    rules = (rounding.total, rounding.indicator, rounding.section)
    digits = max(rule.digits for rule in rules if rule is not None)
    return digits if rounding.indicator is not None else max(digits, FREE_DIGITS)


def trace_blocks(results: Results, units_at_once: int) -> Iterator[Block]:
    """Yield the trace of the units of some results, in blocks of units, part after part."""
    parts = list(parts_of(results))
    digits, count = digits_of(results.scheme), len(results.facts.units)
    for start in range(0, count, units_at_once):
        yield _Rows(parts, results, slice(start, min(start + units_at_once, count)), digits).block()


class _Rows:
    """Some units' rows of all parts, one part after another."""

    def __init__(self, parts: Sequence[Part], results: Results, units: slice, digits: int) -> None:
        self.units, self.digits, self.results = units, digits, results
        self.count = units.stop - units.start
        within = ((part, None if part.rows is None else np.flatnonzero(part.rows[units])) for part in parts)
        self.stretches: list[Stretch] = []
        self.total = 0
        for part, rows in within:
            if size := self.count if rows is None else rows.size:
                self.stretches.append(Stretch(part, units, rows, slice(self.total, self.total + size)))
                self.total += size
        self.parts = [each.part for each in self.stretches]
        self.sizes = [each.at.stop - each.at.start for each in self.stretches]

    def block(self) -> Block:
        units = self.results.facts.units[self.units]
        numbers = np.arange(self.count, dtype=np.int32)
        places = [each.pick(numbers) for each in self.stretches]
        columns = {
            "单位": Column(np.concatenate(places), None, units),
            "编号": self._per_part([part.id for part in self.parts]),
            "名称": self._per_part([part.title for part in self.parts]),
            "类别": Column(self._repeat([_PLACE[part.sort] for part in self.parts]), None, _SORTS),
            "上级": self._per_part([part.above for part in self.parts]),
            "合计行": Column(self._repeat([part.sort in WHOLES for part in self.parts], np.bool_)),
            "示例": the_same(self.results.facts.illustrative, Kind.FLAG, self.total),
            "情形": self._standings(),
            "分支": self._branches(),
            **self._values(),
            **self._points(),
        }
        return Block(self.total, columns)

    def _per_part(self, texts: Sequence[str]) -> Column:
        """Return a column that has one word for each part."""
        distinct = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        return Column(self._repeat([distinct[text] for text in texts]), None, tuple(distinct))

    def _repeat(self, values: Sequence[int], dtype: type = WORD_PLACES) -> Array:
        return np.repeat(np.array(values, dtype=dtype), self.sizes)

    def _standings(self) -> Column:
        places = np.full(self.total, SCORED, dtype=WORD_PLACES)
        for each in self.stretches:
            if each.part.standings is not None:
                places[each.at] = each.cut(each.part.standings)
        return Column(places, None, STANDINGS)

    def _branches(self) -> Column:
        values, known = np.zeros(self.total, dtype=np.int16), np.zeros(self.total, dtype=np.bool_)
        for each in self.stretches:
            if each.part.branch is not None and each.part.standings is not None:
                values[each.at] = each.cut(each.part.branch)
                known[each.at] = each.cut(each.part.standings) == SCORED
        return Column(values, known)

    def _values(self) -> dict[str, Column]:
        pairs = Pairs(self.total)
        for each in self.stretches:
            if each.part.value is not None:
                pairs.put(each.part.value, each, None if each.part.valued is None else each.cut(each.part.valued))
        return pairs.columns("数值")

    def _points(self) -> dict[str, Column]:
        points, full, exact = Decimals(self.total), Decimals(self.total), Pairs(self.total)
        for each in self.stretches:
            part, known = each.part, None if each.part.known is None else each.cut(each.part.known)
            values, decimal = each.decimals(part.points, self.digits)
            points.put(values, each.at, both(decimal, known))
            told = self._told(each, decimal)
            if told.any():
                where = told if known is None else told & known
                exact.put(part.points if part.exact is None else part.exact, each, where, shortened=True)
            most = None if part.full is None else part.full * 10**self.digits
            if most is not None and most.denominator == 1:
                full.put(np.array(most.numerator), each.at, None)
        return {"得分": points.column(), "满分": full.column(), **exact.columns("得分")}

    def _told(self, stretch: Stretch, decimal: Mask | None) -> Mask:
        """Say where the points before rounding are told: where they are others, or no decimal."""
        part, none = stretch.part, NOWHERE if decimal is None else ~decimal
        if part.exact is None or part.exact is part.points:
            return none
        return stretch.differs(part.exact, part.points) | none
