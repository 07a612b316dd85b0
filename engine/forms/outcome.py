"""What has become of each form in a folder, in a word: for the table, for programs, and for the exit code."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.filing import Action, Filing, file_units
from engine.problem.codes import Code, Severity
from engine.problem.problem import Problem, has_errors, sort_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.forms.collect import Collected
    from engine.forms.receive import FormFile
    from engine.forms.shelf import Shelf
    from engine.scheme.model import Scheme


class Fate(Enum):
    """What becomes of a form; the value says it in JSON."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    PART = "part"
    HELD = "held"
    BAD = "errors"
    TWICE = "twice"
    ASIDE = "aside"
    BLANK = "blank"
    FAILED = "failed"


class Doing(Enum):
    """What is done with forms: they are looked at, they would be imported, or they are."""

    STATUS = "status"
    DRY_RUN = "dry run"
    IMPORT = "import"


_WORDS = {
    Doing.STATUS: {Fate.NEW: "未导入", Fate.UPDATE: "有更新", Fate.SAME: "已导入", Fate.PART: "部分可用"},
    Doing.DRY_RUN: {Fate.NEW: "可导入", Fate.UPDATE: "可更新", Fate.SAME: "未变", Fate.PART: "部分可导入"},
    Doing.IMPORT: {Fate.NEW: "已导入", Fate.UPDATE: "已更新", Fate.SAME: "未变", Fate.PART: "部分导入"},
}
_ANYWAY = {
    Fate.HELD: "未覆盖",
    Fate.BAD: "有错误",
    Fate.TWICE: "重复",
    Fate.ASIDE: "跳过",
    Fate.BLANK: "空表",
    Fate.FAILED: "没写成",
}


@dataclass
class Outcome:
    """A form, what is to be written of it, and what becomes of it; `failed` are files that could not be written."""

    file: FormFile
    filings: list[Filing]
    failed: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """Everything there is to tell of the form, and of what stands in its way; of one that is put aside, nothing."""
        if self.file.instead:
            return []
        held = [each.problem for each in self.filings if each.problem]
        return sort_problems([*self.file.all_problems, *held, *self.failed])

    @property
    def fate(self) -> Fate:
        """What becomes of it."""
        file = self.file
        if file.instead:
            return Fate.ASIDE
        if any(problem.code is Code.FORM_TWICE for problem in file.problems):
            return Fate.TWICE
        if not file.good:
            return Fate.BAD
        if file.blank:
            return Fate.BLANK
        written = [each for each in self.filings if each.action is not Action.HELD]
        if not written:
            return Fate.HELD if self.filings else Fate.BAD
        if self.failed and len(self.failed) == len(written):
            return Fate.FAILED
        if len(written) < len(file.units) or self.failed:
            return Fate.PART
        actions = {each.action for each in written}
        return Fate(actions.pop().value) if len(actions) == 1 else Fate.UPDATE

    @property
    def filled(self) -> int:
        """How many cells are filled in."""
        return sum(each.filled for each in self.file.units)

    @property
    def asked(self) -> int:
        """How many cells are asked for."""
        return sum(each.asked for each in self.file.units)

    def count(self, *severities: Severity) -> int:
        """Return how many problems there are of these kinds."""
        return sum(problem.severity in severities for problem in self.problems)


@dataclass
class Outcomes:
    """All the forms of a folder, and the rest that there is to tell."""

    collected: Collected
    doing: Doing
    forms: list[Outcome]

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong."""
        return [*self.collected.problems, *(problem for each in self.forms for problem in each.problems)]

    @property
    def illustrative(self) -> bool:
        """Whether any form holds made-up figures."""
        return any(each.file.form is not None and each.file.form.head.illustrative for each in self.forms)

    def word(self, outcome: Outcome) -> str:
        """Say what becomes of a form."""
        fate = outcome.fate
        return _ANYWAY.get(fate) or _WORDS[self.doing][fate]

    def number(self, *fates: Fate) -> int:
        """Return how many forms have one of these fates."""
        return sum(each.fate in fates for each in self.forms)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not has_errors(self.problems)


def outcomes_of(
    scheme: Scheme, collected: Collected, shelf: Shelf, doing: Doing, *, time: str = "", force: bool = False
) -> Outcomes:
    """Return what becomes of the forms; nothing is written here."""
    forms = [
        Outcome(file, [] if file.instead else file_units(scheme, shelf, file, time, force=force))
        for file in collected.files
    ]
    return Outcomes(collected, doing, forms)


def written(outcomes: Sequence[Outcome]) -> list[Filing]:
    """Return the files that are to be written."""
    return [each for outcome in outcomes for each in outcome.filings if each.action in (Action.NEW, Action.UPDATE)]
