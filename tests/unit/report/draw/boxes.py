"""Where things are in a picture, read from its SVG; lengths in pixels, texts as wide as we measure them."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from engine.dataclass import dataclass
from engine.report.draw.label import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.report.draw.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a text or a shape takes."""

    left: Fraction
    top: Fraction
    right: Fraction
    bottom: Fraction
    said: str


def root(picture: Picture) -> ET.Element:
    return ET.fromstring(picture.svg)  # noqa: S314  our own


def texts(picture: Picture) -> list[Box]:
    """The box of each line of text; an em high, which is what Chinese characters take."""
    return [text_box(each) for each in root(picture).iter(f"{SVG}text")]


def text_box(element: ET.Element) -> Box:
    said = element.text or ""
    size = int(element.get("font-size", "14"))
    x, y = Fraction(element.attrib["x"]), Fraction(element.attrib["y"])
    width = Fraction(text_width(said, size), 10)
    left = {"end": x - width, "middle": x - width / 2}.get(element.get("text-anchor", ""), x)
    return Box(left, y - size * Fraction(22, 25), left + width, y + size * Fraction(3, 25), said)


def shapes(picture: Picture) -> list[Box]:
    """The box of each shape."""
    return [box for element in root(picture).iter() for box in shape_boxes(element)]


def shape_boxes(element: ET.Element) -> Iterator[Box]:
    def number(name: str) -> Fraction:
        return Fraction(element.attrib[name])

    kind = element.tag.removeprefix(SVG)
    match kind:
        case "rect":
            assert number("width") > 0
            assert number("height") > 0
            yield Box(number("x"), number("y"), number("x") + number("width"), number("y") + number("height"), kind)
        case "line":
            across, down = sorted((number("x1"), number("x2"))), sorted((number("y1"), number("y2")))
            yield Box(across[0], down[0], across[1], down[1], kind)
        case "circle":
            x, y, r = number("cx"), number("cy"), number("r")
            yield Box(x - r, y - r, x + r, y + r, kind)
        case "polygon" | "path":
            numbers = [
                Fraction(each) for each in re.findall(r"-?[0-9.]+", element.get("points") or element.get("d") or "")
            ]
            yield Box(min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]), kind)
        case _:
            return


def outside(picture: Picture) -> list[Box]:
    """What leaves the picture."""
    return [
        box
        for box in (*texts(picture), *shapes(picture))
        if box.left < 0 or box.top < 0 or box.right > picture.width or box.bottom > picture.height
    ]


def overlapping(picture: Picture) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other."""
    return [(a.said, b.said) for a, b in combinations(texts(picture), 2) if covers(a, b)]


def covers(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0 and down > 0
