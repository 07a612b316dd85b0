"""分档计分: points by the interval that the value falls in.

A band that names only one end is closed off by its neighbour, half-open unless declared otherwise
(“以上含本数，以下不含本数”); a gap or an overlap is a problem.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

from engine.dataclass import dataclass
from engine.methods.method import Method
from engine.number import quantity_text
from engine.primitives.bands import Bands, Edge, End, all_regions
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.text.source import Span, place
from engine.text.tree import Mapping
from engine.vocabulary.record import Record
from engine.vocabulary.shape import Amount, Concept, Field, ListOf, Number


@dataclass(frozen=True, slots=True)
class Band:
    """Points for the values from `low` to `high`; None is without bound."""

    low: End | None
    high: End | None
    points: Fraction
    span: Span = place()


ENDS = ("at_least", "above", "at_most", "below")
BAND = Concept(
    "band",
    "档",
    "一档：从哪里到哪里，得多少分。只写一端时，另一端由相邻的档确定；默认“以上含本数，以下不含本数”。",
    (
        Field("at_least", "不低于", Amount(), "下端，含本数"),
        Field("above", "高于", Amount(), "下端，不含本数"),
        Field("at_most", "不高于", Amount(), "上端，含本数"),
        Field("below", "低于", Amount(), "上端，不含本数"),
        Field("points", "得", Number(), "这一档的得分", required=True),
    ),
)
CONCEPT = Concept(
    "bands",
    "分档计分",
    "按数值落在哪一档得分。例：完成 100% 得 40 分，完成 90% 得 36 分，其余不得分。",
    (
        Field("bands", "档次", ListOf(BAND), "各档，由高到低或由低到高", required=True),
        Field("rest", "其余得", Number(), "最低档以下（或最高档以上）的得分；各档已覆盖全部数值时不写"),
    ),
)


def read(record: Record) -> tuple[Bands | None, list[Problem]]:
    """Read the bands and make the partition of them."""
    records = [Record(node, BAND, record.broken) for node in record.items("bands") if isinstance(node, Mapping)]
    endless = [each for each in records if not any(each.has(name) for name in ENDS)]
    if endless:
        help_ = "请写“不低于”“高于”“不高于”“低于”中的一个或两个"
        return None, [Problem(Code.KEY_MISSING, "这一档没有写从哪里到哪里", r.span, help=help_) for r in endless]
    bands = [band for band in map(_read_band, records) if band is not None]
    if not bands or len(bands) < record.count("bands"):
        return None, []
    closed_off = sorted((_close_off(band, bands) for band in bands), key=_low_key)
    problems = [
        *_order_problems(bands, closed_off),
        *_contiguity_problems(closed_off),
        *_rest_problems(record, closed_off[0].low is None and closed_off[-1].high is None),
    ]
    if problems:
        return None, problems
    return _partition(closed_off, record.number("rest") or Fraction(0)), []


def _read_band(record: Record) -> Band | None:
    points = record.number("points")
    low = _end(record, "at_least", "above")
    high = _end(record, "at_most", "below")
    if points is None or (low is None and high is None):
        return None
    return Band(low, high, points, span=record.span)


def _end(record: Record, closed: str, open_: str) -> End | None:
    for name in (closed, open_):
        if (at := record.amount(name)) is not None:
            return End(at, name == closed, span=record.place(name))
    return None


def _close_off(band: Band, bands: list[Band]) -> Band:
    """Give a one-ended band the end that its nearest neighbour implies."""
    if band.high is None and band.low is not None:
        above = [b.low for b in bands if b.low and b.low.at.value > band.low.at.value]
        near = min(above, key=lambda end: end.at.value, default=None)
        high = End(near.at, not near.closed, span=near.span) if near else None
        return Band(band.low, high, band.points, span=band.span)
    if band.low is None and band.high is not None:
        below = [b.high for b in bands if b.high and b.high.at.value < band.high.at.value]
        near = max(below, key=lambda end: end.at.value, default=None)
        low = End(near.at, not near.closed, span=near.span) if near else None
        return Band(low, band.high, band.points, span=band.span)
    return band


def _low_key(band: Band) -> tuple[int, Fraction]:
    return (0, Fraction(0)) if band.low is None else (1, band.low.at.value)


def _order_problems(bands: list[Band], ascending: list[Band]) -> list[Problem]:
    """Report the first band out of the order in which the others are written: most likely a slip in a number."""
    places = [next(i for i, each in enumerate(ascending) if each.span is band.span) for band in bands]
    falling = len(places) > 1 and places[0] > places[1]
    for (before, here), band in zip(itertools.pairwise(places), bands[1:], strict=True):
        if (here < before) != falling:
            order = "由高到低" if falling else "由低到高"
            message = f"各档是{order}写的，这一档却比上一档{'高' if falling else '低'}"
            fix = f"请核对这一档的数；没有写错的，请把各档{order}排好"
            return [Problem(Code.BANDS_OVERLAP, message, band.span, help=fix)]
    return []


def _contiguity_problems(bands: list[Band]) -> list[Problem]:
    problems = []
    for band in bands:
        if band.low and band.high and _is_empty(band.low, band.high):
            fix = "下端应小于上端；请检查两端是否写反"
            problems.append(Problem(Code.BANDS_OVERLAP, "没有任何数值属于这一档", band.span, help=fix))
    for lower, upper in itertools.pairwise(bands):
        if lower.high is None or upper.low is None:
            problems.append(_overlap(lower, upper, None))
            continue
        low, high = upper.low, lower.high
        if high.at.value == low.at.value and high.closed != low.closed:
            continue
        if high.at.value < low.at.value or not (high.closed or low.closed):
            witness = (high.at.value + low.at.value) / 2
            problems.append(
                Problem(
                    Code.BANDS_GAP,
                    f"档次之间有空当：数值为 {quantity_text(witness, low.at.unit)} 时不属于任何一档",
                    upper.span,
                    help="请让上一档的起点正好是下一档的终点；通常每档只写“不低于”即可",
                    also=(("相邻的档在这里", lower.span),),
                )
            )
        else:
            problems.append(_overlap(lower, upper, low))
    return problems


def _is_empty(low: End, high: End) -> bool:
    if low.at.value == high.at.value:
        return not (low.closed and high.closed)
    return low.at.value > high.at.value


def _overlap(lower: Band, upper: Band, witness: End | None) -> Problem:
    shown = f"：数值为 {witness.at} 时同时属于两档" if witness else ""
    return Problem(
        Code.BANDS_OVERLAP,
        f"两档重叠{shown}",
        upper.span,
        help="请用“低于”“高于”写明不含本数的一端，或把重复的档删去",
        also=(("与这一档重叠", lower.span),),
    )


def _rest_problems(record: Record, covers_all: bool) -> list[Problem]:  # noqa: FBT001  one private caller
    if not covers_all and not record.has("rest"):
        message = "各档没有覆盖全部数值，又没有写“其余得”"
        return [Problem(Code.BANDS_GAP, message, record.place("bands"), help="请补一行“其余得: 0”或所需的分数")]
    return []


def _partition(bands: list[Band], rest: Fraction) -> Bands:
    edges: list[Edge] = []
    points: list[Fraction] = []
    if (first := bands[0].low) is not None:
        edges.append(Edge(first.at, first.closed))
        points.append(rest)
    for band in bands:
        points.append(band.points)
        if band.high is not None:
            edges.append(Edge(band.high.at, not band.high.closed))
    if bands[-1].high is not None:
        points.append(rest)
    ends = tuple(end for band in bands for end in (band.low, band.high) if end is not None)
    return Bands(tuple(edges), tuple(points), ends=ends)


METHOD = Method("分档计分", CONCEPT, read, lambda spec, _full, measure: all_regions(spec, measure))
