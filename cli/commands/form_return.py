"""`kaohe form return`: copies of the forms with mistakes, marked, to be sent back."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.chinese import Command
from cli.exits import Exit
from cli.many_files import write_files
from cli.options import problem_options, speech_options
from cli.receiving import receive, receiving_options
from engine.forms.cells import file_name
from engine.forms.outcome import Doing
from engine.forms.returning import is_to_be_returned, return_form, returned_name
from engine.problem.problem import has_errors
from engine.report.table import table_text
from engine.text.visible import visible

if TYPE_CHECKING:
    from cli.console import Console
    from cli.receiving import Receiving
    from engine.forms.receive import FormFile

RETURNED_COPIES = "退回"
_HELP = """\
退回有错误的填报表：另存一份，要改的格子标红、加批注，第一张表是“问题清单”，点一下就到那一格。

单位交来的原件不动。旧版 .xls 和 .csv 标不了记号，只写一份问题清单。"""
_OUT = f"写到这个文件夹；不写则是当前文件夹下的“{RETURNED_COPIES}”"


@click.command(cls=Command, name="return", help=_HELP)
@receiving_options
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="文件夹", help=_OUT)
@click.option("--warnings", is_flag=True, help="只有警告的也退回")
@click.option("--force", is_flag=True, help="上次写的已经存在、内容又不同时，覆盖它")
@problem_options
@speech_options
@click.pass_obj
def command(console: Console, *, receiving: Receiving, out: Path | None, warnings: bool, force: bool) -> int:
    """Write the copies and list them."""
    files = [each.file for each in receive(console, receiving, Doing.STATUS).forms]
    due = [file for file in files if is_to_be_returned(file, with_remarks=warnings)]
    alike = Counter(returned_name(file) for file in due)
    copies = {returned_name(file, whole=alike[returned_name(file)] > 1): (file, *return_form(file)) for file in due}
    folder = out or Path(RETURNED_COPIES)
    if copies:
        write_files(folder, {name: data for name, (_, data, _) in copies.items()}, force=force)
    said = [(name, file, marked) for name, (file, _, marked) in copies.items()]
    # What a unit can do nothing about is for who collects the forms: two of one unit, one of another scheme.
    ours = [file for file in files if file not in due and not file.instead and has_errors(file.all_problems)]
    console.result(_json(folder, said, ours) if console.as_json else _text(folder, said, ours))
    return Exit.OK


def _text(folder: Path, said: list[tuple[str, FormFile, bool]], ours: list[FormFile]) -> str:
    lines = []
    if said:
        rows = [
            [visible(file_name(file.name)), name, "已标记" if marked else "只有问题清单"] for name, file, marked in said
        ]
        lines.append(table_text(("填报表", "退回的文件", "说明"), rows))
        lines.append(f"共 {len(rows)} 份，写在“{folder.as_posix()}”里；原件没有动。")
    else:
        lines.append("没有要退回的填报表。")
    if ours:
        named = "、".join(visible(file_name(file.name)) for file in ours)
        lines.append(
            f"另有 {len(ours)} 份的问题不是改表能解决的，没有退回：{named}；是什么问题，运行 kaohe form status 看。"
        )
    return "\n".join(lines)


def _json(folder: Path, said: list[tuple[str, FormFile, bool]], ours: list[FormFile]) -> str:
    files = [
        {"file": file.name, "to": (folder / name).as_posix(), "marked": marked} for name, file, marked in said
    ]  # fmt: skip
    return json.dumps(
        {"schema": "kaohe/forms-returned@1", "files": files, "left": [file.name for file in ours]},
        ensure_ascii=False,
        indent=2,
    )
