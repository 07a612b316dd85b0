"""Sound tables and forms that are mutated: their texts as rows, and the bytes of workbooks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.forms.asking import Asking
from engine.forms.form import FormHead, FormKind
from engine.forms.lines import lines_of
from engine.forms.make import make_form
from engine.reading.read_scheme import read_scheme
from engine.tables.export_facts import lay_out_facts
from engine.text.source import Source
from tests.forms.users import HERE as FORMS
from tests.forms.users import filled, scheme_of_users
from tests.fuzz import pool
from tests.fuzz.archives import timeless
from tests.unit.bulk import random_tables
from tests.unit.bulk.both_ways import SCHEME as TABLE_SCHEME

if TYPE_CHECKING:
    from engine.scheme.model import Scheme

WORKBOOKS = Path(__file__).parent / "workbooks"
_MAKERS = (random_tables.wide, random_tables.long, random_tables.by_origin, random_tables.dirty)


@dataclass(frozen=True, slots=True)
class Seed:
    """A scheme, and a table of it as rows of texts."""

    scheme: str
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class FormSeed:
    """A scheme, and a form of it by the name of its file."""

    scheme: str
    name: str
    data: bytes


def table_seed(rng: random.Random) -> Seed:
    """A table of made-up facts, with or without mistakes, or the facts of a random scheme laid out."""
    if rng.random() < _LAID_OUT and (laid := _laid_out(rng.randrange(_SCHEMES))):
        return rng.choice(laid)
    return Seed(TABLE_SCHEME, rng.choice(_MAKERS)(rng.randrange(10**6), rng.choice((0, 0, 5, 30))))


_LAID_OUT, _SCHEMES = 0.5, 30


@cache
def _laid_out(number: int) -> tuple[Seed, ...]:
    seed = pool.random_seed(random.Random(number))  # noqa: S311  nothing here is a secret
    scheme, _ = read_scheme(Source("方案.yaml", seed.scheme))
    if scheme is None:
        return ()
    sources = [Source(name, text) for name, text in seed.units.items()]
    tables = [table for long in (False, True) for table in lay_out_facts(scheme, sources, {}, long=long)]
    rows = [[[*table.head], *([cell.text for cell in row] for row in table.rows)] for table in tables]
    return tuple(Seed(seed.scheme, each) for each in rows)


@cache
def form_seeds() -> tuple[FormSeed, ...]:
    """Forms of all kinds, empty and filled in."""
    text = (FORMS / "scheme.yaml").read_text("utf-8")
    scheme = scheme_of_users()
    found = [FormSeed(text, f"{unit}.xlsx", timeless(filled(scheme, unit))) for unit in ("甲单位", "乙单位")]
    found.append(FormSeed(text, "全部.xlsx", _made(scheme, FormKind.SINGLE)))
    found.append(FormSeed(text, "评委.xlsx", _made(scheme, FormKind.MARKING)))
    for path in sorted((pool.ROOT / "schemes").glob("*.yaml"))[:4]:
        shipped, _ = read_scheme(Source(path.name, path.read_text("utf-8")))
        if shipped is not None and shipped.units:
            unit = shipped.units[0].name
            found.append(FormSeed(path.read_text("utf-8"), f"{unit}.xlsx", _made(shipped, FormKind.UNIT, unit)))
    return tuple(found)


def _made(scheme: Scheme, kind: FormKind, unit: str = "") -> bytes:
    rater = "评委1" if kind is FormKind.MARKING else ""
    head = FormHead(kind, scheme.id, scheme.sha256, scheme.origins.precedence[-1], unit, rater=rater)
    return timeless(make_form(Asking(scheme, head, lines_of(scheme)))[0])


@cache
def kept_workbook(name: str) -> bytes:
    """A workbook as an office program saved it."""
    return (WORKBOOKS / name).read_bytes()


__all__ = ["TABLE_SCHEME", "FormSeed", "Seed", "form_seeds", "kept_workbook", "table_seed"]
