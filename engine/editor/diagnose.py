"""Everything that is wrong with a text, as `kaohe check` and `kaohe test` would say of the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.api import examine_sources
from engine.cases.read_cases import read_cases
from engine.cases.vocabulary import CASE_FILE
from engine.facts.folder import read_facts
from engine.facts.last_year import load_last_year
from engine.facts.yaml_folder import unit_files
from engine.problem.codes import Code, Severity
from engine.problem.problem import Problem, sort_problems
from engine.reading.compose import compose
from engine.reading.form import check_shape
from engine.reading.read_papers import read_papers
from engine.reading.read_scheme import read_scheme
from engine.scheme.papers_vocabulary import PAPERS
from engine.scheme.unit_vocabulary import UNIT_FILE, UNITS_FILE
from engine.scheme.view import AS_SAID
from engine.text.tree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.editor.document import Document
    from engine.text.source import Source, Span

_ID, _UNIT = UNIT_FILE.by_name["scheme"].key, UNIT_FILE.by_name["unit"].key


def problems(document: Document) -> list[Problem]:
    """Return the problems of a text; none of one that is only begun, or that is no business of ours.

    Those of other files that it names have places there.
    """
    if not document.text.strip() or not document.is_ours:
        return []
    if document.concept is CASE_FILE:
        return read_cases(document.source, document.folder)[1]
    if document.concept is PAPERS:
        return read_papers(document.source)[1]
    if document.concept is UNIT_FILE:
        return sort_problems(_of_unit(document))
    if document.concept is UNITS_FILE:
        tree, found = compose(document.source)
        return sort_problems([*found, *(check_shape(tree, UNITS_FILE)[1] if tree else [])])
    return _of_scheme(document)


def _of_scheme(document: Document) -> list[Problem]:
    return examine_sources(document.source, document.folder, None, [], AS_SAID).problems


def _of_unit(document: Document) -> list[Problem]:
    """Check a unit's file by its scheme; without one, only that it can be read."""
    tree, found = compose(document.source)
    entry = tree.get(_ID) if isinstance(tree, Mapping) else None
    place = entry.value.span if entry else None
    if document.scheme is None:
        return [*found, _no_scheme(document, place)] if entry else found
    scheme, told = read_scheme(document.scheme.source, document.scheme.folder)
    if scheme is None:
        return [*found, _broken_scheme(told, place)]
    last, _ = load_last_year(scheme)
    sources = [document.source, *_other_files(document)]
    _, told = read_facts(scheme, sources, document.source.name, complete=False, last=last)
    return [here for each in told if (here := _told_here(document, each))]


def _other_files(document: Document) -> Iterator[Source]:
    """Yield the other files of the same unit, which are those beside this one that have its name in them."""
    entry = document.tree.get(_UNIT) if isinstance(document.tree, Mapping) else None
    unit = entry.value.text.strip() if entry and isinstance(entry.value, Scalar) else ""
    if document.path is None or not unit:
        return
    for path, _ in unit_files(document.folder, str(document.folder))[0]:
        other = document.beside(path) if path.name != document.path.name else None
        if other is None or unit not in other.text:
            continue
        named = other.tree.get(_UNIT) if isinstance(other.tree, Mapping) else None
        if named and isinstance(named.value, Scalar) and named.value.text.strip() == unit:
            yield other.source


def _told_here(document: Document, problem: Problem) -> Problem | None:
    """Return a problem as it is told in this file, if it is one of its problems.

    What a unit lacks is told in each of its files, and what two of them say in both.
    """
    if problem.span is None:
        return replace(problem, file=document.source.name)
    if problem.span.source is document.source:
        return problem
    here = next((each for each in problem.also if each[1].source is document.source), None)
    return replace(problem, span=here[1], also=((here[0], problem.span),), edits=()) if here else None


def _no_scheme(document: Document, place: Span | None) -> Problem:
    message = "找不到这份数据的方案，只看了写法，没有核对数据"
    fix = "请把数据放在“方案.yaml”旁边的“事实”文件夹里；或核对“方案编号”，方案应在 schemes 文件夹里，文件名是编号"
    return Problem(Code.FILE_NOT_FOUND, message, place, file=document.source.name, help=fix)


def _broken_scheme(told: list[Problem], place: Span | None) -> Problem:
    """Word that the scheme has to be mended first, by its first error."""
    errors = [problem for problem in told if problem.severity is Severity.ERROR]
    first = errors[0]
    also = (("方案的错误在这里", first.span),) if first.span else ()
    message = f"方案“{first.source_name}”有 {len(errors)} 处错误，改好以后才能核对数据：{first.message}"
    return Problem(first.code, message, place, file=first.source_name, help="请先改方案", also=also)
