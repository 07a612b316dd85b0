"""The file that is left after an internal error: what broke and where, and nothing of the data."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = ("click", "numpy", "PyYAML", "lark", "jsonschema", "cerberus", "clipspy", "durable-rules")


def version() -> str:
    """Return the version of kaohe as it is installed, to stand behind the name."""
    return f" {found}" if (found := _version_of("kaohe")) else "（未安装，直接运行源码）"


def installed_version() -> str:
    """Return the version number that is installed; none where the source is run."""
    return _version_of("kaohe") or ""


def crash_sentence(error: BaseException) -> str:
    """Write the crash file and return what the user is told."""
    sentence = f"程序内部出错（{type(error).__name__}），不是您的操作有误。"
    path = _write("".join(_report(error)))
    if path is None:
        return sentence + "想写出错误记录，但临时文件夹和当前文件夹都不能写。"
    return sentence + f"错误记录已写入“{path}”，请发给维护人员；其中只有程序位置和版本，没有考核数据。"


def _report(error: BaseException) -> Iterator[str]:
    """Yield the lines. An error's message often quotes a value: only its type is told."""
    yield f"kaohe {_version_of('kaohe') or 'source'}\nPython {sys.version}\n{platform.platform()}\n"
    for name in _PARTS:
        yield f"{name} {_version_of(name) or '-'}\n"
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield f"\n{type(link).__module__}.{type(link).__qualname__}\n"
        for frame in traceback.extract_tb(link.__traceback__):
            yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n    {frame.line}\n'
        link = link.__cause__ or link.__context__


def _write(text: str) -> Path | None:
    name = f"kaohe-crash-{datetime.now().astimezone():%Y%m%dT%H%M%S%f}.txt"
    for folder in (tempfile.gettempdir, Path.cwd):
        try:
            path = Path(folder(), name)
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return path
    return None


def _version_of(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
