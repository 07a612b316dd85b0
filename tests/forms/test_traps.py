"""Every trap that people lay for whoever reads their forms, each told at its own cell, or read as it was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from engine.facts.unit_file import UnitFileReader
from engine.forms.receive import FormFile, receive_file
from engine.forms.recognise import Intake
from engine.problem.codes import SEVERITY, Code, Severity
from engine.problem.problem import has_errors
from engine.report.problems import problems_text
from engine.text.tree import Mapping, Scalar
from tests.forms.users import GOOD, HERE, filled, scheme_of_users

if TYPE_CHECKING:
    from pathlib import Path

    from engine.text.tree import Node

SCHEME = scheme_of_users()
TRAPS: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "traps.yaml").read_text("utf-8"))


def received(data: bytes, folder: Path, name: str = "甲单位.xlsx") -> FormFile:
    (folder / name).write_bytes(data)
    return receive_file(Intake(SCHEME), UnitFileReader(SCHEME), folder / name, name)


def reported(file: FormFile, fact: str) -> str | None:
    """What is imported of a fact: its text, as a unit's file has it."""
    node: Node | None = file.units[0].tree.by_key["数据"].value
    for key in (*fact.split("."), "自评"):
        entry = node.get(key) if isinstance(node, Mapping) else None
        node = entry.value if entry else None
    return node.text if isinstance(node, Scalar) else None


@pytest.mark.parametrize("trap", TRAPS)
def test_trap(trap: str, tmp_path: Path) -> None:
    told = TRAPS[trap]
    file = received(filled(SCHEME, "甲单位", told["怎么"]), tmp_path)
    text = problems_text(file.all_problems)
    codes = [problem.code.value for problem in file.all_problems]
    if "代码" not in told:
        assert codes == [], text
    else:
        about = [problem for problem in file.all_problems if problem.code.value == told["代码"]]
        assert about, text
        places = [str(problem.span).removeprefix("甲单位.xlsx ") if problem.span else None for problem in about]
        assert told["哪里"] in places, text
        said = problems_text([about[places.index(told["哪里"])]])
        assert [words for words in told["说"] if words not in said] == []
        others = {code for code in codes if SEVERITY[Code(code)] is not Severity.HINT} - {told["代码"]}
        assert others == set(), text
    imported = told.get("导入为")
    assert has_errors(file.all_problems) is (imported is None), text
    for fact, value in (imported or {}).items():
        assert reported(file, fact) == value


def test_a_form_filled_in_with_care_has_nothing_to_tell(tmp_path: Path) -> None:
    file = received(filled(SCHEME, "甲单位"), tmp_path)
    assert problems_text(file.all_problems) == ""
    assert (file.units[0].filled, file.units[0].asked) == (len(GOOD), len(GOOD))
