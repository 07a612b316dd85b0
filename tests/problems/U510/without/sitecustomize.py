"""A Python in which pygls is not installed."""

from __future__ import annotations

import sys

sys.modules["pygls"] = None  # type: ignore[assignment]  # Python's own way to say that there is none
