"""`kaohe facts export`: all facts as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.chinese import Command
from cli.ends import Misuse, Stopped, Unwritable
from cli.exits import Exit
from cli.options import find_inputs, problem_options, scheme_and_facts, speech_options, view_options
from cli.output import check_target, write_bytes
from engine import api
from engine.problem.problem import has_errors
from engine.tables.write_tables import csv_bytes, workbook_bytes

if TYPE_CHECKING:
    from cli.console import Console
    from engine.scheme.view import View
    from engine.tables.lay_out import Table

_HELP = """\
把所有单位的数据写成一张表，各来源的数、佐证、事项都在里面，一个不少；读回来算，结果与原来的完全相同。

默认每个单位一行（事项另外成表）；加 --long 则每个数一行，并注明采用的是哪个来源的数。
数据有错误时不导出，只列出错误。"""

CSV, XLSX = ".csv", ".xlsx"


def _target(ctx: click.Context, _param: click.Parameter, out: Path | None) -> Path:
    if out is None:
        raise Misuse(f"没有写明写到哪个文件：请加 -o 文件，如 -o 汇总{XLSX}", ctx)
    if out.suffix.lower() not in (CSV, XLSX):
        raise Misuse(f"-o 后面的文件名应以 {XLSX} 或 {CSV} 结尾，现在是“{out}”", ctx)
    return out


@click.command(cls=Command, name="export", help=_HELP)
@scheme_and_facts
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件",
    callback=_target,
    help="写到哪个文件，以 .xlsx 或 .csv 结尾；必须写",
)
@click.option("--long", is_flag=True, help="每个数一行（不加则每个单位一行）")
@click.option("--force", is_flag=True, help="文件已经存在时覆盖它")
@view_options
@problem_options
@speech_options
@click.pass_obj
def command(
    console: Console, scheme: str | None, facts: str | None, *, out: Path, long: bool, force: bool, view: View
) -> int:
    """Write the table, and say what was written."""
    inputs = find_inputs(scheme, facts, view)
    check_target(out, force=force, inputs=(inputs.scheme, inputs.facts))
    read, table, problems = api.check(inputs.scheme, inputs.facts, inputs.view)
    if read is None or table is None or has_errors(problems):
        raise Stopped(problems)
    console.remarks(problems)
    tables = api.lay_out_facts(read, table, inputs.facts, long=long)
    for path, data in _files(out, tables, read.title, force=force, inputs=(inputs.scheme, inputs.facts)):
        write_bytes(path, data)
        console.note(f"数据已写入“{path}”")
    return Exit.OK


def _files(
    out: Path, tables: list[Table], title: str, *, force: bool, inputs: tuple[Path, Path]
) -> list[tuple[Path, bytes]]:
    """Return what is to be written where: one workbook, or a CSV for each table."""
    if out.suffix.lower() == XLSX:
        try:
            return [(out, workbook_bytes(tables, title))]
        except ValueError as error:
            raise Unwritable(f"写不了“{out}”：一张工作表放不下", "请改用 --long，或写成 .csv") from error
    first, *others = tables
    files = [(out, csv_bytes(first))]
    for table in others:
        beside = out.with_name(f"{out.stem}-{table.name}{out.suffix}")
        check_target(beside, force=force, inputs=inputs)
        files.append((beside, csv_bytes(table)))
    return files
