"""Problems as text with the line and a caret, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from engine.problem.codes import Severity
from engine.text.source import Span
from engine.text.visible import visible
from engine.text.width import blank_like, display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.problem.problem import Problem
    from engine.scheme.silence import Silenced
    from engine.text.edits import Edit

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}
WIDEST_LINE = 100


def problems_text(problems: Sequence[Problem], *, color: bool = False, limit: int | None = None) -> str:
    """Return every problem with its place in the user's own text, and a count at the end."""
    if not problems:
        return ""
    # Errors come first, so that a list cut short never hides one behind warnings.
    ordered = sorted(problems, key=lambda problem: list(Severity).index(problem.severity))
    shown = ordered if limit is None else ordered[:limit]
    blocks = [_block(problem, color=color) for problem in shown]
    if len(shown) < len(ordered):
        blocks.append(f"还有 {len(ordered) - len(shown)} 条没有列出，加 --all 看全部")
    return "\n\n".join([*blocks, _count(problems)]) + "\n"


def silenced_text(silenced: Sequence[Silenced], *, color: bool = False, listed: bool) -> str:
    """Say how many findings the scheme silences; or list them, each with its reason."""
    if not silenced:
        return ""
    if not listed:
        return f"另有 {len(silenced)} 条按方案的“不提示”没有列出，加 --all 看\n"
    blocks = [_block(each.problem, color=color, reason=each.silence.reason or "（没有写）") for each in silenced]
    return "\n\n".join([f"以下 {len(silenced)} 条，方案写明“不提示”：", *blocks]) + "\n"


def _count(problems: Sequence[Problem]) -> str:
    counts = Counter(problem.severity for problem in problems)
    return "共 " + "、".join(f"{counts[each]} 条{each.value}" for each in Severity if counts[each])


def _block(problem: Problem, *, color: bool, reason: str = "") -> str:
    level = f"{problem.severity.value}[{problem.code.value}]"
    if color:
        level = f"\x1b[1;{_COLORS[problem.severity]}m{level}\x1b[0m"
    where = str(problem.span) if problem.span else problem.source_name
    lines = [f"{visible(where)}: {level} {problem.message}" if where else f"{level} {problem.message}"]
    margin = "   "
    if problem.span:
        margin = " " * (len(str(problem.span.line)) + 2)
        lines += _excerpt(problem.span, problem.label, margin)
    lines += [visible(f"{margin}= {label}：{span}") for label, span in problem.also]
    if problem.help:
        lines.append(f"{margin}= 提示：{problem.help}")
    if problem.edits:
        lines.append(f"{margin}= 修正：kaohe check --fix 可自动改正")
    if reason:
        lines.append(f"{margin}= 不提示的原因：{reason}")
    return "\n".join(lines)


def _excerpt(span: Span, label: str, margin: str) -> list[str]:
    """Return the line before, the line itself, and carets under the place."""
    source, line = span.source, span.line
    lines = [f"{margin}|"]
    if line > 1 and source.line_text(line - 1).strip(" \t|"):  # a row of empty cells is nothing but bars
        lines.append(f"{line - 1:>{len(margin) - 1}} | {visible(_cut(source.line_text(line - 1)))}")
    # Cut before it is made visible: a line may be a million characters long.
    text, start = _window(source.line_text(line), span.column - 1)
    text = visible(text)
    lines.append(f"{line:>{len(margin) - 1}} | {text}")
    end = min(start + max(span.end - span.start, 1), len(text))
    carets = "^" * max(display_width(text[start:end].split("\n")[0]), 1)
    lines.append(f"{margin}| {blank_like(text[:start])}{carets} {label}")
    return lines


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST_LINE else text[:WIDEST_LINE] + "……"


def _window(text: str, start: int) -> tuple[str, int]:
    """Cut a long line around the place, so that the caret stays in sight."""
    if len(text) <= WIDEST_LINE:
        return text, start
    left = max(0, start - WIDEST_LINE // 3)
    cut = text[left : left + WIDEST_LINE]
    head, tail = "……" if left else "", "……" if left + WIDEST_LINE < len(text) else ""
    return head + cut + tail, start - left + len(head)


def problems_json(problems: Sequence[Problem], silenced: Sequence[Silenced] = ()) -> str:
    """Return problems as JSON, `kaohe/problems@1`; lines and columns are counted from 1, in characters.

    The edits of a problem put `text` in the place of what stands from `start` up to, not including, `end`.
    """
    counts = Counter(problem.severity for problem in problems)
    data = {
        "schema": "kaohe/problems@1",
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "hints": counts[Severity.HINT],
        "problems": [problem_json(problem) for problem in problems],
        "silenced": [{**problem_json(each.problem), "reason": each.silence.reason} for each in silenced],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return one problem as it stands in a list of `kaohe/problems@1`."""
    return {
        "code": problem.code.value,
        "severity": problem.severity.name.lower(),
        "message": problem.message,
        "help": problem.help,
        "file": problem.source_name or None,
        "at": place_json(problem.span),
        "also": [{"label": label, "at": place_json(span)} for label, span in problem.also],
        "edits": [_edit_json(edit) for edit in problem.edits if edit.text != edit.span.text],
    }


def _edit_json(edit: Edit) -> dict[str, Any]:
    source, (start, end) = edit.span.source, (edit.span.start, edit.span.end)
    ends = [Span(source, at, at) for at in (start, end)]
    first, last = ({"line": each.line, "col": each.column} for each in ends)
    return {"file": source.name, "start": first, "end": last, "text": edit.text}


def place_json(span: Span | None) -> dict[str, Any] | None:
    """Return a place as file, line and column; one in a table as file, sheet and cell."""
    if span is None:
        return None
    if span.cell is not None:
        sheet, cell = span.cell
        return {"file": span.source.name, "sheet": sheet or None, "cell": cell}
    return {"file": span.source.name, "line": span.line, "col": span.column}
