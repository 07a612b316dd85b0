"""What the catalogue says of one kind of mistake."""

from __future__ import annotations

from engine.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the catalogue: why the thing is refused, how it looks wrong and right, what to do.

    Examples that are YAML are parts of a file, to be laid over a sound one: the tests do so.
    """

    title: str
    why: str
    bad: str
    good: str
    fix: str
