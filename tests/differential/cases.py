"""One numbered case of a run: made, read, evaluated twice, compared."""

from __future__ import annotations

import random
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from unittest.mock import patch

from engine.judge import truths
from engine.judge.judge import assess
from tests import plain_fire
from tests.differential.compare import Run, mismatches, read, run
from tests.differential.fact_mechanisms import reported
from tests.differential.functions_met import functions_met
from tests.differential.judged import judged
from tests.differential.mechanisms import occurred, watched
from tests.differential.random_judging import set_lines
from tests.differential.random_scheme import random_case
from tests.differential.sectioned import sectioned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.facts.table import FactTable
    from engine.scheme.model import Scheme
    from tests.differential.texts import Case

SHARPENED = 0.25


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: where the evaluators differ, and which mechanisms it met."""

    mismatches: list[str]
    mechanisms: frozenset[str]


def prepared(seed: int, index: int) -> tuple[Case, Scheme, FactTable]:
    """Makes and reads a case; in some, the lines of tiers are moved onto the totals that units have."""
    rng = random.Random(f"{seed}:{index}")  # noqa: S311  nothing here is a secret
    case = random_case(rng)
    scheme, table = read(case)
    if rng.random() >= SHARPENED:
        return case, scheme, table
    results = assess(scheme, table).results
    totals = [Fraction(results.total.at(row), 10**results.digits) for row, has in enumerate(results.has_total) if has]
    if not totals:
        return case, scheme, table
    set_lines(case.scheme, totals, rng)
    return case, *read(case)


def outcome_of(scheme: Scheme, table: FactTable) -> Outcome:
    """Evaluates a case twice; an exception in an evaluator is a mismatch."""
    with watched() as seen:
        try:
            of: Run = run(scheme, table)
            found = mismatches(of)
        except Exception:  # noqa: BLE001  whatever it is, it is a finding
            return Outcome([traceback.format_exc()], frozenset(seen))
    met = (*seen, *occurred(of), *judged(of), *functions_met(of), *sectioned(of), *reported(of))
    return Outcome(found, frozenset(met))


@contextmanager
def plain_rules() -> Iterator[None]:
    """Fires conditions with the plain twin of the rule engines, which is faster in small cases."""
    with patch.object(truths, "fire", plain_fire.fire):
        yield
