"""Writing what an import has made of forms: each file whole or not at all, none over what it was not made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.forms.filing import Action
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.text.put import put
from engine.text.rewrite import ChangedSinceError, rewrite

if TYPE_CHECKING:
    from pathlib import Path

    from engine.forms.filing import Filing
    from engine.forms.outcome import Outcomes

_FIX = "请关闭正在使用它的程序（如 Excel、WPS），或换一个位置再试"


def write_facts(outcomes: Outcomes, folder: Path) -> list[Path]:
    """Write the files of facts; return where earlier ones are kept. Raises OSError where there can be no folder.

    One that cannot be written does not stop the others: its form's outcome tells of it.
    """
    due = [(each, filing) for each in outcomes.forms for filing in each.filings if is_due(filing)]
    if due:
        folder.mkdir(parents=True, exist_ok=True)
    kept = []
    for outcome, filing in due:
        written = _write(filing)
        if isinstance(written, Problem):
            outcome.failed.append(written)
        elif written is not None:
            kept.append(written)
    return kept


def is_due(filing: Filing) -> bool:
    """Say whether there is anything to be written."""
    return filing.action in {Action.NEW, Action.UPDATE}


def _write(filing: Filing) -> Path | Problem | None:
    name = filing.path.as_posix()
    try:
        if not filing.replaced:
            put(filing.path.resolve(), (filing.text.rstrip("\n") + "\n").encode("utf-8", errors="replace"))
            return None
        return rewrite(filing.path, filing.text.encode(), instead_of=filing.replaced, backup=filing.keep)
    except ChangedSinceError:
        message, fix = f"“{name}”刚刚被别的程序改过，没有改动", "请重新运行"
    except (OSError, RuntimeError) as error:
        why = reason(error) if isinstance(error, OSError) else "链接互相指向，找不到头"
        unchanged = "，原文件没有改动" if filing.replaced else ""
        message, fix = f"写不了“{name}”{unchanged}：{why}", _FIX
    return Problem(Code.FILE_UNREADABLE, message, file=name, help=fix)
