"""How far a long piece of work is, in one line of the terminal that is wiped out again."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import field

from engine.dataclass import dataclass

# Work that is done sooner needs no line, and nobody reads faster.
_AFTER, _AGAIN = 1.0, 0.1
_BAR = 20
# Narrower than this there is no room for a bar.
_NARROW = 60


@dataclass
class ProgressLine:
    """A line on stderr: `读数据 [########------------] 4,000/10,000`; only on a terminal, and only for slow work.

    It is an `engine.progress.Progress`. Whoever writes to the terminal clears it first.
    """

    _began: float = field(default_factory=time.monotonic)
    _drawn: float = 0.0
    _width: int = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Draw the line where it is due."""
        now = time.monotonic()
        if now - self._began < _AFTER or now - self._drawn < _AGAIN:
            return
        self._drawn = now
        self._show(_line(what, done, max(total, 1), _columns()))

    def clear(self) -> None:
        """Wipe the line out, where there is one."""
        if self._width:
            self._show("")
            self._width = 0

    def _show(self, text: str) -> None:
        # Imported where it is drawn: most commands are done before.
        from engine.text.width import display_width  # noqa: PLC0415

        width = display_width(text)
        try:
            sys.stderr.write(f"\r{text}{' ' * max(self._width - width, 0)}" if text else f"\r{' ' * self._width}\r")
            sys.stderr.flush()
        except OSError:  # the terminal is gone, and what is worth telling will find out
            return
        self._width = width


def _line(what: str, done: int, total: int, columns: int) -> str:
    count = f"{done:,}/{total:,}"
    if columns < _NARROW:
        return f"{what} {count}"
    filled = _BAR * done // total
    return f"{what} [{'#' * filled}{'-' * (_BAR - filled)}] {count}"


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return 0
