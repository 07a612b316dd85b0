"""Put two lists side by side: what is in both, and where in the new one stands what is only in one."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence


def woven(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the places of each name in the old and the new list, in the order of the new one.

    A name occurs once in a list. What is only in the old one comes after what it followed there.
    """
    at = {name: place for place, name in enumerate(old)}
    kept = set(new)
    after: dict[Hashable | None, list[int]] = {}
    last: Hashable | None = None
    for place, name in enumerate(old):
        if name in kept:
            last = name
        else:
            after.setdefault(last, []).append(place)
    yield from ((place, None) for place in after.get(None, ()))
    for place, name in enumerate(new):
        yield at.get(name), place
        yield from ((gone, None) for gone in after.get(name, ()) if name in at)


def in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    """Say whether what is in both lists stands in the same order."""
    kept, known = set(new), set(old)
    return [each for each in old if each in kept] == [each for each in new if each in known]


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the places of what belongs together in two lists of things without names: what is equal, then by order."""
    for tag, i, k, j, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(i, k), range(j, m), strict=True)
        else:
            yield from zip_longest(range(i, k), range(j, m))
