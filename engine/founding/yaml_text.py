"""Write a text as a YAML value that is read back as the same text."""

from __future__ import annotations

import re

from engine.text.misread import read_otherwise

# Written without quotes; whatever else there is stands in them.
_PLAIN = re.compile(r"[\w（《〔“.][\w（）《》〔〕“”·—./-]*")
_BLANK = frozenset({"null", "~", ""})


def scalar_text(text: str) -> str:
    """Return the text as a scalar, in double quotes where it could be read as something else."""
    if _PLAIN.fullmatch(text) and text not in _BLANK and not read_otherwise(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def one_line(text: str) -> str:
    """Return a text as it can stand in a comment."""
    return " ".join(text.split())
