"""Traces that are laid out only when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

K = TypeVar("K")
T = TypeVar("T")


class Traces(Mapping[K, T]):
    """Traces by what they are of, in the order in which they were kept; one may be laid out only when asked for."""

    def __init__(self) -> None:
        self._made: dict[K, T] = {}
        self._make: dict[K, Callable[[], T] | None] = {}

    def keep(self, key: K, make: Callable[[], T]) -> None:
        """Keep what makes a trace."""
        self._make[key] = make

    def __setitem__(self, key: K, trace: T) -> None:
        self._make[key] = None
        self._made[key] = trace

    def __getitem__(self, key: K) -> T:
        make = self._make[key]
        if make is not None:
            self[key] = make()
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._make)

    def __len__(self) -> int:
        return len(self._make)
