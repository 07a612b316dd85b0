"""A folder of forms that came back, read: what each file says of which unit, which are wrong, and who has sent none."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.answers import Answers, read_answers, unit_tree
from engine.forms.form import FormKind
from engine.forms.locate import locate
from engine.forms.recognise import Intake, recognise, units_named
from engine.forms.unread import unread
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors, sort_problems
from engine.sheets.read_workbook import read_bytes, read_workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine.facts.unit_file import UnitFileReader
    from engine.forms.form import Form
    from engine.scheme.model import Scheme
    from engine.sheets.grid import Workbook
    from engine.text.source import Span
    from engine.text.tree import Mapping


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What a form says of one unit: the tree of its file, how much is filled in, and what is wrong with it."""

    unit: str
    tree: Mapping
    filled: int
    asked: int
    blank: tuple[tuple[str, Span], ...]
    problems: tuple[Problem, ...]

    @property
    def good(self) -> bool:
        """Whether it can be imported."""
        return not has_errors(self.problems)


@dataclass
class FormFile:
    """A file that came back; `form` is None where nobody can say what it is, and `problems` are those of no one unit.

    `named` are the units that its name tells of, in case nothing else does. `instead` is the file that counts in
    its place.
    """

    path: Path
    name: str
    book: Workbook | None = None
    form: Form | None = None
    units: list[OfUnit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    named: tuple[str, ...] = ()
    instead: str = ""

    @property
    def blank(self) -> bool:
        """Whether it is a form in which nothing is filled in."""
        return self.form is not None and not self.units and not has_errors(self.problems)

    @property
    def all_problems(self) -> list[Problem]:
        """Everything that is wrong with it, in order."""
        return sort_problems([*self.problems, *(problem for each in self.units for problem in each.problems)])

    @property
    def good(self) -> bool:
        """Whether anything at all can be imported."""
        return self.form is not None and not self.instead and not has_errors(self.problems)


def receive_file(intake: Intake, reader: UnitFileReader, path: Path, name: str) -> FormFile:
    """Read one file that came back."""
    file = FormFile(path, name, named=tuple(units_named(intake.scheme, name)))
    data, problems = read_bytes(path, name)
    if data is not None:
        file.book, problems = read_workbook_bytes(name, data)
    file.problems += problems
    if file.book is None:
        return file
    file.form, problems = recognise(intake, file.book)
    file.problems += problems
    if file.form is None:
        return file
    located = locate(file.form, file.book)
    file.problems += located.problems
    if not located.tables:
        return file
    units, problems = read_answers(intake.scheme, located)
    file.problems += [*problems, *unread(located, file.book)]
    grid = next(iter(located.tables.values())).grid
    for answers in units.values():
        if answers.facts or answers.narrative or has_errors(answers.problems):
            tree = unit_tree(answers, file.form, intake.scheme, grid)
            _, found = reader.read_tree(tree, grid.source)
            file.units.append(_of_unit(answers, tree, found, named=not file.form.head.unit))
        else:
            file.problems += answers.problems
    if file.blank:
        message = f"“{name}”是空表，一个填报值也没有，没有导入"
        file.problems.append(Problem(Code.FORM_BLANK, message, file=name, help="请填报人重新发送填好的那一份"))
    return file


def _of_unit(answers: Answers, tree: Mapping, found: Iterable[Problem], *, named: bool) -> OfUnit:
    problems = sort_problems([*answers.problems, *found])
    if named:  # of many units in one form, a problem says which it is about
        problems = [_about(answers.unit, problem) for problem in problems]
    return OfUnit(answers.unit, tree, answers.filled, answers.asked, tuple(answers.blank), tuple(problems))


def _about(unit: str, problem: Problem) -> Problem:
    return problem if unit in problem.message else replace(problem, message=f"{unit}：{problem.message}")


def facts_gone(scheme: Scheme, form: Form) -> list[str]:
    """Return the facts that a form asks for and the scheme no longer has."""
    names = {fact.of or fact.name for fact in scheme.facts.values()} | set(scheme.facts)
    return list(dict.fromkeys(slot.fact for slot in form.slots if slot.fact and slot.fact not in names))


def is_unit_form(form: Form) -> bool:
    """Say whether a form is one that units hand in, and not that of an assessor."""
    return form.head.kind is not FormKind.MARKING
