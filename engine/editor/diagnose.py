"""Everything that is wrong with a text, as `kaohe check` and `kaohe test` would say of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.api import examine_sources
from engine.cases.read_cases import read_cases
from engine.cases.vocabulary import CASE_FILE
from engine.facts.folder import read_facts
from engine.facts.last_year import load_last_year
from engine.problem.codes import Code, Severity
from engine.problem.problem import Problem, sort_problems
from engine.reading.compose import compose
from engine.reading.form import check_shape
from engine.reading.read_scheme import read_scheme
from engine.scheme.unit_vocabulary import UNIT_FILE, UNITS_FILE
from engine.scheme.view import AS_SAID
from engine.text.tree import Mapping

if TYPE_CHECKING:
    from engine.editor.document import Document
    from engine.text.source import Span

_ID = UNIT_FILE.by_name["scheme"].key


def problems(document: Document) -> list[Problem]:
    """Return the problems of a text; none of one that is only begun, or that is no business of ours.

    Those of other files that it names have places there.
    """
    if not document.text.strip() or not document.is_ours:
        return []
    if document.concept is CASE_FILE:
        return read_cases(document.source, document.folder)[1]
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
    _, told = read_facts(scheme, [document.source], document.source.name, complete=False, last=last)
    return told


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
