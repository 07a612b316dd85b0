"""`kaohe read`: a scheme read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.chinese import Argument, Command, did_you_mean
from cli.ends import Misuse, Stopped
from cli.exits import Exit
from cli.options import SCHEME_HELP, find_scheme, out_options, problem_options, speech_options
from cli.output import check_target, deliver
from engine import api
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors
from engine.report.read import numbered, read_json, read_text, readable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cli.console import Console

_HELP = """\
把方案念成文字：每个指标、加分扣分、规则、等次、数据项各是一段话，照着就能算。

写了编号或名称的，只念这几项，如 kaohe read 方案.yaml C2 优秀。"""


@click.command(cls=Command, name="read", help=_HELP)
@click.argument("scheme", cls=Argument, metavar="[方案]", required=False, says=SCHEME_HELP)
@click.argument(
    "ids", cls=Argument, metavar="[编号…]", nargs=-1, says="指标、加分扣分、规则的编号，或等次、数据项、参数的名称"
)
@click.option("--markdown", is_flag=True, help="按 Markdown 排版，可以转成 Word 文件")
@out_options
@problem_options
@speech_options
@click.pass_obj
def command(
    console: Console, scheme: str | None, ids: Sequence[str], *, markdown: bool, out: Path | None, force: bool
) -> int:
    """Read a scheme, or some of its parts."""
    if markdown and console.as_json:
        raise Misuse("--markdown 和 --json 只能写一个", click.get_current_context())
    path = find_scheme(scheme)
    if out is not None:
        check_target(out, force=force, inputs=(path,))
    found, _, problems = api.check(path)
    if found is None or has_errors(problems):
        raise Stopped(problems)
    known = readable(found)
    unknown = [id_ for id_ in dict.fromkeys(ids) if id_ not in known]
    if unknown:
        fix = f"可以念的有：{'、'.join(numbered(found))}；数据项、参数写名称"
        said = {id_: f"方案里没有“{id_}”这一项{did_you_mean(id_, known)}" for id_ in unknown}
        raise Stopped([Problem(Code.NO_SUCH_ITEM, each, help=fix) for each in said.values()])
    console.remarks(problems)
    text = read_json(found, ids) if console.as_json else read_text(found, ids, markdown=markdown)
    deliver(console, text, out, "已写入“{}”")
    return Exit.OK
