"""An .xlsx file as the zip archive that it is: looked through before any library opens it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.sheets.faults import FarAwayError, ForeignError, TooLargeError, UnsafeError
from engine.sheets.limits import MOST_ROWS
from engine.sheets.sniff import BROKEN, ENCRYPTED, Foreign, sniff_names

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_UNPACKED = 400_000_000
# No sheet of values shrinks to a two hundredth; what does is made to keep a reader busy.
_LARGE_UNPACKED, _MOST_SHRUNK = 20_000_000, 200
# Cells that hold nothing but their format, which a stray click can put into a million rows.
_EMPTY_CELL = re.compile(rb"<c(?:\s[^<>]*)?/>")
_EMPTY_ROW = re.compile(rb"<row(?:\s[^<>]*)?(?:/>|>\s*</row>)")
_LARGE_PART = 1_000_000
MOST_CELLS = 6_000_000
# Of texts that cells share, and of anything else outside the sheets: what is written between < and >.
MOST_TEXTS, MOST_TAGS = 30_000_000, 3_000_000
_IN_SHEETS = (
    (b"<row", MOST_ROWS, "行"),
    (b"<mergeCell ", 200_000, "个合并的单元格"),
    (b"<col ", 100_000, "条列宽"),
)
_ENDLESS_CELL = re.compile(rb"<c\s[^<>]{2000}")
_FAR_ROW = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]{7,})["']""")
_FIGURES = 12
_ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)|<\0!\0(D\0O\0C|E\0N\0T)|\0<\0!\0(D\0O|E\0N)")
_CELL_IMAGES = re.compile(r"(?i)xl/cellimages\.xml")
_MEDIA = re.compile(r"(?i)xl/media/.+")
_SHEET = re.compile(r"(?i)xl/worksheets/[^/]+\.xml")
_DECLARED_XML = (".xml", ".rels", ".vml")
_RELATION = re.compile(rb"<Relationship\s[^<>]*>")
_TARGET = re.compile(rb'\sTarget="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Package:
    """An archive that may be opened: its bytes, without cells that hold nothing, and what is known of it.

    `sheets` are the texts of its worksheets by their names in the archive, `comments` those of what is pinned to
    their cells. `cell_images` says that there are pictures in cells, as WPS puts them.
    """

    data: bytes
    sheets: dict[str, bytes]
    comments: dict[str, bytes]
    pictures: int
    cell_images: bool


def open_package(data: bytes) -> Package:
    """Look through an archive. Raises FarAwayError, ForeignError, TooLargeError or UnsafeError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _looked_through(archive, data)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zlib.error) as error:
        raise ForeignError(BROKEN) from error
    except RuntimeError as error:  # a part is encrypted
        raise ForeignError(ENCRYPTED) from error


def _looked_through(archive: zipfile.ZipFile, data: bytes) -> Package:
    names = archive.namelist()
    unpacked = sum(each.file_size for each in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise TooLargeError(f"解开以后有 {unpacked // 1_000_000} MB")
    for each in archive.infolist():
        if each.file_size > _LARGE_UNPACKED and each.file_size > _MOST_SHRUNK * max(each.compress_size, 1):
            raise TooLargeError(f"解开以后有 {each.file_size // 1_000_000} MB，是压缩着的几百倍")
    kind = sniff_names(names, archive.read("mimetype")[:200] if "mimetype" in names else b"")
    if isinstance(kind, Foreign):
        raise ForeignError(kind)
    parts = dict(_parts(archive))
    for name, part in parts.items():
        if name.lower().endswith(_DECLARED_XML) and _ENTITIES.search(part):
            raise UnsafeError
    sheets = {name: part for name, part in parts.items() if _SHEET.fullmatch(name)}
    lean = {name: _without_empty_cells(part) for name, part in sheets.items() if len(part) > _LARGE_PART}
    sheets |= lean
    cells = sum(part.count(b"<c ") + part.count(b"<c>") for part in sheets.values())
    if cells > MOST_CELLS:
        raise TooLargeError(f"有 {cells // 10_000} 万个单元格")
    _refuse_what_no_program_writes(parts | lean)
    return Package(
        _packed(parts | lean) if lean else data,
        sheets,
        {name: comments for name in sheets if (comments := _comments_of(name, parts))},
        sum(bool(_MEDIA.fullmatch(name)) for name in names),
        any(_CELL_IMAGES.fullmatch(name) for name in names),
    )


def _refuse_what_no_program_writes(parts: dict[str, bytes]) -> None:
    """Raise where parts are made to keep a reader busy for hours. Raises FarAwayError, ForeignError, TooLargeError."""
    for name, part in parts.items():
        if _SHEET.fullmatch(name) is None:
            most = MOST_TEXTS if name.lower().endswith("sharedstrings.xml") else MOST_TAGS
            if (tags := part.count(b"<")) > most:
                raise TooLargeError(f"其中“{name}”有 {tags // 10_000} 万个标记")
            continue
        for tag, most, what in _IN_SHEETS:
            if (count := part.count(tag)) > most:
                raise TooLargeError(f"有 {count // 10_000} 万{what}")
        if _ENDLESS_CELL.search(part):
            raise ForeignError(BROKEN)
        for match in _FAR_ROW.finditer(part):
            if int(match[2][:_FIGURES]) > MOST_ROWS:
                raise FarAwayError(f"第 {match[2][:_FIGURES].decode()} 行")


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for each in archive.infolist():
        # Pictures and the like are counted, not unpacked.
        if each.filename.lower().endswith(_DECLARED_XML):
            yield each.filename, archive.read(each)


def _comments_of(sheet: str, parts: dict[str, bytes]) -> bytes:
    """Return the part that holds the comments of a sheet, which the sheet's relations name."""
    folder, name = posixpath.split(sheet)
    for relation in _RELATION.findall(parts.get(f"{folder}/_rels/{name}.rels", b"")):
        if b'relationships/comments"' in relation and (told := _TARGET.search(relation)):
            target = told[1].decode("utf-8", errors="replace")
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            return parts.get(place, b"")
    return b""


def _without_empty_cells(part: bytes) -> bytes:
    """Leave out the cells and rows that hold nothing: what stays says the same."""
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", part))


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()
