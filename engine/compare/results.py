"""Compare two results that `kaohe score --json` wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.compare.compare import no_common_units
from engine.compare.standing import Moved, Standing, moved
from engine.dataclass import dataclass
from engine.facts.last_results import parse_results
from engine.judge.judgement import Status
from engine.number import parse_decimal
from engine.problem.codes import Code
from engine.problem.problem import Problem, sort_problems
from engine.reading.files import read_source
from engine.text.source import Span

if TYPE_CHECKING:
    from pathlib import Path

    from engine.text.source import Source

SUFFIX = ".json"
_STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One file of results: of which scheme, and where its units stand."""

    source: Source
    id: str
    title: str
    sha256: str
    illustrative: bool
    provisional: bool
    units: dict[str, Standing]


@dataclass(frozen=True, slots=True, eq=False)
class ResultsDiff:
    """Two results, and how the units that both have stand in each."""

    old: Result
    new: Result
    units: tuple[Moved, ...]

    @property
    def provisional(self) -> bool:
        """Whether either result may still change."""
        return self.old.provisional or self.new.provisional

    @property
    def only_old(self) -> tuple[str, ...]:
        """The units that only the old result has."""
        return tuple(unit for unit in self.old.units if unit not in self.new.units)

    @property
    def only_new(self) -> tuple[str, ...]:
        """The units that only the new result has."""
        return tuple(unit for unit in self.new.units if unit not in self.old.units)


def diff_results(old_path: Path, new_path: Path) -> tuple[ResultsDiff | None, list[Problem]]:
    """Compare two results; None when either file is none."""
    (old, told), (new, found) = read_result(old_path), read_result(new_path)
    problems = sort_problems([*told, *found])
    if old is None or new is None:
        return None, problems
    if old.id != new.id:
        message = f"两份结果的方案编号不同：“{old.id}”和“{new.id}”"
        help_ = "请确认比较的确实是同一方案的结果"
        problems.append(Problem(Code.EDITIONS_DIFFER, message, file=str(new_path), help=help_))
    units = moved(old.units, new.units)
    if not units:
        problems.append(no_common_units(str(new_path)))
    return ResultsDiff(old, new, units), problems


def read_result(path: Path) -> tuple[Result | None, list[Problem]]:
    """Read a file of results."""
    source, problems = read_source(path)
    if source is None:
        return None, problems
    data = parse_results(source)
    result = None if data is None else _result(source, data)
    if result is None:
        help_ = "结果文件要用 kaohe score --json --out 结果.json 生成；比较两份方案的，请写方案文件"
        problems.append(Problem(Code.NOT_RESULTS, "这不是结果文件", Span(source, 0, 1), help=help_))
    return result, problems


def _result(source: Source, data: dict[str, Any]) -> Result | None:
    units = {each["unit"]: _standing(each) for each in data["units"]}
    scheme = data["scheme"]
    texts = [scheme.get("title"), scheme.get("sha256")]
    if not all(isinstance(text, str) for text in texts) or not all(units.values()):
        return None
    sound = {unit: standing for unit, standing in units.items() if standing is not None}
    flags = data["illustrative"] is True, data.get("provisional") is True
    return Result(source, scheme["id"], texts[0], texts[1], *flags, sound)


def _standing(unit: dict[str, Any]) -> Standing | None:
    status = _STATUSES.get(str(unit.get("status")))
    score, rank, group = unit.get("score"), unit.get("rank"), unit.get("group")
    value = None if score is None else parse_decimal(score)
    if status is None or (score is not None and value is None) or not isinstance(group, str | None):
        return None
    if rank is not None and not (rank.isascii() and rank.isdigit()):
        return None
    digits = len(score.partition(".")[2]) if score else 0
    return Standing(status, value, digits, int(rank) if rank else None, unit.get("tier"), group)
