"""The dots of a PNG file, as far as resvg writes them: eight bits for each of red, green, blue and opacity."""

from __future__ import annotations

import struct
import zlib

import numpy as np


def dots(png: bytes) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    """Rows of dots of four numbers."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, data, width, height = 8, b"", 0, 0
    while at < len(png):
        (length,), kind = struct.unpack_from(">L", png, at), png[at + 4 : at + 8]
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, *rest = struct.unpack(">LLBBBBB", body)
            assert rest == [8, 6, 0, 0, 0]
        elif kind == b"IDAT":
            data += body
        at += 12 + length
    lines = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, 1 + 4 * width)
    before = np.zeros(4 * width, np.uint8)
    rows = []
    for line in lines:
        before = unfiltered(int(line[0]), line[1:], before)
        rows.append(before)
    return np.stack(rows).reshape(height, width, 4)


def unfiltered(
    kind: int, line: np.ndarray[tuple[int], np.dtype[np.uint8]], above: np.ndarray[tuple[int], np.dtype[np.uint8]]
) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Undo what a row was filtered with (PNG specification, 9.2)."""
    if kind == 0:
        return line.copy()
    if kind == 2:
        return line + above
    made = [0] * len(line)
    for i, value in enumerate(line.tolist()):
        left = made[i - 4] if i >= 4 else 0
        up = int(above[i])
        corner = int(above[i - 4]) if i >= 4 else 0
        nearest = min((left, up, corner), key=lambda guess: abs(left + up - corner - guess))
        made[i] = (value + {1: left, 3: (left + up) // 2, 4: nearest}[kind]) % 256
    return np.array(made, np.uint8)
