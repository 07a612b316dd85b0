"""A half-width space between Chinese and numbers: `扣 3 分`, `低 2.5 个百分点`."""

from __future__ import annotations

import re

# 约 stays with its number, as everywhere in the reports.
_MEETING = re.compile(r"(?<=[\u4e00-\u9fff])(?<!约)(?=-?[0-9])|(?<=[0-9%])(?=[\u4e00-\u9fff])")


# Between two texts that are put together letters count as well: an id stands apart, `从 B2 里扣`.
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])(?=-?[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")
_ABOUT = re.compile(r"(?<=[\u4e00-\u9fff]) (?=约-?[0-9])")


def closed_up(text: str) -> str:
    """Return `text` without a space between Chinese and `约`: `可多得约6.6667 分`."""
    return _ABOUT.sub("", text)


def spaced(text: str) -> str:
    """Return `text` with a space wherever Chinese and a number meet; not for text that quotes names."""
    return closed_up(_MEETING.sub(" ", text))


def joined(*texts: str) -> str:
    """Put texts together, with a space wherever one of them ends in a number or letter and the other is Chinese."""
    whole = ""
    for text in texts:
        meets = _BETWEEN.match(whole[-1:] + text[:2], 1) if whole else None
        whole += f" {text}" if meets else text
    return closed_up(whole)
