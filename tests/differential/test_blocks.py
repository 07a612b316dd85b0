"""Units worked out in blocks come to what they come to all at once, in every figure and every word."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
import pytest

from engine.api import explain
from engine.columns.sums import exact_sum
from engine.evaluate import lookup
from engine.explain.findings import open_questions
from engine.judge import blocks, judge
from engine.report.score import score_text
from engine.report.why import why_json, why_text
from tests import plain_fire
from tests.bench.workload import mixed_scheme, mixed_table
from tests.differential.cases import plain_rules, prepared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluate.results import IndicatorTrace, NodeTrace, Results
    from engine.judge.assessment import Assessment

SEED = 61


@contextmanager
def small_blocks(size: int = 2) -> Iterator[None]:
    """Works in blocks of few units, and looks up whatever can be looked up."""
    with (
        patch.object(judge, "MANY", 1),
        patch.object(blocks, "BLOCK", size),
        patch.object(blocks, "fire", plain_fire.fire),
        patch.object(lookup, "most_rows", lambda _units: lookup.MOST_ROWS),
    ):
        yield


def differences(whole: Assessment, parted: Assessment) -> Iterator[str]:
    """Yields what differs between an assessment at once and one in blocks."""
    yield from _columns(whole, parted)
    for row, unit in enumerate(whole.facts.units):
        yield from (f"{each} of {unit}" for each in _traces(whole.results, parted.results, row))
        for report in (why_text, why_json):
            if report(explain(whole, unit)) != report(explain(parted, unit)):
                yield f"explanation of {unit}"
    if score_text(whole) != score_text(parted):
        yield "the table"
    if open_questions(whole.results, whole.judgement) != open_questions(parted.results, parted.judgement):
        yield "open questions"


def _columns(whole: Assessment, parted: Assessment) -> Iterator[str]:
    one, other = whole.results, parted.results
    for row in np.flatnonzero(one.has_total).tolist():
        if one.total_of(row) != other.total_of(row):
            yield f"total of {row}"
    for name in ("has_total", "has_base", "incomplete", "ranks", "ranks_from_last", "deducted_open"):
        if not np.array_equal(getattr(one, name), getattr(other, name)):
            yield name
    for name in ("tiers", "score_tiers", "open", "provisional", "statuses", "pending"):
        if not np.array_equal(getattr(whole.judgement, name), getattr(parted.judgement, name)):
            yield name
    for id_, truth in one.truths.items():
        again = other.truths[id_]
        if not (np.array_equal(truth.true, again.true) and np.array_equal(truth.false, again.false)):
            yield f"truth of {id_}"


def _traces(one: Results, other: Results, row: int) -> Iterator[str]:
    for id_, node in one.nodes.items():
        if _node(node, row) != _node(other.nodes[id_], row):
            yield id_
    for id_, trace in one.indicators.items():
        if _trace(trace, row) != _trace(other.indicators[id_], row):
            yield f"trace of {id_}"


def _node(node: NodeTrace, row: int) -> tuple[object, ...]:
    points = sum(term.at(row) for term in node.terms)
    return points, bool(node.applicable[row]), bool(node.incomplete[row]), node.available.at(row)


def _trace(trace: IndicatorTrace, row: int) -> tuple[object, ...]:
    figures = trace.raw, trace.value, trace.exact, trace.points, *trace.steps
    return int(trace.state[row]), int(trace.case[row]), int(trace.branch[row]), *(each.at(row) for each in figures)


def faults(cases: range) -> tuple[list[str], int]:
    found, parted = [], 0
    with plain_rules():
        for index in cases:
            _, scheme, table = prepared(SEED, index)
            if not table.units or not blocks.can_be_split(scheme):
                continue
            whole = judge.assess(scheme, table)
            with small_blocks():
                in_blocks = judge.assess(scheme, table)
                assert in_blocks.in_blocks
                parted += 1
                found += [f"{index}: {each}" for each in differences(whole, in_blocks)]
    return found, parted


def test_blocks_change_nothing() -> None:
    found, parted = faults(range(60))

    assert found == []
    assert parted > 15


@pytest.mark.slow
def test_blocks_change_nothing_in_many_schemes() -> None:
    found, parted = faults(range(60, 1000))

    assert found == []
    assert parted > 250


def test_sixty_indicators_of_many_units() -> None:
    """As large runs are: looked up and in blocks of the size that is used; the last block is a small one."""
    scheme = mixed_scheme()
    table = mixed_table(scheme, blocks.BLOCK + 1000)
    with patch.object(judge, "MANY", 10**9):
        whole = judge.assess(scheme, table)

    parted = judge.assess(scheme, table)

    assert (whole.in_blocks, parted.in_blocks) == (False, True)
    assert list(_columns_of_numbers(whole.results, parted.results)) == []
    assert whole.judgement.displaced.keys() == parted.judgement.displaced.keys()


def _columns_of_numbers(one: Results, other: Results) -> Iterator[str]:
    count = len(one.facts.units)
    for id_, node in one.nodes.items():
        points, again = exact_sum(node.terms), exact_sum(other.nodes[id_].terms)
        if not points.equals(again).all() or not np.array_equal(node.applicable, other.nodes[id_].applicable):
            yield id_
    if not np.array_equal(one.total.spread(count), other.total.spread(count)):
        yield "total"
    if not np.array_equal(one.ranks, other.ranks):
        yield "ranks"
