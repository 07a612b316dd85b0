"""Chinese numerals, as the levels of a document are counted with: 一, 十, 一百二十."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """Return a number from 1 to 9999 in Chinese.

    Raises:
        ValueError: it is less or more.
    """
    if not 1 <= number <= 9999:  # noqa: PLR2004
        message = f"no numeral for {number}"
        raise ValueError(message)
    text = ""
    for place, figure in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if figure:
            text += _DIGITS[figure] + _PLACES[place]
        elif not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix("一") if text.startswith("一十") else text
