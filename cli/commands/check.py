"""`kaohe check`: everything that is wrong with a scheme and its facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from cli.chinese import Command
from cli.ends import Misuse
from cli.exits import exit_for
from cli.mending import mend_files
from cli.options import (
    find_inputs,
    find_scheme,
    find_scheme_folder,
    has_facts_here,
    problem_options,
    scheme_and_facts,
    speech_options,
    view_options,
)
from engine import api
from engine.problem.codes import Severity
from engine.problem.problem import sort_problems
from engine.reading.read_papers import papers_beside
from engine.reading.scheme_folder import schemes_in
from engine.report.checked import counts_text
from engine.scheme.model import written_items

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cli.console import Console
    from engine.api import Examined
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme
    from engine.scheme.view import View

_HELP = """\
检查方案和数据，列出所有问题；不加 --fix 时什么都不写入。

只写方案时只检查方案；写文件夹时检查里面的每一份方案；都不写时检查当前文件夹的“方案.yaml”和“事实”。


加 --fix 时，先改正有把握的错误，如错一个字的键、全角数字：只改写法，不改原意。
改动逐行列出，原件另存为“.bak”；改不了的照旧列出。"""


@click.command(cls=Command, name="check", help=_HELP)
@scheme_and_facts
@click.option("--strict", is_flag=True, help="有警告也算发现问题（退出码 1）")
@click.option("--fix", is_flag=True, help="改正有把握的错误，原件留有备份")
@click.option("--dry-run", is_flag=True, help="与 --fix 同用：只显示会改哪些地方，什么都不写入")
@view_options
@problem_options
@speech_options
@click.pass_obj
def command(
    console: Console, scheme: str | None, facts: str | None, *, strict: bool, fix: bool, dry_run: bool, view: View
) -> int:
    """List all problems, after mending those that can be."""
    if dry_run and not fix:
        raise Misuse("--dry-run 要与 --fix 同用", click.get_current_context())
    if facts is None and (folder := find_scheme_folder(scheme)):
        if fix:
            raise Misuse("--fix 一次改一份方案，请写方案文件", click.get_current_context())
        return _check_folder(console, folder, view, strict=strict)
    facts_path = None
    if facts is not None or (scheme is None and has_facts_here()):
        inputs = find_inputs(scheme, facts)
        scheme_path, facts_path = inputs.scheme, inputs.facts
    else:
        scheme_path = find_scheme(scheme)
    if fix:
        found = mend_files(console, scheme_path, facts_path, view, write=not dry_run)
    else:
        found = api.examine(scheme_path, facts_path, view, console.progress())
    found = _with_papers(found, scheme_path)
    if found.problems or found.scheme is None or console.as_json:
        console.listing(found.problems, found.silenced)
        if found.scheme is not None and not console.as_json and _hints_alone(found.problems):
            well = _all_well(found.scheme, with_facts=facts_path is not None, but="错误和警告")
            console.result(well if console.quiet else f"\n{well}")
    else:
        console.result(_all_well(found.scheme, with_facts=facts_path is not None))
        console.listing([], found.silenced)
    return exit_for(found.problems, strict=strict)


def _check_folder(console: Console, folder: Path, view: View, *, strict: bool) -> int:
    """Check every scheme in a folder, and say of each how it went."""
    paths, problems = schemes_in(folder)
    each = {str(path): _with_papers(api.examine(path, None, view), path) for path in paths}
    problems = sort_problems([*problems, *(problem for found in each.values() for problem in found.problems)])
    silenced = [silent for found in each.values() for silent in found.silenced]
    console.listing(problems, silenced)
    if each and not console.as_json:
        table = counts_text({name: found.problems for name, found in each.items()})
        console.result(f"\n{table}" if problems or silenced else table)
    return exit_for(problems, strict=strict)


def _with_papers(found: Examined, scheme: Path) -> Examined:
    """Return what was found, together with what is wrong with the particulars of the scheme's documents."""
    _, problems = papers_beside(scheme)
    return replace(found, problems=sort_problems([*found.problems, *problems])) if problems else found


def _hints_alone(problems: Sequence[Problem]) -> bool:
    return all(problem.severity is Severity.HINT for problem in problems)


def _all_well(scheme: Scheme, *, with_facts: bool, but: str = "问题") -> str:
    count = len(list(written_items(scheme.items)))
    text = f"没有发现{but}：方案“{scheme.title}”，单位 {len(scheme.units)} 个，指标 {count} 项"
    if scheme.calendar.as_of:
        text += f"，截至 {scheme.calendar.as_of}"
    return text if with_facts else text + "（只检查了方案，没有检查数据）"
