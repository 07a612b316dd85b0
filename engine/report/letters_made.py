"""What was made of letters, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_STATES = {"new": "新写", "unchanged": "未变", "overwritten": "已覆盖"}


@dataclass(frozen=True, slots=True)
class LetterMade:
    """A unit's letter: its files, and what became of each (`new`, `unchanged`, `overwritten`)."""

    unit: str
    files: Mapping[str, str]


def letters_text(folder: str, letters: Sequence[LetterMade], edition: str) -> str:
    """Say in a line how many letters there are, where, and what became of their files."""
    states = [state for letter in letters for state in letter.files.values()]
    told = "，".join(f"{word} {states.count(state)} 个" for state, word in _STATES.items() if state in states)
    return f"单位说明（{edition}）{len(letters)} 份，在“{folder}”：{told}文件。\n"


def letters_json(folder: str, letters: Sequence[LetterMade], edition: str) -> str:
    """Return the same for programs, `kaohe/report@1`."""
    data = {
        "schema": "kaohe/report@1",
        "folder": folder,
        "edition": edition,
        "letters": [
            {"unit": each.unit, "files": [{"file": file, "written": state} for file, state in each.files.items()]}
            for each in letters
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
