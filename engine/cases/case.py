"""The nouns of a case file and of what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.explain.derivation import Explanation
    from engine.facts.table import UnitFacts
    from engine.judge.assessment import Assessment
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

    `codes` are the problem codes that its facts are to have, `problems` those that they have. What is expected of a
    case that is not `confirmed` was written by the program, and proves nothing until a person has looked at it.
    """

    name: str
    span: Span
    units: tuple[UnitEntry, ...]
    facts: Mapping[str, UnitFacts]
    expected: Mapping[str, tuple[Expectation, ...]]
    codes: str | None
    problems: tuple[Problem, ...]
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of cases with the scheme that they test; a `shared` one is named by the file, not written in it."""

    name: str
    scheme: Scheme
    cases: tuple[Case, ...]
    shared: bool = False


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
    """What came of a case: nothing differs where it is as expected; `explained` are the units that differ.

    A case whose facts are to be refused has no `assessment`.
    """

    file: str
    case: Case
    differences: tuple[Difference, ...]
    explained: tuple[Explanation, ...]
    assessment: Assessment | None = None

    @property
    def proves(self) -> bool:
        """Whether a person stands for what it expects, and it came out so."""
        return self.case.confirmed and not self.differences


@dataclass(frozen=True, slots=True)
class CasesRun:
    """What came of all the files: a file with errors, named in `broken`, is not run; `loaded` are the others."""

    files: tuple[str, ...]
    broken: tuple[str, ...]
    results: tuple[CaseResult, ...]
    problems: tuple[Problem, ...]
    loaded: tuple[CaseFile, ...] = ()

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that are not as expected."""
        return tuple(result for result in self.results if result.differences)

    @property
    def unconfirmed(self) -> tuple[CaseResult, ...]:
        """The cases that are as expected, and whose expectations nobody has confirmed yet."""
        return tuple(result for result in self.results if not result.differences and not result.case.confirmed)
