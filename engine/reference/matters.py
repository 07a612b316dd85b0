"""What one unit's matters are worth, and what each brings (section 5, matters)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.matter_fields import Same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.reference.formula import Told
    from engine.scheme.listed import Listed

ZERO, ONE = Fraction(0), Fraction(1)

# Of a listing of a matter: the matter's name and what it is worth; None when it does not count at all.
Claim = tuple[str, Fraction] | None


def claims_of(listed: Listed, matters: Sequence[Told], *, evidence: bool) -> list[Claim]:
    """Return the claim of each listing: None for one that is outside the window, or pending."""
    counts = [is_inside(listed, told) and (told.proven or not evidence) for told in matters]
    return [
        (told.name, worth_at(place, listed, matters, counts)) if counts[place] else None
        for place, told in enumerate(matters)
    ]


def is_inside(listed: Listed, told: Told) -> bool:
    """Return whether a matter belongs to the assessed period; the year it is entered for wins over its date."""
    window = listed.window
    if window is None or told.year is not None:
        return window is None or told.year == window.year
    return told.date is not None and not (told.date < window.start or told.date > window.end)


def worth_at(place: int, listed: Listed, matters: Sequence[Told], counts: Sequence[bool]) -> Fraction:
    """Return the points of a listing: those of its class and level, times the largest multiplier that applies."""
    told, by_class = matters[place], dict(listed.each)
    points = by_class.get(told.class_, by_class.get(None, ZERO))
    if points == 0:
        return ZERO
    points += listed.per_level * (told.level - 1)
    multipliers = [times for word, times in listed.circumstances if word in told.circumstances]
    if listed.again is not None and happened_before(place, listed, matters, counts):
        multipliers.append(listed.again)
    return points * max(multipliers) if multipliers else points


def happened_before(place: int, listed: Listed, matters: Sequence[Told], counts: Sequence[bool]) -> bool:
    """Return whether the first of the matters of its class that count is another one."""
    own = matters[place]
    of_class = [other for other, told in enumerate(matters) if counts[other] and told.class_ == own.class_]
    first = of_class[0]
    for other in of_class:
        if is_earlier(matters[other], matters[first]):
            first = other
    return first != place and (listed.same is Same.EACH_TIME or matters[first].name != own.name)


def is_earlier(one: Told, other: Told) -> bool:
    """Return whether a matter is dated before another one; one without a date is after all that have one."""
    return one.date is not None and (other.date is None or one.date < other.date)


def lessened(listed: Listed, better: int) -> Fraction:
    """Return the share of a listing that counts when so many of the same matter come before it."""
    share = ONE
    for _ in range(better):
        share *= listed.share
    return share


def points_alone(listed: Listed, matters: Sequence[Told], *, evidence: bool) -> Fraction:
    """Return what the matters bring to an indicator, which shares them with nothing else."""
    claims = [claim for claim in claims_of(listed, matters, evidence=evidence) if claim is not None]
    if listed.same is Same.EACH_TIME:
        return sum((worth for _, worth in claims), ZERO)
    total = ZERO
    for name in {name for name, _ in claims}:
        ordered = sorted((worth for other, worth in claims if other == name), reverse=True)
        if listed.same is Same.ONCE:
            total += ordered[0]
        else:
            total += sum((worth * lessened(listed, better) for better, worth in enumerate(ordered)), ZERO)
    return total
