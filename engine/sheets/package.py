"""An .xlsx file as the zip archive that it is: looked through before any library opens it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.sheets.faults import ForeignError, TooLargeError, UnsafeError
from engine.sheets.sniff import BROKEN, ENCRYPTED, Foreign, sniff_names

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_UNPACKED = 600_000_000
# Cells that hold nothing but their format, which a stray click can put into a million rows.
_EMPTY_CELL = re.compile(rb"<c(?:\s[^<>]*)?/>")
_EMPTY_ROW = re.compile(rb"<row(?:\s[^<>]*)?(?:/>|>\s*</row>)")
_LARGE_PART = 1_000_000
MOST_CELLS = 6_000_000
_ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)|<\0!\0(D\0O\0C|E\0N\0T)|\0<\0!\0(D\0O|E\0N)")
_CELL_IMAGES = re.compile(r"(?i)xl/cellimages\.xml")
_MEDIA = re.compile(r"(?i)xl/media/.+")
_DECLARED_XML = (".xml", ".rels", ".vml")


@dataclass(frozen=True, slots=True)
class Package:
    """An archive that may be opened: its bytes, without cells that hold nothing, and what is known of it."""

    data: bytes
    has_formulas: bool
    pictures: int
    cell_images: bool


def open_package(data: bytes) -> Package:
    """Look through an archive. Raises ForeignError, TooLargeError or UnsafeError."""
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
    kind = sniff_names(names, archive.read("mimetype")[:200] if "mimetype" in names else b"")
    if isinstance(kind, Foreign):
        raise ForeignError(kind)
    parts = dict(_parts(archive))
    for name, part in parts.items():
        if name.lower().endswith(_DECLARED_XML) and _ENTITIES.search(part):
            raise UnsafeError
    sheets = {name for name in parts if re.fullmatch(r"(?i)xl/worksheets/[^/]+\.xml", name)}
    lean = {name: _without_empty_cells(parts[name]) for name in sheets if len(parts[name]) > _LARGE_PART}
    cells = sum(len(re.findall(rb"<c[\s>]", lean.get(name, parts[name]))) for name in sheets)
    if cells > MOST_CELLS:
        raise TooLargeError(f"有 {cells // 10_000} 万个单元格")
    return Package(
        _packed(parts | lean) if lean else data,
        any(re.search(rb"<f[\s>/]", parts[name]) for name in sheets),
        sum(bool(_MEDIA.fullmatch(name)) for name in names),
        any(_CELL_IMAGES.fullmatch(name) for name in names),
    )


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for each in archive.infolist():
        if not each.is_dir():
            yield each.filename, archive.read(each)


def _without_empty_cells(part: bytes) -> bytes:
    """Leave out the cells and rows that hold nothing: what stays says the same."""
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", part))


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()
