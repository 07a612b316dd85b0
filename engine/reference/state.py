"""What a formula may come to instead of a number."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction


class State(Enum):
    """What stands in place of a number; the first in this list wins (section 2)."""

    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    ZERO_DENOMINATOR = "zero_denominator"


Value = Fraction | str | State
