"""What a file is, told by its content: its suffix may say anything."""

from __future__ import annotations

import re
from dataclasses import dataclass

XLSX, XLS, CSV = "xlsx", "xls", "csv"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_SAVE_AS = "请用 Excel 或 WPS 打开它，“另存为”类型选“Excel 工作簿（.xlsx）”，再交"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file that is no workbook of ours to read: what it is, and what to do; `broken` where it is one, cut short."""

    says: str
    fix: str
    encrypted: bool = False
    table: bool = False
    broken: bool = False


ENCRYPTED = Foreign(
    "加了打开密码", "请用 Excel 或 WPS 打开它，在“文件—信息—保护工作簿”里去掉打开密码，保存后再交", encrypted=True
)
BROKEN = Foreign(
    "文件不完整或已经损坏",
    "请让填报人重新发送；能用 Excel 或 WPS 打开的，“另存为”一份新的 .xlsx 再交",
    broken=True,
)


def sniff_bytes(data: bytes) -> str | Foreign:
    """Return the kind of a file by its first bytes; a zip archive or an OLE file is looked into by its own names."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if data.startswith(_OLE):
        return _of_ole(data)
    if data.startswith(_ZIP):
        return XLSX
    if data.startswith(_BIFF):
        return XLS
    for start, foreign in _STARTS:
        if data.startswith(start):
            return foreign
    return _of_text(head.lower()) or CSV


def sniff_names(names: list[str], mimetype: bytes) -> str | Foreign:
    """Return the kind of a zip archive by the names of what is in it."""
    if b"opendocument.spreadsheet" in mimetype:
        return Foreign("是 OpenDocument 表格（.ods）", _SAVE_AS, table=True)
    if "xl/workbook.xml" in names or any(re.fullmatch(r"(?i)xl/workbook[0-9]*\.xml", name) for name in names):
        return XLSX
    if "xl/workbook.bin" in names:
        return Foreign("是 Excel 二进制工作簿（.xlsb）", _SAVE_AS, table=True)
    if any(name.startswith("Index/") or name.endswith(".iwa") for name in names):
        return Foreign("是苹果 Numbers 表格", "请在 Numbers 里“导出到—Excel”，再交", table=True)
    for folder, what in (("word/", "Word 文档"), ("ppt/", "演示文稿")):
        if any(name.startswith(folder) for name in names):
            return Foreign(f"是{what}", "请把内容填进发下的填报表再交")
    return Foreign("是压缩包", "请解压缩，把里面的工作簿放在收回的文件夹里")


def _of_ole(data: bytes) -> str | Foreign:
    """Tell by the names in the directory, which stand there in UTF-16."""
    if _name("EncryptedPackage") in data or _name("EncryptionInfo") in data:
        return ENCRYPTED
    if _name("WordDocument") in data:
        return Foreign("是 Word 文档", "请把内容填进发下的填报表再交")
    if _name("PowerPoint Document") in data:
        return Foreign("是演示文稿", "请把内容填进发下的填报表再交")
    if _name("Workbook") in data or _name("Book") in data:
        return XLS
    return BROKEN


def _name(text: str) -> bytes:
    return text.encode("utf-16-le")


_STARTS = (
    (b"%PDF", Foreign("是 PDF", "扫描件、PDF 读不出数；请填写发下的填报表，原件可以作佐证")),
    (b"\x89PNG", Foreign("是图片", "图片读不出数；请填写发下的填报表，图片可以作佐证")),
    (b"\xff\xd8\xff", Foreign("是图片", "图片读不出数；请填写发下的填报表，图片可以作佐证")),
    (b"Rar!", Foreign("是压缩包", "请解压缩，把里面的工作簿放在收回的文件夹里")),
    (b"7z\xbc\xaf", Foreign("是压缩包", "请解压缩，把里面的工作簿放在收回的文件夹里")),
    (b"PK\x05\x06", Foreign("是空的压缩包", "请让填报人重新发送")),
    (b"PK", BROKEN),
)


def _of_text(head: bytes) -> Foreign | None:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head or b'progid="excel.sheet"' in head:
        return Foreign("是“XML 表格 2003”", _SAVE_AS, table=True)
    page = re.search(rb"<(html|!doctype html|table|meta|body|head)[\s>]", head)
    if page or b"x\0m\0l\0n\0s\0" in head or b"<\0h\0t\0m\0l\0" in head:
        return Foreign("其实是网页（有的系统把网页当 .xls 导出）", _SAVE_AS, table=True)
    if head.startswith(b"<?xml"):
        return Foreign("是 XML 文件", "请确认选对了文件")
    if head.startswith(b"{\\rtf"):
        return Foreign("是 RTF 文档", "请把内容填进发下的填报表再交")
    return None
