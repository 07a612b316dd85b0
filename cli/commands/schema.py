"""`kaohe schema`: the JSON Schema of the files that users write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from cli.chinese import Argument, Command, did_you_mean
from cli.console import Console
from cli.ends import Misuse
from cli.exits import Exit
from cli.options import out_options, speech_options
from cli.output import check_target, write_file
from engine.cases.vocabulary import CASE_FILE
from engine.reading import schema

if TYPE_CHECKING:
    from pathlib import Path

FILES = {**schema.FILES, "cases": CASE_FILE}
_HELP = "输出方案文件（scheme）、单位数据文件（facts）或用例文件（cases）的 JSON Schema，编辑器据此提示和检查。"
_KIND = "scheme 方案文件（不写即此）、facts 单位数据文件、cases 用例文件"


@click.command(cls=Command, name="schema", help=_HELP)
@click.argument("kind", cls=Argument, metavar="[scheme|facts|cases]", default="scheme", says=_KIND)
@out_options
@speech_options
@click.pass_context
def command(ctx: click.Context, kind: str, *, out: Path | None, force: bool) -> int:
    """Show or write a JSON Schema."""
    console = ctx.ensure_object(Console)
    console.as_json = True
    if kind not in FILES:
        raise Misuse(f"没有“{kind}”这种文件{did_you_mean(kind, FILES) or '。'}可以写：{_KIND}", ctx)
    text = json.dumps(schema.json_schema(FILES[kind]), ensure_ascii=False, indent=2)
    if out is None:
        console.result(text)
    else:
        check_target(out, force=force)
        write_file(out, text)
        console.note(f"已写入“{out}”")
    return Exit.OK
