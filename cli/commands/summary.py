"""`kaohe summary`: the summary for leaders and for the bureau, as a workbook or a page."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.assessing import assess, exit_of
from cli.chinese import Command
from cli.crash import installed_version
from cli.documents import document_parts
from cli.ends import Misuse, Unwritable
from cli.options import find_inputs, problem_options, scheme_and_facts, speech_options, view_options
from cli.output import check_target, replacing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.console import Console
    from engine.report.view.summary.nouns import Summary
    from engine.scheme.view import View

_HELP = """\
把考核结果汇总成一份材料，给领导和本单位内部看（内部版，不公布）：结论、名次、各单位各方面的得分率、哪里失分最多、一票否决、名额和临界单位、数据质量、每条规则的状态。

写成 .xlsx 的是工作簿，有图表，可以筛选；写成 .html 的是一个网页文件，可以打印。两种都要，写两个 -o。
还有单位不能评定时照常写出，注明暂定（退出码 3）。"""
XLSX, HTML = ".xlsx", ".html"


def _targets(ctx: click.Context, _param: click.Parameter, out: Sequence[Path]) -> tuple[Path, ...]:
    if not out:
        raise Misuse(f"没有写明写到哪个文件：请加 -o 文件，如 -o 汇总{XLSX}", ctx)
    for path in out:
        if path.suffix.lower() not in (XLSX, HTML):
            raise Misuse(f"-o 后面的文件名应以 {XLSX} 或 {HTML} 结尾，现在是“{path}”", ctx)
    if len({path.resolve() for path in out}) < len(out):
        raise Misuse("两个 -o 写的是同一个文件", ctx)
    return tuple(out)


@click.command(cls=Command, name="summary", help=_HELP)
@scheme_and_facts
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件",
    multiple=True,
    callback=_targets,
    help="写到哪个文件，以 .xlsx 或 .html 结尾；必须写，可以写两次",
)
@click.option("--force", is_flag=True, help="文件已经存在时覆盖它")
@view_options
@problem_options
@speech_options
@click.pass_obj
def command(
    console: Console, scheme: str | None, facts: str | None, *, out: tuple[Path, ...], force: bool, view: View
) -> int:
    """Write the summary, all files or none."""
    inputs = find_inputs(scheme, facts, view)
    for path in out:
        check_target(path, force=force, inputs=(inputs.scheme, inputs.facts))
    assessment = assess(console, inputs)
    # Imported here: what is wrong with the facts is told without.
    from engine.report.view.summary.make import make_summary  # noqa: PLC0415

    made = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
    summary = make_summary(assessment, program=installed_version(), made=made)
    with ExitStack() as drafts:
        for path in out:
            with document_parts():
                data = _bytes(summary, path)
            drafts.enter_context(replacing(path)).write_bytes(data)
    for path in out:
        console.note(f"汇总已写入“{path}”")
    return exit_of(assessment)


def _bytes(summary: Summary, path: Path) -> bytes:
    # Imported here: who wants one of the two needs no library for the other.
    if path.suffix.lower() == HTML:
        from engine.report.write.summary_html import summary_page  # noqa: PLC0415

        return summary_page(summary).encode()
    from engine.report.write.summary_xlsx import summary_workbook  # noqa: PLC0415

    try:
        return summary_workbook(summary)
    except ValueError as error:
        raise Unwritable(
            f"写不了“{path}”：一张工作表放不下", f"单位太多，请改写 {HTML}，或用 kaohe score --out"
        ) from error
