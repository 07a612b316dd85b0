"""Where last year's facts and results are, and which of the results a fact can be taken from."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from pathlib import Path


class LastResult(Enum):
    """A result of last year; the value is what the scheme says."""

    SCORE = "得分"
    TIER = "等次"
    RANK = "名次"


LAST_RESULTS = {result.value: result for result in LastResult}


@dataclass(frozen=True, slots=True)
class Named:
    """A file or folder, and what the user calls it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's folder of facts and file of results; `scheme` is the id of the scheme that both are to be of."""

    facts: Named | None
    results: Named | None
    scheme: str | None = None
