"""Of very many problems of a kind the first are named, and the rest counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.problem import Problem

if TYPE_CHECKING:
    from engine.problem.codes import Code

MOST_NAMED = 20


def more(code: Code, total: int, named: int, file: str) -> list[Problem]:
    """Say how many problems of a kind there are, where not all are named."""
    if total <= named:
        return []
    message = f"{code.value} 这类问题共有 {total} 处，只列出前 {named} 处"
    return [Problem(code, message, file=file, help=f"改完列出的，再运行一次；是什么问题见 kaohe explain {code.value}")]
