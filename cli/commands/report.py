"""`kaohe report`: every unit's letter."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.assessing import assess, exit_of
from cli.chinese import Command
from cli.crash import version
from cli.documents import day_option, document_parts, file_names, one_of, units_wanted
from cli.ends import Misuse
from cli.many_files import write_files
from cli.options import find_inputs, problem_options, scheme_and_facts, speech_options, view_options
from cli.papers import find_papers, papers_option
from engine.progress import watched
from engine.report.letters_made import LetterMade, letters_json, letters_text
from engine.report.view.edition import Edition
from engine.report.view.letter import review_of

if TYPE_CHECKING:
    from cli.console import Console
    from engine.scheme.view import View

FOLDER = "单位说明"
_FORMATS = ("html", "docx")
_EDITIONS = {each.value: each for each in (Edition.UNIT, Edition.INTERNAL)}
_HELP = """\
做每个单位的评分说明：得几分、扣在哪里、依据什么、等次怎样定、怎样能到上一等次、怎样申请复核。

每个单位一份 HTML 和一份 Word，内容相同，都能打印。已有的文件不覆盖（内容一样的不动）。"""
_OUT = f"写到这个文件夹；不写则是当前文件夹下的“{FOLDER}”（内部版是“{FOLDER}（内部版）”）"
_UNIT = "只做这个单位的，写名称或编码；可以写几次"
_FORMAT = "做哪种文件：html、docx，或 html,docx（不写即两种都做）"
_EDITION = "单位版发给本单位，没有名次，也不说别的单位得几分；内部版有名次"


@click.command(cls=Command, name="report", help=_HELP)
@scheme_and_facts
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="文件夹", help=_OUT)
@click.option("--unit", multiple=True, metavar="单位", help=_UNIT)
@click.option("--format", "formats", metavar="格式", default=",".join(_FORMATS), help=_FORMAT)
@click.option("--edition", metavar="版本", callback=one_of(_EDITIONS, "--edition"), help=_EDITION)
@papers_option
@day_option
@click.option("--force", is_flag=True, help="文件已经存在、内容又不同时，覆盖它")
@view_options
@problem_options
@speech_options
@click.pass_obj
def command(
    console: Console,
    scheme: str | None,
    facts: str | None,
    *,
    out: Path | None,
    unit: tuple[str, ...],
    formats: str,
    edition: Edition | None,
    papers: Path | None,
    day: date | None,
    force: bool,
    view: View,
) -> int:
    """Make the letters and say what was written."""
    inputs = find_inputs(scheme, facts, view)
    kinds, shown = _kinds(formats), edition or Edition.UNIT
    folder = out or Path(FOLDER if shown is Edition.UNIT else f"{FOLDER}（{shown.value}）")
    found = find_papers(inputs.scheme, papers).papers
    assessment = assess(console, inputs)
    units = units_wanted(assessment, unit)
    with document_parts():
        # Imported here: what is missing on this machine is told as any problem is.
        from engine.report.view.letters import Letters, Particulars  # noqa: PLC0415
        from engine.report.write.letter_files import Kind, letter_files  # noqa: PLC0415
        from engine.report.write.word.fonts import Fonts  # noqa: PLC0415

        today = day or date.today()  # noqa: DTZ011  the user's day
        particulars = Particulars(review_of(found.review), f"kaohe{version()}", today.isoformat())
        letters = Letters(assessment, shown, particulars).of(units)
        files = letter_files(letters, len(units), tuple(map(Kind, kinds)), Fonts(found.fonts))
        each = watched(files, len(units), "做单位说明", console.progress())
        made = {name: {kind.value: data for kind, data in of_unit.items()} for name, of_unit in each}
    names = file_names(assessment.facts.units)
    every = {f"{names[name]}.{kind}": data for name, files in made.items() for kind, data in files.items()}
    written = write_files(folder, every, force=force)
    told = [
        LetterMade(name, {f"{names[name]}.{kind}": written[f"{names[name]}.{kind}"].value for kind in files})
        for name, files in made.items()
    ]
    console.result((letters_json if console.as_json else letters_text)(str(folder), told, shown.value))
    return exit_of(assessment)


def _kinds(formats: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(part.strip().lower() for part in re.split("[,，、]", formats) if part.strip()))
    for each in asked:
        if each not in _FORMATS:
            raise Misuse(f"--format 后面应写 html、docx，或 html,docx；现在是“{formats}”", click.get_current_context())
    if not asked:
        raise Misuse("--format 后面没有写格式：html、docx，或 html,docx", click.get_current_context())
    return asked
