"""The only place that writes to the terminal: results to stdout, everything else to stderr."""

from __future__ import annotations

import codecs
import errno
import io
import json
import os
import sys
from dataclasses import field
from typing import TYPE_CHECKING, TextIO

import click

from cli.ends import ReaderGone, Unwritable
from cli.progress import ProgressLine
from engine.dataclass import dataclass
from engine.problem.codes import Severity
from engine.problem.refusals import reason
from engine.progress import silent
from engine.report.problems import problems_json, problems_text, silenced_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.problem.problem import Problem
    from engine.progress import Progress
    from engine.scheme.silence import Silenced

LISTED_PROBLEMS = 20


@dataclass
class Console:
    """How the user wants to be spoken to; options of the command line set it."""

    no_color: bool = False
    quiet: bool = False
    as_json: bool = False
    list_all: bool = False
    _line: ProgressLine = field(default_factory=ProgressLine, repr=False)

    def progress(self) -> Progress:
        """Return what tells how far long work is: to a person at a terminal who has not asked for quiet."""
        able = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        return self._line if able and not self.quiet and not self.as_json else silent

    def clear_progress(self) -> None:
        """Wipe out the line that tells how far the work is."""
        self._line.clear()

    def result(self, text: str) -> None:
        """Write what was asked for."""
        self.clear_progress()
        _write(sys.stdout, _escaped(text, sys.stdout) if self.as_json else text)

    def document(self, data: bytes) -> None:
        """Write a whole file as the result, byte for byte."""
        self.clear_progress()
        _pass_on(lambda: click.echo(data, nl=False))

    def note(self, text: str) -> None:
        """Write a remark that --quiet leaves out."""
        if not self.quiet:
            self.say(text)

    def say(self, text: str) -> None:
        """Write what the user has to know in any case."""
        self.clear_progress()
        _write(sys.stderr, text)

    def listing(self, problems: Sequence[Problem], silenced: Sequence[Silenced] = ()) -> None:
        """Write problems as the result of a command, and what a scheme silences after them.

        --quiet leaves only errors, but a program is told all.
        """
        if self.as_json:
            self.result(problems_json(problems, silenced))
            return
        quiet = silenced_text(silenced, color=self._has_color(sys.stdout), listed=self.list_all)
        shown = self._text(self._shown(problems), sys.stdout)
        if text := "\n".join(text for text in (shown, "" if self.quiet else quiet) if text):
            self.result(text)

    def stopped(self, problems: Sequence[Problem]) -> None:
        """Write problems that end a command: a program that asked for JSON gets it."""
        if self.as_json:
            self.listing(problems)
        else:
            self.remarks(problems)

    def remarks(self, problems: Sequence[Problem]) -> None:
        """Write problems beside a result; --quiet leaves only errors."""
        if shown := self._shown(problems):
            self.say(self._text(shown, sys.stderr))

    def _shown(self, problems: Sequence[Problem]) -> list[Problem]:
        return [each for each in problems if each.severity is Severity.ERROR or not self.quiet]

    def _text(self, problems: Sequence[Problem], stream: TextIO) -> str:
        limit = None if self.list_all else LISTED_PROBLEMS
        return problems_text(problems, color=self._has_color(stream), limit=limit)

    def _has_color(self, stream: TextIO) -> bool:
        if self.no_color or os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR", "0") != "0":
            return bool(os.environ["FORCE_COLOR"])
        # An old Windows console shows colour codes as rubbish; the new terminal says that it is one.
        able = sys.platform != "win32" or "WT_SESSION" in os.environ
        return able and stream.isatty() and os.environ.get("TERM") != "dumb"


def prepare_streams() -> None:
    """Let a character that the console lacks come out as `?` and never as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def flush() -> None:
    """Write out what is still held back, while a failure can be told."""
    _write(sys.stdout, "")


def close_quietly() -> None:
    """Send what is left to nowhere, so that Python's own flush at exit finds a reader."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):
            continue
    os.close(nowhere)


def _write(stream: TextIO, text: str) -> None:
    ended = text.rstrip("\n") + "\n" if text else ""
    _pass_on(lambda: click.echo(ended, file=stream, nl=False, color=True))


def _pass_on(write: Callable[[], None]) -> None:
    try:
        write()
    except OSError as error:
        # Windows calls writing to a closed pipe an invalid argument.
        if error.errno in (errno.EPIPE, errno.EINVAL):
            raise ReaderGone from error
        raise Unwritable(f"写不出结果：{reason(error)}") from error


def _escaped(text: str, stream: TextIO) -> str:
    """Write as JSON escapes what the console lacks, so that no name is lost.

    A file or a program gets UTF-8 or pure ASCII: JSON in GBK is no JSON.
    """
    encoding = codecs.lookup(stream.encoding or "utf-8").name
    if encoding != "utf-8" and not stream.isatty():
        encoding = "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_escaped_char(char, encoding) for char in text)
    return text


def _escaped_char(char: str, encoding: str) -> str:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(char)[1:-1]
    return char
