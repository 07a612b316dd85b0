"""One thing that is wrong with what the user wrote, and how a list of them is ordered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.problem.codes import SEVERITY, Code, Severity
from engine.text.visible import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.text.edits import Edit
    from engine.text.source import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a file. `message` is one Chinese sentence; `help` says what to do.

    `span` is the place; where there is none (a file that cannot be read) `file` names the file.
    Both may quote what the user wrote, whatever it is: long quotations are cut, and what has no shape is a box.
    `label` stands beside the caret, `also` gives other places with a label each. `edits` put the mistake
    right where there is one way to do so that changes nothing that the user meant; they are made all or none.
    """

    code: Code
    message: str
    span: Span | None = None
    file: str = ""
    label: str = "这里"
    help: str = ""
    also: tuple[tuple[str, Span], ...] = ()
    edits: tuple[Edit, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", sentence(self.message))
        object.__setattr__(self, "help", sentence(self.help))

    @property
    def severity(self) -> Severity:
        """How grave the mistake is: decided by its code."""
        return SEVERITY[self.code]

    @property
    def source_name(self) -> str:
        """The file that holds the mistake."""
        return self.span.source.name if self.span else self.file


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by file, sheet, place and code, each once."""
    unique: dict[tuple[str, str, int, str, str], Problem] = {}
    for problem in problems:
        start = problem.span.start if problem.span else -1
        sheet, _ = (problem.span and problem.span.cell) or ("", "")
        unique.setdefault((problem.source_name, sheet, start, problem.code.value, problem.message), problem)
    return [unique[key] for key in sorted(unique)]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Say whether any of the problems forbids going on."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def without_edits(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of files that `kaohe check --fix` does not touch."""
    return [replace(problem, edits=()) if problem.edits else problem for problem in problems]
