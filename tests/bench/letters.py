"""Letters of a thousand units, HTML and Word, by `kaohe report` as a process; their summary beside them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.files import run_command, write_shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS = 1000
TARGET = 60.0


def measure_letters(count: int = UNITS) -> Iterator[tuple[str, float, str, float | None, float | None]]:
    """Yield (name, value, unit, ratio, target): the target is of seconds, so value and ratio are one."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_shipped(folder, count)
        seconds = run_command(folder, "report", "-o", str(folder / "单位说明"))
        made = list((folder / "单位说明").iterdir())
        assert len(made) == 2 * count, len(made)
        yield f"kaohe report, {count} units, HTML and Word", seconds, "s", seconds, TARGET
        paths = [f"{folder / '汇总'}.{end}" for end in ("xlsx", "html")]
        seconds = run_command(folder, "summary", "-o", paths[0], "-o", paths[1])
        yield f"kaohe summary, {count} units, workbook and HTML", seconds, "s", None, None
