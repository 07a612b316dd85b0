"""A Python in which resvg_py is not installed."""

from __future__ import annotations

import sys

sys.modules["resvg_py"] = None  # type: ignore[assignment]  # Python's own way to say that there is none
