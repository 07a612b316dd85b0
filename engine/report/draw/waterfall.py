"""Where the points went: from full marks to the score, a bar for each loss and gain."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import about_text
from engine.report.draw import svg
from engine.report.draw.axis import Axis, start_of
from engine.report.draw.ink import GAIN, GAIN_PALE, LINE, MAIN, NOTE, OTHER, PAPER, SOFT, TEXT, WIDTH
from engine.report.draw.label import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.report.draw.label import Label
    from engine.report.draw.picture import Picture

# More steps than MOST are drawn as the KEPT largest and one for the rest.
MOST = 12
KEPT = 10

_LABELS = 2500
_VALUES = 1800
_ROW = 290
_TALL_ROW = 420
_BAR = 200
_GAP = 70
_THINNEST = 15


class Kind(Enum):
    """What a step is: points lost, points gained, or neither's fault (conversion, rounding, a floor or ceiling)."""

    LOSS = "扣分"
    GAIN = "加分"
    OTHER = "调整"


@dataclass(frozen=True, slots=True)
class Level:
    """An end of the way: `满分` and its points, `得分` and its points; `label` is the number as the caller words it."""

    title: str
    value: Fraction
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """A change on the way, negative for a loss; `label` is the change as the caller words it: `-2`, `+1`."""

    kind: Kind
    id_: str
    title: str
    change: Fraction
    label: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar with what is said beside it, in full and as it is drawn; of the ends of the way there is no kind."""

    kind: Kind | None
    whole_title: str
    whole_number: str
    title: Label
    number: Label
    ends: tuple[Fraction, Fraction]


def signed_text(change: Fraction) -> str:
    """Return a change for reading: `-2`, `+1`, `0`, `约-0.3333`."""
    said = about_text(change)
    return said if change <= 0 else said.replace("约", "约+") if said.startswith("约") else f"+{said}"


def waterfall(
    id_: str, whole: Level, steps: Sequence[Step], score: Level, *, word: Callable[[Fraction], str] = signed_text
) -> Picture:
    """Draw the way from full marks to the score, in the order of the steps.

    `word` words the change of several steps taken together. Raises ValueError where the steps do not lead from `whole`
    to `score`: such a picture would be wrong.
    """
    if whole.value + sum((step.change for step in steps), Fraction(0)) != score.value:
        message = f"the steps do not lead from {whole.value} to {score.value}"
        raise ValueError(message)
    shown = _gathered(steps, word)
    reached = list(accumulate((step.change for step in shown), initial=whole.value))
    start, high = start_of(min(reached), max(reached)), max(*reached, Fraction(0))
    # What the solid bars of both ends begin at.
    base = max(start, Fraction(0))
    rows = [_row(None, whole.title, whole.label, (base, whole.value))]
    for step, ends in zip(shown, pairwise(reached), strict=True):
        rows.append(_row(step.kind, f"{step.id_} {step.title}".strip(), step.label, ends))
    rows.append(_row(None, score.title, score.label, (base, score.value)))
    left = svg.MARGIN + max(row.title.width for row in rows) + 100
    right = max(row.number.width for row in rows) + _GAP + svg.MARGIN
    body, bottom = _drawn(rows, Axis(start, high, left, 10 * WIDTH - left - right))
    remarks = []
    if start > 0:
        remarks.append(f"横轴从 {about_text(start)} 分起，不从 0 起，以便看清增减。")
    if len(shown) < len(steps):
        remarks.append(f"共 {len(steps)} 项；增减最多的 {KEPT} 项单独画出，其余合并。")
    notes, bottom = svg.notes(remarks, bottom + 60 if remarks else bottom, NOTE)
    alt = _alt(whole, shown, score)
    return svg.picture(id_, bottom + svg.MARGIN, f"从{whole.title}到{score.title}", alt, [*body, notes])


def _gathered(steps: Sequence[Step], word: Callable[[Fraction], str]) -> list[Step]:
    """Return the steps to draw; of many, those that change most, and the rest of each kind as one."""
    if len(steps) <= MOST:
        return list(steps)
    order = sorted(range(len(steps)), key=lambda i: (-abs(steps[i].change), i))
    kept = set(order[:KEPT])
    rest = {kind: [steps[i] for i in sorted(order[KEPT:]) if steps[i].kind is kind] for kind in Kind}
    mixed = sum(1 for each in rest.values() if each) > 1
    shown: list[Step] = []
    for i, step in enumerate(steps):
        if i in kept:
            shown.append(step)
        # The rest of a kind stands where the kind ends.
        if rest[step.kind] and all(later.kind is not step.kind for later in steps[i + 1 :]):
            shown.append(_together(rest[step.kind], step.kind.value if mixed else "", word))
    return shown


def _together(steps: Sequence[Step], kind: str, word: Callable[[Fraction], str]) -> Step:
    if len(steps) == 1:
        return steps[0]
    change = sum((step.change for step in steps), Fraction(0))
    return Step(steps[0].kind, "", f"其他 {len(steps)} 项{kind}", change, word(change))


def _row(kind: Kind | None, title: str, number: str, ends: tuple[Fraction, Fraction]) -> _Row:
    return _Row(kind, title, number, fitted(title, _LABELS, TEXT), fitted(number, _VALUES, TEXT), ends)


def _drawn(rows: Sequence[_Row], axis: Axis) -> tuple[list[str], int]:
    """Return the elements of all rows and the height where they end."""
    y = svg.MARGIN
    zero = axis.at(Fraction(0))
    tops: list[tuple[int, int]] = []
    bars = []
    for row in rows:
        height = _TALL_ROW if max(len(row.title.lines), len(row.number.lines)) > 1 else _ROW
        middle = y + height // 2
        top = middle - _BAR // 2
        style = svg.Style(strong=row.kind is None)
        x1, x2 = sorted(map(axis.at, row.ends))
        x2 = max(x2, x1 + _THINNEST)
        bars.append(_bar(x1, top, x2 - x1, row.kind))
        if row.kind is None and axis.low > 0:
            bars.append(_torn(axis.left + 60, top))
        if axis.low < 0 and x2 < zero < x2 + _GAP + row.number.width:
            # The number stands upon the line of zero.
            bars.append(svg.rect(zero - 20, top, 40, _BAR, PAPER))
        bars.append(svg.label(axis.left - 100, middle, row.title, row.whole_title, replace(style, anchor="end")))
        bars.append(svg.label(x2 + _GAP, middle, row.number, row.whole_number, style))
        tops.append((axis.at(row.ends[1]), top))
        y += height
    joints = [svg.line((x, top + _BAR), (x, below), LINE) for (x, top), (_, below) in pairwise(tops)]
    ground = [svg.line((zero, svg.MARGIN), (zero, y), SOFT)] if axis.low <= 0 else []
    return [*ground, *joints, *bars], y


def _bar(x: int, y: int, width: int, kind: Kind | None) -> str:
    match kind:
        case None:
            return svg.rect(x, y, width, _BAR, MAIN)
        case Kind.LOSS:
            return svg.hatched(x, y, width, _BAR)
        case Kind.GAIN:
            return svg.frame((x, y, width, _BAR), GAIN_PALE, GAIN, width=20)
        case Kind.OTHER:
            return svg.frame((x, y, width, _BAR), OTHER, SOFT)


def _torn(x: int, y: int) -> str:
    """Return two white strokes through a bar whose beginning is not drawn."""
    return "".join(svg.line((x + d, y + _BAR + 10), (x + d + 60, y - 10), PAPER, width=20) for d in (0, 50))


def _alt(whole: Level, shown: Sequence[Step], score: Level) -> str:
    ways = "；".join(f"{step.id_} {step.title} {step.label}".strip() for step in shown)
    return f"{whole.title} {whole.label}；{ways + '；' if ways else '没有增减；'}{score.title} {score.label}。"
