"""Problems as pages tell them: what is wrong, where it stands, and where to go to put it right."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.problem.problem import Problem
    from service.web.folder import Folder

_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in words. `place` is the file and where in it, `link` the editor at that line; `quoted` that line."""

    severity: str
    grave: bool
    code: str
    message: str
    help: str
    place: str
    link: str
    quoted: str


def told(problems: Iterable[Problem], folder: Folder) -> list[Told]:
    """Return problems, the gravest first and else in their order."""
    scheme = str(folder.scheme)
    found = [_told(problem, scheme) for problem in problems]
    order = {word: at for at, word in enumerate(("错误", "警告", "提示"))}
    return sorted(found, key=lambda each: order.get(each.severity, 3))


def _told(problem: Problem, scheme: str) -> Told:
    span = problem.span
    name = PurePath(problem.source_name).name
    if span is None:
        place, link, quoted = name, "", ""
    elif span.cell is not None:
        place, link, quoted = f"{name} {span.cell[0]}!{span.cell[1]}", "", span.text
    else:
        place, quoted = f"{name} 第 {span.line} 行", span.source.line_text(span.line).strip()
        link = f"/scheme?line={span.line}&column={span.column}" if span.source.name == scheme else ""
    cut = quoted if len(quoted) <= _LONGEST else f"{quoted[:_LONGEST]}……"
    return Told(
        problem.severity.value, problem.severity.value == "错误", problem.code.value, problem.message, problem.help,
        visible(place), link, visible(cut),
    )  # fmt: skip
