"""Dataclasses that are made quickly: `dataclass` as Python has it, for the few options that are used here.

Python writes and compiles six methods for each frozen class, which for some two hundred classes was a fifth of the
time of a short command. Here only `__init__` is compiled; comparing, hashing and showing are closures. What is
declared frozen is held to it by mypy, and not once more while the program runs: objects are made in half the time.
"""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
else:
    from dataclasses import dataclass as _made

    def dataclass(
        cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True
    ) -> type | Callable[[type], type]:
        """Make a dataclass, as `dataclasses.dataclass` does."""

        def make(cls: type) -> type:
            made = _made(cls, frozen=False, slots=slots, eq=False, repr=False)
            if "__repr__" not in cls.__dict__:
                made.__repr__ = _shown
            if eq and "__eq__" not in cls.__dict__:
                _compare(made, hashed=frozen)
            return made

        return make if cls is None else make(cls)


__all__ = ["dataclass"]


def _compare(cls: type, *, hashed: bool) -> None:
    """Let objects be equal that are of the same class and equal in the fields that are compared."""
    names = [each.name for each in fields(cls) if each.compare]
    values: Callable[[Any], object] = attrgetter(*names) if names else lambda _: ()

    def equal(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or values(self) == values(other)

    def digest(self: object) -> int:
        return hash(values(self))

    cls.__eq__ = equal  # type: ignore[assignment]
    cls.__hash__ = digest if hashed else None  # type: ignore[assignment]


def _shown(self: Any) -> str:  # noqa: ANN401  an object of any dataclass
    parts = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({parts})"
