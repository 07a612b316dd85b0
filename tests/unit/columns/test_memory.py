"""Memory of large columns is kept for the next one, where the allocator can be told so."""

from __future__ import annotations

import subprocess
import sys

import pytest

_FAULTS = """
import resource
import numpy as np
from engine.columns.memory import keep_freed_memory
told = keep_freed_memory() if {told} else True
column = np.arange(600_000)
def work():
    return len([column * 3 for _ in range(20)])
work()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
work()
print(told, resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def faults(*, told: bool) -> int:
    """How many new pages the same work asks for when it is done a second time."""
    code = _FAULTS.format(told=told)
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout
    done, count = printed.split()
    assert done == "True"
    return int(count)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems keep memory in their own way")
def test_work_done_again_asks_for_few_new_pages() -> None:
    assert faults(told=True) < 100 < faults(told=False)
