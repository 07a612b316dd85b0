"""Mend a scheme and its unit files in memory, until nothing more can be put right."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from engine.api import Examined, UnitTexts, check_sources, examine_sources
from engine.dataclass import dataclass
from engine.facts.yaml_folder import read_table_files, unit_files
from engine.mending.choose import Told, choose, made_worse
from engine.problem.codes import Code
from engine.problem.problem import without_edits
from engine.reading.files import read_written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.problem.problem import Problem
    from engine.scheme.view import View
    from engine.text.source import Source
    from engine.text.written import Written

# What one round brings to light the next one mends; a text that YAML cannot read shows its faults one by one.
MOST_ROUNDS = 500


@dataclass(frozen=True, slots=True, eq=False)
class MendedFile:
    """A file before and after; `mended` are the problems that are put right in it."""

    path: Path
    before: Written
    after: Written
    mended: tuple[Problem, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether its bytes are others now."""
        return sha256(self.after.data).hexdigest() != self.before.source.sha256

    @property
    def recoded(self) -> bool:
        """Whether it was in another encoding than UTF-8."""
        return any(problem.code is Code.WRONG_ENCODING for problem in self.mended)


@dataclass(frozen=True, slots=True, eq=False)
class Mending:
    """The files that can be read, mended, and what they are found to be then."""

    files: tuple[MendedFile, ...]
    found: Examined

    @property
    def changed(self) -> list[MendedFile]:
        """The files that have to be written."""
        return [file for file in self.files if file.changed]


class _Desk:
    """What is being mended: the scheme's file, those of the units, and what cannot be read."""

    def __init__(self, scheme_path: Path, facts_path: Path | None, view: View, text: Written | None = None) -> None:
        """Take the files; a `text` stands for what is in the scheme's."""
        self.scheme_path, self.facts_path, self.view = scheme_path, facts_path, view
        self.files: dict[str, MendedFile] = {}
        self.unread: list[Problem] = []
        self.of_facts: list[Problem] = []
        self.named: list[str] = []
        if text is None:
            self._take(scheme_path, str(scheme_path), self.unread)
        else:
            self.files[str(scheme_path)] = MendedFile(scheme_path, text, text)
        listed, found = unit_files(facts_path, str(facts_path)) if facts_path else ([], [])
        self.of_facts += found
        # Tables are looked at with the rest, and are for people to put right.
        self.tables, found = read_table_files(facts_path, str(facts_path)) if facts_path else ([], [])
        self.of_facts += found
        for path, name in listed:
            self.named.append(name)
            if name not in self.files:
                self._take(path, name, self.of_facts)

    def _take(self, path: Path, name: str, unread: list[Problem]) -> None:
        written, problems = read_written(path, name)
        if written is None:
            unread.extend(problems)
        else:
            # One that has a text and a problem is in another encoding: to write it is to put that right.
            self.files[name] = MendedFile(path, written, written, tuple(problems))

    def problems(self) -> list[Problem]:
        """Check all that can be read, as it is now."""
        return check_sources(*self._texts(), self.view)[2]

    def examine(self) -> Examined:
        """Look at all of it as `kaohe check` does."""
        return examine_sources(*self._texts(), self.view)

    def _texts(self) -> tuple[Source | None, Path, UnitTexts | None, list[Problem]]:
        mine = self.files.get(str(self.scheme_path))
        facts = None
        if self.facts_path is not None:
            sources = [self.files[name].after.source for name in self.named if name in self.files]
            facts = UnitTexts(str(self.facts_path), [*sources, *self.tables], self.of_facts)
        return mine.after.source if mine else None, self.scheme_path.parent, facts, self.unread

    def make(self, chosen: Sequence[Problem]) -> None:
        """Make the edits of the chosen problems."""
        for name, file in self.files.items():
            edits = [edit for problem in chosen for edit in problem.edits if edit.span.source.name == name]
            if edits:
                done = tuple(problem for problem in chosen if problem.edits[0].span.source.name == name)
                self.files[name] = replace(file, after=file.after.edited(edits), mended=(*file.mended, *done))


def mend(scheme_path: Path, facts_path: Path | None, view: View) -> Mending:
    """Make the edits of all problems, round by round, and take back what leads to another error.

    Only the scheme's own file and the unit files are changed; nothing is written.
    """
    return _mended(_Desk(scheme_path, facts_path, view))


def mend_text(text: Written, scheme_path: Path, view: View) -> MendedFile:
    """Make the edits of all problems of a text that would be the scheme's, as `mend` does."""
    return _mended(_Desk(scheme_path, None, view, text)).files[0]


def _mended(desk: _Desk) -> Mending:
    refused: set[Told] = set()
    problems = desk.problems()
    for _ in range(MOST_ROUNDS):
        chosen = choose(problems, desk.files, refused)
        if not chosen:
            break
        files = dict(desk.files)
        desk.make(chosen)
        found = desk.problems()
        if worse := made_worse(chosen, problems, found):
            refused |= worse
            desk.files = files
            continue
        problems = found
    found_now = desk.examine()
    # What is left could not be mended, whatever it carries.
    left = without_edits(found_now.problems)
    return Mending(tuple(desk.files.values()), replace(found_now, problems=left))
