"""What rules take off items and totals, as parts over all units (`engine.evaluate.effects`, `.total`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.columns.ratio import choose, greatest, least, ratio
from engine.columns.sums import exact_sum
from engine.evaluate.effects import rules_on
from engine.export.part import ROOT, ZERO, Part, Sort, step
from engine.scheme.judging import Deduct, VoidItems, VoidTotal

if TYPE_CHECKING:
    from engine.columns.ints import Mask
    from engine.columns.ratio import Ratio
    from engine.columns.sums import Terms
    from engine.evaluate.results import Results


def on_item(item: str, before: Terms, where: Mask, results: Results) -> list[Part]:
    """Return what each rule takes off an item, of what earlier ones leave: voiding comes last."""
    rules = sorted(rules_on(item, results.scheme), key=lambda rule: isinstance(rule.effect, VoidItems))
    found: list[Part] = []
    left = exact_sum(before) if rules else ZERO
    for rule in rules:
        most = greatest(left, ZERO)
        off = least(ratio(rule.effect.points), most) if isinstance(rule.effect, Deduct) else most
        taken = choose(results.truths[rule.id].true, off, ZERO)
        found += step(f"{item}/{rule.id}", f"{rule.id} {rule.title}", Sort.RULE, item, -taken, where=where)
        left = left - taken
    return found


def on_total(results: Results) -> list[Part]:
    """Return what each rule takes off the total."""
    found: list[Part] = []
    for rule in results.scheme.rules:
        if isinstance(rule.effect, Deduct) and rule.effect.item is None:
            taken = choose(results.truths[rule.id].true, ratio(rule.effect.points), ZERO)
            title = f"{rule.id} {rule.title}"
            found += step(f"{ROOT}/{rule.id}", title, Sort.RULE, ROOT, -taken, where=results.has_total)
    return found


def voided(results: Results, clamped: Ratio, total: Ratio) -> list[Part]:
    """Return what rules that void the total take away."""
    if not any(isinstance(rule.effect, VoidTotal) for rule in results.scheme.rules):
        return []
    return step(f"{ROOT}/总分计零", "总分计零", Sort.RULE, ROOT, total - clamped, where=results.has_total)
