"""Folders and JSON as they should not be: broken names, hundreds of files, links, pipes; results of no year."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.fuzz.scalars import random_scalar
from tests.fuzz.trial import FACTS, SCHEME, Trial

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

NAMES = (
    "a b", "甲\n乙", "甲\t乙", "\x1b[31m甲", "-s", "--help", "甲'\"", "甲“乙”", "%s{0}", "\u202e甲", "😀",
    "长" * 60, "方案", "CON", "a.b",
    "\udcff\udcfe",
)  # fmt: skip
SUFFIXES = (".yaml", ".yml", ".YAML", "", ".xlsx", ".yaml.bak")
MANY, RARELY = 500, 0.1


def spoilt_folder(rng: random.Random, trial: Trial) -> Trial:
    """A trial whose folder of facts has what no such folder should have."""
    files, told = dict(trial.files), replace(trial.told, facts=FACTS)
    units = [name for name in files if name.startswith(f"{FACTS}/")] or [SCHEME]
    one = rng.choice(units)
    match rng.randrange(10):
        case 0:
            files[f"{FACTS}/{rng.choice(NAMES)}{rng.choice(('.yaml', '.yml', '.YAML', '', '.xlsx', '.yaml.bak'))}"] = (
                files[one]
            )
        case 1 if rng.random() < RARELY:
            copied = files[one][:400]
            files |= {f"{FACTS}/{n}.yaml": copied for n in range(MANY)}
        case 2:
            return replace(
                trial,
                told=told,
                links={f"{FACTS}/链接.yaml": "相接.yaml", f"{FACTS}/相接.yaml": "链接.yaml", f"{FACTS}/里": "."},
            )
        case 3:
            return replace(trial, told=told, folders=(f"{FACTS}/文件夹.yaml", f"{FACTS}/里面"))
        case 4:
            return replace(trial, told=told, pipes=(f"{FACTS}/管道.yaml",))
        case 5:
            return replace(trial, told=told, locked=(one,))
        case 6:
            return replace(
                trial,
                told=replace(told, facts=rng.choice((one, SCHEME, "没有", "没有.yaml", "", "甲\0乙", "甲" * 300))),
            )
        case 7:
            kept = {name: data for name, data in files.items() if not name.startswith(f"{FACTS}/")}
            return replace(trial, told=told, files=kept, folders=(FACTS,) if rng.random() < 0.5 else ())
        case 8:
            return replace(trial, told=told, links={f"{FACTS}/断.yaml": "没有.yaml", f"{FACTS}/设备.yaml": "/dev/zero"})
        case _:
            files[f"{FACTS}/{one.rpartition('/')[2]}.yaml"] = files[one]
    return replace(trial, told=told, files=files)


def results_of(units: Mapping[str, str], rng: random.Random) -> dict[str, Any]:
    """What `kaohe score --json` wrote of units a year ago."""
    rows: list[dict[str, Any]] = [
        {"unit": unit, "group": None, "status": "rated", "score": str(rng.randint(50, 105)), "vetoes": []}
        | {"rank": str(rng.randint(1, 9)), "score_tier": "良好", "tier": "良好", "displaced": None}
        for unit in units
    ]
    scheme = {"id": "去年", "title": "去年的方案", "sha256": "0" * 64}
    return {"schema": "kaohe/score@1", "scheme": scheme, "illustrative": False, "provisional": False, "units": rows}


_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, 10**30, 10**400, [], {}, "", "x", "1e999", "1/3", "９", "\ud800", "\x1b[31m",
    "9" * 1000, [[]],
    "kaohe/score@2", "-0", "71/12",
)  # fmt: skip


def spoilt_json(rng: random.Random, data: dict[str, Any]) -> str:
    """Results after a few changes, or a text that is no such thing."""
    for _ in range(rng.randint(0, 3)):
        _spoil(rng, data)
    text = json.dumps(data, ensure_ascii=rng.random() < 0.3, indent=rng.choice((None, 2)))
    match rng.randrange(12):
        case 0:
            return "[" * rng.choice((10, 900, 100000)) + text
        case 1:
            return text.replace('"units"', '"deep": ' + '{"a":' * 50000 + "1" + "}" * 50000 + ', "units"')
        case 2:
            return text.replace('"score"', '"n": ' + "9" * 5000 + ', "score"')
        case 3:
            return text[: rng.randrange(len(text))]
        case 4:
            return rng.choice(("", " ", "null", "[]", "{}", "NaN", '"x"', "方案编号: shili", text + text))
        case 5:
            return text.replace("false", rng.choice(("NaN", "Infinity", "-Infinity", "0x1")))
        case 6:
            return "\ufeff" + text
    return text


def _spoil(rng: random.Random, node: dict[str, Any] | list[Any]) -> None:
    """Changes one value somewhere below."""
    keys: list[Any] = list(node) if isinstance(node, dict) else list(range(len(node)))
    if not keys:
        return
    key = rng.choice(keys)
    inner: Any = node[key]
    if isinstance(inner, dict | list) and inner and rng.random() < 0.7:
        _spoil(rng, inner)
        return
    match rng.randrange(4):
        case 0:
            del node[key]
        case 1 if isinstance(node, dict):
            node[random_scalar(rng)[:50]] = node.pop(key)
        case _:
            node[key] = rng.choice((*_VALUES, random_scalar(rng)[:2000]))
