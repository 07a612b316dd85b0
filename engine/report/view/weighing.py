"""What each loss costs of the total: losses are counted in the points of an item, totals in points of the whole."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import about_text
from engine.report.losses import BESIDE, given_back, losing, lost, void
from engine.report.said import BOOKKEEPING, known_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.explain.derivation import Derivation

ZERO, ONE = Fraction(0), Fraction(1)
MOST_NAMED = 3
# What the whole goes through after its points are added up; conversion is weighed into the losses where it can be.
AFTER = BOOKKEEPING - {"effect", "conversion"}


@dataclass(frozen=True, slots=True)
class Loss:
    """What an item lost of the `total`, in all and for each of its own points (`factor`, None where it has none)."""

    node: Derivation
    total: Fraction
    factor: Fraction | None

    def words(self) -> str:
        """Say how points of the item become points of the total; nothing where they are the same."""
        if self.factor in (None, ONE) or self.factor is None:
            return ""
        own = about_text(self.total / self.factor, 4)
        return (
            f"本项 1 分折合总分 {about_text(self.factor, 4)} 分：{own} × {about_text(self.factor, 4)}"
            f" = {about_text(self.total, 4)} 分"
        )


@dataclass(frozen=True, slots=True)
class Weighed:
    """The losses, the largest first; `converted` is what a point comes to where points that do not apply are made up.

    `rest` is what is left between full marks less losses and the total, besides what is told by itself.
    """

    losses: tuple[Loss, ...]
    converted: Fraction
    rest: Fraction


def weigh(root: Derivation) -> Weighed:
    """Return the losses of a unit.

    They are weighed with what is made up for where that explains the total exactly; otherwise they are told as they
    are in the items, and what conversion does is the rest. Without a total they are told as they are.
    """
    plain = _losses(root, ONE, converted=False)
    if root.value is None or root.full is None:
        return Weighed(plain, ONE, ZERO)
    others = sum((part.value for part in root.parts if part.kind in BESIDE | AFTER and part.value), ZERO)
    factor = _made_up(root)
    for scale, converted in ((factor, False), (ONE, True), (factor, True)):
        found = _losses(root, scale, converted=converted)
        if root.full - sum((loss.total for loss in found), ZERO) + others == root.value:
            return Weighed(found, scale, ZERO)
    rest = root.value - root.full + sum((loss.total for loss in plain), ZERO) - others
    return Weighed(plain, ONE, rest)


def _losses(root: Derivation, scale: Fraction, *, converted: bool) -> tuple[Loss, ...]:
    # What a rule takes off the total as a whole is taken off as it is.
    on_total = [(-part.value, part) for part in root.parts if part.kind == "effect" and part.value]
    found = [pair for part in root.parts if part.kind != "effect" for pair in losing(part, scale, converted=converted)]
    return tuple(
        Loss(node, total, total / lost(node) if lost(node) and node.kind != "effect" else None)
        for total, node in sorted((pair for pair in found + on_total if pair[0]), key=lambda pair: -pair[0])
    )


def _made_up(root: Derivation) -> Fraction:
    """Return what a point of the items comes to in the total where points of a unit do not apply."""
    absent = void(root)
    if not any(part.kind == "conversion" for part in root.parts) or root.full is None or absent >= root.full:
        return ONE
    return root.full / (root.full - absent)


def loss_sentences(root: Derivation, weighed: Weighed) -> Iterator[str]:
    """Say where the points went, and what a point is worth where not all of them apply."""
    losses = [loss for loss in weighed.losses if loss.total > 0]
    total = sum((loss.total for loss in losses), ZERO)
    known = "" if root.value is not None else "已算出的各项"
    if losses:
        top = losses[:MOST_NAMED]
        named = "、".join(f"{known_as(loss.node)}（扣 {about_text(loss.total, 2)} 分）" for loss in top)
        share = sum((loss.total for loss in top), ZERO) / total * 100
        most = (
            f"主要在：{named}，占全部扣分的 {about_text(share, 0)}%" if len(losses) > MOST_NAMED else f"都在：{named}"
        )
        back = given_back(root)
        floor = f"；其中超出“扣完为止”的 {about_text(back, 2)} 分不再扣" if back else ""
        yield f"{known}共扣 {about_text(total, 2)} 分，{most}{floor}。"
    if weighed.converted != ONE and root.full is not None:
        apply = about_text(root.full / weighed.converted, 2)
        yield (
            f"本单位适用的分值是 {apply} 分，折算成 {about_text(root.full, 2)} 分：每失 1 分，总分少"
            f" {about_text(weighed.converted, 4)} 分，上面和下面的扣分都已经折算。"
        )
