"""Many units: worked out block by block, so that what a block needs stays near the processor and is then forgotten.

Up to the total, a unit's figures depend on that unit alone, unless the scheme compares units. Of each block is kept
what the cross-unit step reads (totals, the points of items, which conditions hold) and what tells units apart later;
ranks and quotas then see all units at once. The rest of one unit's trace is worked out again when it is asked for.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from engine.columns.join import join_arrays, join_ints, join_ratios, join_terms
from engine.columns.memory import keep_freed_memory
from engine.evaluate.evaluate import Evaluation
from engine.evaluate.indicators import labels_of, score_indicator
from engine.evaluate.lookup import make_lookups
from engine.evaluate.results import NodeTrace, Results, SideTrace, Truth
from engine.evaluate.traces import Traces
from engine.evaluate.values import Values
from engine.judge.atoms import decide
from engine.judge.conditions import make_program
from engine.judge.fire import fire
from engine.judge.truths import Conditions, to_totals
from engine.primitives.ranked import Ranked
from engine.scheme import formula as f
from engine.scheme.adjustment import Scored, adjustments
from engine.scheme.functions import Pooled
from engine.scheme.model import indicators
from engine.scheme.strata import RANKING
from engine.sentences.uses import readers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from engine.columns.ints import Mask
    from engine.columns.ratio import Ratio
    from engine.evaluate.results import IndicatorTrace
    from engine.facts.table import FactTable
    from engine.judge.production import Production, Situation
    from engine.scheme.model import Indicator, Scheme

# Calls of numpy on fewer take turns with Python more often than they save; more no longer stay near the processor.
BLOCK = 131_072


class Firing:
    """Fires conditions, each situation once: later blocks bring few that are new."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], dict[Situation, frozenset[str]]] = {}
        self._lock = Lock()

    def __call__(self, productions: Sequence[Production], situations: Sequence[Situation]) -> list[frozenset[str]]:
        """Return, for each situation in order, the ids of the productions that fire in it."""
        # One at a time: rule engines are not made for threads.
        with self._lock:
            known = self._known.setdefault(tuple(each.id for each in productions), {})
            new = [situation for situation in situations if situation not in known]
            if new:
                known.update(zip(new, fire(productions, new), strict=True))
            return [known[situation] for situation in situations]


def can_be_split(scheme: Scheme) -> bool:
    """Say whether a unit's total depends on that unit's facts alone."""
    methods = [each.method for each in indicators(scheme.items)]
    sources = [each.source for each in adjustments((*scheme.bonuses, *scheme.penalties))]
    methods += [source.method for source in sources if isinstance(source, Scored)]
    if any(isinstance(method, Ranked) for method in methods):
        return False
    read = (node for _, formulas in readers(scheme) for formula in formulas for node in f.walk(formula))
    return not any(isinstance(node, Pooled) for node in read)


def assess_in_blocks(scheme: Scheme, facts: FactTable, watch: Callable[[Results], None] | None) -> Conditions:
    """Return the conditions that hold; their results are what is kept of all units up to their totals.

    `watch` is shown the whole results of each block, in order.
    """
    keep_freed_memory()
    labels, lookups, firing = labels_of(scheme, facts), make_lookups(scheme, facts), Firing()
    program = make_program(scheme)

    def work(start: int) -> Results:
        part = slice(start, start + BLOCK)
        evaluation = Evaluation(scheme, facts.part(part), labels.part(part), lookups)
        return to_totals(evaluation, Conditions(evaluation.results, program, firing)).results

    kept: list[Results] = []
    for done in _in_order(work, range(0, len(facts.units), BLOCK)):
        if watch is not None:
            watch(done)
        kept.append(_keep(done))
    results = Results(scheme, facts, labels)
    _join(kept, results)
    for indicator in indicators(scheme.items):
        results.indicators.keep(indicator.id, partial(_trace_again, results, indicator))
    conditions = Conditions(results, program, firing, decided=RANKING)
    for atom in program.atoms:
        conditions.comparisons.keep(atom, partial(decide, atom, results))
    return conditions


def _in_order(work: Callable[[int], Results], starts: Iterable[int]) -> Iterator[Results]:
    """Yield what the work makes of each block, in order, with few blocks in memory at a time."""
    threads = os.cpu_count() or 1
    waiting: deque[Future[Results]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for start in starts:
            waiting.append(pool.submit(work, start))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _keep(done: Results) -> Results:
    """Return what is kept of a block: what one unit's explanation needs besides is worked out again for that unit."""
    kept = Results(done.scheme, done.facts, done.labels, done.truths)
    for id_, node in done.nodes.items():
        kept.nodes[id_] = replace(node, stages=None, combination=None)
    kept.base, kept.has_base, kept.deducted, kept.deducted_open = (
        done.base, done.has_base, done.deducted, done.deducted_open,
    )  # fmt: skip
    kept.bonuses, kept.penalties = (replace(side, leaves={}, groups={}) for side in (done.bonuses, done.penalties))
    kept.total, kept.has_total, kept.incomplete = done.total, done.has_total, done.incomplete
    return kept


def _join(kept: Sequence[Results], results: Results) -> None:
    """Put what is kept of the blocks together."""
    sizes = [len(each.facts.units) for each in kept]

    def joined(of: Callable[[Results], Mask]) -> Mask:
        return join_arrays([of(each) for each in kept], sizes)

    results.total = join_ints([each.total for each in kept], sizes)
    results.has_total = joined(lambda each: each.has_total)
    results.incomplete = joined(lambda each: each.incomplete)
    results.base = join_terms([each.base for each in kept], sizes)
    results.has_base = joined(lambda each: each.has_base)
    results.deducted = join_ratios([each.deducted for each in kept], sizes)
    results.deducted_open = joined(lambda each: each.deducted_open)
    results.bonuses = _joined_side([each.bonuses for each in kept], sizes)
    results.penalties = _joined_side([each.penalties for each in kept], sizes)
    for name in kept[0].truths:
        truths = [each.truths[name] for each in kept]
        true, false = ([getattr(truth, side) for truth in truths] for side in ("true", "false"))
        results.truths[name] = Truth(join_arrays(true, sizes), join_arrays(false, sizes))
    for id_ in kept[0].nodes:
        results.nodes.keep(id_, partial(_joined_node, [each.nodes[id_] for each in kept], sizes))


def _joined_side(sides: Sequence[SideTrace], sizes: Sequence[int]) -> SideTrace:
    together = join_ratios([side.together for side in sides], sizes)
    total = join_ratios([side.total for side in sides], sizes)
    points: Traces[str, Ratio] = Traces()
    for id_ in sides[0].points:
        points.keep(id_, partial(join_ratios, [side.points[id_] for side in sides], sizes))
    return SideTrace({}, {}, points, together, total, join_arrays([side.incomplete for side in sides], sizes))


def _joined_node(nodes: Sequence[NodeTrace], sizes: Sequence[int]) -> NodeTrace:
    return NodeTrace(
        join_terms([node.terms for node in nodes], sizes),
        join_arrays([node.applicable for node in nodes], sizes),
        join_arrays([node.incomplete for node in nodes], sizes),
        join_ratios([node.available for node in nodes], sizes),
    )


def _trace_again(results: Results, indicator: Indicator) -> IndicatorTrace:
    """Return the trace of an indicator over all units."""
    values = Values(results.scheme, results.facts, results.labels).of(indicator.id)
    return score_indicator(indicator, results.scheme.marking, values, results.labels)[0]
