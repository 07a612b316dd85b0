"""What of a user's text can be put into a sentence or shown on a terminal."""

from __future__ import annotations

import re
import unicodedata

UNSEEN = "□"
# Control characters, marks of direction and the like, halves of characters, ends of lines and paragraphs.
_NEVER_SEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# As long as a path on Windows may be, so that a file can always be found by its name.
LONGEST_QUOTED = 260
_LONG = re.compile(rf"“([^“”]{{{LONGEST_QUOTED}}})[^“”]+")


def visible(text: str) -> str:
    """Return a text with a box for each character that has no shape or acts on the terminal; a tab stays."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    return UNSEEN if char != "\t" and unicodedata.category(char) in _NEVER_SEEN else char


def sentence(text: str) -> str:
    """Return a text in one line, in which what stands in quotes is cut where it is long."""
    return visible(_LONG.sub(r"“\1……", re.sub(r"\s*\n\s*", " ", text)))
