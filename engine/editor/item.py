"""What completion offers."""

from __future__ import annotations

from enum import Enum

from engine.dataclass import dataclass


class ItemKind(Enum):
    """What sort of thing an item is, for the sign that an editor puts before it."""

    KEY = "键"
    WORD = "词"
    NAME = "名称"
    FUNCTION = "函数"
    OPERATOR = "运算"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to write: what a list shows of it (`label`, `detail`), what it is, and the change that writes it.

    `start` and `end` are offsets of the text that `new_text` takes the place of. Items come in the order in which they
    should be shown.
    """

    label: str
    kind: ItemKind
    new_text: str
    start: int
    end: int
    detail: str = ""
    documentation: str = ""


def fitting(typed: str, words: list[Item]) -> list[Item]:
    """Return the items that what was typed may become: its characters are in the label, in that order.

    Those whose label begins with it come first.
    """
    found = [item for item in words if _within(typed.lower(), item.label.lower())]
    return sorted(found, key=lambda item: not item.label.lower().startswith(typed.lower()))


def _within(typed: str, label: str) -> bool:
    rest = iter(label)
    return all(char in rest for char in typed if not char.isspace())
