"""`kaohe why`: where a unit's score and tier come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.assessing import MOST_LISTED, assess, exit_of, find_unit
from cli.chinese import Argument, Command, did_you_mean
from cli.ends import Stopped
from cli.options import find_inputs, problem_options, scheme_and_facts_options, speech_options, view_options
from engine import api
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.report.score import ILLUSTRATIVE, as_of_lines
from engine.report.why import exempt_json, items_of, why_json, why_text

if TYPE_CHECKING:
    from cli.console import Console
    from engine.scheme.view import View

_HELP = "说明一个单位的得分和等次从何而来：每个指标得几分、依据什么数据和条款，规则和名额怎样起作用。"
_ITEM = "只说明这一个指标、规则或加分项，写编号，如 C2"


@click.command(cls=Command, name="why", help=_HELP)
@click.argument("unit", cls=Argument, metavar="单位", says="单位名称")
@click.argument("item", cls=Argument, metavar="[编号]", required=False, says=_ITEM)
@scheme_and_facts_options
@view_options
@problem_options
@speech_options
@click.pass_obj
def command(console: Console, unit: str, item: str | None, *, scheme: str | None, facts: str | None, view: View) -> int:
    """Explain one unit."""
    assessment = assess(console, find_inputs(scheme, facts, view))
    name = find_unit(assessment.scheme, unit)
    exempt = assessment.scheme.exempt.get(name)
    if exempt is not None:
        remark = f"{ILLUSTRATIVE}\n" if assessment.facts.illustrative else ""
        remark += "".join(f"{line}\n" for line in as_of_lines(assessment.scheme.calendar.as_of))
        sentence = f"{remark}“{name}”免考，不评分、不排名、不定等。原因：{exempt}"
        console.result(exempt_json(name) if console.as_json else sentence)
        return exit_of(assessment)
    explanation = api.explain(assessment, name)
    items = items_of(explanation)
    if item is not None and item not in items:
        message = f"“{name}”没有“{item}”这一项{did_you_mean(item, items)}"
        written = [each for each in items if each != name and "/" not in each]
        listed = "、".join(written[:MOST_LISTED]) + ("等" if len(written) > MOST_LISTED else "")
        fix = f"可以写的编号有：{listed}；不写则说明全部"
        raise Stopped([Problem(Code.NO_SUCH_ITEM, message, help=fix)])
    report = why_json if console.as_json else why_text
    console.result(report(explanation, item))
    return exit_of(assessment)
