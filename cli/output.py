"""Writing a result to a file: whole or not at all, and never over something by accident."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cli.ends import Unwritable
from engine.problem.refusals import reason
from engine.text.put import draft_of, put
from engine.text.rewrite import ChangedSinceError, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cli.console import Console

_FIX = "请关闭正在使用它的程序（如 Excel、WPS），或换一个位置再试"


def check_target(out: Path, *, force: bool, inputs: Sequence[Path] = ()) -> None:
    """Refuse a target that must not be written, before anything is computed."""
    try:
        target = out.resolve()
        for each in (path.resolve() for path in inputs):
            if target == each or each in target.parents:
                raise Unwritable(f"不能写到“{out}”：那里是这次要读的方案或数据", "请换一个位置")
        if target.is_dir():
            raise Unwritable(f"写不了“{out}”：这是一个文件夹", "请在后面加上文件名")
        if target.exists() and not target.is_file():
            raise Unwritable(f"写不了“{out}”：这不是普通文件", "请换一个文件名")
        if target.exists() and not force:
            raise Unwritable(f"“{out}”已经存在，没有覆盖", "确实要覆盖，请加 --force")
        if not target.parent.is_dir():
            raise Unwritable(f"写不了“{out}”：文件夹“{out.parent}”不存在", "请先建好文件夹")
    except (OSError, RuntimeError) as error:
        raise Unwritable(f"写不了“{out}”：{_why(error)}", "请换一个文件名") from error


def write_file(out: Path, text: str) -> None:
    """Write the whole text beside the target, then put it in place in one step."""
    write_bytes(out, (text.rstrip("\n") + "\n").encode("utf-8", errors="replace"))


def write_bytes(out: Path, data: bytes) -> None:
    """Do as `write_file` with bytes."""
    try:
        put(out.resolve(), data)
    except OSError as error:
        raise Unwritable(f"写不了“{out}”：{reason(error)}", _FIX) from error


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Yield a file to be written, which is put in place whole once all is well; raises `Unwritable`."""
    try:
        with draft_of(out.resolve()) as draft:
            yield draft
    except OSError as error:
        raise Unwritable(f"写不了“{out}”：{reason(error)}", _FIX) from error


def deliver(console: Console, text: str, out: Path | None, written: str = "结果已写入“{}”") -> None:
    """Write the result of a command to the file that was asked for and say so, or show it; raises `Unwritable`."""
    if out is None:
        console.result(text)
    else:
        write_file(out, text)
        console.note(written.format(out))


def rewrite_file(path: Path, data: bytes, *, instead_of: str, backup: bool = False) -> Path | None:
    """Put new bytes in the place of a file that the user wrote; return where the old ones are kept, if they are.

    `instead_of` is the sha256 of what the new bytes were made from: a file that somebody has changed since is
    left alone. A link stays one; rights stay what they are.
    """
    try:
        return rewrite(path, data, instead_of=instead_of, backup=backup)
    except ChangedSinceError as error:
        raise Unwritable(f"“{path}”刚刚被别的程序改过，没有改动", "请重新运行") from error
    except (OSError, RuntimeError) as error:
        raise Unwritable(f"写不了“{path}”，原文件没有改动：{_why(error)}", _FIX) from error


def _why(error: OSError | RuntimeError) -> str:
    return reason(error) if isinstance(error, OSError) else "链接互相指向，找不到头"
