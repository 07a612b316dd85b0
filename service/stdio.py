"""How the process of the language server speaks: on stdin and stdout, and on nothing else."""

from __future__ import annotations

import gc
import os
import signal
import sys

from service.language_server import make_server


def serve(version: str) -> bool:
    """Speak the protocol on stdin and stdout until the client ends it or is gone; say whether it took its leave."""
    # Whatever else is written to stdout would be no protocol: it goes where the log goes.
    sys.stdout.flush()
    speaking = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Ctrl+C ends a server that was started by hand at once: there is nothing to save, and a thread waits for stdin.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Every change makes a whole new tree: looking through all that there is for what is gone, as often as
    # usual, takes half of the time (0.7 s of 1.4 for completion in a megabyte).
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)
    server = make_server(version)
    server.start_io(sys.stdin.buffer, speaking)
    return server.ended_by_client
