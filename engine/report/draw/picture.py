"""A picture and what it shows in words."""

from __future__ import annotations

from engine.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture: a whole `<svg>` element, its size in CSS pixels, and the text for those who cannot see it.

    `title` names it in a few words; `alt` says what is to be seen in it, figures included.
    """

    svg: str
    width: int
    height: int
    title: str
    alt: str
