"""Stands in the way of a million rows: a sheet has eight."""

from __future__ import annotations

from engine.sheets import limits

limits.MOST_ROWS = 8
