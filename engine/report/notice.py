"""What is told of a notice that was written: the checks before it goes out, as text and as JSON (`kaohe/notice@1`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.report.problems import problem_json
from engine.text.width import pad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.problem.problem import Problem
    from engine.report.view.notice import Notice
    from engine.report.view.notice_checks import Check

_WIDE = 12


def checks_text(checks: Sequence[Check]) -> str:
    """Return the checks, a line for each; what is not well has a cross."""
    lines = [f"  {'√' if each.well else '×'} {pad(each.what, _WIDE)}{each.found}" for each in checks]
    return "\n".join(["印发前核对：", *lines]) + "\n"


def notice_json(notice: Notice, file: str, checks: Sequence[Check], problems: Sequence[Problem]) -> str:
    """Return what the notice says of the units, where it was written, and what is to be looked at."""
    data = {
        "schema": "kaohe/notice@1",
        "file": file,
        "edition": notice.edition.value,
        "kind": notice.kind,
        "title": "".join(notice.title),
        "across": notice.across or None,
        "provisional": bool(notice.caveat),
        "lists": [{"title": roll.title, "units": list(roll.units)} for roll in notice.rolls],
        "to_be_filled": notice.blanks,
        "checks": [{"check": each.what, "found": each.found, "well": each.well} for each in checks],
        "problems": [problem_json(problem) for problem in problems],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
