"""Write what `engine.mending` has mended, each file with a backup, and say what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import rewrite_file
from engine.mending.mend import mend
from engine.report.changes import mended_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cli.console import Console
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme
    from engine.scheme.view import View


def mend_files(
    console: Console, scheme_path: Path, facts_path: Path | None, view: View, *, write: bool
) -> tuple[Scheme | None, Sequence[Problem]]:
    """Mend the files, or only show how; return what is read from them then and the problems left."""
    mending = mend(scheme_path, facts_path, view)
    # A program that asked for JSON gets nothing else on stdout.
    tell = console.say if console.as_json else console.result
    for file in mending.changed:
        before, kept = file.before.source, None
        if write:
            kept = rewrite_file(file.path, file.after.data, instead_of=before.sha256, backup=True)
        tell(
            mended_text(
                before,
                file.after.source,
                recoded=file.recoded,
                mended=len(file.mended),
                kept=None if kept is None else str(kept),
            )
        )
    if mending.left and not mending.changed:
        console.note("没有可以自动改正的错误")
    elif mending.left:
        tell("\n还有下列问题，没有改：\n" if write else "\n照此改正以后，还有下列问题：\n")
    elif mending.changed and not write:
        tell("\n照此改正以后：\n")
    return mending.scheme, mending.left
