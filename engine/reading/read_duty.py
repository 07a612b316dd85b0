"""Read who leads and who cooperates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.vocabulary.record import Record


def read_duty(record: Record) -> tuple[str | None, tuple[str, ...]]:
    """Return the lead body and the cooperating bodies that an item names itself, each of these once."""
    return record.text("lead"), tuple(dict.fromkeys(word.text for word in record.words("partners")))
