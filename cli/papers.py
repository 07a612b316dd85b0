"""The particulars of documents, 文书.yaml, that a command uses: those that are named, or lie beside the scheme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.ends import Stopped
from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.read_papers import load_papers, papers_beside, papers_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from engine.scheme.papers import Papers

_HELP = (
    "文号、日期、主送机关等写在这个文件里；不写则用方案旁边的“文书.yaml”（schemes/甲.yaml 的是 schemes/文书/甲.yaml）"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Particulars, and the file that they are written in or would be."""

    papers: Papers
    file: str


def papers_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --papers."""
    return click.option("--papers", type=click.Path(path_type=Path), metavar="文件", help=_HELP)(command)


def find_papers(scheme: Path, named: Path | None) -> Found:
    """Return the particulars of the documents of a scheme; raises Stopped with what is wrong with them."""
    if named is not None and not named.exists():
        message = f"找不到文书“{named}”"
        raise Stopped([Problem(Code.FILE_NOT_FOUND, message, file=str(named), help="请核对路径和文件名")])
    papers, problems = papers_beside(scheme) if named is None else load_papers(named)
    if papers is None:
        raise Stopped(problems)
    return Found(papers, str(papers_path(scheme) if named is None else named))
