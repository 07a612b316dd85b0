"""A Python in which pyarrow is not installed."""

from __future__ import annotations

import sys

sys.modules["pyarrow"] = None  # type: ignore[assignment]  # Python's own way to say that there is none
