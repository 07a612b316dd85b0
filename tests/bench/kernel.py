"""Points and totals of many units, with trace, beside other engines on the same work."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.api import explain
from engine.facts.table import scale_of
from engine.judge.blocks import assess_in_blocks
from engine.judge.judge import assess
from engine.report.why import why_text
from tests.bench.peers import plain
from tests.bench.record import Record, best_in_turns, best_of, timed
from tests.bench.workload import mixed_scheme, mixed_table, random_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.columns.ints import Array
    from engine.evaluate.results import Results
    from engine.scheme.model import Scheme

SMALL, LARGE = 60_000, 600_000
# Engines that take one unit after another take as long for each, however many there are.
ONE_BY_ONE = 4_000
ROUNDS = 5


def _laid_out(block: Results) -> None:
    """Lay out all traces of a block: what a run leaves behind when it is written out."""
    for id_ in block.indicators:
        block.indicators[id_]


def measure_kernel() -> Iterator[Record]:
    """Against OpenFisca's columns (float32), ZEN's batches, and a program written by hand."""
    from tests.bench.peers import openfisca, zen  # noqa: PLC0415  they are in the environment of the benchmark only

    scheme = mixed_scheme()
    small, large = (mixed_table(scheme, count) for count in (SMALL, LARGE))
    columns = random_columns(scheme, LARGE)
    theirs = openfisca.make_run({name: _float32(scheme, name, *column) for name, column in columns.items()})
    traced, kept, other = best_in_turns(
        lambda: assess_in_blocks(scheme, large, _laid_out), lambda: assess_in_blocks(scheme, large, None), theirs,
        rounds=ROUNDS,
    )  # fmt: skip
    yield Record("OpenFisca-core, 600,000 units × 60 indicators, float32, with trace", other / LARGE * 1e6, "µs/unit")
    yield Record("kaohe, the same, exact, every trace laid out", traced / LARGE * 1e6, "µs/unit", traced / other, 0.5)
    yield Record("kaohe, the same, traces laid out when asked for", kept / LARGE * 1e6, "µs/unit", kept / other, 0.5)
    at_small = best_of(lambda: assess_in_blocks(scheme, small, _laid_out), ROUNDS)
    yield Record("ten times the units, from 60,000 to 600,000", traced / at_small, "×", traced / at_small, 11)
    units = _units(scheme, columns)
    of_zen = timed(zen.make_run([{zen.ascii_name(name): each for name, each in unit.items()} for unit in units]))
    slow = of_zen / ONE_BY_ONE * 1e6
    yield Record("ZEN, precompiled, in batches", slow, "µs/unit", slow / (traced / LARGE * 1e6), 200, at_least=True)
    decimals = [{name: None if each is None else Decimal(str(each)) for name, each in unit.items()} for unit in units]
    by_hand = timed(lambda: [plain.total_of(unit) for unit in decimals]) / ONE_BY_ONE * 1e6
    yield Record("plain Decimal, by hand, no trace", by_hand, "µs/unit", by_hand / (traced / LARGE * 1e6))
    yield from _measure_whole(scheme, large)


def _measure_whole(scheme: Scheme, large: Any) -> Iterator[Record]:  # noqa: ANN401
    judged = best_of(lambda: assess(scheme, large), 3)
    yield Record("kaohe with tiers, ranks and quotas", judged / LARGE * 1e6, "µs/unit")
    assessment = assess(scheme, large)
    unit = assessment.facts.units[LARGE // 2]
    explained = best_of(lambda: why_text(explain(assessment, unit)), ROUNDS) * 1e3
    yield Record("explanation of one unit after 600,000", explained, "ms", explained, 50)


def _float32(scheme: Scheme, name: str, values: Array, state: Array) -> Array:
    column: Array = (values / 10 ** scale_of(scheme.facts[name])).astype(np.float32)
    column[state != 0] = np.nan
    return column


def _units(scheme: Scheme, columns: dict[str, tuple[Array, Array]]) -> list[dict[str, float | None]]:
    """Return facts unit by unit, as those engines take them; None where a value is missing."""
    lists = {}
    for name, (values, state) in columns.items():
        scale = scale_of(scheme.facts[name])
        plainly = values[:ONE_BY_ONE].tolist()
        numbers = [each / 10**scale for each in plainly] if scale else plainly
        lists[name] = [None if without else each for each, without in zip(numbers, state[:ONE_BY_ONE], strict=True)]
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]


if __name__ == "__main__":
    for record in measure_kernel():
        print(record, flush=True)
    sys.exit(0)
