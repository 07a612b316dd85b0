"""Lay the files of a draft on disk, and look at what lies there as the commands do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.api import check
from engine.cases.run import run_paths
from engine.founding.carried import LastAssessment
from engine.founding.draft import CASES_NAME, FACTS_NAME, SCHEME_NAME
from engine.founding.roll_over import roll_over

if TYPE_CHECKING:
    from engine.cases.case import CasesRun
    from engine.founding.draft import Draft
    from engine.problem.codes import Code
    from engine.problem.problem import Problem

ROOT = Path(__file__).parents[3]


def laid(draft: Draft, folder: Path) -> Path:
    for name, data in draft.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def written(folder: Path, **texts: str) -> Path:
    """Writes texts to files of a folder; `__` stands for a slash."""
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def last_in(folder: Path) -> LastAssessment:
    cases = folder / CASES_NAME
    return LastAssessment(folder / SCHEME_NAME, folder / FACTS_NAME, cases if cases.is_dir() else None)


def rolled(last: LastAssessment, folder: Path, year: int | None = None) -> Draft:
    """Rolls an assessment over into a folder; it has to be sound."""
    draft, problems = roll_over(last, year)
    assert draft is not None, problems
    laid(draft, folder)
    return draft


def problems_of(folder: Path) -> list[Problem]:
    return check(folder / SCHEME_NAME, folder / FACTS_NAME)[2]


def codes_of(folder: Path) -> set[Code]:
    return {problem.code for problem in problems_of(folder)}


def cases_of(folder: Path) -> CasesRun:
    return run_paths([folder / CASES_NAME])


def changed(old: str, new: str) -> dict[str, str]:
    """The lines of a text that differ from those of another with as many lines."""
    pairs = zip(old.splitlines(), new.splitlines(), strict=True)
    return {one: other for one, other in pairs if one != other}
