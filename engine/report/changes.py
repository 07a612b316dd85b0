"""What a change does to a text, line by line."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.text.source import Source

_AROUND = 2


def changes_text(before: Source, after: Source, then: str) -> str:
    """Return the lines that change with a few around them, as `-` and `+`; `then` says what the new ones are.

    A change that no line shows (an encoding, a line end) gives the heading alone.
    """
    old, new = before.text.splitlines(), after.text.splitlines()
    lines = [f"--- {before.name}（原来）", f"+++ {before.name}（{then}）"]
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        lines.append(f"@@ 第 {group[0][1] + 1} 行起 @@")
        for tag, i, j, k, m in group:
            if tag == "equal":
                lines += [f" {line}".rstrip() for line in old[i:j]]
            else:
                lines += [*(f"-{line}" for line in old[i:j]), *(f"+{line}" for line in new[k:m])]
    return "\n".join(lines)


def mended_text(before: Source, after: Source, *, recoded: bool, mended: int, kept: str | None) -> str:
    """Return what was mended in a file; `kept` is where it is kept as it was, None where nothing is written."""
    lines = [changes_text(before, after, "改正后")]
    if recoded:
        lines.append("（改存为 UTF-8 编码，字句不变）" if before.text == after.text else "（并改存为 UTF-8 编码）")
    done = f"已改正 {mended} 处，原件备份为“{kept}”" if kept else f"可以改正 {mended} 处；没有写入"
    return "\n".join([*lines, f"{before.name}：{done}", ""])
