"""Silences that say nothing, or not what they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import SEVERITY, Code, Severity
from engine.problem.problem import Problem
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from engine.scheme.silence import Silence, Silenced

_OF_SCHEMES = "SE"
_CODES = {code.value: code for code in Code}


def check_silences(silences: Sequence[Silence], silenced: Collection[Silenced]) -> Iterator[Problem]:
    """A silence names a warning or a hint of the scheme, says why, and there is something that it silences."""
    used = {id(each.silence) for each in silenced}
    for silence in silences:
        message, fix = _wrong(silence)
        if not message and not silence.reason:
            message, fix = f"“不提示”里的 {silence.code} 没有写原因", "请写明为什么可以这样，如 上级文件如此规定"
        elif not message and id(silence) not in used:
            message = f"这里没有 {silence.code} 这个问题，“不提示”不起作用"
            fix = "问题已经改好的，请删去这一行；写错了地方的，请移到有问题的那一项下面"
        if message:
            yield Problem(Code.SILENCE_IDLE, message, silence.span, help=fix)


def _wrong(silence: Silence) -> tuple[str, str]:
    code = _CODES.get(silence.code)
    if code is None:
        near = suggest(silence.code, _CODES)
        return f"没有“{silence.code}”这个问题代码", f"是不是“{near}”？" if near else "请照检查结果方括号里的代码写"
    if SEVERITY[code] is Severity.ERROR:
        return f"{silence.code} 是错误，不能不提示", "请改正错误；“不提示”只用于警告和提示"
    if code.value[0] not in _OF_SCHEMES or code is Code.SILENCE_IDLE:
        return f"{silence.code} 不能在方案里“不提示”", "“不提示”只用于 S、E 开头的警告和提示；请删去这一行"
    return "", ""
