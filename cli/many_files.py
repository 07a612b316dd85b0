"""Writing several files into a folder: all of them are ready before the first is put in place, none over another."""

from __future__ import annotations

import os
from enum import Enum
from secrets import token_hex
from typing import TYPE_CHECKING

from cli.ends import Stopped, Unwritable
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FIX = "请关闭正在使用它的程序（如 Excel、WPS），或换一个位置再试"
_MOST_NAMED = 3
_THERE = "没有写入任何文件；确实要覆盖，请加 --force；要留着，请用 -o 换一个文件夹，或先把它移走"


class Written(Enum):
    """What became of a file; the value is what a program is told."""

    NEW = "new"
    SAME = "unchanged"
    OVER = "overwritten"


def write_files(folder: Path, files: Mapping[str, bytes], *, force: bool) -> dict[str, Written]:
    """Write files into a folder, which is made where there is none; return what became of each.

    A file that is there with the same bytes stays. Raises Stopped with those that are there with others, unless
    `force`; raises Unwritable.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise Unwritable(f"写不了“{folder}”：已经有一个同名的文件", "请换一个文件夹")
        if not folder.absolute().parent.is_dir():
            raise Unwritable(f"写不了“{folder}”：文件夹“{folder.absolute().parent}”不存在", "请先建好上一级文件夹")
        found = {name: _found(folder / name, data) for name, data in files.items()}
    except OSError as error:
        raise Unwritable(f"写不了“{folder}”：{reason(error)}", _FIX) from error
    over = [str(folder / name) for name, written in found.items() if written is Written.OVER]
    if over and not force:
        raise Stopped([_there(over)])
    _put(folder, {name: data for name, data in files.items() if found[name] is not Written.SAME})
    return found


def _found(path: Path, data: bytes) -> Written:
    if path.is_dir():
        raise Unwritable(f"写不了“{path}”：这是一个文件夹", "请先把它移走")
    if not path.exists():
        return Written.NEW
    return Written.SAME if path.stat().st_size == len(data) and path.read_bytes() == data else Written.OVER


def _there(over: list[str]) -> Problem:
    if len(over) == 1:
        message = f"“{over[0]}”已经有了，内容与这次的不同，没有覆盖"
    else:
        named = "、".join(f"“{each}”" for each in over[:_MOST_NAMED]) + ("等" if len(over) > _MOST_NAMED else "")
        message = f"{named} {len(over)} 个文件已经有了，内容与这次的不同，没有覆盖"
    return Problem(Code.ALREADY_THERE, message, file=over[0], help=_THERE)


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    drafts: dict[Path, Path] = {}
    at = folder
    try:
        folder.mkdir(exist_ok=True)
        for name, data in files.items():
            at = folder / name
            drafts[at] = at.with_name(f".kaohe-{token_hex(8)}.tmp")
            with drafts[at].open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for at, draft in drafts.items():
            draft.replace(at)
    except OSError as error:
        raise Unwritable(f"写不了“{at}”：{reason(error)}", _FIX) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
