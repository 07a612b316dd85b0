"""What a new method or primitive needs, by name: its line in the registry, its twin, its meaning, its mechanisms."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, get_args

import pytest

import engine.methods
import engine.primitives
from engine.methods.registry import METHODS
from engine.primitives.registry import PRIMITIVES, Spec
from engine.reference import methods as reference
from tests.assessing import ROOT
from tests.differential.wanted import MECHANISMS

if TYPE_CHECKING:
    from types import ModuleType

SPECS = [primitive.spec.__name__ for primitive in PRIMITIVES]
ROOMS = [(engine.methods, "METHOD", METHODS), (engine.primitives, "PRIMITIVE", PRIMITIVES)]


def modules(room: ModuleType) -> list[ModuleType]:
    """The modules of a room."""
    return [import_module(f"{room.__name__}.{each.name}") for each in pkgutil.iter_modules(room.__path__)]


@pytest.mark.parametrize(("room", "name", "registered"), ROOMS, ids=["methods", "primitives"])
def test_every_module_is_in_its_registry(room: ModuleType, name: str, registered: tuple[object, ...]) -> None:
    known = {id(each) for each in registered}
    forgotten = [
        each.__name__ for each in modules(room) if hasattr(each, name) and id(getattr(each, name)) not in known
    ]
    assert forgotten == [], f"add a line to {room.__name__}.registry"


def test_the_specs_are_those_of_the_primitives() -> None:
    assert {spec.__name__ for spec in get_args(Spec)} == set(SPECS), "engine.primitives.registry: Spec"


@pytest.mark.parametrize("spec", SPECS)
def test_every_primitive_has_a_twin(spec: str) -> None:
    tree = ast.parse(inspect.getsource(reference.points_for))
    handled = {
        node.cls.id for node in ast.walk(tree) if isinstance(node, ast.MatchClass) and isinstance(node.cls, ast.Name)
    }
    assert spec in handled, f"engine/reference/methods.py: case {spec}()"
    assert hasattr(reference, f"{spec.lower()}_points"), f"engine/reference/methods.py: {spec.lower()}_points"


@pytest.mark.parametrize("spec", SPECS)
def test_every_primitive_is_looked_for_in_the_random_run(spec: str) -> None:
    groups = {mechanism.split("/")[0] for mechanism in MECHANISMS}
    assert spec.lower() in groups, f"tests/differential/wanted.py: {spec.lower()}"


@pytest.mark.parametrize("spec", SPECS)
def test_every_primitive_has_a_meaning(spec: str) -> None:
    assert f"\n- `{spec}`: " in (ROOT / "docs" / "semantics.md").read_text("utf-8"), "docs/semantics.md, section 3"
