"""The days that a scheme assesses, as 考核期间 writes them."""

from __future__ import annotations

import re
from datetime import date

_PERIOD = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\s*(?:至|到|—+|~)\s*([0-9]{4}-[0-9]{2}-[0-9]{2})")


def assessed_period(text: str | None) -> tuple[date, date] | None:
    """Return the first and the last day of a period such as `2021-01-01 至 2021-12-31`, or None when it is none."""
    match = _PERIOD.fullmatch((text or "").strip())
    try:
        start, end = (date.fromisoformat(each) for each in match.groups()) if match else (None, None)
    except ValueError:
        return None
    return (start, end) if start is not None and end is not None and start <= end else None
