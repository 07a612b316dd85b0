"""Read the marks that several raters, sample points or lower units give a unit for one fact."""

from __future__ import annotations

from dataclasses import field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.contract import parse_value
from engine.facts.table import Cell, Mark, Reported, State
from engine.facts.words import value_problem
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, MISSING_WORDS, NOT_APPLICABLE, NOT_RATED
from engine.text.tree import Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.facts.contract import Contract
    from engine.scheme.model import FactDeclaration

_NO_MARK = (*MISSING_WORDS, NOT_RATED)


@dataclass
class MarkReader:
    """Reads one fact of one unit; `precedence` are the origins that the scheme knows, `granting` may say 不适用."""

    fact: FactDeclaration
    contract: Contract
    precedence: Sequence[str]
    granting: Sequence[str]
    problems: list[Problem] = field(default_factory=list)

    def read(self, value: Node, origin: str | None) -> Cell:
        """Return the cell of the fact with all its marks; what they come to is settled over all units."""
        told: dict[str, Node] = {}
        evidence: list[tuple[str, str]] = []
        if isinstance(value, Mapping):
            marks = []
            for entry in value.entries:
                if entry.key.text in self.precedence:
                    told[entry.key.text] = entry.value
                elif entry.key.text in EVIDENCE_KEYS and isinstance(entry.value, Scalar):
                    evidence.append((entry.key.text, entry.value.text.strip()))
                else:
                    marks.append(entry)
            if marks and told:
                help_ = "请把各评委的数都写到来源下面，或都不分来源"
                message = f"“{self.fact.name}”里来源和评委写在了同一层"
                self.problems.append(Problem(Code.FACT_VALUE, message, marks[0].key.span, help=help_))
            elif marks and origin in self.precedence:
                told[str(origin)] = Mapping(tuple(marks), value.span)
        elif origin in self.precedence:
            told[str(origin)] = value
        cells = [self._told(told[each], each, tuple(evidence)) for each in self.precedence if each in told]
        counted = next((cell for cell in cells if cell.state is not State.MISSING), None)
        others = tuple(each for cell in cells if cell is not counted for each in cell.said)
        if counted is None:
            return Cell(State.MISSING, None, None, others, tuple(evidence))
        return replace(counted, others=others)

    def _told(self, value: Node, origin: str, evidence: tuple[tuple[str, str], ...]) -> Cell:
        if isinstance(value, Mapping):
            marks = tuple(mark for entry in value.entries if (mark := self._mark(entry.key, entry.value)))
            known = sum(mark.value is not None for mark in marks)
            reported = Reported(origin, f"{known} 个数", value.span, marks=marks)
            return Cell(State.VALUE, Fraction(known), reported, (), evidence, marks=marks)
        text = value.text.strip() if isinstance(value, Scalar) else ""
        if isinstance(value, Scalar) and text in MISSING_WORDS:
            return Cell(State.MISSING, None, None, (Reported(origin, text, value.span),), evidence)
        if isinstance(value, Scalar) and text == NOT_APPLICABLE:
            return Cell(State.NOT_APPLICABLE, None, Reported(origin, text, value.span), (), evidence)
        help_ = f"每个评委或点位写一行，如 评委1: 92；没有打分的写“{NOT_RATED}”"
        message = f"“{self.fact.name}”要逐个写出评委或点位的数"
        self.problems.append(Problem(Code.FACT_VALUE, message, value.span, help=help_))
        return Cell(State.MISSING, None, None, (), evidence)

    def _mark(self, key: Scalar, value: Node) -> Mark | None:
        rater = key.text.strip()
        if not isinstance(value, Scalar):
            message = f"“{rater}”应为一个数"
            self.problems.append(Problem(Code.FACT_VALUE, message, value.span, help="请只写一个数，如 92"))
            return None
        text = value.text.strip()
        if text in _NO_MARK:
            return Mark(rater, None, value.span)
        parsed = parse_value(self.fact, text)
        for _, fault in self.contract.check_values({self.fact.name: parsed}):
            self.problems.append(value_problem(self.fact, fault, Reported(rater, text, value.span), self.granting))
            return None
        return Mark(rater, Fraction(parsed), value.span) if isinstance(parsed, Fraction) else None
