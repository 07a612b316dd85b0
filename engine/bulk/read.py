"""Facts in column files, where the library that reads them is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from engine.facts.table import FactTable
    from engine.scheme.model import Scheme

LIBRARY = "pyarrow"


def read_bulk(scheme: Scheme, path: Path, name: str) -> tuple[FactTable | None, list[Problem]]:
    """Return the facts in a column file, or in all of a folder; None when anything is wrong with them."""
    try:
        from engine.bulk.load import load_bulk  # noqa: PLC0415  it needs the library
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != LIBRARY:
            raise
        return None, [not_installed(name)]
    return load_bulk(scheme, path, name)


def not_installed(name: str) -> Problem:
    """Say what to install to read a file."""
    message = f"读 Parquet 文件和大的 CSV 文件要用 {LIBRARY}，这里没有安装"
    fix = "请运行 pip install kaohe[bulk]；不便安装的，请系统导出成 Excel 工作簿或较小的 CSV 文件"
    return Problem(Code.BULK_NOT_INSTALLED, message, file=name, help=fix)
