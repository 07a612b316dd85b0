"""The page on large data: its commands print what it shows, and it tells every column that is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.export.results import results_fields
from engine.export.trace import trace_fields
from engine.export.wide import wide_fields
from engine.reading.read_scheme import load_scheme
from tests.assessing import ROOT
from tests.pages.markdown import LARGE, hold_or_update, made, replaced
from tests.pages.tables import table
from tests.pages.walk import walked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from engine.export.table import Field

_COLUMNS = re.compile(r"^<!-- 栏：(结果|明细列|明细) -->\n\n((?:\|.*\n)*)", re.MULTILINE)
# Columns of which there is one for each item or rule.
_EACH = {
    "得分": "每个指标、每类指标、每个加减分项各一栏",
    "触发": "每条规则一栏：是、否、无法判定",
}


def rows(fields: tuple[Field, ...]) -> Iterator[str]:
    yield "| 栏 | 含义 | 种类 |"
    yield "|---|---|---|"
    told = set()
    for field in fields:
        id_, _, what = field.name.rpartition(".")
        name = f"编号.{what}" if id_ else field.name
        if name not in told:
            told.add(name)
            meaning = _EACH[what] if id_ and what in _EACH else field.meaning
            yield f"| {name} | {meaning} | {field.kind.value} |"


def columns(page: str) -> list[tuple[int, str, str]]:
    scheme, problems = load_scheme(ROOT / "schemes" / "changning-2021.yaml")
    assert scheme is not None, problems
    fields = {"结果": results_fields(scheme), "明细": trace_fields(scheme), "明细列": wide_fields(scheme)}
    return [
        (each.start(), each[0], f"<!-- 栏：{each[1]} -->\n\n" + "\n".join(rows(fields[each[1]])) + "\n")
        for each in _COLUMNS.finditer(page)
    ]


def test_the_page_shows_what_is_printed_and_written(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    def wanted(page: str) -> str:
        tables = [(each.start, each.text, table(each, LARGE) + ("" if each.text else "\n")) for each in made(page)]
        return replaced(page, [*tables, *columns(page), *walked(page, tmp_path)])

    hold_or_update(LARGE, wanted, update=pytestconfig.getoption("--golden-update"))
