"""Bytes on disk to a source text, with every way that can go wrong named."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.text.edits import Edit
from engine.text.source import Source, Span
from engine.text.written import BOM, Written, plain_ends

if TYPE_CHECKING:
    from pathlib import Path

# A scheme of 500 indicators is 200 kB; a file past this is not one that a person edits.
LARGEST_FILE = 8_000_000
OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")
_UTF16 = "看起来是 UTF-16（记事本的“Unicode”）"
_FREE_IT = "请检查权限，或关闭正在使用它的程序后再试"


def read_source(path: Path, name: str | None = None) -> tuple[Source | None, list[Problem]]:
    """Read a UTF-8 text file (a BOM is allowed); `name` is what the user calls it."""
    written, problems = read_written(path, name)
    return (written.source if written and not problems else None), problems


def read_written(path: Path, name: str | None = None) -> tuple[Written | None, list[Problem]]:
    """Read a text file so that it can be written again with few changes.

    One in another encoding is a problem, and comes back as well where that encoding is certain.
    """
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
    return decode(shown, data)


def decode(name: str, data: bytes) -> tuple[Written | None, list[Problem]]:
    """Return the text of a file's bytes, as `read_written` does."""
    if data.startswith(OTHER_BOMS) or b"\0" not in data:
        try:
            text = data.removeprefix(BOM).decode("utf-8")
        except UnicodeDecodeError:
            return _wrong_encoding(name, data)
        return _written(name, data, text), []
    if encoding := _utf16(data):
        return _not_utf8(name, data, _UTF16, encoding)
    message = f"“{name}”不是文本文件（含有二进制内容）"
    fix = "请确认没有把 Excel、Word 或压缩包改名为 .yaml；方案和数据文件应为 UTF-8 文本"
    return None, [Problem(Code.NOT_TEXT, message, file=name, help=fix)]


def _written(name: str, data: bytes, text: str) -> Written:
    return Written(Source(name, plain_ends(text), sha256(data).hexdigest()), text, data.startswith(BOM))


def _wrong_encoding(name: str, data: bytes) -> tuple[Written | None, list[Problem]]:
    if data.startswith(OTHER_BOMS):
        return _not_utf8(name, data, _UTF16, "utf-16")
    if _decodes(data, "gb18030"):
        return _not_utf8(name, data, "看起来是 GBK/ANSI", "gb18030")
    message = f"“{name}”不是文本文件（无法按任何中文编码读出）"
    fix = "请确认文件没有损坏，也不是 Excel、Word 或压缩包改的名"
    return None, [Problem(Code.NOT_TEXT, message, file=name, help=fix)]


# Many bytes are a text in several encodings; only the right one has the words that our files begin with.
_OURS = ("方案编号:", "考核对象:", "用例:")


def _not_utf8(name: str, data: bytes, found: str, encoding: str) -> tuple[Written | None, list[Problem]]:
    message, fix = f"“{name}”不是 UTF-8 编码，{found}", "用记事本打开，“另存为”时把编码选为 UTF-8"
    text = data.decode(encoding) if _decodes(data, encoding) else ""
    if not any(word in text for word in _OURS):
        return None, [Problem(Code.WRONG_ENCODING, message, file=name, help=fix)]
    written = _written(name, data, text)
    # Nothing has to be changed in the text: to write it again is to write it in UTF-8.
    same = Edit(Span(written.source, 0, 0), "")
    return written, [Problem(Code.WRONG_ENCODING, message, file=name, help=fix, edits=(same,))]


# Letters, Chinese, and the punctuation of both.
_WRITTEN = re.compile(r"[\t\r\n -~\u2010-\u203b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def _utf16(data: bytes) -> str | None:
    """Return how bytes without a mark are UTF-16, if they are: read so, they are a text in Chinese."""
    for encoding in ("utf-16-le", "utf-16-be"):
        if _decodes(data, encoding):
            text = data.decode(encoding)
            if len(_WRITTEN.findall(text)) * 10 >= len(text) * 9:
                return encoding
    return None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    # Random bytes often decode as GB18030 too; a text has no control characters in it.
    return all(c in "\t\r\n\u00a0\u3000" or c.isprintable() for c in text)


def _too_large(name: str) -> Problem:
    return Problem(
        Code.TOO_LARGE,
        f"“{name}”超过 {LARGEST_FILE // 1_000_000} MB",
        file=name,
        help="方案和单位数据是人工编辑的文件，不会这样大；请确认没有选错文件",
    )


def _unreadable(name: str, why: str, fix: str) -> Problem:
    return Problem(Code.FILE_UNREADABLE, f"读不了“{name}”：{why}", file=name, help=fix)
