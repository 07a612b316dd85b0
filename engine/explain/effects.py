"""What rules took off items and totals, as parts of an explanation."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.evaluate.effects import rules_on
from engine.explain.derivation import Derivation
from engine.number import about_text, fixed_text
from engine.scheme.judging import Deduct, VoidItems, VoidTotal
from engine.sentences.effects import effect_words

if TYPE_CHECKING:
    from engine.evaluate.results import Results
    from engine.scheme.judging import Rule

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class RuleEffects:
    """Says what rules did to the points of one unit."""

    results: Results
    unit: str
    row: int

    def steps(self, item: str) -> tuple[str, ...]:
        """Return lines for an indicator on which rules have acted, or may yet act."""
        lines = [f"{each.steps[0]}" for each in self.parts(item)]
        open_ = [rule.id for rule in rules_on(item, self.results.scheme) if self._undecided(rule)]
        if open_ and self.results.nodes[item].incomplete[self.row]:
            lines.append(f"{'、'.join(open_)} 因所需数据未报而无法判定，本项得分定不下来")
        return tuple(lines)

    def parts(self, item: str) -> list[Derivation]:
        """Return a part for what each rule took off an item."""
        node = self.results.nodes[item]
        if not node.applicable[self.row]:
            return []
        left = sum((term.at(self.row) for term in node.unruled), ZERO)
        found: list[Derivation] = []
        fired = [rule for rule in rules_on(item, self.results.scheme) if self._fired(rule)]
        for rule in sorted(fired, key=lambda each: isinstance(each.effect, VoidItems)):
            most = max(left, ZERO)
            taken = min(rule.effect.points, most) if isinstance(rule.effect, Deduct) else most
            found += self._part(f"{item}/{rule.id}", rule, taken, left)
            left -= taken
        return found

    def on_total(self) -> list[Derivation]:
        """Return a part for each rule that takes points off the total."""
        rules = [r for r in self.results.scheme.rules if isinstance(r.effect, Deduct) and r.effect.item is None]
        return [
            Derivation(
                f"{self.unit}/{rule.id}", "effect", f"{rule.id} {rule.title}", -rule.effect.points,
                steps=(f"{rule.id} {rule.title} 触发：{effect_words(rule)}",), clause=rule.clause, at=rule.span,
            )
            for rule in rules if isinstance(rule.effect, Deduct) and self._fired(rule)
        ]  # fmt: skip

    def voided(self, total: Fraction) -> list[Derivation]:
        """Return the part for a total that a rule has made 0."""
        digits = self.results.digits
        rules = [rule for rule in self.results.scheme.rules if isinstance(rule.effect, VoidTotal) and self._fired(rule)]
        if not rules or total <= 0:
            return []
        listed = "、".join(f"{rule.id} {rule.title}" for rule in rules)
        steps = (f"{listed} 触发：总分计 0 分（原为 {fixed_text(total, digits)} 分）",)
        first = rules[0]
        return [
            Derivation(
                f"{self.unit}/总分计零", "effect", "总分计零", -total, steps=steps, clause=first.clause, at=first.span
            )
        ]

    def _part(self, id_: str, rule: Rule, taken: Fraction, before: Fraction) -> list[Derivation]:
        if not taken:
            return []
        left = f"{about_text(before)} - {about_text(taken)} = {about_text(before - taken)} 分"
        step = f"{rule.id} {rule.title} 触发：{effect_words(rule)}；{left}"
        return [
            Derivation(
                id_, "effect", f"{rule.id} {rule.title}", -taken, steps=(step,), clause=rule.clause, at=rule.span
            )
        ]

    def _fired(self, rule: Rule) -> bool:
        return bool(self.results.truths[rule.id].true[self.row])

    def _undecided(self, rule: Rule) -> bool:
        return bool(self.results.truths[rule.id].undecided[self.row])
