"""How a score comes about: from full marks, step by step."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import about_text, fixed_text
from engine.report.losses import BESIDE
from engine.report.said import BOOKKEEPING
from engine.report.view.entries import DIGITS
from engine.report.view.letter import Change, Step, Way
from engine.report.view.weighing import AFTER
from engine.text.spacing import spaced

if TYPE_CHECKING:
    from engine.explain.derivation import Derivation, Explanation
    from engine.report.view.weighing import Loss, Weighed

ZERO = Fraction(0)
# Less than a hundredth would be written as none.
_LEAST = Fraction(1, 100)


def way_of(explanation: Explanation, weighed: Weighed) -> Way | None:
    """Return the way from full marks to the total; None where there is no total.

    Losses come first, the largest first; then bonuses and penalties; then what the total as a whole went through, and
    the rest that the losses leave unexplained: the steps always add up. Where points may be negative by rule the way
    begins at 0, and every item is a step.
    """
    root = explanation.derivation
    if root.value is None:
        return None
    signed = any(node.signed for node in root.walk())
    start = ZERO if signed or root.full is None else root.full
    steps = list(_items(root)) if signed else [_loss(loss) for loss in weighed.losses]
    steps += [_step(part) for part in root.parts if part.kind in BESIDE and part.value]
    steps += [_step(part) for part in root.parts if part.kind in AFTER and part.value]
    rest = root.value - start - sum((step.change for step in steps), ZERO)
    if rest:
        rounded = any(part.kind == "rounding" for part in root.parts)
        steps.append(Step(Change.OTHER, "", "缺项折算" if rounded else "缺项折算、修约等", rest, signed_text(rest)))
    return Way(
        "起点" if signed else "满分", start, f"{about_text(start)} 分", tuple(steps), root.value,
        f"{fixed_text(root.value, explanation.digits)} 分",
    )  # fmt: skip


def _loss(loss: Loss) -> Step:
    kind, node = Change.LOSS if loss.total > 0 else Change.GAIN, loss.node
    id_ = "" if node.kind in BOOKKEEPING else node.id
    return Step(kind, id_, spaced(node.title), -loss.total, signed_text(-loss.total))


def _items(root: Derivation) -> list[Step]:
    return [_step(part) for part in root.parts if part.kind in ("section", "indicator") and part.value]


def _step(part: Derivation) -> Step:
    value = part.value or ZERO
    kind = Change.OTHER if part.kind in BOOKKEEPING else Change.GAIN if value > 0 else Change.LOSS
    numbered = part.kind not in BOOKKEEPING | BESIDE
    return Step(kind, part.id if numbered else "", spaced(part.title), value, signed_text(value))


def signed_text(change: Fraction) -> str:
    """Write a change with its sign: `+1`, `-0.5`, `约-0.3333`."""
    text = about_text(abs(change), DIGITS if abs(change) >= _LEAST else 4)
    sign = "-" if change < 0 else "+"
    return f"约{sign}{text.removeprefix('约')}" if text.startswith("约") else sign + text
