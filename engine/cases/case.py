"""The nouns of a case file and of what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.explain.derivation import Explanation
    from engine.facts.table import UnitFacts
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme, UnitEntry
    from engine.text.source import Span


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of a unit: `field` is the key's name in code, `id` the item whose points are meant.

    `text` is the only way in which the outcome can be written: `40`, `160/3`, a word, a list of ids.
    """

    field: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case: its units with their facts, and what is expected of them.

    `codes` are the problem codes that its facts are to have, `problems` those that they have.
    """

    name: str
    span: Span
    units: tuple[UnitEntry, ...]
    facts: Mapping[str, UnitFacts]
    expected: Mapping[str, tuple[Expectation, ...]]
    codes: str | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of cases with the scheme that they test."""

    name: str
    scheme: Scheme
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What came out otherwise than expected; `about` is the id to ask the explanation for, None for all of it."""

    unit: str | None
    what: str
    expected: str
    found: str
    about: tuple[str, ...] | None = ()


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of a case: nothing differs where it is as expected; `explained` are the units that differ."""

    file: str
    case: Case
    differences: tuple[Difference, ...]
    explained: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class CasesRun:
    """What came of all the files: a file with errors, named in `broken`, is not run."""

    files: tuple[str, ...]
    broken: tuple[str, ...]
    results: tuple[CaseResult, ...]
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that are not as expected."""
        return tuple(result for result in self.results if result.differences)
