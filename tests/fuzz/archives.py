"""The bytes of workbooks spoilt: members of the archive dropped, doubled and renamed, their XML torn, bytes flipped."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

Members = list[tuple[str, bytes]]
_MOST = 60_000


def spoilt_archive(rng: random.Random, data: bytes) -> bytes:
    """A workbook whose members are spoilt, or the archive itself."""
    if rng.random() < 0.15:
        return flipped(rng, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(each.filename, archive.read(each)) for each in archive.infolist()]
    except zipfile.BadZipFile:
        return flipped(rng, data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        members = rng.choices((_member, _xml), (1, 5))[0](rng, members)
    return _packed(rng, members)


def timeless(data: bytes) -> bytes:
    """The same workbook without the hour at which it was saved: a trial is always the same."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            part = re.sub(
                rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*<", rb"\g<1>2022-01-04T00:00:00Z<", made.read(name)
            )
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def flipped(rng: random.Random, data: bytes) -> bytes:
    """Bytes of which some are others, or missing."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 2, 5, 30))):
        if not found:
            break
        at = rng.randrange(len(found))
        match rng.randrange(6):
            case 0:
                del found[at : at + rng.choice((1, 2, 100))]
            case 1:
                found[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 4)))
            case 2 if rng.random() < 0.3:
                del found[at:]
            case 3:
                found[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\0\0\0\x80"))
            case 4:
                found[at : at + 2] = rng.choice((b"\xff\xff", b"\0\0", b"\xff\x7f"))
            case _:
                found[at] = rng.randrange(256)
    return bytes(found)


def _packed(rng: random.Random, members: Members) -> bytes:
    file = io.BytesIO()
    method = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", method) as archive:
        warnings.simplefilter("ignore")  # a name that stands twice is meant
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


_NAMES = (
    "../../x.xml", "/etc/passwd", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "XL/WORKBOOK.XML", "xl\\workbook.xml",
    "word/document.xml", "xl/cellimages.xml", "xl/media/image1.png", "mimetype", "xl/workbook.bin", "a" * 3000 + ".xml",
    "xl/worksheets/sheet99.xml", "docProps/custom.xml", "xl/sharedStrings.xml", "空\n.xml", "",
)  # fmt: skip


def _member(rng: random.Random, members: Members) -> Members:
    at = rng.randrange(len(members))
    name, data = members[at]
    match rng.randrange(6):
        case 0 if len(members) > 1:
            return members[:at] + members[at + 1 :]
        case 1:
            return [*members, (name, data)]
        case 2:
            return [*members[:at], (rng.choice(_NAMES), data), *members[at + 1 :]]
        case 3:
            return [*members, (rng.choice(_NAMES), data)]
        case 4:
            return [
                *members[:at],
                (name, rng.choice((b"", b"<x/>", b"\0", data[: len(data) // 2]))),
                *members[at + 1 :],
            ]
        case _:
            other = rng.randrange(len(members))
            return [*members[:at], (name, members[other][1]), *members[at + 1 :]]


def _xml(rng: random.Random, members: Members) -> Members:
    wanted = [
        at
        for at, (name, _) in enumerate(members)
        if name.startswith(("xl/work", "xl/sh", "xl/st", "docProps/cust", "xl/_rels"))
    ]
    at = rng.choice(wanted) if wanted and rng.random() < 0.9 else rng.randrange(len(members))
    name, data = members[at]
    if len(data) > _MOST * 10:
        return members
    for _ in range(rng.choice((1, 1, 3))):
        data = rng.choice(_TEARS)(rng, data)
    return [*members[:at], (name, data), *members[at + 1 :]]


_VALUES = (
    b"-1", b"0", b"1", b"2", b"99", b"16385", b"1048577", b"99999999999", b"9" * 5000, b"", b"x", b"NaN", b"1e9", b"A1",
    b"XFD1048576", b"A1048576", b"XFD1", b"A0", b"ZZZZ9", b"A99999999999", b"a1", b"$A$1", b"A1:B", b"A1:XFD1048576",
    b"s", b"str", b"inlineStr", b"b", b"e", b"d", b"n", b"true", b"false", "甲单位".encode(), "乙单位".encode(),
    b"../../../etc/passwd", b"http://x/", "长".encode() * 400, b"&#0;", b"&#x1F600;", b"&lt;", b"2021-03-04", b"1.5",
    b"_x0000_", b"_x000D_", b"hidden", b"veryHidden", "填报表".encode(), b"_kaohe", b"0.1", b"1E400",
)  # fmt: skip
_PIECES = (
    b'<c r="A1"><v>5</v></c>', b'<c r="XFD1048576"><v>5</v></c>', b'<c t="s"><v>99999</v></c>', b'<c t="s"><v>-1</v></c>',  # noqa: E501
    b'<c r="B2" t="e"><v>#REF!</v></c>', b'<c r="B2"><f>1+1</f></c>', b'<c r="B2"><f t="shared" si="0"/><v>3</v></c>',
    b'<c r="C2"><f t="array" ref="C2:C9">A1</f></c>', b"<f>1</f>", b'<c r="B3" t="inlineStr"><is><t>5</t></is></c>',
    b'<c r="B2" t="d"><v>2021-03-04</v></c>', b'<c r="B2" t="b"><v>7</v></c>', b'<row r="1048576"/>', b'<row r="0"/>',
    b'<row r="3"><c r="B9"><v>1</v></c></row>', b'<row r="5000000"><c r="A5000000"><v>1</v></c></row>', b"<!-- x -->",
    b"<!DOCTYPE a>", b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<![CDATA[5]]>", b"<?x y?>", b"<si><t>x</t></si>", b"<si/>",
    b'<mergeCell ref="A1:C9"/>', b'<mergeCell ref="A1:XFD1048576"/>', b'<mergeCells count="1"><mergeCell ref="B2:B4"/></mergeCells>',  # noqa: E501
    b'<definedName name="x">#REF!</definedName>', b'<sheet name="x" sheetId="9" r:id="rId99"/>', b'<col min="1" max="16384" hidden="1"/>',  # noqa: E501
    b'<sheetProtection sheet="1"/>', b'<dataValidation type="list" sqref="A1:XFD1048576"><formula1>x</formula1></dataValidation>',  # noqa: E501
    b'<hyperlink ref="A1" location="x"/>', b'<property name="x" pid="2"><i4>x</i4></property>', b"<", b"</c>", b"&", b"\xff", b"\0",  # noqa: E501
)  # fmt: skip


def _attribute(rng: random.Random, data: bytes) -> bytes:
    places = list(re.finditer(rb'="([^"]*)"', data))
    if not places:
        return data
    place = rng.choice(places)
    return data[: place.start(1)] + rng.choice(_VALUES) + data[place.end(1) :]


def _content(rng: random.Random, data: bytes) -> bytes:
    places = list(re.finditer(rb">([^<>]+)<", data))
    if not places:
        return data
    place = rng.choice(places)
    return data[: place.start(1)] + rng.choice(_VALUES) + data[place.end(1) :]


def _insert(rng: random.Random, data: bytes) -> bytes:
    places = [match.start() for match in re.finditer(rb"<", data)] or [0]
    at = rng.choice(places)
    return data[:at] + rng.choice(_PIECES) * rng.choice((1, 1, 1, 2, 500)) + data[at:]


def _element(rng: random.Random, data: bytes) -> bytes:
    places = list(re.finditer(rb"<(\w+)[^<>]*(?:/>|>[^<>]*</\1>)", data))
    if not places:
        return data
    place, other = rng.choice(places), rng.choice(places)
    if rng.random() < 0.5:
        return data[: place.start()] + data[place.end() :]
    return data[: place.start()] + other[0] + data[place.start() :]


def _tag(rng: random.Random, data: bytes) -> bytes:
    tags = sorted(set(re.findall(rb"<(\w+)", data)))
    if not tags:
        return data
    tag, other = rng.choice(tags), rng.choice((*tags, b"x", b"row", b"c", b"v", b"f"))
    return re.sub(rb"(</?)" + tag + rb"\b", rb"\g<1>" + other, data, count=rng.choice((0, 1, 2)))


def _prefixed(_rng: random.Random, data: bytes) -> bytes:
    """The same with a prefix on every element, as some programs write it."""
    return re.sub(rb"<(/?)(\w+)(?=[\s>/])", rb"<\1x:\2", data).replace(b' xmlns="', b' xmlns:x="')


_TEARS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _attribute, _attribute, _attribute, _content, _content, _insert, _insert, _element, _element, _tag, _prefixed, flipped,  # noqa: E501
)  # fmt: skip
