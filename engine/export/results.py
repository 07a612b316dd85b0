"""The results as a table: a row for each unit, with what `kaohe score --json` says and the points of every item."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import scaled
from engine.columns.sums import exact_sum
from engine.export.figures import as_decimals, written_out
from engine.export.table import WORD_PLACES, Block, Column, Field, Kind, nothing, texts, worded
from engine.export.trace import digits_of
from engine.judge.judgement import Status
from engine.scheme.adjustment import adjustable
from engine.scheme.judging import RuleKind
from engine.scheme.model import all_items
from engine.sentences.effects import effect_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.columns.ints import Array, Mask
    from engine.columns.ratio import Ratio
    from engine.evaluate.results import Truth
    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme

SCHEMA = "kaohe/results@1"
STATUS_WORDS = {
    Status.RATED: "已评定",
    Status.INCOMPLETE: "数据不全",
    Status.UNDECIDED: "未能判定",
    Status.EXEMPT: "免考",
}
_STATUSES = tuple(STATUS_WORDS.values())
_FIRED = ("是", "否", "无法判定")
_CODE = Field("编码", Kind.TEXT, "单位编码，方案没有写的空着")
_LOSS = (
    Field("未进等次", Kind.WORD, "够条件而没有进的等次，有几个的写最高的一个"),
    Field("未进原因", Kind.WORD, "为什么没有进"),
    Field("未进分差", Kind.DECIMAL, "离这个等次的末位差几分"),
)


def results_fields(scheme: Scheme) -> tuple[Field, ...]:
    """Return the columns of the results of a scheme; they are the same whatever the facts are."""
    total, digits = scheme.marking.rounding.total.digits, digits_of(scheme)
    items = [(item.id, item.title) for item in all_items(scheme.items)]
    added = [(part.id, part.title) for side in (scheme.bonuses, scheme.penalties) for part in adjustable(side)]
    return (
        Field("单位", Kind.TEXT, "单位名称", required=True),
        _CODE,
        Field("组别", Kind.NAME, "单位所在的组"),
        Field("状态", Kind.WORD, f"{'、'.join(_STATUSES)}", required=True),
        Field("得分", Kind.DECIMAL, "总分；算不出来的空着", digits=total),
        Field("名次", Kind.WHOLE, "名次；没有名次的空着"),
        Field("按分数等次", Kind.WORD, "只看得分够得上的等次"),
        Field("等次", Kind.WORD, "最后的等次；没有定的空着"),
        Field("一票否决", Kind.WORD, "触发的一票否决规则和它们的处理"),
        *(replace(field, digits=total) if field.kind is Kind.DECIMAL else field for field in _LOSS),
        Field("暂定", Kind.FLAG, "是：同组（同池）还有单位没有评定，名次和名额是暂定的", required=True),
        Field("示例", Kind.FLAG, "是：数据是编造的示例，结果不是正式考核结果", required=True),
        *(Field(f"{id_}.得分", Kind.DECIMAL, title, digits=digits) for id_, title in items),
        Field("加分", Kind.DECIMAL, "加分合计，封顶以后的", digits=digits),
        Field("扣分", Kind.DECIMAL, "扣分合计，封顶以后的，写作正数", digits=digits),
        *(Field(f"{id_}.得分", Kind.DECIMAL, title, digits=digits) for id_, title in added),
        Field("除不尽的得分", Kind.TEXT, "上面有哪些得分不是有限小数，写作“编号 分子/分母”"),
        *(Field(f"{rule.id}.触发", Kind.WORD, rule.title) for rule in scheme.rules),
    )


def results_blocks(assessment: Assessment, units_at_once: int) -> Iterator[Block]:
    """Yield the results in blocks of units, in the order of the facts; units that are exempt come last."""
    table = _Table(assessment)
    for start in range(0, table.count, units_at_once):
        yield table.block(slice(start, min(start + units_at_once, table.count)))
    if assessment.scheme.exempt:
        yield table.exempt()


class _Table:
    """The columns over all units, and what some rows have of them."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment, self.results = assessment, assessment.results
        self.scheme, self.judgement = assessment.scheme, assessment.judgement
        self.units = assessment.facts.units
        self.count = len(self.units)
        self.codes = {unit.name: unit.code for unit in self.scheme.units if unit.code}
        self.points = {f"{id_}.得分": given for id_, given in self._points()}
        self.vetoes = [rule for rule in self.scheme.rules if rule.kind is RuleKind.VETO]

    def _points(self) -> Iterator[tuple[str, tuple[Ratio, Mask | None]]]:
        """Yield the points of every item and adjustment, and where they are there."""
        for item in all_items(self.scheme.items):
            node = self.results.nodes[item.id]
            yield item.id, (exact_sum(node.terms), None if node.applicable.all() else node.applicable)
        for parts, side in (
            (self.scheme.bonuses, self.results.bonuses),
            (self.scheme.penalties, self.results.penalties),
        ):
            known = None if not side.incomplete.any() else ~side.incomplete
            for part in adjustable(parts):
                yield part.id, (side.points[part.id], known)

    def block(self, rows: slice) -> Block:
        judgement, results, units = self.judgement, self.results, self.units[rows]
        ranks = judgement.ranks[rows].astype(np.int64)
        total, _ = as_decimals(scaled(results.total, results.digits), results.digits, rows)
        count, labels = len(units), results.labels
        named = np.array([group is not None for group in labels.groups], dtype=np.bool_)
        groups = labels.group[rows]
        columns = {
            **self._names(units),
            "组别": Column(groups.astype(np.int32), named[groups], tuple(group or "" for group in labels.groups)),
            "状态": self._statuses(judgement.statuses[rows]),
            "得分": Column(np.where(results.has_total[rows], total, 0), results.has_total[rows]),
            "名次": Column(ranks, ranks > 0),
            "按分数等次": self._tiers(judgement.score_tiers[rows]),
            "等次": self._tiers(judgement.tiers[rows]),
            "一票否决": self._vetoed(rows, count),
            **self._displaced(units),
            "暂定": Column(judgement.provisional[rows]),
            "示例": Column(np.full(count, self.assessment.facts.illustrative)),
            **self._figures(rows),
            **{f"{rule.id}.触发": _fired(judgement.rules[rule.id], rows) for rule in self.scheme.rules},
        }
        return Block(count, columns)

    def exempt(self) -> Block:
        """Return the rows of the units that are not assessed."""
        units = tuple(unit.name for unit in self.scheme.units if unit.name in self.scheme.exempt)
        count, groups = len(units), {unit.name: unit.group for unit in self.scheme.units}
        no = np.zeros(count, dtype=np.bool_)
        empty = {field.name: nothing(field, count) for field in results_fields(self.scheme)}
        own = {
            **self._names(units),
            "组别": worded([groups[unit] for unit in units], Kind.NAME),
            "状态": self._statuses([Status.EXEMPT] * count),
            "暂定": Column(no),
            "示例": Column(np.full(count, self.assessment.facts.illustrative)),
        }
        return Block(count, empty | own)

    def _names(self, units: Sequence[str]) -> dict[str, Column]:
        codes = texts([self.codes.get(unit) for unit in units]) if self.codes else nothing(_CODE, len(units))
        return {"单位": Column(texts(units).values), "编码": codes}

    def _statuses(self, statuses: Sequence[Status]) -> Column:
        # An Enum is slow to look up by itself.
        place = {id(status): _STATUSES.index(word) for status, word in STATUS_WORDS.items()}
        return Column(np.array([place[id(each)] for each in statuses], dtype=WORD_PLACES), None, _STATUSES)

    def _tiers(self, places: Array) -> Column:
        return Column(places.astype(WORD_PLACES), places >= 0, tuple(tier.name for tier in self.scheme.tiers))

    def _vetoed(self, rows: slice, count: int) -> Column:
        """Return what vetoes have fired, each combination of them in one word."""
        if not self.vetoes:
            return worded([None] * count)
        fired = np.stack([self.judgement.rules[rule.id].true[rows] for rule in self.vetoes], axis=1)
        any_ = np.flatnonzero(fired.any(axis=1))
        kinds, places = np.unique(fired[any_], axis=0, return_inverse=True)
        said = tuple(
            "；".join(f"{rule.id} {effect_words(rule)}" for rule, yes in zip(self.vetoes, own, strict=True) if yes)
            for own in kinds
        )
        values, known = np.zeros(count, dtype=WORD_PLACES), np.zeros(count, dtype=np.bool_)
        values[any_], known[any_] = places.reshape(-1), True
        return Column(values, known, said or ("",))

    def _displaced(self, units: Sequence[str]) -> dict[str, Column]:
        displaced = self.judgement.displaced
        losses = [displaced[unit][0] if unit in displaced else None for unit in units] if displaced else []
        if not any(losses):
            return {field.name: nothing(field, len(units)) for field in _LOSS}
        unit = 10**self.results.digits
        gaps = np.array([0 if loss is None else int(loss.gap * unit) for loss in losses], dtype=np.int64)
        return {
            "未进等次": worded([None if loss is None else loss.allotment.tier for loss in losses]),
            "未进原因": worded([None if loss is None else loss.words for loss in losses]),
            "未进分差": Column(gaps, np.array([loss is not None for loss in losses], dtype=np.bool_)),
        }

    def _figures(self, rows: slice) -> dict[str, Column]:
        """Return the points of items and adjustments, and those that are no decimals."""
        digits, count = digits_of(self.scheme), rows.stop - rows.start
        results = self.results
        sides = {
            "加分": (results.bonuses.total, ~results.bonuses.incomplete),
            "扣分": (results.penalties.total, ~results.penalties.incomplete),
        }
        columns: dict[str, Column] = {}
        rest: dict[int, list[str]] = {}
        for name, (points, known) in (self.points | sides).items():
            values, decimal = as_decimals(points, digits, rows)
            there = np.ones(count, dtype=np.bool_) if known is None else known[rows]
            if decimal is not None:
                for row in np.flatnonzero(there & ~decimal).tolist():
                    rest.setdefault(row, []).append(
                        f"{name.removesuffix('.得分')} {written_out(points, rows.start + row)}"
                    )
                there = there & decimal
            columns[name] = Column(np.where(there, values, 0), there)
        columns["除不尽的得分"] = (
            texts(["；".join(rest[row]) if row in rest else None for row in range(count)])
            if rest
            else texts([None] * count)
        )
        return columns


def _fired(truth: Truth, rows: slice) -> Column:
    true, false = truth.true[rows], truth.false[rows]
    return Column(np.where(true, 0, np.where(false, 1, 2)).astype(WORD_PLACES), None, _FIRED)
