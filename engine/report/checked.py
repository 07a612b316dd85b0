"""How it went with each of several schemes that were checked together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.problem.codes import Severity
from engine.report.table import table_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.problem.problem import Problem


def counts_text(problems: Mapping[str, Sequence[Problem]]) -> str:
    """Return a table of the problems of each file, and how many files have none."""
    rows = []
    for name, found in problems.items():
        counts = Counter(problem.severity for problem in found)
        rows.append([name, *(str(counts[each]) if counts[each] else "-" for each in Severity)])
    good = sum(not found for found in problems.values())
    headers = ["方案", *(each.value for each in Severity)]
    return f"{table_text(headers, rows, right=(1, 2, 3))}\n\n检查了 {len(rows)} 份方案，{good} 份没有问题"
