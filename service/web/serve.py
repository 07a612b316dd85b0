"""Starting the service; the only door to uvicorn."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

from service.web.app import make_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.web.folder import Folder
    from service.web.gate import Key


def listening(port: int) -> socket.socket:
    """Return a socket that listens on this computer alone; port 0 takes a free one. Raises OSError."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.bind(("127.0.0.1", port))
    return made


def serve(folder: Folder, key: Key, at: socket.socket, version: str, ready: Callable[[], None]) -> None:
    """Serve until the process is told to end; `ready` is called before the first request."""
    config = uvicorn.Config(
        make_app(folder, key, version), log_level="warning", access_log=False, server_header=False, date_header=False,
        proxy_headers=False, ws="none", timeout_graceful_shutdown=3,
    )  # fmt: skip
    ready()
    uvicorn.Server(config).run(sockets=[at])
