"""Read the matters that a unit lists for a fact: awards, accidents, notices of criticism."""

from __future__ import annotations

import unicodedata
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.matter_details import DetailReader
from engine.facts.table import Cell, Matter, Reported, State
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.form import check_shape
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, MATTER, MISSING_WORDS, NO_EVIDENCE, NO_MATTERS, NOT_APPLICABLE
from engine.text.suggest import suggest
from engine.text.tree import Listing, Mapping, Node, Scalar
from engine.vocabulary.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.scheme.model import FactDeclaration


@dataclass(frozen=True, slots=True)
class Told:
    """What one origin says: that there are these matters, or none, or that it is missing or does not apply."""

    state: State
    matters: tuple[Matter, ...]
    reported: Reported


@dataclass
class MatterReader:
    """Reads one fact of one unit; `precedence` are the origins that the scheme knows.

    `dated` says that a matter without a date or a year is wrong, because only those of the assessed period count.
    """

    fact: FactDeclaration
    precedence: Sequence[str]
    dated: bool = False
    problems: list[Problem] = field(default_factory=list)

    def read(self, value: Node, origin: str | None) -> dict[str, Cell]:
        """Return the cell of the fact, and of the number of its matters of each class."""
        told: dict[str, Told] = {}
        evidence: list[tuple[str, str]] = []
        if isinstance(value, Mapping):
            for entry in value.entries:
                word = entry.key.text
                if word in self.precedence:
                    told[word] = self._told(entry.value, word)
                elif word in EVIDENCE_KEYS and isinstance(entry.value, Scalar):
                    evidence.append((word, entry.value.text.strip()))
                else:
                    self._origin_unknown(entry.key, value)
        elif origin in self.precedence:
            told[str(origin)] = self._told(value, str(origin))
        return self._cells(told, tuple(evidence))

    def _origin_unknown(self, key: Scalar, value: Mapping) -> None:
        known = [*self.precedence, *EVIDENCE_KEYS]
        near = suggest(key.text, [word for word in known if value.get(word) is None])
        fix = f"是不是“{near}”？" if near else "可以写的来源：" + "、".join(self.precedence)
        if key.text in MATTER.keys:
            fix = f"每件事项以“- ”开头：- {MATTER.keys[0]}: …"
        self.problems.append(Problem(Code.FACT_ORIGIN, f"不认得来源“{key.text}”", key.span, help=fix))

    def _told(self, value: Node, origin: str) -> Told:
        if isinstance(value, Listing):
            matters = tuple(matter for item in value.items if (matter := self._matter(item)))
            return Told(State.VALUE, matters, Reported(origin, f"{len(matters)} 项", value.span, matters))
        text = value.text.strip() if isinstance(value, Scalar) else ""
        reported = Reported(origin, text, value.span)
        if isinstance(value, Scalar) and text in NO_MATTERS:
            return Told(State.VALUE, (), Reported(origin, "0 项", value.span))
        if isinstance(value, Scalar) and text == NOT_APPLICABLE:
            return Told(State.NOT_APPLICABLE, (), reported)
        if not isinstance(value, Scalar) or text not in MISSING_WORDS:
            fix = f"每件以“- ”开头，写“{MATTER.keys[0]}: 名称或文号”；一件也没有的写“无”，没有数据写“未报”"
            message = f"“{self.fact.name}”要逐件列出事项"
            self.problems.append(Problem(Code.FACT_VALUE, message, value.span, help=fix))
        return Told(State.MISSING, (), reported)

    def _matter(self, item: Node) -> Matter | None:
        if not isinstance(item, Mapping):
            fix = f"写成“- {MATTER.keys[0]}: 名称或文号”，下面可以写：{'、'.join(MATTER.keys[1:])}"
            message = f"“{self.fact.name}”的每件事项要写成几行“键: 值”"
            self.problems.append(Problem(Code.FACT_VALUE, message, item.span, help=fix))
            return None
        broken, problems = check_shape(item, MATTER)
        self.problems.extend(problems)
        record = Record(item, MATTER, broken)
        details = DetailReader(self.fact, record, self.problems)
        class_, name, words = details.class_(), record.text("name"), details.circumstances()
        when, level, year = details.date(), details.level(), record.whole("year")
        if self.dated and when is None and year is None and not (record.has("date") or record.has("year")):
            details.not_dated()
        if name is None:
            return None
        told = {field.name: record.text(field.name) for field in MATTER.fields[1:]}
        told["circumstances"] = "、".join(words)
        remarks = tuple((field.key, text) for field in MATTER.fields[1:] if (text := told[field.name]))
        proven = (record.text("evidence") or "") not in NO_EVIDENCE
        place = record.place("name")
        return Matter(name, _plain(name), class_, proven, remarks, place, when, level, words, year)

    def _cells(self, told: dict[str, Told], evidence: tuple[tuple[str, str], ...]) -> dict[str, Cell]:
        ordered = [told[origin] for origin in self.precedence if origin in told]
        counted = next((each for each in ordered if each.state is not State.MISSING), None)
        others = tuple(each.reported for each in ordered if each is not counted)
        names = [self.fact.name, *(f"{self.fact.name}.{each}" for each in self.fact.classes)]
        if counted is None:
            return {name: Cell(State.MISSING, None, None, others, evidence) for name in names}
        cells = {}
        for name, class_ in zip(names, (None, *self.fact.classes), strict=True):
            those = tuple(each for each in counted.matters if class_ in (None, each.class_))
            value = Fraction(len(those)) if counted.state is State.VALUE else None
            cells[name] = Cell(counted.state, value, counted.reported, others, evidence, those)
        return cells


def _plain(name: str) -> str:
    """Return a name by which matters are told apart: blanks and the width of signs make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).split())
