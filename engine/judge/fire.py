"""Chooses the rule engine and fires the rules: all that the rest of kaohe knows of engines.

Neither engine is imported before the first call: durable_rules cannot be imported everywhere
(it needs a compiler, and CPython before 3.13), and a command that fires no rule should not wait.
"""

from __future__ import annotations

import importlib
import os
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol, cast

from engine.judge.production import Production, RuleEngineError, Situation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_VARIABLE: Final = "KAOHE_RULES"

# By preference: the word that chooses it, the module that is its door, what it is called.
_DOORS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "durable": ("engine.judge.rete", "durable_rules"),
        "clips": ("engine.judge.clips_door", "CLIPS"),
    }
)


class _Door(Protocol):
    """What a door module offers."""

    def fire(self, productions: Sequence[Production], situations: Sequence[Situation]) -> list[frozenset[str]]: ...


def fire(productions: Sequence[Production], situations: Sequence[Situation]) -> list[frozenset[str]]:
    """Return, for each situation in order, the ids of the productions that fire in it."""
    _, door = _choose()
    distinct = list(dict.fromkeys(situations))
    fired = dict(zip(distinct, door.fire(productions, distinct), strict=True))
    return [fired[situation] for situation in situations]


def engine_name() -> str:
    """Return the name of the engine that `fire` uses: `durable_rules` or `CLIPS`."""
    name, _ = _choose()
    return name


def _choose() -> tuple[str, _Door]:
    wanted = os.environ.get(_VARIABLE, "")
    if wanted and wanted not in _DOORS:
        raise RuleEngineError(
            f"环境变量 {_VARIABLE} 的值“{wanted}”无法识别：只能是 durable 或 clips，不设置则自动选择规则引擎"
        )
    for module, name in (_DOORS[wanted],) if wanted else _DOORS.values():
        try:
            # Not only ModuleNotFoundError: on CPython 3.13 durable_rules is found, but not loaded.
            return name, cast("_Door", importlib.import_module(module))
        except ImportError:
            continue
    raise RuleEngineError(_missing(wanted))


def _missing(wanted: str) -> str:
    clips = "请执行 pip install clipspy（各平台均有现成的安装包）"
    if wanted == "clips":
        return f"环境变量 {_VARIABLE} 指定了 clips，但 clipspy 未安装或无法导入。{clips}"
    if wanted == "durable":
        return (
            f"环境变量 {_VARIABLE} 指定了 durable，但 durable_rules 未安装或无法导入"
            "（它需要编译器，且只支持 Python 3.12 及以下版本）。"
            f"请取消该变量，自动改用 CLIPS；若仍无规则引擎，{clips}"
        )
    return f"没有可用的规则引擎：durable_rules 和 clipspy 均未安装或无法导入。{clips}"
