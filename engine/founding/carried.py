"""The files that go from last year's assessment into the next: its record under 上年, its list of units, its cases."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from engine.cases.files import find_case_files
from engine.cases.vocabulary import CASE_FILE
from engine.facts.yaml_folder import read_sources
from engine.founding.draft import CASES_NAME, FACTS_NAME, LAST_NAME, LAST_RESULTS, SCHEME_NAME, UNITS_NAME
from engine.founding.yaml_text import scalar_text
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.report.score import score_json
from engine.scheme.cycle import Cycle
from engine.scheme.vocabulary import SCHEME
from engine.text.edits import Edit, edited
from engine.text.tree import Mapping, Scalar, scalars
from engine.vocabulary.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.founding.moved import Move
    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme
    from engine.text.source import Source

_SCHEME_KEY = CASE_FILE.by_name["scheme"].key


@dataclass(frozen=True, slots=True)
class LastAssessment:
    """Where last year's assessment is: its scheme, its facts, and its cases where it has a folder of them."""

    scheme: Path
    facts: Path
    cases: Path | None


@dataclass(frozen=True, slots=True)
class UnitsFile:
    """The list of units that a scheme has in a file of its own: its value in the scheme, its new path, its bytes."""

    written: Scalar
    path: str
    data: bytes


def units_file(old: LastAssessment, tree: Mapping) -> UnitsFile | None:
    """Return the list of units; one that lies outside the scheme's folder gets a place in the new one."""
    scalar = Record(tree, SCHEME, ()).scalar("units_file")
    if scalar is None:
        return None
    text = scalar.text.strip()
    path = PurePosixPath(text.replace("\\", "/"))
    outside = path.is_absolute() or ".." in path.parts or ":" in text
    return UnitsFile(scalar, UNITS_NAME if outside else path.as_posix(), (old.scheme.parent / text).read_bytes())


def record_of(old: LastAssessment, source: Source, units: UnitsFile | None, assessment: Assessment) -> dict[str, bytes]:
    """Return the files of last year's record, byte for byte where they need no other path, and its result."""
    data = old.scheme.read_bytes()
    files: dict[str, bytes] = {}
    if units is not None:
        files[f"{LAST_NAME}/{units.path}"] = units.data
        if units.path != units.written.text.strip():
            data = edited(source.text, [Edit(units.written.span, scalar_text(units.path))]).encode()
    files[f"{LAST_NAME}/{SCHEME_NAME}"] = data
    for each in read_sources(old.facts, str(old.facts))[0]:
        path = Path(each.name)
        files[f"{LAST_NAME}/{FACTS_NAME}/{path.name}"] = path.read_bytes()
    files[LAST_RESULTS] = (score_json(assessment) + "\n").encode()
    return files


def cases_of(old: LastAssessment, scheme: Scheme, move: Move) -> dict[str, bytes]:
    """Return the case files that test the scheme; they name it by its new path, and the years of a term have moved."""
    if old.cases is None:
        return {}
    found = {}
    for path in find_case_files([old.cases])[0]:
        source, _ = read_source(path)
        tree = compose(source)[0] if source else None
        if source is None or not isinstance(tree, Mapping) or not _tests(tree, path, old.scheme):
            continue
        inside = path.relative_to(old.cases)
        edits = [*_scheme_path(tree, len(inside.parts)), *_periods(tree, scheme, move)]
        found[f"{CASES_NAME}/{inside.as_posix()}"] = edited(source.text, edits).encode() if edits else path.read_bytes()
    return found


def _tests(tree: Mapping, path: Path, scheme: Path) -> bool:
    named = tree.get(_SCHEME_KEY)
    if named is None or not isinstance(named.value, Scalar):
        return False
    return os.path.normpath((path.parent / named.value.text.strip()).absolute()) == os.path.normpath(scheme.absolute())


def _scheme_path(tree: Mapping, depth: int) -> Iterator[Edit]:
    entry, path = tree.get(_SCHEME_KEY), "../" * depth + SCHEME_NAME
    if entry is not None and isinstance(entry.value, Scalar) and entry.value.text.strip() != path:
        yield Edit(entry.value.span, scalar_text(path))


def _periods(tree: Mapping, scheme: Scheme, move: Move) -> Iterator[Edit]:
    """Yield the years of a term's periods (`2020年`), which cases write as keys."""
    if all(fact.cycle is not Cycle.YEAR for fact in scheme.facts.values()):
        return
    names = {Cycle.YEAR.name_of(year, 1): Cycle.YEAR.name_of(year + move.by, 1) for year in move.covered}
    for scalar in scalars(tree):
        if scalar.text in names:
            yield Edit(scalar.span, scalar_text(names[scalar.text]))
