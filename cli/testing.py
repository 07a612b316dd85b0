"""What `kaohe test` does besides running cases: it shows what they prove, and makes the boundary cases of a scheme."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from cli.ends import Misuse, Stopped, Unwritable
from cli.exits import Exit, exit_for
from cli.options import CASES_FOLDER, find_scheme
from cli.output import check_target, deliver
from engine.boundary.generate import generate
from engine.cases.coverage import coverages, nothing_to_cover
from engine.cases.coverage_report import below, coverage_json, coverage_text
from engine.cases.report import cases_text
from engine.number import parse_decimal
from engine.reading.read_scheme import load_scheme

if TYPE_CHECKING:
    import click

    from cli.console import Console
    from engine.cases.case import CasesRun


def share(ctx: click.Context, _param: click.Parameter, text: str | None) -> Fraction | None:
    """Return the share that --threshold asks for, written as 90 or 90%."""
    number = parse_decimal(text.strip().rstrip("%％")) if text is not None else None
    if text is not None and (number is None or not 0 <= number <= 100):  # noqa: PLR2004  per cent
        raise Misuse(f"--threshold 后面应写 0 到 100 的一个数，如 90，现在是“{text}”", ctx)
    return None if number is None else number / 100


def show_coverage(console: Console, run: CasesRun, threshold: Fraction | None, *, annotate: bool) -> Exit:
    """Show what the cases prove of each scheme; a scheme of whose clauses less is proven than asked is a problem."""
    found = coverages(run)
    missing = below(found, threshold or Fraction(0))
    problems = [*run.problems, *nothing_to_cover(run)]
    if console.as_json:
        console.result(coverage_json(run, found))
    else:
        console.remarks(problems)
        console.result(f"{cases_text(run)}\n{coverage_text(found, annotate=annotate)}" if found else cases_text(run))
        for sentence in missing:
            console.say(sentence)
    return max(exit_for(problems), Exit.PROBLEMS if missing else Exit.OK)


def make_cases(console: Console, named: str, out: Path | None) -> Exit:
    """Write the boundary cases of a scheme, to a new file or to the terminal."""
    path = find_scheme(named)
    if out is not None:
        if out.exists():
            raise Unwritable(f"“{out}”已经存在，没有覆盖", "里面可能有已经确认的用例；请换一个文件名")
        check_target(out, force=False, inputs=[path])
    scheme, problems = load_scheme(path)
    if scheme is None:
        raise Stopped(problems)
    console.remarks(problems)
    folder = out.parent if out is not None else CASES_FOLDER
    text = generate(scheme, Path(os.path.relpath(path, folder)).as_posix(), folder)
    deliver(console, text, out, "已写入“{}”；请逐个核对，对的删去“待确认”那一行")
    return Exit.OK
