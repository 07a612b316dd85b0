"""Bytes on disk to a source text, with every way that can go wrong named."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.text.source import Source

if TYPE_CHECKING:
    from pathlib import Path

# A scheme of 500 indicators is 200 kB; a file past this is not one that a person edits.
LARGEST_FILE = 8_000_000
BOM = b"\xef\xbb\xbf"
OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")
_UTF16 = "看起来是 UTF-16（记事本的“Unicode”）"
_FREE_IT = "请检查权限，或关闭正在使用它的程序后再试"


def read_source(path: Path, name: str | None = None) -> tuple[Source | None, list[Problem]]:
    """Read a UTF-8 text file (a BOM is allowed); `name` is what the user calls it."""
    shown = name or str(path)
    try:
        if path.is_dir():  # Windows calls it a lack of permission
            return None, [_unreadable(shown, "这是一个文件夹，应为一个文件", "路径要写到具体的文件，如 方案.yaml")]
        if path.exists() and not path.is_file():  # a device or a pipe has no end
            return None, [_unreadable(shown, "这不是普通的文件", "请核对路径")]
        if path.stat().st_size > LARGEST_FILE:
            return None, [_too_large(shown)]
        data = path.read_bytes()
    except (FileNotFoundError, ValueError):  # a path that no file can have
        return None, [Problem(Code.FILE_NOT_FOUND, f"找不到文件“{shown}”", file=shown, help="请核对路径和文件名")]
    except OSError as error:
        return None, [_unreadable(shown, reason(error), _FREE_IT)]
    return _decode(shown, data)


def _decode(name: str, data: bytes) -> tuple[Source | None, list[Problem]]:
    if data.startswith(OTHER_BOMS) or b"\0" not in data:
        try:
            text = data.removeprefix(BOM).decode("utf-8")
        except UnicodeDecodeError:
            return None, [_wrong_encoding(name, data)]
        return Source(name, text.replace("\r\n", "\n").replace("\r", "\n"), sha256(data).hexdigest()), []
    if _is_utf16(data):
        return None, [_not_utf8(name, _UTF16)]
    message = f"“{name}”不是文本文件（含有二进制内容）"
    fix = "请确认没有把 Excel、Word 或压缩包改名为 .yaml；方案和数据文件应为 UTF-8 文本"
    return None, [Problem(Code.NOT_TEXT, message, file=name, help=fix)]


def _wrong_encoding(name: str, data: bytes) -> Problem:
    if data.startswith(OTHER_BOMS):
        found = _UTF16
    elif _decodes(data, "gb18030"):
        found = "看起来是 GBK/ANSI"
    else:
        return Problem(
            Code.NOT_TEXT,
            f"“{name}”不是文本文件（无法按任何中文编码读出）",
            file=name,
            help="请确认文件没有损坏，也不是 Excel、Word 或压缩包改的名",
        )
    return _not_utf8(name, found)


def _not_utf8(name: str, found: str) -> Problem:
    return Problem(
        Code.WRONG_ENCODING,
        f"“{name}”不是 UTF-8 编码，{found}",
        file=name,
        help="用记事本打开，“另存为”时把编码选为 UTF-8",
    )


# Letters, Chinese, and the punctuation of both.
_WRITTEN = re.compile(r"[\t\r\n -~\u2010-\u203b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def _is_utf16(data: bytes) -> bool:
    """Say whether bytes without a mark are UTF-16: read so, they are a text in Chinese."""
    for encoding in ("utf-16-le", "utf-16-be"):
        if _decodes(data, encoding):
            text = data.decode(encoding)
            if len(_WRITTEN.findall(text)) * 10 >= len(text) * 9:
                return True
    return False


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    # Random bytes often decode as GB18030 too; a text has no control characters in it.
    return all(c in "\t\r\n" or c.isprintable() for c in text)


def _too_large(name: str) -> Problem:
    return Problem(
        Code.TOO_LARGE,
        f"“{name}”超过 {LARGEST_FILE // 1_000_000} MB",
        file=name,
        help="方案和单位数据是人工编辑的文件，不会这样大；请确认没有选错文件",
    )


def _unreadable(name: str, why: str, fix: str) -> Problem:
    return Problem(Code.FILE_UNREADABLE, f"读不了“{name}”：{why}", file=name, help=fix)
