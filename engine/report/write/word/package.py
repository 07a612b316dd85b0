"""A .docx as the package of parts that it is; the only door to python-docx.

python-docx opens the frame and keeps its parts, relations, pictures and properties. The body of the document is
written as text by the modules beside this one and parsed once: python-docx's own tables take some hundred times longer.
The zip archive is written here, so that the same document has the same bytes whenever it is written.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from engine.dataclass import dataclass
from engine.report.write.word.furniture import DECLARATION, NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from engine.report.write.word.fonts import Fonts

_HERE = Path(__file__).parent
_FRAME, _STYLES = _HERE / "frame", _HERE / "styles"
_SETTINGS = "word/settings.xml"
_TWO_FOOTERS = ("<!-- 两种页码 -->", "<w:evenAndOddHeaders/>")
# As far back as a zip archive can say.
_WRITTEN = (1980, 1, 1, 0, 0, 0)
# What python-docx lets a property hold.
_LONGEST = 255


class Look(Enum):
    """Which styles a document has; the value is the name of their file."""

    LETTER = "letter"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself to whoever asks for its properties; without a day it says none."""

    title: str
    author: str
    made: date | None = None


class Package:
    """The parts of one document."""

    def __init__(self, look: Look, fonts: Fonts) -> None:
        self._fonts = fonts
        self._docx = docx.Document(io.BytesIO(_frame(look, fonts)))

    def picture(self, png: bytes) -> str:
        """Add a picture and return its relation; the same picture is kept once."""
        relation, _ = self._docx.part.get_or_add_image(io.BytesIO(png))
        return relation

    def furniture(self, tag: str, parts: Mapping[str, str]) -> str:
        """Add headers ("header") or footers ("footer") by kind and return the references of a section to them."""
        return "".join(
            f'<w:{tag}Reference w:type="{kind}" r:id="{self._beside(f"{tag}-{kind}", tag, xml)}"/>'
            for kind, xml in parts.items()
        )

    def saved(self, body: str, about: About) -> bytes:
        """Return the file with that inside of `w:body`."""
        xml = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{self._fonts.named(body)}</w:body></w:document>"
        self._docx.part._element = parse_xml(xml.encode())  # noqa: SLF001  there is no setter
        self._say(about)
        return self._zipped()

    def _beside(self, name: str, tag: str, xml: str) -> str:
        kind = {
            "header": (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
            "footer": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
        }[tag]
        content = self._fonts.named(xml).encode()
        part = Part(PackURI(f"/word/{name}.xml"), kind[0], content, self._docx.part.package)
        return self._docx.part.relate_to(part, kind[1])

    def _say(self, about: About) -> None:
        said = self._docx.core_properties
        said.title, said.author = about.title[:_LONGEST], about.author[:_LONGEST]
        if about.made is not None:
            said.created = said.modified = datetime(about.made.year, about.made.month, about.made.day, tzinfo=UTC)
        said.revision = 1

    def _zipped(self) -> bytes:
        """Return the parts as a zip archive in which no time of writing is kept."""
        package = self._docx.part.package
        parts = sorted(package.parts, key=lambda part: str(part.partname))
        held = {"_rels/.rels": package.rels.xml}
        for part in parts:
            held[part.partname.membername] = part.blob
            if part.rels:
                held[part.partname.rels_uri.membername] = part.rels.xml
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in [("[Content_Types].xml", _types(parts)), *held.items()]:
                archive.writestr(_member(name), content)
        return file.getvalue()


@cache
def _frame(look: Look, fonts: Fonts) -> bytes:
    """Return the empty document of a look, with the names of its fonts."""
    paths = [path for path in _FRAME.rglob("*") if path.is_file()]
    files = {path.relative_to(_FRAME).as_posix(): path.read_text("utf-8") for path in paths}
    files["word/styles.xml"] = (_STYLES / f"{look.value}.xml").read_text("utf-8")
    if look is Look.NOTICE:
        files[_SETTINGS] = files[_SETTINGS].replace(*_TWO_FOOTERS)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(_member(name), fonts.named(text))
    return file.getvalue()


def _types(parts: list[Part]) -> str:
    """Return the part that says what each part is (ECMA-376, part 2, 10.1.2)."""
    kinds = "".join(f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>' for part in parts)
    relations = f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{DECLARATION}<Types xmlns="{namespace}">{relations}{kinds}</Types>'


def _member(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _WRITTEN)
    # A PNG is compressed already.
    made.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
    made.external_attr = 0o600 << 16
    # Which system wrote it is of no interest to anybody either.
    made.create_system = 0
    return made
