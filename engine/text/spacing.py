"""A half-width space between Chinese and numbers: `扣 3 分`, `低 2.5 个百分点`."""

from __future__ import annotations

import re

# 约 stays with its number, as everywhere in the reports.
_MEETING = re.compile(r"(?<=[\u4e00-\u9fff])(?<!约)(?=-?[0-9])|(?<=[0-9%])(?=[\u4e00-\u9fff])")


_ABOUT = re.compile(r"(?<=[\u4e00-\u9fff]) (?=约-?[0-9])")


def closed_up(text: str) -> str:
    """Return `text` without a space between Chinese and `约`: `可多得约6.6667 分`."""
    return _ABOUT.sub("", text)


def spaced(text: str) -> str:
    """Return `text` with a space wherever Chinese and a number meet; not for text that quotes names."""
    return closed_up(_MEETING.sub(" ", text))


def joined(*texts: str) -> str:
    """Put texts together, with a space wherever a number meets Chinese between two of them."""
    whole = ""
    for text in texts:
        meets = _MEETING.match(whole[-1:] + text[:2], 1) if whole and text else None
        whole += f" {text}" if meets else text
    return whole
