"""Hints of one kind in one column, gathered: what was read in another way in a thousand rows is told a few times."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.problem.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.problem.problem import Problem

MOST_ALIKE = 3
_ROW = re.compile("[0-9]+$")


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of one file; of hints of one code in one column the first few, the last with their number."""
    kept: list[Problem] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    for problem in problems:
        if problem.severity is not Severity.HINT or problem.span is None or problem.span.cell is None:
            kept.append(problem)
            continue
        sheet, cell = problem.span.cell
        places = alike.setdefault((problem.code, sheet, _ROW.sub("", cell)), [])
        if len(places) < MOST_ALIKE:
            places.append(len(kept))
            kept.append(problem)
        else:
            places.append(-1)
    for places in alike.values():
        if (more := len(places) - MOST_ALIKE) > 0:
            last = places[MOST_ALIKE - 1]
            message = f"{kept[last].message}；这一列还有 {more} 处也是这样"
            kept[last] = replace(kept[last], message=message)
    return kept
