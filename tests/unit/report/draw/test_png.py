"""PNG files: of the right size, drawn with the bundled font, and with nothing beyond their edge."""

from __future__ import annotations

import re
import string
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from engine.report.draw import png as door
from engine.report.draw.ink import FONTS
from engine.report.draw.label import text_width
from engine.report.draw.picture import Picture
from engine.report.draw.png import PIXELS, NoRasterizerError, missing_characters, png
from engine.report.draw.strip import Dot, strip
from tests.unit.report.draw.dots import dots
from tests.unit.report.draw.samples import PICTURES

RARE = "\U0010fffd"
FONT = Path(door.__file__).with_name("fonts") / "NotoSansSC-GB2312.otf"


def framed(picture: Picture, by: int) -> Picture:
    """The same picture with an empty frame around it."""
    width, height = picture.width + 2 * by, picture.height + 2 * by
    head = f'width="{width}" height="{height}" viewBox="{-by} {-by} {width} {height}" role'
    svg = re.sub(r'width="[0-9]+" height="[0-9]+" viewBox="[^"]*" role', head, picture.svg, count=1)
    return Picture(svg, width, height, picture.title, picture.alt)


@pytest.mark.parametrize("name", PICTURES)
def test_png_has_the_shape_of_the_picture_and_something_in_it(name: str) -> None:
    picture = PICTURES[name]()
    drawn = dots(png(picture, width=picture.width // 2))
    assert drawn.shape == (-(-picture.height // 2), picture.width // 2, 4)
    assert (drawn[:, :, 3] == 255).all()
    assert (drawn[:, :, :3] < 128).any()


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_really_drawn_stays_inside(name: str) -> None:
    whole = framed(PICTURES[name](), 20)
    drawn = dots(png(whole, width=whole.width // 2))[:, :, :3]
    edges = (drawn[:10], drawn[-10:], drawn[:, :10], drawn[:, -10:])
    assert all((edge == 255).all() for edge in edges)


@pytest.mark.parametrize("char", [*string.ascii_letters, *string.digits, *"%@&#$+-−*/=~^_|“”‘’…—·Ю（），。中〔①±×"])
def test_a_text_is_never_wider_than_it_is_measured(char: str) -> None:
    said = char.replace("&", "&amp;") * 20
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="500" height="30" font-family="{FONTS}">'
    svg += f'<text x="0" y="22" font-size="20">{said}</text></svg>'
    drawn = dots(png(Picture(svg, 500, 30, "", ""), width=500))
    last = max(x for x in range(500) if (drawn[:, x, 0] < 200).any())
    assert last * 10 <= text_width(char * 20, 20)


def test_a_picture_is_fine_enough_for_paper_unless_the_caller_says_otherwise() -> None:
    as_wide_as_in_a_letter = Fraction(1400, 254)  # inches
    assert dots(png(PICTURES["bars"]())).shape[1] == PIXELS > 133 * as_wide_as_in_a_letter


@pytest.mark.parametrize("name", PICTURES)
def test_shipped_pictures_need_no_other_font(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert called(PICTURES[name](), monkeypatch)["skip_system_fonts"] is True


def test_fonts_of_the_machine_are_asked_for_what_the_bundled_one_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    rare = strip("x", [Dot("㛃䶮镇", Fraction(1), "1")], [])
    assert called(rare, monkeypatch)["skip_system_fonts"] is False


def called(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What resvg is told of a picture."""
    told: dict[str, object] = {}

    def drawn(**options: object) -> bytes:
        told.update(options)
        return b"PNG"

    monkeypatch.setattr(door, "_rasterizer", lambda: drawn)
    assert png(picture) == b"PNG"
    return told


def test_each_character_of_gb_2312_is_drawn_and_not_as_an_empty_box() -> None:
    rows = (bytes((row, column)) for row in range(0xB0, 0xF8) for column in range(0xA1, 0xFF))
    chinese = b"".join(rows).decode("gb2312", "ignore")
    assert len(chinese) == 6763
    assert missing_characters(chinese + string.printable + "，。、；：？！“”‘’（）《》〈〉【】〔〕…—·%‰±×≥≤①②③") == ""


def test_a_character_without_any_font_is_told_once() -> None:
    assert missing_characters(f"天{RARE}山{RARE}\u200b\t\n街\u3000") == RARE
    # Signs that users drew themselves, and halves of a character.
    assert missing_characters("\ue863街\ud800") == "\ue863\ud800"


def test_without_resvg_pictures_are_refused_and_rare_characters_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    forget()
    with pytest.raises(NoRasterizerError):
        png(PICTURES["bars"]())
    assert missing_characters("天山㛃镇") == "㛃"
    forget()


def forget() -> None:
    """Let what was found out about this machine be found out again."""
    for name in ("_rasterizer", "_nowhere"):
        getattr(door, name).cache_clear()


def test_the_font_goes_by_a_name_of_its_own_and_has_its_licence_beside_it() -> None:
    assert "Noto Sans SC GB2312".encode("utf-16-be") in FONT.read_bytes()
    assert FONTS.startswith("Noto Sans SC GB2312,")
    assert "SIL OPEN FONT LICENSE Version 1.1" in FONT.with_name("OFL.txt").read_text("utf-8")
