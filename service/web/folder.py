"""The assessment folder that is served: its files, what was worked out of them, and saving.

Files are the truth. What was worked out is kept only as long as no file has changed.
"""

from __future__ import annotations

import threading
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from engine import api
from engine.compare.compare import SchemesDiff, diff_editions
from engine.compare.editions import Edition, edition_of, load_edition
from engine.compare.shared_facts import FactFiles, read_files
from engine.compare.trial import Trial, make_trial
from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors, sort_problems
from engine.reading.files import LARGEST_FILE, decode, read_source
from engine.reading.read_papers import papers_beside
from engine.reading.read_scheme import read_scheme
from engine.scheme.view import AS_SAID
from engine.text.put import put
from engine.text.source import Source
from engine.text.written import Written, plain_ends
from service.web.answers import RefusedError
from service.web.audit import Saved, note_save
from service.web.reach import check_reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme
    from engine.scheme.silence import Silenced

# What of each file tells that it has changed.
Stamp = tuple[str, int, int]
RETURNED = "收回"


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The folder as it was at one moment; without an assessment where there are errors.

    `source` is the text of the scheme's file; `text` and `sha256` are empty where it cannot be read. `problems` are all
    that `kaohe check` lists, `silenced` those that the scheme says are none.
    """

    stamp: tuple[Stamp, ...]
    source: Source | None
    scheme: Scheme | None
    problems: tuple[Problem, ...]
    silenced: tuple[Silenced, ...]
    assessment: Assessment | None

    @property
    def text(self) -> str:
        """The scheme as it stands in its file, with plain line ends."""
        return self.source.text if self.source else ""

    @property
    def sha256(self) -> str:
        """What tells this edition of the file from any other."""
        return self.source.sha256 if self.source else ""


class ConflictError(Exception):
    """The file is not what was edited: somebody has changed it since."""

    def __init__(self, text: str, digest: str) -> None:
        super().__init__()
        self.text, self.sha256 = text, digest


class ReadOnlyError(Exception):
    """Nothing may be written."""


@dataclass
class Folder:
    """One scheme and its facts. `read_only` refuses every change; `masked` shows neither names nor scores."""

    scheme: Path
    facts: Path
    read_only: bool = False
    masked: bool = False
    # One thing is worked out at a time: rule engines are not made for several threads.
    working: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _state: State | None = None
    _trial: tuple[State, Trial | None] | None = None
    _files: tuple[tuple[Stamp, ...], FactFiles] | None = None

    @property
    def writable(self) -> bool:
        """Whether anything may be written."""
        return not (self.read_only or self.masked)

    @property
    def returned(self) -> Path:
        """Where forms that came back are: beside the scheme."""
        return self.scheme.parent / RETURNED

    def state(self) -> State:
        """Return what is in the files now. Raises RuleEngineError when no rule engine can be used."""
        with self.working:
            stamp = self.stamp()
            if self._state is None or self._state.stamp != stamp:
                self._state = self._read(stamp)
            return self._state

    def stamp(self) -> tuple[Stamp, ...]:
        """Return what tells whether any of the files has changed."""
        found = []
        for path in self._watched():
            try:
                told = path.stat()
            except OSError:
                continue
            if not path.name.startswith((".", "~$")):
                found.append((str(path), told.st_mtime_ns, told.st_size))
        return tuple(found)

    def _watched(self) -> Iterator[Path]:
        yield self.scheme
        # The particulars of documents, and the units where they stand in a file of their own.
        yield from sorted(each for each in self.scheme.parent.glob("*.yaml") if each != self.scheme)
        for path in (self.facts, self.returned):
            if path.is_dir():
                yield from sorted(path.rglob("*"))
            elif path.exists():
                yield path

    def _read(self, stamp: tuple[Stamp, ...]) -> State:
        source, problems = read_source(self.scheme)
        if source is None:
            return State(stamp, None, None, tuple(problems), (), None)
        examined = api.examine(self.scheme, self.facts)
        assessment = None
        if examined.scheme is not None and examined.table is not None and not has_errors(examined.problems):
            assessment = api.assess(examined.scheme, examined.table)
        _, of_papers = papers_beside(self.scheme)
        problems = sort_problems([*examined.problems, *of_papers])
        return State(stamp, source, examined.scheme, tuple(problems), tuple(examined.silenced), assessment)

    def source(self, text: str, *, mended: bool = False) -> Source:
        """Return another text as if it were the scheme's file, perhaps to be `mended`; raises RefusedError."""
        digest = sha256(text.encode("utf-8", errors="replace")).hexdigest()
        source = Source(str(self.scheme), plain_ends(text), digest)
        check_reach(source, self.scheme, read_only=not self.writable, mended=mended)
        return source

    def trial(self, text: str) -> tuple[SchemesDiff | None, list[Problem]]:
        """Return what another text of the scheme, which is saved nowhere, would change in the result.

        None, and what is wrong, where that text or the saved one has errors. Raises RuleEngineError.
        """
        with self.working:
            source, ready = self.source(text), self.prepare()
            return ready.of(source) if ready else (None, list(self.state().problems))

    def prepare(self) -> Trial | None:
        """Get ready to try texts against the saved one, which takes the first trial half a second otherwise.

        None where the saved one has errors. Raises RuleEngineError when no rule engine can be used.
        """
        with self.working:
            state = self.state()
            if state.assessment is None or state.source is None:
                return None
            if self._trial is None or self._trial[0] is not state:
                trial = make_trial(state.source, self.scheme.parent, self.fact_files(), state.assessment)
                self._trial = state, trial
            return self._trial[1]

    def read(self, text: str) -> tuple[Scheme | None, list[Problem]]:
        """Return the scheme that a text is; None where it has errors. Raises RefusedError."""
        scheme, problems = read_scheme(self.source(text), self.scheme.parent)
        return (None if has_errors(problems) else scheme), problems

    def diff(self, old: str | None, new: str) -> tuple[SchemesDiff | None, list[Problem]]:
        """Return what differs between two texts, the saved one where there is no old one, and what that does.

        Raises RefusedError, and RuleEngineError when no rule engine can be used.
        """
        with self.working:
            first, told = self._edition(old)
            second, found = self._edition(new)
            problems = sort_problems([*told, *found])
            if first is None or second is None:
                return None, problems
            diff, found = diff_editions(first, second, self.fact_files(), AS_SAID)
            return diff, [*problems, *found]

    def _edition(self, text: str | None) -> tuple[Edition | None, list[Problem]]:
        if text is not None:
            return edition_of(self.source(text), self.scheme.parent, AS_SAID)
        return load_edition(self.scheme, AS_SAID)

    def fact_files(self) -> FactFiles:
        """Return what is in the files of facts, as trees."""
        with self.working:
            stamp = self.stamp()
            if self._files is None or self._files[0] != stamp:
                self._files = stamp, read_files(self.facts)
            return self._files[1]

    def save(self, text: str, instead_of: str) -> str:
        """Put a text in the place of the scheme that had that SHA-256, and return the new one's.

        Line ends, and a mark at the head of the file, stay what they were. Raises ConflictError, ReadOnlyError,
        OSError, and RefusedError where what is there could not be written again, or the text names a file elsewhere.
        """
        if not self.writable:
            raise ReadOnlyError
        self.source(text)
        with self.working:
            target = self.scheme.resolve(strict=True)
            old = target.read_bytes()
            digest = sha256(old).hexdigest()
            written, problems = decode(str(self.scheme), old)
            if digest != instead_of:
                raise ConflictError(written.source.text if written else "", digest)
            if written is None:
                raise RefusedError(problems)
            # A file that nobody may write is not to be replaced either, though the folder would let us.
            with target.open("r+b"):
                pass
            data = _rewritten(written, text)
            if told := _unreadable(str(self.scheme), data):
                raise RefusedError(told)
            new = sha256(data).hexdigest()
            if new != digest:
                # First what is to be done, then the doing: what is saved is in the audit, whatever happens between.
                note_save(self.scheme.parent, Saved(self.scheme.name, digest, new, len(data)))
                if (now := target.read_bytes()) != old:
                    theirs, _ = decode(str(self.scheme), now)
                    raise ConflictError(theirs.source.text if theirs else "", sha256(now).hexdigest())
                put(target, data, target.stat().st_mode)
            return new


def _unreadable(name: str, data: bytes) -> list[Problem]:
    """Return why a file of those bytes could not be read again: what is saved has to be readable."""
    if len(data) > LARGEST_FILE:
        fix = f"一份方案最多 {LARGEST_FILE // 1_000_000} MB，请删去用不着的内容"
        return [Problem(Code.FILE_UNREADABLE, "没有保存：内容太大，存了就读不回来", file=name, help=fix)]
    return decode(name, data)[1]


def _rewritten(written: Written, text: str) -> bytes:
    # A mark at the head of the file is no part of the text.
    plain = plain_ends(text.removeprefix("\ufeff"))
    return written.data if plain == written.source.text else written.rewritten(plain).data
