"""What rules and gates really did to points in a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.columns.sums import exact_sum
from engine.evaluate.effects import rules_on
from engine.evaluate.figures import fired_between
from engine.scheme import formula as f
from engine.scheme.judging import Deduct, VoidTotal
from engine.scheme.model import Section, all_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluate.results import Truth
    from tests.differential.compare import Run


def acted(of: Run) -> Iterator[str]:
    """Yields the names of mechanisms, some more than once."""
    yield from _items(of)
    yield from _total(of)
    yield from _gates(of)
    if of.results.sequence:
        yield "sequence/in order"
    for step in of.results.sequence:
        if (~step.reached.equals(step.kept)).any():
            yield "sequence/kept in bounds"
    for condition, comparison in of.judgement.comparisons.items():
        for side in (condition.left, condition.right):
            if isinstance(side, f.FiredCount):
                yield from _counts(of, side, comparison.truth)


def _counts(of: Run, count: f.FiredCount, truth: Truth) -> Iterator[str]:
    low, high = fired_between(count, of.results)
    open_ = ~low.equals(high)
    if open_.any():
        yield "condition/fired count open"
    if (open_ & ~truth.undecided).any():
        yield "condition/fired count open, yet certain"


def _items(of: Run) -> Iterator[str]:
    for item in all_items(of.scheme.items):
        what = "section" if isinstance(item, Section) else "item"
        node, rules = of.results.nodes[item.id], rules_on(item.id, of.scheme)
        if not rules:
            continue
        before, after = exact_sum(node.staged.unruled), exact_sum(node.terms)
        for row in range(len(of.table.units)):
            undecided = any(of.results.truths[rule.id].undecided[row] for rule in rules)
            if node.applicable[row] and before.at(row) != after.at(row):
                yield f"effect/{what} loses points"
            if undecided and node.incomplete[row]:
                yield f"effect/{what} open"
            if undecided and node.applicable[row]:
                yield "effect/item open, yet the same"


def _total(of: Run) -> Iterator[str]:
    results = of.results
    rules = [
        rule for rule in of.scheme.rules
        if isinstance(rule.effect, VoidTotal) or (isinstance(rule.effect, Deduct) and rule.effect.item is None)
    ]  # fmt: skip
    for row in range(len(of.table.units)):
        truths = [results.truths[rule.id] for rule in rules]
        if results.has_total[row] and results.deducted.at(row):
            yield "effect/total loses points"
        voids = [rule.id for rule in rules if isinstance(rule.effect, VoidTotal)]
        if results.has_total[row] and any(results.truths[id_].true[row] for id_ in voids):
            yield "effect/total voided"
        if any(truth.undecided[row] for truth in truths):
            yield "effect/total open, yet the same" if results.has_total[row] else "effect/total open"


def _gates(of: Run) -> Iterator[str]:
    for side in (of.results.bonuses, of.results.penalties):
        for leaf in side.leaves.values():
            if leaf.gate is None:
                continue
            for row in range(len(of.table.units)):
                points = leaf.ungated.at(row)
                if leaf.gate.undecided[row]:
                    yield "gate/undecided" if points else "gate/undecided, yet the same"
                elif points:
                    yield "gate/open" if leaf.gate.true[row] else "gate/shut"
