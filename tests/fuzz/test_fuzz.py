"""What was found stays mended, and a law that is broken is seen."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from engine import api
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.read_scheme import read_scheme
from engine.scheme.vocabulary import SCHEME as SCHEME_FILE
from engine.text.source import Source, Span
from tests.fuzz import laws, pool, worker
from tests.fuzz.random_files import random_scheme
from tests.fuzz.random_trial import random_trial
from tests.fuzz.shrink import shrunk
from tests.fuzz.trial import SCHEME, Trial, load
from tests.fuzz.worker import run_alone, share

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

FOUND = Path(__file__).parent / "found"
SOUND = Trial({SCHEME: pool.samples()[0].scheme.encode()})


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A traced program is slow: `python -m tests.fuzz` holds the limit, here only what hangs is told."""
    monkeypatch.setattr(laws, "SECONDS", 60)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("name", sorted(path.name for path in FOUND.iterdir()))
def test_what_was_found_is_mended(name: str) -> None:
    assert run_alone(load(FOUND / name), 0).findings == ()


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("index", range(60))
def test_a_few_random_files(index: int) -> None:
    assert run_alone(random_trial(7, index), index).findings == ()


def test_a_trial_is_always_the_same(tmp_path: Path) -> None:
    trial = random_trial(3, 12)
    assert random_trial(3, 12) == trial
    trial.save(tmp_path / "saved")
    assert load(tmp_path / "saved") == trial


def kinds(trial: Trial) -> list[str]:
    return [each.kind for each in run_alone(trial, 0).findings]


def told(*problems: Problem) -> AbstractContextManager[object]:
    """A check that tells these problems, whatever the files are."""
    return patch.object(api, "check", lambda *_: (None, None, [*problems]))


SOURCE = Source("方案.yaml", "甲: 1\n")
HERE = Span(SOURCE, 0, 1)


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (Problem(Code.KEY_MISSING, "缺少", Span(SOURCE, 3, 99), help="请补写"), "place S101"),
        (Problem(Code.KEY_MISSING, "缺少", HERE, help="请补写", also=(("那里", Span(SOURCE, 5, 4)),)), "place S101"),
        (Problem(Code.KEY_MISSING, "缺少", HERE), "no help S101"),
        (Problem(Code.KEY_MISSING, "missing", HERE, help="请补写"), "not Chinese S101"),
        (Problem(Code.KEY_MISSING, "缺少 points", HERE, help="请补写"), "foreign word S101"),
        (Problem(Code.KEY_MISSING, "应为 Fraction(1, 2)", HERE, help="请补写"), "repr S101"),
        (Problem(Code.KEY_MISSING, "长" * 1000, HERE, help="请补写"), "long S101"),
    ],
)
def test_a_bad_problem_is_seen(problem: Problem, kind: str) -> None:
    with told(problem):
        assert kind in kinds(SOUND)


def test_a_problem_that_stands_twice_is_seen() -> None:
    problem = Problem(Code.KEY_MISSING, "缺少", HERE, help="请补写")
    with told(problem, problem):
        assert kinds(SOUND) == ["twice S101"]


def test_a_scheme_that_is_refused_in_silence_is_seen() -> None:
    with told():
        assert kinds(SOUND) == ["refused in silence"]


def test_an_exception_is_seen() -> None:
    with patch.object(api, "check", side_effect=KeyError("甲")):
        (kind,) = kinds(SOUND)
    assert kind.startswith("raises KeyError")


def test_an_answer_that_changes_is_seen() -> None:
    problems = iter(Problem(Code.KEY_MISSING, f"缺少“{n}”", HERE, help="请补写") for n in range(2))
    with patch.object(api, "check", lambda *_: (None, None, [next(problems)])), patch.object(laws, "TWICE", 1):
        assert kinds(SOUND) == ["unsteady"]


def test_a_slow_file_is_seen() -> None:
    with patch.object(laws, "SECONDS", 0):
        assert kinds(SOUND) == ["slow"]


def test_a_file_that_never_ends_is_seen() -> None:
    def never(*_: object) -> None:
        while True:
            pass

    with patch.object(api, "check", never), patch.object(worker, "_ALARM", 0.2):
        assert kinds(SOUND) == ["hangs"]


def test_scoring_is_tried() -> None:
    with patch.object(laws, "SCORED", 1), patch.object(api, "assess", side_effect=ZeroDivisionError):
        (kind,) = kinds(SOUND)
    assert kind.startswith("raises ZeroDivisionError")


def test_a_failing_trial_is_made_small() -> None:
    text = pool.samples()[0].scheme.replace("分值: 20", "分值: 21")
    trial = Trial({SCHEME: text.encode(), "多.yaml": b"1\n" * 9})
    small = shrunk(trial, lambda each: "分值: 21".encode() in each.files.get(SCHEME, b""))
    assert {name: data.decode() for name, data in small.files.items()} == {SCHEME: "        分值: 21"}


def test_every_key_occurs_in_made_up_schemes() -> None:
    rng = random.Random(1)  # noqa: S311  nothing here is a secret
    texts = "".join(random_scheme(rng) for _ in range(60))
    assert [field.key for field in SCHEME_FILE.fields if f"{field.key}:" not in texts] == []


def test_made_up_schemes_are_right_in_form() -> None:
    """Most of what is told of them is about their content."""
    rng = random.Random(2)  # noqa: S311  nothing here is a secret
    codes = [each.code for _ in range(30) for each in read_scheme(Source("方案.yaml", random_scheme(rng)))[1]]
    form = {Code.YAML_SYNTAX, Code.KEY_UNKNOWN, Code.VALUE_CHOICE}
    assert sum(code in form for code in codes) * 4 < len(codes)


def test_shares_cover_all_and_some_are_shared() -> None:
    first, second = set(share(200, 0, 2)), set(share(200, 1, 2))
    assert first | second == set(range(200))
    assert first & second == {0, 50, 100, 150}


def rows(text: str) -> Iterator[dict[str, object]]:
    yield from map(json.loads, text.splitlines())


def test_the_run_counts_its_trials() -> None:
    command = [sys.executable, "-m", "tests.fuzz", "--files", "6", "--seed", "4", "--jobs", "2"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=FOUND.parents[2])
    assert run.returncode == 0, run.stderr
    (row,) = rows(run.stdout)
    assert row["trials"] == 7, "the first one is run by both"
    assert row["faults"] == {}
