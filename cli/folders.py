"""Writing a whole folder: all of it or nothing, and over nothing that is there."""

from __future__ import annotations

import re
import shutil
from secrets import token_hex
from typing import TYPE_CHECKING

from cli.ends import Stopped, Unwritable
from engine.founding.draft import FORBIDDEN_IN_NAMES
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_FIX = "请换一个位置或名称再试"
LONGEST_PART = 40
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)


def name_part(name: str) -> str:
    """Return a name, of a unit or whatever, as it may stand in the name of a file."""
    return FORBIDDEN_IN_NAMES.sub("-", name.strip())[:LONGEST_PART].rstrip(". ")


def check_name(folder: Path) -> None:
    """Refuse the name of a folder that Windows could not hold: folders travel."""
    name = folder.name
    if found := FORBIDDEN_IN_NAMES.search(name):
        raise Unwritable(f"文件夹不能叫“{name}”：Windows 的文件名里不能有“{found[0]}”", _FIX)
    if _RESERVED.fullmatch(name):
        raise Unwritable(f"文件夹不能叫“{name}”：这是 Windows 的保留名称", _FIX)
    if name and (name != name.strip() or (name.endswith(".") and name != "..")):
        raise Unwritable(f"文件夹不能叫“{name}”：开头和末尾不能有空格，末尾不能有句点", _FIX)


def check_folder(folder: Path, files: Iterable[str]) -> None:
    """Refuse a folder that cannot be made, or that has any of the files or folders to be made in it."""
    try:
        if folder.exists() and not folder.is_dir():
            raise Unwritable(f"写不了“{folder}”：已经有一个同名的文件", _FIX)
        if not folder.absolute().parent.is_dir():
            raise Unwritable(f"写不了“{folder}”：文件夹“{folder.absolute().parent}”不存在", "请先建好上一级文件夹")
        tops = dict.fromkeys(file.split("/")[0] for file in files)
        there = [top for top in tops if _in_use(folder / top)]
    except OSError as error:
        raise Unwritable(f"写不了“{folder}”：{reason(error)}", _FIX) from error
    if there:
        fix = "没有写入任何文件；请换一个新的文件夹，或先把它移走"
        raise Stopped([_there(str(folder / top), fix) for top in there])


def _there(name: str, fix: str) -> Problem:
    return Problem(Code.ALREADY_THERE, f"“{name}”已经有了，没有覆盖", file=name, help=fix)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files out of sight beside the folder, then put them in place.

    Call `check_folder` first.
    """
    folder = folder.absolute()
    draft = folder.parent / f".kaohe-{token_hex(8)}.tmp"
    try:
        try:
            for name, data in files.items():
                path = draft / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            if folder.exists():
                _put_into(draft, folder)
            else:
                draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise Unwritable(f"写不了“{folder}”：{reason(error)}", _FIX) from error


def _put_into(draft: Path, folder: Path) -> None:
    """Move what the draft holds into a folder that is there; what has been moved goes back if anything fails."""
    moved: list[Path] = []
    try:
        for each in sorted(draft.iterdir()):
            target = folder / each.name
            if target.is_dir():
                target.rmdir()  # it is empty: `check_folder` has seen to that, and a full one is refused here too
            each.rename(target)
            moved.append(target)
    except BaseException:
        for target in moved:
            target.rename(draft / target.name)
        raise


def _in_use(path: Path) -> bool:
    return path.is_symlink() or (path.exists() and not (path.is_dir() and not any(path.iterdir())))
