"""What lint tells of random schemes is so, whatever the facts are."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.lint.truth import Truth
from engine.problem.codes import Code
from tests.differential.cases import prepared
from tests.differential.lint_laws import LAWS, Trial

SEED = 11


def run(numbers: range) -> tuple[list[str], Counter[Code]]:
    """Returns the faults of some cases, and how often every law was tried."""
    faults: list[str] = []
    tried: Counter[Code] = Counter()
    for number in numbers:
        _, scheme, table = prepared(SEED, number)
        trial = Trial(scheme, table)
        faults += [f"case {number}: {fault}" for fault in trial.faults()]
        tried += trial.tried
    return faults, tried


def test_findings_hold() -> None:
    faults, tried = run(range(40))
    assert faults == []
    assert tried[Code.CONDITION_NEVER] > 0


@pytest.mark.slow
def test_findings_hold_and_every_law_is_tried() -> None:
    faults, tried = run(range(40, 1000))
    assert faults == []
    assert [code.value for code in LAWS if not tried[code]] == []


@pytest.mark.parametrize(
    ("answer", "wrong", "codes"), [("can", False, {"S180", "S183"}), ("always", True, {"S184"})], ids=["can", "always"]
)
def test_a_false_finding_is_seen(monkeypatch: pytest.MonkeyPatch, answer: str, *, wrong: bool, codes: set[str]) -> None:
    """The laws can fail: where nothing is possible, every rule is dead; where all is certain, every rule fires."""
    monkeypatch.setattr(Truth, answer, lambda *_: wrong)
    faults, _ = run(range(12))
    assert codes <= {fault.split()[2] for fault in faults}
