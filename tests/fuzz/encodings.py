"""Texts to bytes, as editors and accidents leave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.text.written import BOM

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

SOUND = 0.85


def encoded(rng: random.Random, text: str) -> bytes:
    """Mostly UTF-8; now and then what Notepad, a cut line or a stray byte makes of it."""
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < SOUND:
        return data
    return rng.choice(_ACCIDENTS)(rng, text, data)


def _inserted(rng: random.Random, _: str, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(_STRAY) + data[at:]


def _noise(rng: random.Random, _: str, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + bytes(rng.randrange(256) for _ in range(rng.randint(1, 6))) + data[at:]


_STRAY = (b"\0", b"\xff", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", "\u2028".encode(), "\x85".encode(), BOM)
_ACCIDENTS: tuple[Callable[[random.Random, str, bytes], bytes], ...] = (
    _inserted,
    _noise,
    lambda _, text, __: text.encode("gb18030", "replace"),
    lambda rng, text, _: text.encode(rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32")), "replace"),
    lambda _, __, data: BOM + data,
    lambda _, __, data: BOM + BOM + data,
    lambda _, __, data: data.replace(b"\n", b"\r\n"),
    lambda _, __, data: data.replace(b"\n", b"\r"),
    lambda rng, _, data: data[: rng.randrange(len(data) + 1)],
    lambda rng, _, data: data.replace(b"  ", b"\t", rng.randint(1, 40)),
    lambda rng, _, data: data.replace(b"\n", b"\n\n" * rng.randint(1, 20)),
)


def raw(rng: random.Random) -> bytes:
    """Bytes of no text at all."""
    size = rng.choice((0, 1, 2, 3, 10, 200, 5000))
    pieces = (BOM, b"\xff\xfe", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.4", b"\x1f\x8b", b"")
    letters = rng.choice((range(256), range(32, 127), b" \n\t:-[]{}#&*!|>'\"%@`ab1", (0, 10, 32, 58)))
    return rng.choice(pieces) + bytes(rng.choice(letters) for _ in range(size))
