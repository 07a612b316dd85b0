"""The files of many letters: what they say is worked out here, and written by all processors."""

from __future__ import annotations

import gc
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from enum import Enum
from multiprocessing import get_context
from typing import TYPE_CHECKING

from engine.report.write import letter_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from typing import TypeAlias

    from engine.report.view.letter import Letter
    from engine.report.write.word.fonts import Fonts

    Files: TypeAlias = "tuple[str, dict[Kind, bytes]]"

# Fewer letters are written sooner than other processes are started.
FEW = 24
# Letters that wait for each processor: as many as keep it busy, and no more in memory.
_WAITING = 4
_NEW_OBJECTS = 50_000


class Kind(Enum):
    """A format of letters; the value is the ending of its files."""

    HTML = "html"
    WORD = "docx"


def letter_files(letters: Iterable[Letter], count: int, kinds: Sequence[Kind], fonts: Fonts) -> Iterator[Files]:
    """Yield each unit with the files of its letter, in the order of the letters, of which there are so many.

    Raises NoRasterizerError where pictures cannot be made into PNG, and what making the letters raises.
    """
    workers = os.cpu_count() or 1
    if count < FEW or workers == 1:
        for letter in letters:
            yield _files(letter, kinds, fonts)
        return
    waiting: deque[Future[Files]] = deque()
    # Not by fork: rule engines have threads, and Windows knows no other way.
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin) as pool:
        try:
            for letter in letters:
                waiting.append(pool.submit(_files, letter, kinds, fonts))
                if len(waiting) > _WAITING * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    # As in `cli.process`: looking for what can be thrown away takes time, and little is found.
    gc.set_threshold(_NEW_OBJECTS, 20, 20)


def _files(letter: Letter, kinds: Sequence[Kind], fonts: Fonts) -> Files:
    return letter.unit, {kind: _rendered(letter, kind, fonts) for kind in kinds}


def _rendered(letter: Letter, kind: Kind, fonts: Fonts) -> bytes:
    if kind is Kind.HTML:
        return letter_html.render(letter)
    # Imported here: HTML can be made where Word files cannot.
    from engine.report.write import letter_docx  # noqa: PLC0415

    return letter_docx.render(letter, fonts)
