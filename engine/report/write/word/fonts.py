"""Which fonts a document names: fonts are never part of it, so they must be on the computer that opens it."""

from __future__ import annotations

import re
from enum import Enum

_ROLE = re.compile(r"\{(小标宋|仿宋|楷体|黑体|宋体)\}")


class Role(Enum):
    """What a font is for; the value stands in braces wherever this package's XML means the font of a profile."""

    TITLE = "小标宋"
    BODY = "仿宋"
    SECOND = "楷体"
    FIRST = "黑体"
    FIGURES = "宋体"


class Fonts(Enum):
    """A profile of fonts; the value is what users call it.

    `STANDARD` is what offices use for GB/T 9704—2012, `STANDARD_GBK` the same with the rare characters that GB 2312
    lacks, `WINDOWS` what comes with Windows and Office, `OPEN` what may be had for nothing.
    """

    STANDARD = "国标"
    STANDARD_GBK = "国标GBK"
    WINDOWS = "Windows自带"
    OPEN = "开源"

    def font(self, role: Role) -> str:
        """Return the name of the font for that role."""
        return _NAMES[self][role.value]

    def named(self, xml: str) -> str:
        """Return XML with every role in braces replaced by the name of its font."""
        names = _NAMES[self]
        return _ROLE.sub(lambda found: names[found[1]], xml)


_NAMES = {
    Fonts.STANDARD: {
        "小标宋": "方正小标宋简体",
        "仿宋": "仿宋_GB2312",
        "楷体": "楷体_GB2312",
        "黑体": "黑体",
        "宋体": "宋体",
    },
    Fonts.STANDARD_GBK: {
        "小标宋": "方正小标宋_GBK",
        "仿宋": "方正仿宋_GBK",
        "楷体": "方正楷体_GBK",
        "黑体": "方正黑体_GBK",
        "宋体": "宋体",
    },
    Fonts.WINDOWS: {"小标宋": "华文中宋", "仿宋": "仿宋", "楷体": "楷体", "黑体": "黑体", "宋体": "宋体"},
    Fonts.OPEN: {
        "小标宋": "Noto Serif CJK SC",
        "仿宋": "朱雀仿宋",
        "楷体": "霞鹜文楷",
        "黑体": "Noto Sans CJK SC",
        "宋体": "Noto Serif CJK SC",
    },
}
