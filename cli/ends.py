"""What ends a command early, and the Chinese for what an operating system says in English."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import click

from engine.problem.codes import Code
from engine.problem.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Misuse(click.UsageError):
    """The command line is wrong; the message is a Chinese sentence."""


class Stopped(Exception):  # noqa: N818  no error of the program: the user's problems end the command
    """Problems that leave nothing to show."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class Unwritable(Exception):  # noqa: N818  as above
    """A result cannot be written; the message is a Chinese sentence, `fix` says what to do."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix


class ReaderGone(Exception):  # noqa: N818  as above
    """Whoever read our output has stopped reading (`kaohe rank | head`)."""


_REASONS = {
    errno.EACCES: "没有权限，或文件正被其他程序占用",
    errno.EPERM: "没有权限，或文件正被其他程序占用",
    errno.EBUSY: "文件正被其他程序占用",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "这个位置是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EINVAL: "文件名含有不允许的字符",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "同时打开的文件太多",
    errno.ELOOP: "链接互相指向，找不到头",
}


def reason(error: OSError) -> str:
    """Say in Chinese why the system refused."""
    return _REASONS.get(error.errno or 0, f"系统拒绝（错误号 {error.errno}）")


def unreadable(path: Path, why: str, fix: str) -> Stopped:
    """Return the end of a command whose file cannot be read."""
    return Stopped([Problem(Code.FILE_UNREADABLE, f"读不了“{path}”：{why}", file=str(path), help=fix)])
