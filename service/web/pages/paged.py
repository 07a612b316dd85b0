"""Long tables in pages of a hundred rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

ON_A_PAGE = 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """Some rows of all: those of page `number`, from 1, of `last` pages."""

    rows: Sequence[T]
    count: int
    number: int
    last: int

    @property
    def first_row(self) -> int:
        """The number of the first row that is shown."""
        return (self.number - 1) * ON_A_PAGE + 1

    @property
    def last_row(self) -> int:
        """The number of the last row that is shown."""
        return self.first_row + len(self.rows) - 1


def paged(rows: Sequence[T], asked: str) -> Paged[T]:
    """Return the rows of the page that an address asks for; one that is not there is the nearest."""
    last = max(-(-len(rows) // ON_A_PAGE), 1)
    number = min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1  # noqa: PLR2004
    return Paged(rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE], len(rows), number, last)
