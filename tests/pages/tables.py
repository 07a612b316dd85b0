"""The tables of keys and of problem codes, made from the vocabulary and the catalogue."""

from __future__ import annotations

import os
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.cases.vocabulary import CASE_FILE
from engine.methods.registry import METHODS, SCORING
from engine.problem.catalogue import PAGES as CODE_PAGES
from engine.problem.codes import SEVERITY, Code, Severity
from engine.scheme.vocabulary import REFS, SCHEME, UNIT_FILE, UNITS_FILE
from engine.vocabulary.shape import Concept, Either, ListOf, MapOf, Ref, Variants
from tests.pages.markdown import PAGES, made, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from engine.vocabulary.shape import Field, Kind
    from tests.pages.markdown import Made

ROOTS = (SCHEME, UNIT_FILE, UNITS_FILE, CASE_FILE)
# What a case file has of a scheme is told with the scheme.
LEFT_OUT = MappingProxyType({CASE_FILE.name: frozenset(SCHEME.keys)})


def inner_kinds(kind: Kind) -> Iterator[Kind]:
    """A kind and all that it is made of, a concept's own keys aside."""
    yield kind
    match kind:
        case ListOf(item) | MapOf(item):
            yield from inner_kinds(item)
        case Either(kinds):
            for each in kinds:
                yield from inner_kinds(each)
        case Ref(name):
            yield REFS[name]
        case _:
            return


@cache
def concepts() -> MappingProxyType[str, Concept]:
    """Every concept of the files that users write, by its name."""
    found: dict[str, Concept] = {}
    waiting = [*ROOTS, *(method.concept for method in METHODS)]
    while waiting:
        concept = waiting.pop(0)
        if concept.name not in found:
            found[concept.name] = concept
            kinds = [kind for field in concept.fields for kind in inner_kinds(field.kind)]
            waiting += [kind for kind in kinds if isinstance(kind, Concept)]
    return MappingProxyType(found)


@cache
def home() -> MappingProxyType[str, Path]:
    """The page on which each concept has its table."""
    return MappingProxyType(
        {name: path for path in PAGES for each in made(read_page(path)) if each.sort == "键" for name in each.names}
    )


def table(of: Made, page: Path) -> str:
    """The table that should stand on that page."""
    if of.sort == "问题代码":
        return codes_table(of.names)
    (name,) = of.names
    return keys_table(concepts()[name], page)


def keys_table(concept: Concept, page: Path) -> str:
    left_out = LEFT_OUT.get(concept.name, frozenset())
    rows = [(f"`{field.key}`", *_cells(concept, field, page)) for field in concept.fields if field.key not in left_out]
    if any(concept is method.concept for method in METHODS):
        word = next(method.word for method in METHODS if method.concept is concept)
        rows.insert(0, (f"`{SCORING.key}`", f"“{word}”", "是", "计分方法的名称"))
    return _table(("键", "写什么", "必须写", "说明"), rows)


def _cells(concept: Concept, field: Field, page: Path) -> tuple[str, str, str]:
    one_of = [names for names in concept.exclusive if field.name in names]
    others = "".join(f"“{concept.by_name[name].key}”" for names in one_of for name in names if name != field.name)
    required = "是" if field.required else f"与{others}写且只写一项" if one_of else "否"
    return _says(field.kind, concept, page), required, field.help


def _says(kind: Kind, concept: Concept, page: Path) -> str:
    """What may be written, and where it is told."""
    said = kind.says
    inner = next((each for each in inner_kinds(kind) if isinstance(each, Concept | Variants)), None)
    if inner is None:
        return said
    at = home()[inner.name if isinstance(inner, Concept) else METHODS[0].concept.name]
    if at == page:
        return f"{said}，写法同本表" if inner is concept else f"{said}，见本页下面的表"
    return f"{said}，见[{inner.title}]({os.path.relpath(at, page.parent).replace(os.sep, '/')})"


def codes_table(codes: tuple[str, ...]) -> str:
    rows = []
    for code in map(Code, codes):
        mild = "" if SEVERITY[code] is Severity.ERROR else f"（{SEVERITY[code].value}）"
        rows.append((f"`{code.value}`", CODE_PAGES[code].title + mild, CODE_PAGES[code].fix.replace("\n", "")))
    return _table(("代码", "什么毛病", "怎么改"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
