"""What has to hold for any files: each law that is broken is a `Finding`."""

from __future__ import annotations

import re
import time
import traceback
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import api
from engine.bulk.load import load_bulk
from engine.cases.run import run_paths
from engine.facts.folder import read_facts
from engine.problem.codes import Severity
from engine.problem.problem import has_errors
from engine.report.problems import problems_json, problems_text
from engine.report.score import score_json, score_text
from engine.report.why import why_text
from engine.text.source import Source
from tests.fuzz.random_reports import reports
from tests.fuzz.receiving import received, said_in

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

    from engine.facts.table import FactTable
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme
    from engine.text.source import Span
    from tests.fuzz.trial import Trial

SECONDS = 2.0
# How often a file is checked a second time in the same process, and a sound scheme is scored by random facts.
TWICE, SCORED = 0.1, 0.35
# A message is a sentence: what it quotes is shortened. Help may list what could be written.
LONGEST_MESSAGE, LONGEST_HELP = 600, 900
# Foreign words that messages have of their own.
OWN = frozenset(
    [
        *("YAML", "UTF", "GBK", "ANSI", "GB", "MB", "JSON", "Excel", "Word", "WPS", "Tab", "BOM", "Unicode", "yaml"),
        *("CSV", "Parquet", "PDF", "XML", "Open", "OpenDocument", "RTF", "Numbers", "xlsx", "xls", "et", "csv", "ods"),
        *(
            "xlsb",
            "migrate",
            "newest",
            "force",
            "bak",
            "DISPIMG",
            "form",
            "return",
            "import",
            "decimal",
            "boolean",
            "VALUE",
            "REF",
            "DIV",
            "NUM",
            "NAME",
        ),
        *("kaohe", "check", "score", "test", "explain", "json", "out", "as", "of"),
    ]
)
# A terminal acts on these, or shows nothing.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_LATIN = re.compile(r"[A-Za-z]{2,}")
_QUOTED = re.compile(r"“[^“”]*”")
# What only a slip of the program puts into a sentence.
_REPR = re.compile(r"Fraction\(|Decimal\(|\bNone\b|<[a-z_.]+ object|\bTrue\b|\bFalse\b|Error\b|\\x[0-9a-f]{2}")


@dataclass(frozen=True, slots=True)
class Finding:
    """A law that is broken: `kind` is the same for the same fault, `detail` says what was seen."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial: findings, how long its slowest step took, and what was told, for comparison."""

    findings: tuple[Finding, ...]
    seconds: float
    told: str
    sound: bool


def run(trial: Trial, folder: Path, rng: random.Random) -> Outcome:
    """Runs a trial, whose files are in the folder, and looks whether every law holds."""
    times: list[float] = []
    try:
        found, told, sound = _run(trial, folder, rng, times)
        told = told.replace(str(folder), "")
    except Exception as error:  # noqa: BLE001  whatever it is, it is a finding
        lines = traceback.format_exc().splitlines()
        where = [line.strip() for line in lines if "/engine/" in line or "/cli/" in line]
        kind = f"raises {type(error).__name__} {re.sub(r'^.*/(engine|cli)/', '', where[-1]) if where else ''}"
        return Outcome((Finding(kind, "\n".join(lines[-30:])),), max(times, default=0), "", sound=False)
    if max(times) > SECONDS:
        found = [*found, Finding("slow", f"{max(times):.1f} s")]
    return Outcome(tuple(found), max(times, default=0), told, sound)


def _run(trial: Trial, folder: Path, rng: random.Random, times: list[float]) -> tuple[list[Finding], str, bool]:
    told = trial.told
    written = " ".join([*trial.files, *trial.links, *trial.pipes, *map(said_in, trial.files.values())])
    if told.cases is not None:
        with _timed(times):
            run_ = run_paths([folder / told.cases])
            text = problems_text(run_.problems) + problems_json(run_.problems)
        return _faults(run_.problems, folder, written), text, bool(run_.results)
    scheme_path, facts_path = folder / told.scheme, folder / told.facts if told.facts is not None else None
    if told.forms is not None:
        with _timed(times):
            problems, text = received(folder, told)
        return _faults(problems, folder, written), text, True
    view = told.view(folder)
    with _timed(times):
        scheme, table, problems = api.check(scheme_path, facts_path, view)
        text = problems_text(problems, color=False)
        problems_text(problems, color=True, limit=20)
        text += problems_json(problems)
    found = _faults(problems, folder, written)
    if scheme is not None and facts_path is not None and facts_path.suffix == ".csv":
        with _timed(times):
            found += _faults(load_bulk(scheme, facts_path, told.facts or "")[1], folder, written)
    if rng.random() < TWICE:
        again = api.check(scheme_path, facts_path, view)[2]
        found += _unsteady(problems_text(again) == problems_text(problems))
    if scheme is None and not has_errors(problems):
        found.append(Finding("refused in silence", ""))
    if table is not None and scheme is not None and not has_errors(problems):
        with _timed(times):
            _assess(scheme, table)
    if scheme is not None and len(scheme.units) <= MOST_UNITS and rng.random() < SCORED:
        found += _scored(scheme, rng, folder, times, written)
    return found, text, scheme is not None


MOST_UNITS = 60


def _scored(scheme: Scheme, rng: random.Random, folder: Path, times: list[float], written: str) -> list[Finding]:
    """Scores a scheme without errors by random facts; those that it refuses are put right or left out."""
    sources = [Source(f"{unit}.yaml", text) for unit, text in reports(rng, scheme).items()]
    with _timed(times):
        table, problems = read_facts(scheme, sources, "事实")
        problems_text(problems)
    found = _faults(problems, folder, written)
    if not has_errors(problems):
        with _timed(times):
            _assess(scheme, table)
    return found


def _assess(scheme: Scheme, table: FactTable) -> None:
    assessment = api.assess(scheme, table)
    score_text(assessment)
    score_json(assessment)
    problems_text(api.open_questions(assessment))
    for unit in assessment.facts.units[:1]:
        why_text(api.explain(assessment, unit))


class _timed:  # noqa: N801  it reads as a word
    def __init__(self, times: list[float]) -> None:
        self.times = times

    def __enter__(self) -> None:
        self.start = time.process_time()

    def __exit__(self, *_: object) -> None:
        # Not by the clock: the machine may be busy elsewhere. What waits is caught by the alarm.
        self.times.append(time.process_time() - self.start)


def _unsteady(steady: bool) -> list[Finding]:  # noqa: FBT001  one flag, named at the call
    return [] if steady else [Finding("unsteady", "a second check tells something else")]


def _faults(problems: list[Problem] | tuple[Problem, ...], folder: Path, written: str) -> list[Finding]:
    """The laws that the problems break, each."""
    found = [fault for problem in problems for fault in _faults_of(problem, folder, written)]
    seen: set[tuple[str, str, int, int, str, str]] = set()
    for problem in problems:
        span = problem.span
        place = (span.start, span.end) if span else (-1, -1)
        # Places of one sheet are as far from its beginning as those of another: the cell tells them apart.
        key = (problem.source_name, str(span or ""), *place, problem.code.value, problem.message)
        if key in seen:
            found.append(Finding(f"twice {problem.code.value}", problem.message))
        seen.add(key)
    text = problems_text(problems)
    odd = [char for char in text if char not in "\n\t" and unicodedata.category(char) in UNSEEN]
    if odd:
        line = next(line for line in text.split("\n") if odd[0] in line)
        found.append(
            Finding(f"unprintable {'text' if '|' in line[:8] else 'message'}", f"{odd[0]!r} in {line[:200]!r}")
        )
    return found


def _faults_of(problem: Problem, folder: Path, written: str) -> Iterator[Finding]:
    code = problem.code.value
    spans = [problem.span, *(place for _, place in problem.also), *(edit.span for edit in problem.edits)]
    for span in spans:
        if span is not None and not _inside(span):
            yield Finding(f"place {code}", f"{span.start}–{span.end} of {len(span.source.text)}: {problem.message}")
    if problem.severity is Severity.ERROR and not problem.help:
        yield Finding(f"no help {code}", problem.message)
    for text, longest in ((problem.message, LONGEST_MESSAGE), (problem.help, LONGEST_HELP)):
        if len(text) > longest + 2 * len(str(folder)):
            yield Finding(f"long {code}", f"{len(text)}: {text[:200]}")
        if "\n" in text:
            yield Finding(f"several lines {code}", repr(text[:200]))
    yield from _slips_of_language(problem, folder, written)


def _slips_of_language(problem: Problem, folder: Path, written: str) -> Iterator[Finding]:
    """What is no Chinese and not the user's: outside quotes, and nowhere in the files."""
    code = problem.code.value
    if not re.search(r"[\u4e00-\u9fff]", problem.message):
        yield Finding(f"not Chinese {code}", problem.message)
    said = " ".join((problem.message, problem.help, problem.label, *(label for label, _ in problem.also)))
    own = _QUOTED.sub("", said.replace(str(folder), ""))
    for word in _LATIN.findall(own):
        of_column = word.isupper() and len(word) <= len("XFD")
        if word not in OWN and word not in written and not of_column:
            yield Finding(f"foreign word {code}", f"{word}: {said[:300]}")
    if (match := _REPR.search(own)) and match[0] not in written:
        yield Finding(f"repr {code}", f"{match[0]}: {said[:300]}")


def _inside(span: Span) -> bool:
    return 0 <= span.start <= span.end <= len(span.source.text)
