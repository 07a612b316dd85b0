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
from engine.dataclass import dataclass
from engine.problem.problem import has_errors
from engine.reading.files import read_source
from engine.scheme.view import AS_SAID
from engine.text.put import put
from engine.text.source import Source

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme

# What of each file tells that it has changed.
_Stamp = tuple[str, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The folder as it was at one moment; without an assessment where there are errors.

    `text` and `sha256` are those of the scheme's file, empty where it cannot be read.
    """

    stamp: tuple[_Stamp, ...]
    text: str
    sha256: str
    scheme: Scheme | None
    problems: tuple[Problem, ...]
    assessment: Assessment | None


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
    _state: State | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def state(self) -> State:
        """Return what is in the files now. Raises RuleEngineError when no rule engine can be used."""
        with self._lock:
            stamp = self.stamp()
            if self._state is None or self._state.stamp != stamp:
                self._state = self._read(stamp)
            return self._state

    def stamp(self) -> tuple[_Stamp, ...]:
        """Return what tells whether any of the files has changed."""
        files = [self.scheme, *(sorted(self.facts.rglob("*")) if self.facts.is_dir() else [self.facts])]
        found = []
        for path in files:
            try:
                told = path.stat()
            except OSError:
                continue
            if not path.name.startswith((".", "~$")):
                found.append((str(path), told.st_mtime_ns, told.st_size))
        return tuple(found)

    def _read(self, stamp: tuple[_Stamp, ...]) -> State:
        source, problems = read_source(self.scheme)
        if source is None:
            return State(stamp, "", "", None, tuple(problems), None)
        examined = api.examine(self.scheme, self.facts)
        assessment = None
        if examined.scheme is not None and examined.table is not None and not has_errors(examined.problems):
            assessment = api.assess(examined.scheme, examined.table)
        return State(stamp, source.text, source.sha256, examined.scheme, tuple(examined.problems), assessment)

    def trial(self, text: str) -> tuple[Scheme | None, list[Problem], Assessment | None]:
        """Return what the facts would come to under another text of the scheme, which is saved nowhere."""
        source = Source(str(self.scheme), text, sha256(text.encode()).hexdigest())
        facts = api.unit_texts(self.facts)
        scheme, table, problems = api.check_sources(source, self.scheme.parent, facts, [], AS_SAID)
        if scheme is None or table is None or has_errors(problems):
            return scheme, problems, None
        return scheme, problems, api.assess(scheme, table)

    def save(self, text: str, instead_of: str) -> str:
        """Put a text in the place of the scheme that had that SHA-256, and return the new one's.

        Raises ConflictError, ReadOnlyError, and OSError.
        """
        if self.read_only:
            raise ReadOnlyError
        with self._lock:
            old = self.scheme.read_bytes()
            digest = sha256(old).hexdigest()
            if digest != instead_of:
                raise ConflictError(old.decode("utf-8", errors="replace"), digest)
            data = text.encode()
            put(self.scheme.resolve(), data, self.scheme.stat().st_mode)
            return sha256(data).hexdigest()
