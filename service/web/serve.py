"""Starting the service; the only door to uvicorn."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.web.gate import App


def listening(port: int) -> socket.socket:
    """Return a socket that listens on this computer alone; port 0 takes a free one. Raises OSError."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.bind(("127.0.0.1", port))
        # Who opens the address as soon as it is shown waits until the service has started, and is not refused.
        made.listen()
    except OSError:
        made.close()
        raise
    return made


def serve(app: App, at: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until the process is told to end; `ready` is called before the first request."""
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, server_header=False, date_header=False,
        proxy_headers=False, ws="none", timeout_graceful_shutdown=3,
    )  # fmt: skip
    ready()
    uvicorn.Server(config).run(sockets=[at])
