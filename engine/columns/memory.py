"""Let large columns reuse the memory of those that are done with.

glibc gives the memory of a large array back to the system as soon as it is freed, and every page that is
asked for anew has to be cleared: work on 600,000 units spent three quarters of its time on that. What is
kept instead is given back when the process ends.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD = -3, -1
_MOST = 2**31 - 1


@cache
def keep_freed_memory() -> bool:
    """Tell the allocator to keep what is freed, once; say whether it is one that can be told."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # another libc
        return False
    return bool(mallopt(_M_MMAP_THRESHOLD, 2**30)) and bool(mallopt(_M_TRIM_THRESHOLD, _MOST))
