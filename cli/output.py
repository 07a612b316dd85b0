"""Writing a result to a file: whole or not at all, and never over something by accident."""

from __future__ import annotations

import os
from secrets import token_hex
from typing import TYPE_CHECKING

from cli.ends import Unwritable
from engine.problem.refusals import reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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
    target = out.resolve()
    # Not by tempfile: its files are for their owner only, and results lie in shared folders.
    draft = target.with_name(f".kaohe-{token_hex(8)}.tmp")
    try:
        try:
            with draft.open("x", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(text.rstrip("\n") + "\n")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise Unwritable(f"写不了“{out}”：{reason(error)}", _FIX) from error


def _why(error: OSError | RuntimeError) -> str:
    return reason(error) if isinstance(error, OSError) else "链接互相指向，找不到头"
