"""Which rule engine is used, and what the user is told when there is none."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from engine.judge import fire as chooser
from engine.judge.production import Holds, Production, RuleEngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.judge.production import Situation

RULES = [Production("V1", Holds("甲"))]


class FakeDoor:
    """A door that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Situation] = []

    def fire(self, _: Sequence[Production], situations: Sequence[Situation]) -> list[frozenset[str]]:
        """Fire the keys themselves."""
        self.asked.extend(situations)
        return list(situations)


def install(monkeypatch: pytest.MonkeyPatch, *present: str) -> dict[str, FakeDoor]:
    doors = {f"engine.judge.{name}": FakeDoor() for name in present}

    def import_module(name: str) -> FakeDoor:
        if name not in doors:
            raise ImportError(name)
        return doors[name]

    monkeypatch.setattr(importlib, "import_module", import_module)
    return doors


@pytest.mark.parametrize(
    ("expected", "wanted", "present"),
    [
        ("durable_rules", None, ("rete", "clips_door")),
        ("durable_rules", "", ("rete", "clips_door")),
        ("CLIPS", None, ("clips_door",)),
        ("durable_rules", "durable", ("rete", "clips_door")),
        ("CLIPS", "clips", ("rete", "clips_door")),
    ],
)
def test_the_engine_is_chosen(
    monkeypatch: pytest.MonkeyPatch, expected: str, wanted: str | None, present: tuple[str, ...]
) -> None:
    install(monkeypatch, *present)
    if wanted is None:
        monkeypatch.delenv("KAOHE_RULES", raising=False)
    else:
        monkeypatch.setenv("KAOHE_RULES", wanted)
    assert expected == chooser.engine_name()


@pytest.mark.parametrize("ask", [chooser.engine_name, lambda: chooser.fire(RULES, [])])
@pytest.mark.parametrize(
    ("wanted", "present", "words"),
    [
        ("Durable", ("rete", "clips_door"), "“Durable”.*只能是 durable 或 clips"),
        ("durable", ("clips_door",), "指定了 durable.*取消该变量"),
        ("clips", ("rete",), "指定了 clips.*pip install clipspy"),
        ("", (), "没有可用的规则引擎.*pip install clipspy"),
    ],
)
def test_what_cannot_be_chosen_is_said_in_chinese(
    monkeypatch: pytest.MonkeyPatch,
    *,
    ask: Callable[[], object],
    wanted: str,
    present: tuple[str, ...],
    words: str,
) -> None:
    install(monkeypatch, *present)
    monkeypatch.setenv("KAOHE_RULES", wanted)
    with pytest.raises(RuleEngineError, match=words):
        ask()


def test_equal_situations_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    door = install(monkeypatch, "clips_door")["engine.judge.clips_door"]
    monkeypatch.setenv("KAOHE_RULES", "clips")
    situations = [frozenset("甲"), frozenset(), frozenset("甲"), frozenset("乙"), frozenset()]
    assert situations == chooser.fire(RULES, situations)
    assert [frozenset("甲"), frozenset(), frozenset("乙")] == door.asked


@pytest.mark.parametrize("wanted", ["durable", "clips", ""])
def test_the_chosen_engine_fires(monkeypatch: pytest.MonkeyPatch, wanted: str) -> None:
    monkeypatch.setenv("KAOHE_RULES", wanted)
    try:
        fired = chooser.fire(RULES, [frozenset("甲"), frozenset(), frozenset("甲")])
    except RuleEngineError as error:
        if wanted == "durable" and sys.version_info >= (3, 13):
            pytest.skip(f"durable_rules cannot be imported here: {error}")
        raise
    assert [{"V1"}, set(), {"V1"}] == fired


def test_importing_the_chooser_imports_no_engine() -> None:
    program = (
        "import sys, engine.judge.fire\n"
        "print(*{'durable', 'clips', 'engine.judge.rete', 'engine.judge.clips_door'}"
        " & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b""
