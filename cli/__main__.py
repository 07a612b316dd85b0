"""`python -m cli` is `kaohe`."""

from __future__ import annotations

import sys

from cli.process import start

if __name__ == "__main__":
    sys.exit(start())
