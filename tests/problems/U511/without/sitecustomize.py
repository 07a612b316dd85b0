"""A Python in which fastapi is not installed."""

from __future__ import annotations

import sys

sys.modules["fastapi"] = None  # type: ignore[assignment]  # Python's own way to say that there is none
