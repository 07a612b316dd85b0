"""`kaohe init`: a new assessment folder, from a template or from last year's assessment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.chinese import Argument, Command
from cli.console import LISTED_PROBLEMS, Console
from cli.drafts import Wanted, draft_of, year_of
from cli.ends import Misuse
from cli.exits import Exit
from cli.folders import check_folder, check_name, write_folder
from cli.options import problem_options, speech_options
from engine.founding.papers import draft_json, screen_text, templates_text
from engine.founding.templates import TEMPLATES

if TYPE_CHECKING:
    from typing import Any

_HELP = """\
建立一个考核文件夹：方案、单位名单、每个单位一份待填的数据、用例和说明。已有的文件一个也不覆盖。

方案一生成就能通过检查，照着改成自己的。
加 --from 则由上年的考核建立本年的：编号、名称、日期改好，须由人决定的都列出来。"""
_FOLDER = "要建的文件夹，如 2026年考核；写 . 就建在当前文件夹里"
_TEMPLATE = f"用哪个模板：{'、'.join(each.name for each in TEMPLATES)}；不写即“{TEMPLATES[0].name}”"
_YEAR = "考核年度；不写则看文件夹的名称，再不然就是今年（有 --from 的为下一年度）"
_UNITS = "参评单位：名单文件（一行一个单位，或第一行是列名的表），或用逗号隔开的单位名称"
_LAST = "由上年的考核建立：上年的考核文件夹，或方案文件、方案编号"
_LAST_FACTS = "上年的数据文件夹；不写则用上年的方案旁边的“事实”"


@click.command(cls=Command, name="init", help=_HELP)
@click.argument("folder", cls=Argument, metavar="文件夹", required=False, says=_FOLDER)
@click.option("--template", metavar="模板", help=_TEMPLATE)
@click.option("--list", "listing", is_flag=True, help="列出模板")
@click.option("--name", metavar="名称", help="方案的名称；不写则由文件夹的名称和年度组成")
@click.option("--year", metavar="年度", callback=year_of, help=_YEAR)
@click.option("--units", metavar="单位", help=_UNITS)
@click.option("--sample", is_flag=True, help="填上编造的示例数据（都注明“示例”），马上可以看评分的样子")
@click.option("--from", "last", metavar="上年", help=_LAST)
@click.option("--from-facts", "last_facts", metavar="数据", help=_LAST_FACTS)
@problem_options
@speech_options
@click.pass_context
def command(ctx: click.Context, /, folder: str | None, *, listing: bool, **wanted: Any) -> int:  # noqa: ANN401
    """Make the folder and show it."""
    console = ctx.ensure_object(Console)
    if listing:
        console.result(templates_text())
        return Exit.OK
    if folder is None:
        raise Misuse("没有写要建的文件夹，如 kaohe init 2026年考核", ctx)
    target = Path(folder)
    check_name(target)
    draft = draft_of(target, Wanted(**wanted), ctx)
    check_folder(target, draft.files)
    write_folder(target, draft.files)
    limit = None if console.list_all else LISTED_PROBLEMS
    console.result(draft_json(str(target), draft) if console.as_json else screen_text(str(target), draft, limit))
    return Exit.OK
