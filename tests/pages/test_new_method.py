"""How a method is added: what the page says is done to a copy of the program, whole and with one part left out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.pages.markdown import NEW_METHOD, ROOT, blocks, read_page
from tests.pages.walk import put_block

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
WORD = "两线计分"
MODULE = "engine/methods/two_lines.py"
CASES = f"tests/cases/{WORD}.yaml"
REGISTRY, STRATEGIES = "engine/methods/registry.py", "tests/differential/random_methods.py"
TESTS = ("tests/test_cases.py", "tests/test_methods.py")
PARTS = ("pyproject.toml", "engine", "cli", "docs/semantics.md", *TESTS)
TEST_PARTS = ("__init__.py", "conftest.py", "assessing.py", "plain_fire.py", "cases", "differential")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The parts of the program that a method is made of, free to be changed."""
    for part in (*PARTS, *(f"tests/{each}" for each in TEST_PARTS)):
        target = tmp_path / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, target)
    return tmp_path


def add(copy: Path, *, without: str = "") -> None:
    """Does what the page says, one file left out."""
    for block in blocks(read_page(NEW_METHOD)):
        if block.file != without:
            put_block(block, copy)


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the copy, not this program."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, encoding="utf-8", check=False)


def told(copy: Path) -> str:
    """What the tests that look for forgotten parts say, "" when nothing is forgotten."""
    ended = run(copy, "pytest", "-q", "-p", "no:cacheprovider", "-k", "every or specs", *TESTS)
    assert ended.returncode in {0, 1, 2}, ended.stdout + ended.stderr
    return "" if ended.returncode == 0 else ended.stdout


def test_method_of_the_page_works(copy: Path) -> None:
    add(copy)
    assert told(copy) == ""
    cases = run(copy, "cli", "test", "--json", CASES)
    assert cases.returncode == 0, cases.stdout
    clean = run(copy, "ruff", "check", "--no-cache", MODULE, REGISTRY, STRATEGIES)
    assert clean.returncode == 0, clean.stdout


def test_method_of_the_page_agrees_with_the_reference(copy: Path) -> None:
    add(copy)
    ended = run(copy, "tests.differential", "--cases", "200", "--seed", "7")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["per_mechanism"][f"method/{WORD}"] > 0


@pytest.mark.parametrize(
    ("forgotten", "named"),
    [(REGISTRY, "engine.methods.two_lines"), (CASES, CASES), (STRATEGIES, f"{WORD}: {STRATEGIES}")],
)
def test_forgotten_part_is_named(forgotten: str, named: str, copy: Path) -> None:
    add(copy, without=forgotten)
    assert named in told(copy)


@pytest.mark.parametrize(
    ("name", "old", "new", "named"),
    [
        ("engine/primitives/registry.py", "    ranked.PRIMITIVE,\n", "", "engine.primitives.ranked"),
        ("engine/primitives/registry.py", " | Ranked\n", "\n", "engine.primitives.registry: Spec"),
        ("engine/reference/methods.py", "        case Curve():\n", "        case _ if spec:\n", "case Curve()"),
        ("tests/differential/wanted.py", '    "curve": (', '    "line": (', "tests/differential/wanted.py: curve"),
        ("docs/semantics.md", "- `Curve`: ", "- ", "docs/semantics.md, section 3"),
    ],
)
def test_forgotten_part_of_a_primitive_is_named(name: str, old: str, new: str, named: str, copy: Path) -> None:
    text = (copy / name).read_text("utf-8")
    assert text.count(old) == 1
    (copy / name).write_text(text.replace(old, new), "utf-8")
    ended = run(copy, "pytest", "-q", "-p", "no:cacheprovider", TESTS[1])
    assert named in ended.stdout
