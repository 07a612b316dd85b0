"""A document with one of everything, a small picture, and what of a file can be read without any library."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import date

from engine.report.write.word.document import Document
from engine.report.write.word.fonts import Role
from engine.report.write.word.package import About
from engine.report.write.word.page import A4
from engine.report.write.word.paragraph import Align, Format
from engine.report.write.word.tables import Cell, Column, Line, Row
from engine.report.write.word.text import Run

ABOUT = About("考核结果说明", "某局", date(2022, 2, 22))


def png(width: int = 6, height: int = 3) -> bytes:
    rows = b"".join(b"\0" + b"\x20\x80\xc0" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def one_of_everything() -> Document:
    made = Document(ABOUT, across="样稿")
    made.heading(0, "甲单位考核结果说明")
    made.heading(1, "一、结论")
    every = Run("字", bold=True, italic=True, underline=True, colour="C00000", highlight="yellow", size=28, spacing=2)
    made.paragraph(["得分", every, Run("楷体", font=Role.SECOND), "折\n行\t制表"])
    whole = Format(
        align=Align.RIGHT,
        keep_next=True,
        keep_lines=True,
        new_page=True,
        left=10,
        right=20,
        first=-30,
        right_chars=100,
        before=1,
        after=2,
        line=400,
        shading="EEEEEE",
        rule=("FF0000", 12, 1),
        tabs=(("right", 8000),),
    )
    made.paragraph("有样的段", "Note", whole)
    made.bullets(["第一条", ["第", Run("二", bold=True), "条"]])
    made.picture(png(), 120, "一张图：左高右低")
    columns = [Column(12, Align.CENTRE), Column(50), Column(30, Align.RIGHT)]
    rows: list[Line] = [
        ["C1", "走访率", "46.00"],
        Row(["合计", Cell("无", span=2, align=Align.LEFT)], shading="EEEEEE", height=12),
    ]
    made.table(columns, rows, head=[["编号", "指标", "事实"]], caption="表1", title="指标", about="一行一个指标")
    made.turn(A4.turned())
    made.heading(2, "横排")
    made.new_page()
    return made


def parts(file: bytes) -> dict[str, str]:
    """The text of every part of a file that is XML."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: archive.read(name).decode() for name in names}
