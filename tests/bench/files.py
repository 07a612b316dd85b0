"""A folder of unit files by the ten thousand, read, checked and scored by `kaohe score` as a process."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import yaml

from engine.scheme.model import FactType
from tests.assessing import ROOT, fact_texts, scheme_text
from tests.bench.workload import mixed_scheme, mixed_scheme_text, random_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.model import FactDeclaration

UNITS = 10_000
TARGET = 20.0
_SHIPPED = "changning-2021"


def measure_files(count: int = UNITS) -> Iterator[tuple[str, float, str, float | None, float | None]]:
    """Yield (name, value, unit, ratio, target): the target is of seconds, so value and ratio are one."""
    for name, write in (("changning-2021", write_shipped), ("84 facts", write_mixed)):
        with TemporaryDirectory() as folder:
            write(Path(folder), count)
            seconds = run_command(Path(folder), "score")
        yield f"kaohe score, {count} YAML files, {name}", seconds, "s", seconds, TARGET


def write_shipped(folder: Path, count: int) -> None:
    """Write `方案.yaml` and `事实` with so many units, each with what one of the shipped ones reports."""
    texts = list(fact_texts(_SHIPPED).values())
    kinds = yaml.safe_load(scheme_text(_SHIPPED))["考核对象"]
    group_of = {unit: group for group, units in kinds.items() for unit in units}
    given = [(text, re.search(r"^单位: (.*)$", text, re.MULTILINE)[1]) for text in texts]  # type: ignore[index]
    units: dict[str, list[str]] = {group: [] for group in kinds}
    facts = folder / "事实"
    facts.mkdir()
    for number in range(count):
        text, unit = given[number % len(given)]
        name = f"{unit}{number:05}号"
        units[group_of[unit]].append(name)
        (facts / f"{number:05}.yaml").write_text(text.replace(f"单位: {unit}", f"单位: {name}"), encoding="utf-8")
    _write_scheme(folder, scheme_text(_SHIPPED), units)


def write_mixed(folder: Path, count: int) -> None:
    """Write the sixty indicators' scheme, and random facts of so many units."""
    scheme = mixed_scheme()
    columns = random_columns(scheme, count)
    units: dict[str, list[str]] = {unit.group or "": [] for unit in scheme.units}
    facts = folder / "事实"
    facts.mkdir()
    for number in range(count):
        group = list(units)[number % len(units)]
        name = f"{group}甲{number:05}号"
        units[group].append(name)
        lines = [f"单位: {name}", f"方案编号: {scheme.id}", "示例: 是", "数据:"]
        for fact in scheme.facts.values():
            values, states = columns[fact.name]
            lines.append(f"  {fact.name}: {_text(fact, int(values[number])) if not states[number] else '未报'}")
        (facts / f"{number:05}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _write_scheme(folder, mixed_scheme_text(), units)


def _text(fact: FactDeclaration, value: int) -> str:
    if fact.type is FactType.YES_NO:
        return "是" if value else "否"
    digits = fact.digits
    whole, part = divmod(value, 10**digits)
    number = f"{whole}.{part:0{digits}d}" if digits else str(whole)
    return f"{number}%" if fact.type is FactType.PERCENT else number


def _write_scheme(folder: Path, text: str, units: dict[str, list[str]]) -> None:
    """Write a scheme with other units than its own."""
    listed = "\n".join(f"  {group}:\n" + "\n".join(f"    - {name}" for name in names) for group, names in units.items())
    found = re.search(r"^考核对象:\n(?:[ #].*\n|\n)*", text, re.MULTILINE)
    assert found is not None, "the scheme lists its units"
    (folder / "方案.yaml").write_text(text.replace(found[0], f"考核对象:\n{listed}\n\n"), encoding="utf-8")


def run_command(folder: Path, command: str, *options: str) -> float:
    """Return the seconds of one run; exit code 3 tells of what is missing, and is meant."""
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", "cli", command, str(folder / "方案.yaml"), str(folder / "事实"), "--quiet", *options],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    seconds = time.perf_counter() - start
    assert run.returncode in {0, 3}, run.stderr.decode()
    return seconds
