"""The files that go from last year's assessment into the next: its record under 上年, its list of units, its cases."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from engine.cases.files import find_case_files
from engine.cases.vocabulary import CASE_FILE
from engine.dataclass import dataclass
from engine.facts.yaml_folder import fact_files
from engine.founding.draft import CASES_NAME, FACTS_NAME, LAST_NAME, LAST_RESULTS, SCHEME_NAME, UNITS_NAME
from engine.founding.yaml_text import scalar_text
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.report.score import score_json
from engine.scheme.cycle import Cycle
from engine.scheme.last_year_vocabulary import LAST_YEAR
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

_SCHEME_KEY, _CASES_KEY = (CASE_FILE.by_name[name].key for name in ("scheme", "cases"))


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
    inside = PurePosixPath(UNITS_NAME).with_suffix(path.suffix).as_posix()
    return UnitsFile(scalar, inside if outside else path.as_posix(), (old.scheme.parent / text).read_bytes())


def record_of(
    old: LastAssessment, source: Source, tree: Mapping, units: UnitsFile | None, assessment: Assessment
) -> dict[str, bytes]:
    """Return the files of last year's record, byte for byte where they need no other path, and its result."""
    paths: list[tuple[Scalar, str]] = [(units.written, units.path)] if units else []
    files = {units.path: units.data} if units else {}
    files |= _facts(old.facts, FACTS_NAME)
    files |= _year_before(tree, assessment.scheme, paths)
    edits = [Edit(scalar.span, scalar_text(path)) for scalar, path in paths if path != scalar.text.strip()]
    files[SCHEME_NAME] = edited(source.text, edits).encode() if edits else old.scheme.read_bytes()
    record = {f"{LAST_NAME}/{name}": data for name, data in files.items()}
    return record | {LAST_RESULTS: (score_json(assessment) + "\n").encode()}


def _facts(folder: Path, to: str) -> dict[str, bytes]:
    """Return the files of facts in a folder as they are to lie in another."""
    texts, tables, _ = fact_files(folder, str(folder))
    return {f"{to}/{path.name}": path.read_bytes() for path, _ in (*texts, *tables)}


def _year_before(tree: Mapping, scheme: Scheme, paths: list[tuple[Scalar, str]]) -> dict[str, bytes]:
    """Return what last year's scheme itself took from the year before, so that it can be scored again.

    Where it names these files, `paths` gets their new places.
    """
    section = Record(tree, SCHEME, ()).record("last_year", LAST_YEAR)
    files: dict[str, bytes] = {}
    if section is None or scheme.last_year is None:
        return files
    facts, results = scheme.last_year.facts, scheme.last_year.results
    if facts is not None and facts.path.exists() and (scalar := section.scalar("facts")):
        files |= _facts(facts.path, f"{LAST_NAME}/{FACTS_NAME}")
        paths.append((scalar, f"{LAST_NAME}/{FACTS_NAME}"))
    if results is not None and results.path.is_file() and (scalar := section.scalar("results")):
        files[LAST_RESULTS] = results.path.read_bytes()
        paths.append((scalar, LAST_RESULTS))
    return files


def cases_of(old: LastAssessment, scheme: Scheme, move: Move) -> tuple[dict[str, bytes], list[str]]:
    """Return the case files that test the scheme, and the names of those that stay behind.

    They name it by its new path, and the years of a term have moved. A file that writes what it tests itself comes
    as it is; one that cannot be read, or tests another scheme, stays behind.
    """
    if old.cases is None:
        return {}, []
    found: dict[str, bytes] = {}
    left = []
    for path in find_case_files([old.cases])[0]:
        source, _ = read_source(path)
        tree = compose(source)[0] if source else None
        inside = path.relative_to(old.cases)
        name = f"{CASES_NAME}/{inside.as_posix()}"
        if source is None or not isinstance(tree, Mapping) or tree.get(_CASES_KEY) is None:
            left.append(name)
        elif tree.get(_SCHEME_KEY) is None:
            found[name] = path.read_bytes()
        elif _tests(tree, path, old.scheme):
            edits = [*_scheme_path(tree, len(inside.parts)), *_periods(tree, scheme, move)]
            found[name] = edited(source.text, edits).encode() if edits else path.read_bytes()
        else:
            left.append(name)
    return found, left


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
