"""Who answers for an indicator: the body that leads, and those that cooperate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.model import Section, indicators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.model import Item


@dataclass(frozen=True, slots=True)
class Duty:
    """The lead body, if any is named, and the cooperating bodies."""

    lead: str | None
    partners: tuple[str, ...]


def duties(items: tuple[Item, ...]) -> dict[str, Duty]:
    """Return the duty of every indicator, by its id; an indicator that is scored period by period is one.

    What an indicator does not name itself it has from the nearest section above it that does, the lead body and
    the cooperating bodies each by itself.
    """
    return dict(_duties(items, Duty(None, ())))


def _duties(items: tuple[Item, ...], above: Duty) -> Iterator[tuple[str, Duty]]:
    for item in items:
        periods = isinstance(item, Section) and item.combining.cycle is not None
        says = next(indicators(item.parts)) if isinstance(item, Section) and periods else item
        duty = Duty(says.lead or above.lead, says.partners or above.partners)
        if isinstance(item, Section) and not periods:
            yield from _duties(item.parts, duty)
        else:
            yield item.id, duty
