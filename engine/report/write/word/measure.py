"""Lengths as Word counts them: twips (1/20 point) on the page, EMU (1/36,000 mm) in pictures."""

from __future__ import annotations

POINT = 20


def twips(millimetres: int) -> int:
    """Return a length in twips, to the nearest: 1 inch is 25.4 mm and 1,440 twips."""
    return (millimetres * 14400 + 127) // 254


def emu(millimetres: int) -> int:
    """Return a length in English Metric Units: 1 mm is 36,000."""
    return millimetres * 36_000
