"""All shipped facts through tables and back: the same result to the last digit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engine.api import assess, check, explain, lay_out_facts
from engine.report.score import score_json
from engine.report.why import why_json
from engine.tables.write_tables import csv_bytes, workbook_bytes
from tests.pages.markdown import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from engine.facts.table import FactTable
    from engine.scheme.model import Scheme

IDS = sorted(path.stem for path in (ROOT / "schemes").glob("*.yaml"))
# Where a value stands differs, and nothing else.
_PLACES = re.compile(r'"at": (?:null|"[^"\n]*"|\{[^{}]*\})')


def result(scheme: Scheme, facts: FactTable) -> list[str]:
    """The result, and how the first unit of it came by its own, without the places."""
    assessment = assess(scheme, facts)
    why = why_json(explain(assessment, assessment.results.facts.units[0]))
    return [score_json(assessment), _PLACES.sub("", why)]


def read(id_: str, path: Path) -> tuple[Scheme, FactTable]:
    scheme, facts, problems = check(ROOT / "schemes" / f"{id_}.yaml", path)
    assert scheme is not None
    assert facts is not None, problems
    return scheme, facts


def write(folder: Path, scheme: Scheme, facts: FactTable, path: Path, *, long: bool) -> None:
    tables = lay_out_facts(scheme, facts, path, long=long)
    (folder / "csv").mkdir()
    (folder / "xlsx").mkdir()
    for table in tables:
        (folder / "csv" / f"{table.name}.csv").write_bytes(csv_bytes(table))
    (folder / "xlsx" / "汇总.xlsx").write_bytes(workbook_bytes(tables, scheme.title))


@pytest.mark.slow
@pytest.mark.parametrize("id_", IDS)
@pytest.mark.parametrize("long", [False, True], ids=["wide", "long"])
def test_facts_as_tables_give_the_same_result(id_: str, long: bool, tmp_path: Path) -> None:  # noqa: FBT001
    path = ROOT / "facts" / id_
    scheme, facts = read(id_, path)
    expected = result(scheme, facts)
    write(tmp_path, scheme, facts, path, long=long)
    assert expected == result(*read(id_, tmp_path / "csv"))
    assert expected == result(*read(id_, tmp_path / "xlsx"))


def test_table_of_a_table_is_the_same_table(tmp_path: Path) -> None:
    path = ROOT / "facts" / "minhang-task-table"
    scheme, facts = read("minhang-task-table", path)
    first = lay_out_facts(scheme, facts, path, long=True)[0]
    (tmp_path / "长表.csv").write_bytes(csv_bytes(first))
    again = lay_out_facts(scheme, read("minhang-task-table", tmp_path)[1], tmp_path, long=True)[0]
    assert csv_bytes(first) == csv_bytes(again)
