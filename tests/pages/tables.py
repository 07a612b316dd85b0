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
from engine.scheme.unit_vocabulary import UNIT_FILE, UNITS_FILE
from engine.scheme.vocabulary import REFS, SCHEME
from engine.vocabulary.shape import Concept, Either, ListOf, MapOf, Ref, Text, Variants
from tests.pages.markdown import PAGES, made, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from engine.vocabulary.shape import Field, Kind
    from tests.pages.markdown import Made

ROOTS = (SCHEME, UNIT_FILE, UNITS_FILE, CASE_FILE)
# What a case file has of a scheme is told with the scheme.
LEFT_OUT = MappingProxyType({CASE_FILE.name: frozenset(SCHEME.keys)})

# Keys that the vocabulary leaves free and the reader asks for in some cases: `test_sometimes` leaves each of them out.
SOMETIMES = MappingProxyType(
    {
        ("fact", "options"): "类型为“选项”的要写",
        ("parameter_table", "rest"): "“取值”没有列全的要写",
        ("section", "formula"): "没有“分项”的要写",
        ("section", "scoring"): "没有“分项”的要写",
        ("section", "weights"): "“合成”是“加权”的要写",
        ("section", "rest_weights"): "“权重”分情形的要写",
        ("section", "zero_denominator"): "分母可能为零的要写",
        ("bonus", "each"): "没有“分项”和“计分”的要写",
        ("bonus", "once"): "写“事项”的要写",
        ("bonus", "share"): "写“依次酌减”的要写",
        ("bonus", "cap"): "本项或上一级要写",
        ("penalty", "each"): "没有“分项”和“计分”的要写",
        ("penalty", "once"): "写“事项”的要写",
        ("penalty", "share"): "写“依次酌减”的要写",
        ("penalty", "cap"): "有“分项”或“计分”的要写",
        ("matter_deduction", "share"): "写“依次酌减”的要写",
        ("matter_score", "share"): "写“依次酌减”的要写",
        ("effect", "keeps_place"): "写“不得确定为”的要写",
        ("tier", "rounding"): "写“比例上限”的要写",
        ("tier", "base"): "限定名额的要写",
        ("tier", "ties"): "限定名额的，“并列”“依次比较”选写一项",
        ("tier", "keys"): "限定名额的，“并列”“依次比较”选写一项",
        ("window", "step"): "三项要写都写",
        ("window", "each"): "三项要写都写",
        ("window", "partial"): "三项要写都写",
        ("bands", "rest"): "各档没有覆盖全部数值的要写",
    }
)


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
    one_of = "".join(
        f"“{concept.by_name[name].key}”" for names in concept.exclusive if field.name in names for name in names
    )
    required = "是" if field.required else f"{one_of}选写一项" if one_of else "否"
    return _says(field.kind, concept, page), SOMETIMES.get((concept.name, field.name), required), field.help


def _says(kind: Kind, concept: Concept, page: Path) -> str:
    """What may be written, and where it is told."""
    said = kind.says
    inner = next((each for each in inner_kinds(kind) if isinstance(each, Concept | Variants)), None)
    if inner is None:
        return said
    at = home()[inner.name if isinstance(inner, Concept) else METHODS[0].concept.name]
    some = f"其中的“{inner.title}”" if any(isinstance(each, Text) for each in inner_kinds(kind)) else ""
    if at == page:
        return f"{said}，写法同本表" if inner is concept else f"{said}，{some}见本页下面的表"
    return f"{said}，{some}见[{inner.title}]({os.path.relpath(at, page.parent).replace(os.sep, '/')})"


def codes_table(codes: tuple[str, ...]) -> str:
    rows = []
    for code in map(Code, codes):
        mild = "" if SEVERITY[code] is Severity.ERROR else f"（{SEVERITY[code].value}）"
        rows.append((f"`{code.value}`", CODE_PAGES[code].title + mild, CODE_PAGES[code].fix.replace("\n", "")))
    return _table(("代码", "什么毛病", "怎么改"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
