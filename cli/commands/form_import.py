"""`kaohe form import`: what units filled in becomes their files of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.chinese import Command
from cli.ends import Unwritable
from cli.options import problem_options, speech_options
from cli.receiving import exit_of_forms, receive, receiving_options
from engine.forms.outcome import Doing
from engine.forms.report import outcomes_json, outcomes_text
from engine.forms.write_facts import write_facts
from engine.problem.refusals import reason

if TYPE_CHECKING:
    from pathlib import Path

    from cli.console import Console
    from cli.receiving import Receiving
    from engine.forms.outcome import Outcomes

_HELP = """\
把收回的填报表导入“事实”：每个单位一个文件，每个数都记下出处（哪个文件、哪张表、哪一格）。

单位交来的文件只读不改。有错误的不导入，其余的照常导入；看不准的不猜，逐格说明。
导入以后手工改过的数据文件不覆盖。"""


@click.command(cls=Command, name="import", help=_HELP)
@receiving_options
@click.option("--dry-run", is_flag=True, help="只检查，什么都不写入")
@click.option("--force", is_flag=True, help="手写的、导入以后改过的数据文件也覆盖，原来的另存为 .bak")
@problem_options
@speech_options
@click.pass_obj
def command(console: Console, *, receiving: Receiving, dry_run: bool, force: bool) -> int:
    """Write the facts of every unit whose form is right."""
    outcomes = receive(console, receiving, Doing.DRY_RUN if dry_run else Doing.IMPORT, force=force)
    kept = [] if dry_run else _write(outcomes, receiving.facts)
    console.result(outcomes_json(outcomes) if console.as_json else outcomes_text(outcomes))
    if not console.as_json:
        console.remarks(outcomes.problems)
        for path in kept:
            console.note(f"原来的文件另存为“{path}”")
    return exit_of_forms(outcomes)


def _write(outcomes: Outcomes, folder: Path) -> list[Path]:
    try:
        return write_facts(outcomes, folder)
    except OSError as error:
        raise Unwritable(f"建不了文件夹“{folder}”：{reason(error)}", "请换一个位置，用 --to 指明") from error
