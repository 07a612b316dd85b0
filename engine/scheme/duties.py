"""Who answers for an indicator: the body that leads, and those that cooperate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.scheme.model import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.model import Item


@dataclass(frozen=True, slots=True)
class Duty:
    """The lead body, if any is named, and the cooperating bodies."""

    lead: str | None
    partners: tuple[str, ...]


def duties(items: tuple[Item, ...]) -> dict[str, Duty]:
    """Return the duty of every indicator, by its id.

    What an indicator does not name itself it has from the nearest section above it that does, the lead body and
    the cooperating bodies each by itself.
    """
    return dict(_duties(items, Duty(None, ())))


def _duties(items: tuple[Item, ...], above: Duty) -> Iterator[tuple[str, Duty]]:
    for item in items:
        duty = Duty(item.lead or above.lead, item.partners or above.partners)
        if isinstance(item, Section):
            yield from _duties(item.parts, duty)
        else:
            yield item.id, duty
