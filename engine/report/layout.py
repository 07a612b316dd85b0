"""What laying out does to files, as text and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.report.changes import changes_text
from engine.report.problems import problem_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.layout.files import LaidOut
    from engine.problem.problem import Problem


def changed_text(file: LaidOut, said: str, *, diff: bool) -> str:
    """Return a line for a file that changes, with what is `said` of it, or the lines that change in it."""
    return changes_text(file.before.source, file.after.source, "排版后") if diff else f"{said}：{file.path}"


def layout_json(files: Sequence[LaidOut], problems: Sequence[Problem]) -> str:
    """Return the files and which of them change as JSON, `kaohe/fmt@1`."""
    data = {
        "schema": "kaohe/fmt@1",
        "files": [{"file": str(each.path), "changed": each.changed} for each in files],
        "problems": [problem_json(problem) for problem in problems],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
