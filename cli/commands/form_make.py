"""`kaohe form make`: Excel forms for units and assessors to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.chinese import Argument, Command
from cli.console import Console
from cli.ends import Misuse, Stopped
from cli.exits import Exit
from cli.forms import Wanted, askings, check_wanted
from cli.many_files import write_files
from cli.options import SCHEME_HELP, find_facts, find_scheme, problem_options, speech_options, view_options
from engine import api
from engine.forms.made import Made, made_json, made_text
from engine.forms.make import make_form
from engine.problem.problem import has_errors
from engine.progress import watched
from engine.scheme.calendar import parse_date

if TYPE_CHECKING:
    from datetime import date

    from engine.facts.table import FactTable
    from engine.scheme.model import Scheme
    from engine.scheme.view import View

FORMS_FOLDER = "填报表"
_HELP = """\
制作填报表：方案要哪些数据，表里就有哪些行；下拉选项、上下限、口径、上年值都依方案做好。

不加 --single、--marking 时，每个单位一份。已有的文件不覆盖（内容一样的不动）。"""
_OUT = f"写到这个文件夹；不写则是当前文件夹下的“{FORMS_FOLDER}”"
_UNIT = "只做这个单位的，写名称或编码；可以写几次"
_SINGLE = "做成一份汇总表：一行一个数据项，一列一个单位，供电话催报、由一人汇总时用"
_MARKING = "做评分表：一行一个单位，只填这个指标（或数据项）；可以写几次"
_ASSESSOR = "评分表给哪个评委，写代号，不写姓名；可以写几次，一人一份"
_ORIGIN = "表里的数算哪个来源；不写则填报表算单位自报的，评分表算方案最先采用的"
_FACTS = "把这些数据里已有的数先填上（同一来源的），评分表里另列出现有值"


def _deadline(ctx: click.Context, _param: click.Parameter, text: str | None) -> date | None:
    day = parse_date(text) if text is not None else None
    if text is not None and day is None:
        raise Misuse(f"--deadline 后面应写一个日期，如 2022-01-18，要有这一天；现在是“{text}”", ctx)
    return day


@click.command(cls=Command, name="make", help=_HELP)
@click.argument("scheme", cls=Argument, metavar="[方案]", required=False, says=SCHEME_HELP)
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="文件夹", help=_OUT)
@click.option("--unit", multiple=True, metavar="单位", help=_UNIT)
@click.option("--single", is_flag=True, help=_SINGLE)
@click.option("--marking", multiple=True, metavar="指标", help=_MARKING)
@click.option("--assessor", multiple=True, metavar="评委", help=_ASSESSOR)
@click.option("--origin", metavar="来源", help=_ORIGIN)
@click.option("--deadline", metavar="日期", callback=_deadline, help="交回的期限，如 2022-01-18，写在“说明”里")
@click.option("--contact", metavar="文字", default="", help="有疑问找谁，写在“说明”里")
@click.option("--with-facts", metavar="数据", help=_FACTS)
@click.option("--force", is_flag=True, help="文件已经存在、内容又不同时，覆盖它")
@view_options
@problem_options
@speech_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    scheme: str | None,
    *,
    out: Path | None,
    with_facts: str | None,
    force: bool,
    view: View,
    **wanted: Any,  # noqa: ANN401  the fields of Wanted
) -> int:
    """Make the forms and list them."""
    console = ctx.ensure_object(Console)
    asked = Wanted(**wanted)
    check_wanted(asked)
    read, table = _read(console, find_scheme(scheme), None if with_facts is None else find_facts(with_facts), view)
    folder = out or Path(FORMS_FOLDER)
    due = askings(read, table, asked)
    each = watched(due.items(), len(due), "做填报表", console.progress())
    made = {name: (asking, *make_form(asking)) for name, asking in each}
    written = write_files(folder, {name: data for name, (_, data, _) in made.items()}, force=force)
    forms = [Made(name, asking, layout, written[name].value) for name, (asking, _, layout) in made.items()]
    console.result((made_json if console.as_json else made_text)(str(folder), forms))
    return Exit.OK


def _read(console: Console, scheme: Path, facts: Path | None, view: View) -> tuple[Scheme, FactTable | None]:
    """Return the scheme, and the facts to start from; what they lack is what the forms are for."""
    read, table, problems = api.check(scheme, facts, view)
    if read is None or has_errors(problems):
        raise Stopped(problems)
    if facts is None:
        console.remarks(problems)
    return read, table
