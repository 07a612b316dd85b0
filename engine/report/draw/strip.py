"""Where all units stand: a dot for each total on one line, with the lines that part the grades."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import about_text
from engine.report.draw import svg
from engine.report.draw.axis import Axis, start_of, ticks
from engine.report.draw.ink import INK, LINE, LOSS, MAIN, NOTE, PAPER, SOFT, TEXT, WIDTH
from engine.report.draw.label import fitted, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.report.draw.picture import Picture

# With more units than this only the strong ones are named.
MOST_NAMED = 12

_SIDE = 220
_NAMES = 1500
_LANE = 190
_RADIUS = 45
_STACK = 1600


@dataclass(frozen=True, slots=True)
class Dot:
    """A unit's total; a strong one is drawn larger, as a diamond, and named."""

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
    """A text beside an upright line: where the line is, in which lane the text, and the text."""

    x: int
    lane: int
    said: str
    whole: str
    strong: bool


def strip(
    id_: str, dots: Sequence[Dot], lines: Sequence[Mark], *, edge: Mark | None = None, title: str = "各单位得分分布"
) -> Picture:
    """Draw all units on one axis; `lines` part the grades by score, `edge` is where the places of a quota end.

    Up to `MOST_NAMED` units are all named, of more only the strong ones. Equal totals are stacked.
    """
    marks = [*lines, *([edge] if edge else [])]
    values = [dot.score for dot in dots] + [mark.value for mark in marks]
    low, high = min(values, default=Fraction(0)), max(values, default=Fraction(1))
    named = [dot for dot in dots if dot.strong or len(dots) <= MOST_NAMED]
    axis = _axis(low, high, named, marks)
    flags = _flags([(axis.at(dot.score), f"{dot.name} {dot.label}".strip(), dot.strong) for dot in named])
    below = _flags([(axis.at(mark.value), mark.label, mark is edge) for mark in marks])
    lanes = 1 + max((flag.lane for flag in flags), default=-1)
    columns = _columns(axis, dots)
    most = max((len(column) for column in columns.values()), default=1)
    pitch = min(2 * _RADIUS + 5, max((_STACK - 2 * _RADIUS) // most, 1))
    top = svg.MARGIN + lanes * _LANE
    ground = top + 100 + (most - 1) * pitch + 2 * _RADIUS + 60
    drawn = _ticks(axis, ground)
    first = ground + 260
    for flag, mark in zip(below, marks, strict=True):
        end = first + flag.lane * _LANE + _LANE
        colour, dash = (LOSS, "2 3") if mark is edge else (SOFT, "7 4")
        drawn.append(svg.line(flag.x, top + 60, flag.x, end - 20, colour, width=15, dash=dash))
        drawn.append(svg.text(flag.x + 40, end - _LANE // 2, flag.said, size=NOTE, fill=colour))
    for flag in flags:
        drawn.append(svg.line(flag.x, svg.MARGIN + (lanes - 1 - flag.lane) * _LANE + 20, flag.x, ground - 60, LINE))
        middle = svg.MARGIN + (lanes - 1 - flag.lane) * _LANE + _LANE // 2
        drawn.append(svg.text(flag.x + 40, middle, flag.said, size=NOTE, strong=flag.strong))
    drawn.extend(_stacks(columns, ground - 60 - _RADIUS, pitch))
    bottom = first + _LANE * (1 + max((flag.lane for flag in below), default=-1)) + 20
    said = []
    if axis.low > 0:
        said.append(f"横轴从 {about_text(axis.low)} 分起。")
    if pitch < 2 * _RADIUS:
        said.append("得分相同或相近的单位上下相叠，点有重合。")
    remarks, bottom = svg.notes(said, bottom, NOTE)
    return svg.picture(id_, bottom + svg.MARGIN, title, _alt(dots, named, marks), [*drawn, remarks])


def _axis(low: Fraction, high: Fraction, named: Sequence[Dot], marks: Sequence[Mark]) -> Axis:
    """Return an axis on which every name beginning at its dot ends on the paper."""
    room = (high - low) / 20 or Fraction(1)
    start = start_of(low, high)
    whole = Axis(min(start, low - room if low < 0 else start), high + room if high > 0 else Fraction(0), _SIDE, 10 * WIDTH - 2 * _SIDE)
    length = whole.length
    said = [(dot.score, f"{dot.name} {dot.label}".strip()) for dot in named] + [(m.value, m.label) for m in marks]
    for value, words in said:
        far = whole.at(value) - whole.left
        width = fitted(words, _NAMES, NOTE, most_lines=1).width + 60
        if far > 0 and far + width > whole.length + _SIDE:
            length = min(length, (whole.length + _SIDE - width) * whole.length // far)
    return Axis(whole.low, whole.high, whole.left, length)


def _flags(wanted: Sequence[tuple[int, str, bool]]) -> list[_Flag]:
    """Return the texts in lanes, so that none covers another or the line that leads to another.

    From the right: a text lies above those that it would reach, and their lines end below it.
    """
    lanes: list[tuple[int, int]] = []
    made: list[_Flag | None] = [None] * len(wanted)
    for i in sorted(range(len(wanted)), key=lambda i: -wanted[i][0]):
        x, whole, strong = wanted[i]
        kept = fitted(whole, _NAMES, NOTE, most_lines=1)
        lane = 1 + max((lane for other, lane in lanes if other < x + kept.width + 100), default=-1)
        lanes.append((x, lane))
        made[i] = _Flag(x, lane, kept.lines[0], whole, strong)
    return [flag for flag in made if flag is not None]


def _columns(axis: Axis, dots: Sequence[Dot]) -> dict[int, list[Dot]]:
    """Return the dots by the place where they are stacked: a dot that would touch one to its left goes upon it."""
    columns: dict[int, list[Dot]] = {}
    last = -1
    for dot in sorted(dots, key=lambda dot: dot.score):
        x = axis.at(dot.score)
        if last < 0 or x - last >= 2 * _RADIUS:
            last = x
            columns[last] = []
        columns[last].append(dot)
    return columns


def _stacks(columns: dict[int, list[Dot]], y: int, pitch: int) -> list[str]:
    drawn = []
    for x, stack in columns.items():
        for i, dot in enumerate(sorted(stack, key=lambda dot: dot.strong)):
            drawn.append(_diamond(x, y - i * pitch) if dot.strong else svg.circle(x, y - i * pitch, _RADIUS, MAIN))
    return drawn


def _diamond(x: int, y: int) -> str:
    r = _RADIUS + 25
    return svg.shape(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), INK, PAPER)


def _ticks(axis: Axis, y: int) -> list[str]:
    drawn = [svg.line(axis.left - 100, y, axis.left + axis.length + 100, y, SOFT)]
    for value in ticks(axis.low, axis.high, 8):
        x = axis.at(value)
        drawn.append(svg.line(x, y, x, y + 50, SOFT))
        drawn.append(svg.text(x, y + 140, about_text(value), size=NOTE, anchor="middle", fill=SOFT))
    return drawn


def _alt(dots: Sequence[Dot], named: Sequence[Dot], marks: Sequence[Mark]) -> str:
    if not dots:
        return "没有单位。"
    order = sorted(dots, key=lambda dot: dot.score)
    said = [f"共 {len(dots)} 个单位", f"最高 {order[-1].label}", f"最低 {order[0].label}"]
    said += [mark.label for mark in marks]
    said += [f"{dot.name} {dot.label}" for dot in named]
    return "；".join(said) + "。"



