"""Where the points went: from full marks to the score, a bar for each loss and gain."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import about_text
from engine.report.draw import svg
from engine.report.draw.axis import Axis, start_of
from engine.report.draw.ink import GAIN, LINE, LOSS, MAIN, NOTE, OTHER, PAPER, SOFT, TEXT, WIDTH
from engine.report.draw.label import fitted, text_width

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
    low, high = min(reached), max(reached)
    start = start_of(low, high)
    titles = [whole.title, *(f"{step.id_} {step.title}".strip() for step in shown), score.title]
    labels = [fitted(title, _LABELS, TEXT) for title in titles]
    values = [fitted(said, _VALUES, TEXT) for said in (whole.label, *(step.label for step in shown), score.label)]
    left = svg.MARGIN + max(each.width for each in labels) + 100
    right = max(each.width for each in values) + _GAP + svg.MARGIN
    axis = Axis(start, max(high, Fraction(0)), left, 10 * WIDTH - left - right)
    body, bottom = _rows(id_, axis, titles, labels, values, shown, reached)
    said = []
    if start > 0:
        said.append(f"横轴从 {about_text(start)} 分起，不从 0 起，以便看清增减。")
    if len(shown) < len(steps):
        said.append(f"共 {len(steps)} 项，图中单列增减最多的 {KEPT} 项，其余合并。")
    remarks, bottom = svg.notes(said, bottom + 60 if said else bottom, NOTE)
    alt = _alt(whole, shown, score)
    return svg.picture(id_, bottom + svg.MARGIN, f"从{whole.title}到{score.title}", alt, [*body, remarks])


def _gathered(steps: Sequence[Step], word: Callable[[Fraction], str]) -> list[Step]:
    """Return the steps to draw; of many, those that change most, and the rest of each kind as one."""
    if len(steps) <= MOST:
        return list(steps)
    order = sorted(range(len(steps)), key=lambda i: (-abs(steps[i].change), i))
    kept = set(order[:KEPT])
    rest = {kind: [steps[i] for i in order[KEPT:] if steps[i].kind is kind] for kind in Kind}
    mixed = sum(1 for each in rest.values() if each) > 1
    shown: list[Step] = []
    for i, step in enumerate(steps):
        if i in kept:
            shown.append(step)
        # The rest of a kind stands where the kind ends.
        if rest[step.kind] and all(later.kind is not step.kind for later in steps[i + 1 :]):
            change = sum((each.change for each in rest[step.kind]), Fraction(0))
            of_kind = step.kind.value if mixed else ""
            title = f"其他 {len(rest[step.kind])} 项{of_kind}"
            shown.append(Step(step.kind, "", title, change, word(change)))
    return shown


def _rows(  # noqa: PLR0913, PLR0917
    id_: str,
    axis: Axis,
    titles: Sequence[str],
    labels: Sequence[Label],
    values: Sequence[Label],
    shown: Sequence[Step],
    reached: Sequence[Fraction],
) -> tuple[list[str], int]:
    """Return the elements of all rows and the height where they end."""
    has_loss = any(step.kind is Kind.LOSS for step in shown)
    body = [f"<defs>{svg.hatch(id_)}</defs>"] if has_loss else []
    base = max(axis.low, Fraction(0))
    y = svg.MARGIN
    last = len(titles) - 1
    tops = []
    bars = []
    for i, title in enumerate(titles):
        height = _TALL_ROW if len(labels[i].lines) + len(values[i].lines) > 2 else _ROW
        middle = y + height // 2
        solid = i in {0, last}
        here = reached[min(i, last - 1)]
        before = base if solid else reached[i - 1]
        x1, x2 = sorted((axis.at(before), axis.at(here)))
        x2 = max(x2, x1 + 15)
        top = middle - _BAR // 2
        tops.append((top, axis.at(here)))
        bars.append(_bar(id_, x1, top, x2 - x1, None if solid else shown[i - 1].kind))
        if solid and axis.low > 0:
            bars.append(_torn(axis.left + 60, top))
        bars.append(svg.label(axis.left - 100, middle, labels[i], title, anchor="end", strong=solid))
        said = values[i]
        bars.append(svg.label(x2 + _GAP, middle, said, " ".join(said.lines), strong=solid))
        y += height
    joints = [
        svg.line(x, top + _BAR, x, below, LINE)
        for (top, x), (below, _) in zip(tops, tops[1:], strict=False)
    ]
    zero = [svg.line(axis.at(base), svg.MARGIN, axis.at(base), y, SOFT)] if axis.low <= 0 else []
    return [*body, *zero, *joints, *bars], y


def _bar(id_: str, x: int, y: int, width: int, kind: Kind | None) -> str:
    match kind:
        case None:
            return svg.rect(x, y, width, _BAR, MAIN)
        case Kind.LOSS:
            return svg.rect(x, y, width, _BAR, f"url(#{id_}-hatch)", LOSS)
        case Kind.GAIN:
            return svg.rect(x, y, width, _BAR, GAIN)
        case Kind.OTHER:
            return svg.rect(x, y, width, _BAR, OTHER, SOFT)


def _torn(x: int, y: int) -> str:
    """Return two white strokes through a bar whose beginning is not drawn."""
    return "".join(svg.line(x + d, y + _BAR + 10, x + d + 60, y - 10, PAPER, width=20) for d in (0, 50))


def _alt(whole: Level, shown: Sequence[Step], score: Level) -> str:
    ways = "；".join(f"{step.id_} {step.title} {step.label}".strip() for step in shown)
    return f"{whole.title} {whole.label}；{ways + '；' if ways else '没有增减；'}{score.title} {score.label}。"



