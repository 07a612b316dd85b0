"""The rooms import downwards only, each foreign library has one door, and no float decides.

Every check is also run on code that breaks it: a check that cannot fail guards nothing.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise, permutations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
PACKAGES: list[str] = CONFIG["root_packages"]
CONTRACTS: dict[str, dict[str, Any]] = {each["id"]: each for each in CONFIG["contracts"]}

DATA_FOLDERS = {"facts", "schemes"}
# What a scheme calls its grades and its units is the scheme's business, never the engine's.
WORDS_OF_SCHEMES = ("优秀", "优良", "合格", "街道", "镇", "长宁")


def layers_of(contract: dict[str, Any]) -> list[list[str]]:
    """The layers from top to bottom, each with its siblings."""
    return [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]


def forbidden_imports(contract: dict[str, Any]) -> list[tuple[str, str]]:
    """Pairs (importer, imported), each of which breaks the contract by itself."""
    match contract["type"]:
        case "layers":
            layers = layers_of(contract)
            upwards = [pair for high, low in pairwise(layers) for pair in product(low, high)]
            sideways = [pair for layer in layers for pair in permutations(layer, 2)]
            return upwards + sideways
        case "forbidden":
            pairs = product(contract["source_modules"], contract["forbidden_modules"])
            return [(source, target) for source, target in pairs if source != target]
        case other:
            pytest.fail(f"no violation is known for a contract of type {other}")


def plant(tree: Path, importer: str, imported: str) -> str:
    """Adds the import to the tree and returns the name of the module that now holds it."""
    place = tree.joinpath(*importer.split("."))
    inside = place.is_dir()
    path = place / "planted.py" if inside else place.with_suffix(".py")
    held = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{held}\nimport {imported}\n", "utf-8")
    return f"{importer}.planted" if inside else importer


def lint_imports(tree: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Checks one contract on the packages in that folder."""
    code = "from importlinter.cli import lint_imports_command as lint; lint()"
    arguments = ["--config", str(ROOT / "pyproject.toml"), "--contract", contract, "--no-cache"]
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tree,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(tree)},
        check=False,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the packages, free to be spoilt."""
    for package in PACKAGES:
        only_code = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=only_code)
    return tmp_path


@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_is_kept(contract: str) -> None:
    run = lint_imports(ROOT, contract)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("contract", CONTRACTS)
def test_planted_import_breaks_the_contract(contract: str, tree: Path) -> None:
    pairs = forbidden_imports(CONTRACTS[contract])
    planted = [(plant(tree, importer, imported), imported) for importer, imported in pairs]
    run = lint_imports(tree, contract)
    reported = [line.removeprefix("-").split(" (l.")[0].strip() for line in run.stdout.splitlines()]
    unseen = [pair for pair in planted if " -> ".join(pair) not in reported]
    assert planted
    assert run.returncode == 1, run.stdout + run.stderr
    assert unseen == [], run.stdout


def test_every_room_has_its_layer() -> None:
    layered = {name for layer in layers_of(CONTRACTS["layers"]) for name in layer}
    rooms = {
        f"engine.{path.stem}"
        for path in (ROOT / "engine").iterdir()
        if path.suffix == ".py" or any(path.glob("**/*.py"))
    }
    assert rooms - layered == {"engine.__init__"}


def python_files(*folders: str) -> list[Path]:
    """Every Python file below those folders of the repository."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def floats_in(module: ast.Module) -> Iterator[ast.AST]:
    """Float and complex literals, `float` called or handed on, and numpy's float types."""
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=float() | complex()):
                yield node
            case ast.Call(func=ast.Name(id="float")):
                yield node
            case ast.Call(func=ast.Name(id="isinstance")):
                continue
            case ast.Call():
                handed = [*node.args, *(keyword.value for keyword in node.keywords)]
                yield from (x for x in handed if isinstance(x, ast.Name) and x.id == "float")
            case ast.Attribute(attr=name) if name.startswith("float"):
                yield node
            case _:
                continue


def data_imports_in(module: ast.Module) -> Iterator[ast.AST]:
    """Imports of the data folders, which Python would take for namespace packages."""
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names):
                imported = [alias.name for alias in names]
            case ast.ImportFrom(module=str(name), level=0):
                imported = [name]
            case _:
                continue
        if any(name.split(".")[0] in DATA_FOLDERS for name in imported):
            yield node


def scheme_words_in(module: ast.Module) -> Iterator[ast.AST]:
    """Strings that hold a word which only a scheme may say."""
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=str(text)) if any(word in text for word in WORDS_OF_SCHEMES):
                yield node
            case _:
                continue


CHECKS = {
    "no float": (floats_in, ("engine",)),
    "no import of data": (data_imports_in, ("cli", "engine", "tests")),
    "no word of a scheme": (scheme_words_in, ("engine",)),
}


@pytest.mark.parametrize("check", CHECKS)
def test_source_is_clean(check: str) -> None:
    find, folders = CHECKS[check]
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}"
        for path in python_files(*folders)
        for node in find(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("check", "source"),
    [
        ("no float", "half = 0.5"),
        ("no float", "huge = 1e9"),
        ("no float", "turned = 2j"),
        ("no float", "share = float(part)"),
        ("no float", "column = column.astype(float)"),
        ("no float", "column = zeros(9, dtype=float)"),
        ("no float", "column = zeros(9, dtype=np.float64)"),
        ("no import of data", "import facts"),
        ("no import of data", "import schemes.changning as scheme"),
        ("no import of data", "from facts import changning"),
        ("no import of data", "def read():\n    from schemes.changning import scheme"),
        ("no word of a scheme", "tier = '优秀'"),
        ("no word of a scheme", "def grade():\n    '''评定为不合格'''"),
        ("no word of a scheme", "line = f'{unit}街道'"),
        ("no word of a scheme", "match group:\n    case '镇':\n        pass"),
    ],
)
def test_check_finds_the_fault(check: str, source: str) -> None:
    find, _ = CHECKS[check]
    assert len(list(find(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    ("check", "source"),
    [
        ("no float", "half = Fraction(1, 2)"),
        ("no float", "refused = isinstance(value, float)"),
        ("no import of data", "from engine.facts import table\nfrom . import facts"),
        ("no word of a scheme", "key = '等次'"),
    ],
)
def test_check_lets_the_rest_pass(check: str, source: str) -> None:
    find, _ = CHECKS[check]
    assert list(find(ast.parse(source))) == []
