"""`kaohe facts compare`: where the origins of facts differ, and what it means for the scores."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.assessing import assess, exit_of
from cli.chinese import Command, did_you_mean
from cli.ends import Misuse, Unwritable
from cli.options import find_inputs, problem_options, scheme_and_facts, speech_options, view_options
from cli.output import check_target, deliver, write_bytes
from engine.origins.compare import compare
from engine.origins.report import compared_text
from engine.origins.report_json import compared_json

if TYPE_CHECKING:
    from cli.console import Console
    from engine.origins.compare import OriginsCompared
    from engine.scheme.model import Scheme
    from engine.scheme.view import View

_HELP = """\
对照各来源的数（自评、核定、信息系统……）：哪些不一致，差多少，改按另一个来源算要多得或少得几分。影响大的排在前面。

不写 --origins，就把每个来源的数与采用的数对照。有没有不一致，退出码都一样：0；还有单位不能评定时是 3。"""
_OUT_HELP = "写到哪个文件：以 .xlsx、.csv 结尾的写成表格，其余写成文字；加了 --json 的写成 JSON"
MOST_LISTED = 40
CSV, XLSX = ".csv", ".xlsx"


@click.command(cls=Command, name="compare", help=_HELP)
@scheme_and_facts
@click.option("--origins", nargs=2, metavar="两个来源", help="只对照这两个来源，如 --origins 自评 核定")
@click.option("--out", type=click.Path(path_type=Path), metavar="文件", help=_OUT_HELP)
@click.option("--force", is_flag=True, help="文件已经存在时覆盖它")
@view_options
@problem_options
@speech_options
@click.pass_obj
def command(
    console: Console,
    scheme: str | None,
    facts: str | None,
    *,
    origins: tuple[str, str] | None,
    out: Path | None,
    force: bool,
    view: View,
) -> int:
    """Show or write the comparison."""
    inputs = find_inputs(scheme, facts, view)
    if out is not None:
        check_target(out, force=force, inputs=(inputs.scheme, inputs.facts))
    assessment = assess(console, inputs, partial(_check_origins, origins))
    compared = compare(assessment, origins)
    if console.as_json:
        deliver(console, compared_json(compared), out)
    elif out is not None and out.suffix.lower() in (CSV, XLSX):
        write_bytes(out, _table(compared, out))
        console.note(f"对照已写入“{out}”")
    else:
        deliver(console, compared_text(compared, MOST_LISTED if out is None and not console.list_all else None), out)
    return exit_of(assessment)


def _check_origins(origins: tuple[str, str] | None, scheme: Scheme) -> None:
    if origins is None:
        return
    known = scheme.origins.precedence
    for origin in origins:
        if origin not in known:
            near = did_you_mean(origin, known) or f"，有的是：{'、'.join(known)}"
            raise Misuse(f"方案没有“{origin}”这个来源{near}", click.get_current_context())
    if origins[0] == origins[1]:
        raise Misuse(f"--origins 后面要写两个不同的来源，现在都是“{origins[0]}”", click.get_current_context())


def _table(compared: OriginsCompared, out: Path) -> bytes:
    # Imported here: only who asks for a table needs it.
    from engine.origins.files import csv_bytes, workbook_bytes  # noqa: PLC0415

    if out.suffix.lower() == CSV:
        return csv_bytes(compared)
    try:
        return workbook_bytes(compared)
    except ValueError as error:
        raise Unwritable(f"写不了“{out}”：一张工作表放不下", "请改写成 .csv") from error
