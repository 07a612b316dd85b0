"""Words and figures that kaohe takes as they stand and other YAML tools take for something else."""

from __future__ import annotations

import re

DATE = "日期"
# What YAML 1.1 or 1.2 makes of a text without quotes, by what it takes it for.
_LOOKS = (
    ("是或否", re.compile(r"yes|no|on|off|true|false", re.IGNORECASE)),
    ("空值", re.compile(r"Null|NULL")),
    (DATE, re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")),
    ("时分秒", re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?")),
    ("八进制数", re.compile(r"[-+]?0[0-7_]+|0o[0-7]+")),
    ("十六进制数", re.compile(r"[-+]?0x[0-9a-fA-F_]+")),
    ("二进制数", re.compile(r"[-+]?0b[01_]+")),
    ("数", re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*|[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][-+]?[0-9]+|[-+]?0[0-9]+")),
    ("无穷大或非数", re.compile(r"[-+]?\.inf|\.nan", re.IGNORECASE)),
    ("末尾没有 0 的小数", re.compile(r"[-+]?[0-9]+\.[0-9]*0")),
)


def read_otherwise(text: str) -> str | None:
    """Return what other tools take a text for that stands without quotes, or None where they read it as we do."""
    return next((what for what, looks in _LOOKS if looks.fullmatch(text)), None)
