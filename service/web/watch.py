"""Telling pages that a file has changed: the stamps are looked at every second, as long as somebody listens."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from service.web.folder import Folder

SECONDS = 1
# So often something is sent even if nothing has changed: a client that has gone is noticed.
BEATS = 15


async def changes(folder: Folder, gone: Callable[[], Awaitable[bool]]) -> AsyncIterator[bytes]:
    """Yield server-sent events until the client has gone: `changed` for every change, its data the new stamp."""
    last = await asyncio.to_thread(folder.stamp)
    yield b"retry: 2000\n\n" + _event("ready", _digest(last))
    beats = 0
    while not await gone():
        await asyncio.sleep(SECONDS)
        now = await asyncio.to_thread(folder.stamp)
        beats = (beats + 1) % BEATS
        if now != last:
            last = now
            yield _event("changed", _digest(now))
        elif not beats:
            yield b": \n\n"


def _event(name: str, data: str) -> bytes:
    return f"event: {name}\ndata: {data}\n\n".encode()


def _digest(stamp: object) -> str:
    return sha256(repr(stamp).encode()).hexdigest()[:16]
