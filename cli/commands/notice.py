"""`kaohe notice`: the notice of a result as a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.assessing import assess, exit_of
from cli.chinese import Command
from cli.documents import document_parts, one_of
from cli.ends import Misuse, Stopped
from cli.options import find_inputs, problem_options, scheme_and_facts, speech_options, view_options
from cli.output import check_target, write_bytes
from cli.papers import find_papers, papers_option
from engine.report.notice import checks_text, notice_json
from engine.report.view.edition import Edition
from engine.report.view.make_notice import make_notice
from engine.report.view.notice_checks import checks_of, order_problem, problems_of
from engine.scheme.papers import NoticeKind

if TYPE_CHECKING:
    from cli.console import Console
    from engine.scheme.model import Scheme
    from engine.scheme.view import View

_HELP = """\
把考核结果写成结果通知（通报），Word 文件，按 GB/T 9704—2012《党政机关公文格式》排版。

不加 --edition 内部版时是公开版：只列等次，各等次里按单位顺序，不写得分和名次。
文号、日期、主送机关等写在方案旁边的“文书.yaml”里；没有写的，通知里留“【待填：…】”。
数据是示例的，每一页都有“样稿”；还有单位没有评定的，每一页都有“暂定稿”（退出码 3）。"""
_EDITIONS = {each.value: each for each in (Edition.PUBLIC, Edition.INTERNAL)}
_KINDS = {each.value: each for each in NoticeKind}
_SUFFIX = ".docx"
_OUT = "写到这个文件；不写则是当前文件夹下的“通知.docx”或“通报.docx”"
_KIND = "通知或通报；不写则依文书，文书也没有写的是通知"
_EDITION = "公开版（只有等次）或内部版（后面附得分和名次的表）；不写即公开版"


@click.command(cls=Command, name="notice", help=_HELP)
@scheme_and_facts
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="文件", help=_OUT)
@click.option("--kind", metavar="文种", callback=one_of(_KINDS, "--kind"), help=_KIND)
@click.option("--edition", metavar="版本", callback=one_of(_EDITIONS, "--edition"), help=_EDITION)
@papers_option
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
    out: Path | None,
    kind: NoticeKind | None,
    edition: Edition | None,
    papers: Path | None,
    force: bool,
    view: View,
) -> int:
    """Write the notice and say what to look at before it goes out."""
    inputs, shown = find_inputs(scheme, facts, view), edition or Edition.PUBLIC
    found = find_papers(inputs.scheme, papers)
    called = kind or found.papers.notice.kind
    target = out or Path(f"{called.value}.docx")
    check_target(target, force=force, inputs=(inputs.scheme, inputs.facts, Path(found.file)))
    if target.suffix.lower() != _SUFFIX:
        raise Misuse(f"通知是 Word 文件，文件名请以 {_SUFFIX} 结尾；现在是“{target}”", click.get_current_context())
    assessment = assess(console, inputs, accept=lambda scheme: _check_order(scheme, inputs.scheme, shown))
    notice = make_notice(assessment, found.papers, shown, called)
    with document_parts():
        # Imported here: what is missing on this machine is told as any problem is.
        from engine.report.write.notice_docx import notice_docx  # noqa: PLC0415
        from engine.report.write.word.fonts import Fonts  # noqa: PLC0415

        data = notice_docx(notice, Fonts(found.papers.fonts), found.papers.notice.day)
    write_bytes(target, data)
    problems = problems_of(notice, assessment, found.papers, found.file)
    checks = checks_of(notice, assessment, problems)
    if console.as_json:
        console.result(notice_json(notice, str(target), checks, problems))
    else:
        console.remarks(problems)
        console.result(f"{called.value}（{shown.value}）已写入“{target}”\n\n{checks_text(checks)}")
    return exit_of(assessment)


def _check_order(scheme: Scheme, path: Path, edition: Edition) -> None:
    """Refuse a public list in the order of scores: it would tell the ranks."""
    if (problem := order_problem(scheme, str(path), edition)) is not None:
        raise Stopped([problem])
