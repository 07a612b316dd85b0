"""Words and figures that kaohe takes as they stand and other YAML tools take for something else."""

from __future__ import annotations

import re

DATE = "日期"
# What YAML 1.1 or 1.2 makes of a text without quotes, by what it takes it for.
_LOOKS = (
    ("是或否", r"(?i:yes|no|on|off|true|false)"),
    ("空值", r"Null|NULL"),
    (DATE, r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"),
    ("时分秒", r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?"),
    ("八进制数", r"[-+]?0[0-7_]+|0o[0-7]+"),
    ("十六进制数", r"[-+]?0x[0-9a-fA-F_]+"),
    ("二进制数", r"[-+]?0b[01_]+"),
    ("数", r"[-+]?[0-9][0-9_]*_[0-9_]*|[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][-+]?[0-9]+|[-+]?0[0-9]+"),
    ("无穷大或非数", r"(?i:[-+]?\.inf|\.nan)"),
    ("末尾没有 0 的小数", r"[-+]?[0-9]+\.[0-9]*0"),
)
# One pattern, for every text of every file is asked: the number of its group is that of the look.
_ANY_LOOK = re.compile("|".join(f"({looks})" for _, looks in _LOOKS))
# The same of a line of a text; beginning with the end of the line before, it is found in a tenth of the time.
_ANY_LINE = re.compile(rf"\n(?:{'|'.join(looks for _, looks in _LOOKS)})\n")


def any_read_otherwise(texts: str) -> bool:
    """Say whether `read_otherwise` has something to say of any text, with an empty line between two."""
    return _ANY_LINE.search(f"\n{texts}\n") is not None


def read_otherwise(text: str) -> str | None:
    """Return what other tools take a text for that stands without quotes, or None where they read it as we do."""
    found = _ANY_LOOK.fullmatch(text)
    return _LOOKS[found.lastindex - 1][0] if found and found.lastindex else None
