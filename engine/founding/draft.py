"""The nouns: what a new assessment folder holds, how its parts are called, and what is left to decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCHEME_NAME, UNITS_NAME, PAPERS_NAME = "方案.yaml", "单位.yaml", "文书.yaml"
FACTS_NAME, CASES_NAME, LAST_NAME = "事实", "用例", "上年"
LAST_RESULTS = f"{LAST_NAME}/结果.json"
README_NAME, TODO_NAME = "说明.md", "待定事项.md"
# What stands in a comment where a person has to decide.
UNDECIDED = "待定"
_MARK = re.compile(rf"#.*{UNDECIDED}[:：](.*)")
# Windows allows none of these in the name of a file or folder, and folders travel.
FORBIDDEN_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that a person has to decide: a heading to put it under, what it is, and where (`line` from 1)."""

    heading: str
    text: str
    file: str
    line: int | None = None

    @property
    def where(self) -> str:
        """The place as `file:line`."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A folder that is not written yet: its files by their paths (with `/`), and what is left to decide."""

    files: Mapping[str, bytes]
    todo: tuple[Todo, ...]


def marked(text: str, heading: str = "") -> Iterator[Todo]:
    """Yield what the comments of a scheme leave to a person."""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _MARK.search(line):
            yield Todo(heading, match[1].strip(), SCHEME_NAME, number)
