"""How far a long piece of work is: told to whoever asked for it, never printed here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

# Called with what is being done, in the user's words, how much of it is done, and how much there is; it may be called
# as often as one likes.
Progress = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _all: int) -> None:
    """Tell nobody."""


def watched(parts: Iterable[T], total: int, what: str, progress: Progress) -> Iterator[T]:
    """Yield the parts of a piece of work, telling after each, when the next is asked for, how many are done."""
    for done, part in enumerate(parts, start=1):
        yield part
        progress(what, done, total)
