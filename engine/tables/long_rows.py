"""Read a row of a long table: a value or a matter, and what is said beside it."""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, MATTER, MISSING_WORDS, NO_MATTERS, NOT_APPLICABLE
from engine.tables import told
from engine.tables.desk import Places
from engine.tables.header import FACT, HEAD_WORDS, ORIGIN, PERIOD, RATER, VALUE
from engine.tables.names import squeezed
from engine.text.figures import plain_date
from engine.text.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.tables.desk import Desk
    from engine.tables.header import Column
    from engine.tables.names import Names, Path
    from engine.tables.row_texts import RowTexts
    from engine.tables.unit_tree import Keys, UnitTree
    from engine.text.tree import Node

_MATTER_ALONE = tuple(key for key in MATTER.keys if key not in EVIDENCE_KEYS)
_NAME = MATTER.by_name["name"].key
_DATE, _CIRCUMSTANCES = (MATTER.by_name[name].key for name in ("date", "circumstances"))
_FIRST_OF_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})-01")
_BETWEEN = re.compile(r"[、，,；;]")
# What may stand in place of a matter's name: that there is none, or that nobody knows.
_NO_MATTER = (*NO_MATTERS, *MISSING_WORDS, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class LongReader:
    """Reads rows of one sheet, and hands what it reads to the desk."""

    texts: RowTexts
    names: Names
    desk: Desk
    # What was read of a text, which many rows have.
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    paths: dict[tuple[str, ...], Path] = field(default_factory=dict)

    def read(self, row: int, tree: UnitTree, filled: Sequence[Column]) -> None:
        """Read a row of a unit, of which these columns have something."""
        fact = self.texts.whole(row, FACT)
        if fact is None:
            if filled:
                self.desk.problems.append(told.whose(FACT, self.texts.grid.span(row, filled[0].number)))
                self.desk.broken.add(tree.name.text)
            return
        if squeezed(fact.text) not in self.names.facts and fact.text in HEAD_WORDS:
            if (given := self.texts.scalar(row, VALUE)) is not None:
                self.desk.put_head(tree, fact, given)
            return
        origin, sure = self.desk.origin_of(tree, self.texts.whole(row, ORIGIN))
        if sure:
            self._read_fact(row, tree, fact, origin)

    def _read_fact(self, row: int, tree: UnitTree, fact: Scalar, origin: str | None) -> None:
        period, told_by, rater = (self.texts.whole(row, word) for word in (PERIOD, ORIGIN, RATER))
        path = self._path(fact, period, rater)
        places = Places(*((each or fact).span for each in (fact, period, told_by, rater)))
        about = self.desk.about(path, places)
        is_matter = any(self.texts.scalar(row, word) for word in _MATTER_ALONE)
        self._read_beside(row, tree, about, is_matter=is_matter)
        column = self.texts.layout.of(VALUE)
        if is_matter:
            self._read_matter(row, tree, path, places, origin)
        elif column is not None:
            self.desk.put(tree, self.desk.lead(path, places, origin, column.measure), (row, column.number))

    def _path(self, fact: Scalar, period: Scalar | None, rater: Scalar | None) -> Path:
        words = self.words.get(fact.text)
        if words is None:
            words = self.words[fact.text] = tuple(self.names.words(fact.text))
        said = (*words, self._period(words[0], period)) if period else words
        path = self.paths.get(said)
        if path is None:
            path = self.paths[said] = self.names.path(said)
        return path if rater is None else replace(path, rater=rater.text)

    def _period(self, fact: str, period: Scalar) -> str:
        """Return what a cell of 期 says; a spreadsheet makes a day of `3月`, and shows it so."""
        known = self.names.periods.get(fact, {})
        if match := _FIRST_OF_MONTH.fullmatch(period.text):
            year, month = match[1], int(match[2])
            meant = next((word for word in (f"{month}月", f"{year}年{month}月") if word in known), None)
            if meant is not None:
                self.desk.problems.append(told.read_as(f"期“{period.text}”读作“{meant}”", period.span))
                return meant
        return period.text

    def _read_beside(self, row: int, tree: UnitTree, about: Keys, *, is_matter: bool) -> None:
        """Read the evidence and the like of a row; what is said of a matter belongs to the matter."""
        for word in EVIDENCE_KEYS:
            column = self.texts.layout.of(word)
            text = self.texts.scalar(row, word)
            if column is not None and text is not None and not (is_matter and word in MATTER.keys):
                self.desk.put_beside(tree, about, self.texts.key(word, text.span), (row, column.number))

    def _read_matter(self, row: int, tree: UnitTree, path: Path, places: Places, origin: str | None) -> None:
        entries = []
        for word in MATTER.keys:
            value = self.texts.scalar(row, word)
            if value is not None:
                # What a matter lacks is told where its keys stand: in its own row, not in the header.
                entries.append(Entry(Scalar(word, plain=True, span=value.span), self._of_matter(word, value)))
        keys = self.desk.keys_told(tree, path, places, origin)
        name = self.texts.scalar(row, _NAME)
        if keys is None:
            return
        if name is not None and name.text in _NO_MATTER and len(entries) == 1:
            self.desk.put_once(tree, keys, name)
        else:
            self.desk.put_matter(tree, keys, Mapping(tuple(entries), entries[0].value.span))

    def _of_matter(self, word: str, value: Scalar) -> Node:
        """Return what is said of a matter as its key wants it: a day in one way, several circumstances as a list."""
        if word == _DATE:
            day = plain_date(value.text)
            if day is None or day == value.text:
                return value
            self.desk.problems.append(told.read_as(f"日期“{value.text}”读作“{day}”", value.span))
            return Scalar(day, plain=True, span=value.span)
        words = [each.strip() for each in _BETWEEN.split(value.text)] if word == _CIRCUMSTANCES else []
        if len(words) > 1:
            return Listing(tuple(Scalar(each, plain=True, span=value.span) for each in words if each), value.span)
        return value
