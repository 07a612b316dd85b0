"""What a form says of each unit: cells read as the tree that a unit's file would be, every value with its cell."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.cells import cell_text
from engine.forms.form import LISTED, NONE, Part
from engine.forms.matter_rows import MatterRows
from engine.forms.wording import for_not_applicable
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import EVIDENCE, MISSING, NOT_APPLICABLE, NOT_RATED, SOURCE, UNIT_FILE
from engine.sheets.normalise import read_text, read_value
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar

if TYPE_CHECKING:
    from engine.forms.form import Form, Slot
    from engine.forms.locate import Located
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.sheets.grid import Grid
    from engine.text.source import Span

KEY = {each.name: each.key for each in UNIT_FILE.fields}
NOTE = "说明"


@dataclass
class Answers:
    """What is said of one unit, fact by fact; `blank` are the cells with nothing in them.

    `facts` holds the value of a fact under (fact, period), or the marks of raters; `beside` is what else is said of it.
    """

    unit: str
    facts: dict[tuple[str, str], dict[str, Node]] = field(default_factory=dict)
    beside: dict[tuple[str, str], dict[str, Scalar]] = field(default_factory=dict)
    narrative: Scalar | None = None
    asked: int = 0
    blank: list[tuple[str, Span]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def filled(self) -> int:
        """How many of the cells that are asked for say anything."""
        return self.asked - len(self.blank)


def read_answers(scheme: Scheme, located: Located) -> tuple[dict[str, Answers], list[Problem]]:
    """Return what the form says of each unit that it is about, and what is wrong with none of them in particular."""
    reader = _Reader(scheme, located.form, located)
    for slot in located.form.slots:
        if slot.part is Part.VALUE:
            reader.value(slot)
    for slot in located.form.slots:
        if slot.part in (Part.EVIDENCE, Part.REMARK):
            reader.beside(slot)
        elif slot.part is Part.NARRATIVE:
            reader.narrative(slot)
    return reader.units, reader.problems


@dataclass
class _Reader:
    scheme: Scheme
    form: Form
    located: Located
    units: dict[str, Answers] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lists: MatterRows = field(init=False)

    def __post_init__(self) -> None:
        self.lists = MatterRows(self.scheme, self.form, self.located)
        self.problems += self.lists.problems

    def value(self, slot: Slot) -> None:
        """Read a value, or what stands for the list of a fact that lists matters."""
        fact = self.scheme.facts.get(f"{slot.fact}.{slot.period}" if slot.period else slot.fact)
        if fact is None:
            return
        answers = self._of(slot.unit)
        answers.asked += 1
        found = self.located.place(slot)
        if found is None:
            answers.blank += [(fact.name, _whole(grid)) for grid in self._grids()[:1]]
            return
        table, row, column = found
        span, cell = table.grid.span(row, column), table.grid.cell(row, column)
        text, problems = read_value(fact, cell, span, for_not_applicable(self.scheme, fact, self.form.head.origin))
        if fact.type is FactType.PANEL and cell.text.strip() == NOT_RATED:
            text, problems = NOT_RATED, []
        answers.problems += problems
        node: Node | None = None if text is None else Scalar(text, plain=True, span=span)
        if fact.type is FactType.MATTERS and text is not None:
            node = self._matters(fact, answers, text, span)
        elif text == "":
            node = None
        if node is not None:
            answers.facts.setdefault((slot.fact, slot.period), {})[slot.rater] = node
        elif text == "":
            answers.blank.append((fact.name, span))

    def _matters(self, fact: FactDeclaration, answers: Answers, text: str, span: Span) -> Node | None:
        """Return the matters that are listed of a fact, if what its cell says of them fits."""
        rows = self.lists.take(fact.name, answers.unit)
        if not rows:
            if text not in ("", "0", NONE, MISSING, NOT_APPLICABLE):
                message = f"“{fact.name}”填了“{text}”，事项表里却一件也没有"
                fix = f"请在事项表里逐件列出；一件也没有的填“{NONE}”"
                answers.problems.append(Problem(Code.FACT_VALUE, message, span, help=fix))
            return Scalar(text, plain=True, span=span) if text else None
        if text not in ("", LISTED, str(len(rows))):
            also = (("事项从这里列起", rows[0].span),)
            message = f"“{fact.name}”填了“{text}”，事项表里却有 {len(rows)} 件"
            fix = f"请核对：有事项的填“{LISTED}”；不该列的，从事项表里删去"
            answers.problems.append(Problem(Code.FACT_VALUE, message, span, help=fix, also=also))
        return Listing(tuple(rows), rows[0].span)

    def beside(self, slot: Slot) -> None:
        """Read the evidence for a value, or a remark on it."""
        found = self.located.place(slot)
        if found is None or slot.part.key is None:
            return
        table, row, column = found
        what = f"{slot.fact}{f'.{slot.period}' if slot.period else ''}的{slot.part.value}"
        span = table.grid.span(row, column)
        text, problems = read_text(table.grid.cell(row, column), span, what)
        answers = self._of(slot.unit)
        answers.problems += problems
        if not text:
            return
        key = (slot.fact, slot.period)
        if key in answers.facts:
            answers.beside.setdefault(key, {})[slot.part.key] = Scalar(text, plain=True, span=span)
        elif not any(problem.span and problem.span.line == span.line for problem in answers.problems):
            message = f"“{what}”写了字，填报值却是空的，没有导入"
            fix = f"请补填填报值；没有数据的写“{MISSING}”"
            answers.problems.append(Problem(Code.NOT_READ, message, span, help=fix))

    def narrative(self, slot: Slot) -> None:
        """Read the text about the unit's work."""
        found = self.located.place(slot)
        if found is None:
            return
        table, row, column = found
        span = table.grid.span(row, column)
        text, problems = read_text(table.grid.cell(row, column), span, slot.part.value)
        answers = self._of(slot.unit)
        answers.problems += problems
        answers.narrative = Scalar(text, plain=True, span=span) if text else None

    def _of(self, unit: str) -> Answers:
        name = unit or self.form.head.unit
        return self.units.setdefault(name, Answers(name))

    def _grids(self) -> list[Grid]:
        return [table.grid for table in self.located.tables.values()]


def unit_tree(answers: Answers, form: Form, scheme: Scheme, grid: Grid) -> Mapping:
    """Return the tree of a unit's file that says what the answers say, with the cell of each value."""
    head, top = form.head, _whole(grid)
    entries = [_entry(KEY["unit"], answers.unit, top), _entry(KEY["scheme"], scheme.id, top)]
    if head.illustrative:
        entries.append(_entry(KEY["illustrative"], "是", top))
    entries.append(_entry(KEY["origin"], head.origin, top))
    facts: dict[str, list[Entry]] = {}
    for (fact, period), said in answers.facts.items():
        node = _said(said, answers.beside.get((fact, period), {}), head.origin)
        if period:
            facts.setdefault(fact, []).append(Entry(_key(period, node.span), node))
        else:
            facts[fact] = list(node.entries)
    told = tuple(
        Entry(_key(fact, found[0].value.span), Mapping(tuple(found), found[0].value.span))
        for fact, found in facts.items()
    )
    entries.append(Entry(_key(KEY["facts"], top), Mapping(told, top)))
    if answers.narrative is not None:
        entries.append(Entry(_key(KEY["narrative"], answers.narrative.span), answers.narrative))
    return Mapping(tuple(entries), top)


def _said(said: dict[str, Node], beside: dict[str, Scalar], origin: str) -> Mapping:
    """Return what one origin says of a fact, the evidence and the place beside it."""
    first = next(iter(said.values()))
    value = first
    if "" not in said:
        marks = tuple(Entry(_key(rater, node.span), node) for rater, node in said.items())
        value = Mapping(marks, first.span)
    entries = [Entry(_key(origin, first.span), value)]
    entries += [Entry(_key(key, beside[key].span), beside[key]) for key in (EVIDENCE, NOTE) if key in beside]
    entries.append(_entry(SOURCE, cell_text(first.span), first.span))
    return Mapping(tuple(entries), first.span)


def _entry(key: str, text: str, span: Span) -> Entry:
    return Entry(_key(key, span), Scalar(text, plain=True, span=span))


def _key(text: str, span: Span) -> Scalar:
    return Scalar(text, plain=True, span=span)


def _whole(grid: Grid) -> Span:
    return grid.span(1, 1)
