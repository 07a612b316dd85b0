"""Texts to bytes, as editors and accidents leave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

SOUND = 0.85


def encoded(rng: random.Random, text: str) -> bytes:
    """Mostly UTF-8; now and then what Notepad, a cut line or a stray byte makes of it."""
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < SOUND:
        return data
    at = rng.randrange(len(data) + 1)
    match rng.randrange(12):
        case 0:
            return text.encode("gb18030", "replace")
        case 1:
            return text.encode(rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32")), "replace")
        case 2:
            return b"\xef\xbb\xbf" + data
        case 3:
            return data.replace(b"\n", b"\r\n")
        case 4:
            return data.replace(b"\n", b"\r")
        case 5:
            return data[:at]
        case 6:
            return (
                data[:at] + rng.choice((b"\0", b"\xff", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80")) + data[at:]
            )
        case 7:
            return data.replace(b"  ", b"\t", rng.randint(1, 40))
        case 8:
            return data[:at] + bytes(rng.randrange(256) for _ in range(rng.randint(1, 6))) + data[at:]
        case 9:
            return data[:at] + "\u2028\x85\ufeff"[rng.randrange(3)].encode() + data[at:]
        case 10:
            return data.replace(b"\n", b"\n\n" * rng.randint(1, 20))
        case _:
            return b"\xef\xbb\xbf" * 2 + data


def raw(rng: random.Random) -> bytes:
    """Bytes of no text at all."""
    size = rng.choice((0, 1, 2, 3, 10, 200, 5000))
    pieces = (b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.4", b"\x1f\x8b", b"")
    letters = rng.choice((range(256), range(32, 127), b" \n\t:-[]{}#&*!|>'\"%@`ab1", (0, 10, 32, 58)))
    return rng.choice(pieces) + bytes(rng.choice(letters) for _ in range(size))
