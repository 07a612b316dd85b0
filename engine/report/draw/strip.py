"""Where all units stand: a dot for each total on one line, with the lines that part the grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import about_text
from engine.report.draw import svg
from engine.report.draw.axis import Axis, beside, ticks
from engine.report.draw.ink import INK, LINE, LOSS, MAIN, NOTE, PAPER, SOFT, WIDTH
from engine.report.draw.label import cut_beside, fitted, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.report.draw.label import Label
    from engine.report.draw.picture import Picture

# With more units than this only the strong ones are named, and of these no more either.
MOST_NAMED = 12

_SIDE = 220
_NAMES = 1900
_LANE = 190
_RADIUS = 45
_STACK = 1600
_STAFF = 40


@dataclass(frozen=True, slots=True)
class Dot:
    """A unit's total, and the total as the caller words it; a strong one is drawn larger, as a diamond, and named."""

    name: str
    score: Fraction
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across all units; `label` has the words and the number: `良好 80`."""

    label: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class _Flag:
    """A text to the right of an upright line: where the line is, and what is said, in full and as it is drawn."""

    x: int
    whole: str
    label: Label
    strong: bool


def strip(
    id_: str, dots: Sequence[Dot], lines: Sequence[Mark], *, edge: Mark | None = None, title: str = "各单位得分分布"
) -> Picture:
    """Draw all units on one axis; `lines` part the grades by score, `edge` is where the places of a quota end.

    Up to `MOST_NAMED` units are all named, of more only the strong ones. Equal totals are stacked.
    """
    if not dots:
        return svg.nothing(id_, title, "没有可画的得分。")
    marks = [*lines, *([edge] if edge else [])]
    named = [dot for dot in dots if dot.strong or len(dots) <= MOST_NAMED][:MOST_NAMED]
    values = [dot.score for dot in dots] + [mark.value for mark in marks]
    says = [cut_beside(dot.name, dot.label, _NAMES, NOTE) for dot in named]
    tells = [fitted(mark.label, _NAMES, NOTE, most_lines=1) for mark in marks]
    ends = [(dot.score, said.width) for dot, said in zip(named, says, strict=True)]
    ends += [(mark.value, told.width) for mark, told in zip(marks, tells, strict=True)]
    axis = _axis(values, ends)
    columns = _columns(axis, dots, marks)
    # A name's line leads to the pile in which its unit is.
    place = {id(dot): x for x, column in columns.items() for dot in column}
    flags = [
        _Flag(place[id(dot)], f"{dot.name} {dot.label}", said, dot.strong)
        for dot, said in zip(named, says, strict=True)
    ]
    lanes = _lanes(flags)
    most = max(map(len, columns.values()))
    pitch = min(2 * _RADIUS + 5, (_STACK - 2 * _RADIUS) // most)
    named_end = svg.MARGIN + _LANE * (1 + max(lanes, default=-1))
    ground = named_end + 160 + 2 * _RADIUS + (most - 1) * pitch
    below = [
        _Flag(axis.at(mark.value), mark.label, told, mark is edge) for mark, told in zip(marks, tells, strict=True)
    ]
    told, bottom = _marks(below, named_end + 50, ground)
    body = [*_ticks(axis, ground, below), *told, *_names(flags, lanes, named_end, ground)]
    body += _piles(columns, ground - 60 - _RADIUS, pitch)
    remarks = [f"横轴从 {about_text(axis.low)} 分起。"] if axis.low > 0 else []
    if pitch < _RADIUS:
        remarks.append(f"得分相同或相近的单位合成竖条，最高的一条有 {most} 个单位。")
    elif most > 1:
        remarks.append("得分相同或相近的单位上下排列。")
    notes, bottom = svg.notes(["".join(remarks)] if remarks else [], bottom, NOTE)
    return svg.picture(id_, bottom + svg.MARGIN, title, _alt(dots, named, marks), [*body, notes])


def _axis(values: Sequence[Fraction], ends: Sequence[tuple[Fraction, int]]) -> Axis:
    """Return an axis for all values, short enough that each text that begins at its value ends on the paper."""
    low, high = beside(min(values), max(values))
    whole = Axis(low, high, _SIDE, 10 * WIDTH - 2 * _SIDE)
    length = whole.length
    for value, width in ends:
        far = whole.at(value) - whole.left
        room = 10 * WIDTH - _SIDE - svg.MARGIN - _STAFF - width
        if far > room:
            length = min(length, room * whole.length // far)
    return Axis(low, high, whole.left, length)


def _columns(axis: Axis, dots: Sequence[Dot], marks: Sequence[Mark]) -> dict[int, list[Dot]]:
    """Return the dots by where they are piled: one that would touch a pile goes upon it, unless a line parts them."""
    columns: dict[int, list[Dot]] = {}
    last, before = 0, None
    for dot in sorted(dots, key=lambda dot: dot.score):
        x = axis.at(dot.score)
        parted = before is None or any(before < mark.value <= dot.score for mark in marks)
        if x != last and (parted or x - last >= 2 * _RADIUS):
            last = x
        columns.setdefault(last, []).append(dot)
        before = dot.score
    return columns


def _lanes(flags: Sequence[_Flag]) -> list[int]:
    """Return the lane of each text, counted from the dots, so that none covers another or the line to another.

    From the right: a text lies above those that it would reach, and their lines end below it.
    """
    lanes = [0] * len(flags)
    placed: list[int] = []
    for i in sorted(range(len(flags)), key=lambda i: -flags[i].x):
        reach = flags[i].x + _STAFF + flags[i].label.width + 60
        lanes[i] = 1 + max((lanes[j] for j in placed if flags[j].x < reach), default=-1)
        placed.append(i)
    return lanes


def _names(flags: Sequence[_Flag], lanes: Sequence[int], end: int, ground: int) -> list[str]:
    drawn = []
    for flag, lane in zip(flags, lanes, strict=True):
        top = end - (lane + 1) * _LANE
        drawn.append(svg.line((flag.x, top + 20), (flag.x, ground - 60), LINE))
        drawn.append(
            svg.label(flag.x + _STAFF, top + _LANE // 2, flag.label, flag.whole, svg.Style(NOTE, strong=flag.strong))
        )
    return drawn


def _marks(flags: Sequence[_Flag], top: int, ground: int) -> tuple[list[str], int]:
    """Return the lines that part grades, their texts below the axis, and the height where these end."""
    drawn = []
    lanes = _lanes(flags)
    first = ground + 230
    for flag, lane in zip(flags, lanes, strict=True):
        colour, dash = (LOSS, "2 3") if flag.strong else (SOFT, "7 4")
        middle = first + lane * _LANE + _LANE // 2
        drawn.append(svg.line((flag.x, top), (flag.x, middle + 70), colour, width=15, dash=dash))
        drawn.append(svg.label(flag.x + _STAFF, middle, flag.label, flag.whole, svg.Style(NOTE, fill=colour)))
    return drawn, first + _LANE * (1 + max(lanes, default=-1)) + 20


def _piles(columns: dict[int, list[Dot]], y: int, pitch: int) -> list[str]:
    drawn = []
    for x, pile in columns.items():
        if pitch < _RADIUS:
            height = 2 * _RADIUS + (len(pile) - 1) * pitch
            drawn.append(svg.rect(x - _RADIUS, y + _RADIUS - height, 2 * _RADIUS, height, MAIN))
        for i, dot in enumerate(sorted(pile, key=lambda dot: dot.strong)):
            if dot.strong:
                drawn.append(_diamond(x, y - i * pitch))
            elif pitch >= _RADIUS:
                drawn.append(svg.circle(x, y - i * pitch, _RADIUS, MAIN))
    return drawn


def _diamond(x: int, y: int) -> str:
    r = _RADIUS + 25
    return svg.shape(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), INK, PAPER)


def _ticks(axis: Axis, y: int, marks: Sequence[_Flag]) -> list[str]:
    """Return the axis with its numbers, but for those upon which the line of a mark would run."""
    drawn = [svg.line((axis.left - 100, y), (axis.left + axis.length + 100, y), SOFT)]
    for value in ticks(axis.low, axis.high, 8):
        x, said = axis.at(value), about_text(value)
        half = text_width(said, NOTE) // 2
        drawn.append(svg.line((x, y), (x, y + 50), SOFT))
        if all(abs(mark.x - x) > half + 30 for mark in marks):
            drawn.append(svg.text(x, y + 140, said, svg.Style(NOTE, "middle", SOFT)))
    return drawn


def _alt(dots: Sequence[Dot], named: Sequence[Dot], marks: Sequence[Mark]) -> str:
    order = sorted(dots, key=lambda dot: dot.score)
    said = [f"共 {len(dots)} 个单位", f"最高 {order[-1].label}", f"最低 {order[0].label}"]
    said += [mark.label for mark in marks]
    said += [f"{dot.name} {dot.label}" for dot in named]
    return "；".join(said) + "。"
