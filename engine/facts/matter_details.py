"""Read what is said of one matter beside its name: class, level, circumstances and date."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.read_facts import one_or_many
from engine.scheme.unit_vocabulary import MATTER
from engine.text.edits import Edit
from engine.text.figures import plain_date

if TYPE_CHECKING:
    from engine.scheme.model import FactDeclaration
    from engine.text.source import Span
    from engine.vocabulary.record import Record

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEY = {field.name: field.key for field in MATTER.fields}


@dataclass(frozen=True, slots=True)
class DetailReader:
    """Reads one matter of a fact; what is wrong goes to `problems`."""

    fact: FactDeclaration
    record: Record
    problems: list[Problem]

    def _report(self, message: str, span: Span, fix: str, instead: str | None = None) -> None:
        edits = (Edit(span, instead),) if instead else ()
        self.problems.append(Problem(Code.FACT_VALUE, message, span, help=fix, edits=edits))

    def class_(self) -> str | None:
        """Return the class, which has to be one of those that the scheme declares, where it declares any."""
        word, known, name = self.record.text("class_"), self.fact.classes, self.fact.name
        if word in known or (word is None and not known):
            return word
        listed, place = "、".join(known), self.record.place("class_")
        if not known:
            self._report(f"“{name}”没有分类别", place, "请删去这一行，或在方案的数据项里写明“类别”")
        elif word is None:
            place, fix = self.record.place("name"), f"请补写“类别: {known[0]}”（{listed}之一）"
            self._report(f"“{name}”的这件事项没有写类别", place, fix)
        else:
            fix = f"应为{listed}之一；类别不同，计的分也不同，请核对后再填"
            self._report(f"“{name}”没有“{word}”这个类别", place, fix)
        return None

    def circumstances(self) -> tuple[str, ...]:
        """Return the circumstances, each of which has to be one that the scheme declares."""
        known, found, key = self.fact.circumstances, [], _KEY["circumstances"]
        fix = f"应为{'、'.join(known)}之一" if known else f"请删去这一行，或在方案的数据项里写明“{key}”"
        for scalar in one_or_many(self.record, "circumstances"):
            word = scalar.text.strip()
            if word in known:
                found.append(word)
            elif word:
                self._report(f"“{self.fact.name}”没有“{word}”这种情形", scalar.span, fix)
        return tuple(dict.fromkeys(found))

    def level(self) -> int:
        """Return the level; the first where none is told."""
        level = self.record.whole("level")
        if level == 0:
            self._report(f"“{_KEY['level']}”从 1 起", self.record.place("level"), "最低的一级写 1，或不写")
        return level or 1

    def date(self) -> date | None:
        """Return the date, where one is told."""
        text = self.record.text("date")
        if text is None:
            return None
        if DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                fix = "没有这一天，请核对月和日"
        else:
            fix = "请写成 2021-06-01 的样子：年四位，月和日各两位"
        self._report(f"“{text}”不是日期", self.record.place("date"), fix, plain_date(text))
        return None

    def not_dated(self) -> None:
        """Report a matter of which nobody can say whether it belongs to the assessed period."""
        fix = f"方案只计考核期内的事项；请补写“{_KEY['date']}”，或写明“{_KEY['year']}”"
        message = f"“{self.fact.name}”的这件事项没有写日期，也没有写归属年度"
        self._report(message, self.record.place("name"), fix)
