"""The papers say what the program does: commands, methods, exit codes, rooms, problem codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cli.exits import Exit
from cli.main import COMMANDS
from engine.cases.run import run_paths
from engine.methods.registry import METHODS
from engine.problem.codes import Code
from engine.reading.read_scheme import read_scheme
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, UNIT_FILE
from engine.scheme.vocabulary import SECTION
from engine.text.source import Source
from tests.assessing import ROOT, scheme_text

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")
ROOMS = sorted(path for path in (ROOT / "engine").iterdir() if (path / "__init__.py").is_file())


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_every_command_is_in_the_readme() -> None:
    for command in COMMANDS:
        assert f"`kaohe {command}" in README, command


def test_every_exit_code_is_in_the_readme() -> None:
    (line,) = [line for line in README.splitlines() if line.startswith("退出码")]
    assert re.findall(r"(?:：|；)(\d+) ", line) == [str(code.value) for code in Exit]


def test_every_method_is_in_the_readme() -> None:
    for method in METHODS:
        assert method.word in README, method.word


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_has_its_note_and_its_place_on_the_map(room: Path) -> None:
    assert f"`engine/{room.name}/`" in README
    note = (room / "__init__.py").read_text(encoding="utf-8")
    assert note.startswith('"""')
    assert "import" not in note.split('"""')[2], "a room's __init__ holds its note and nothing else"


def test_the_readme_shows_keys_that_exist() -> None:
    scheme, facts, _ = blocks("yaml")
    keys = set(re.findall(r"^\s+(\S+):", scheme, re.MULTILINE)) - {"C"}
    known = {field.key for field in SECTION.fields} | {"方法"}
    for method in METHODS:
        known |= {field.key for field in method.concept.fields}
    assert keys <= known
    head = set(re.findall(r"^(\S+):", facts, re.MULTILINE))
    assert head <= {field.key for field in UNIT_FILE.fields}
    assert "核定方式" in EVIDENCE_KEYS


def test_the_readme_indicator_is_read() -> None:
    """Put into a shipped scheme in place of its indicators, the fragment is understood."""
    text = scheme_text("changning-2021")
    fragment = blocks("yaml")[0]
    start, end = text.index("\n指标:\n"), text.index("\n加分:\n")
    _, problems = read_scheme(Source("方案.yaml", text[:start] + "\n" + fragment + text[end:]))
    # What is wrong then is only that the shipped scheme has no such facts and other points.
    told = {problem.code for problem in problems}
    assert told <= {Code.NAME_UNKNOWN, Code.POINTS_SUM, Code.FACT_UNUSED}, problems


def test_the_readme_case_file_runs(tmp_path: Path) -> None:
    path = tmp_path / "走访.yaml"
    path.write_text(blocks("yaml")[2], "utf-8")
    run = run_paths([path])
    assert [*run.problems, *run.failed] == []
    assert len(run.results) == 3


def test_shown_problem_codes_exist() -> None:
    known = {code.value for code in Code}
    assert set(re.findall(r"\b[YISEFRNTU]\d{3}\b", README)) <= known
