"""Last year's results, as `kaohe score --json` wrote them."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from engine.facts.contract import make_contract, parse_value
from engine.facts.table import Cell, Reported, State
from engine.facts.words import other_scheme, value_problem
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.files import read_source
from engine.scheme.last_year import LAST_RESULTS, LastResult
from engine.scheme.model import FactType
from engine.text.source import Span

if TYPE_CHECKING:
    from engine.facts.contract import Contract
    from engine.scheme.last_year import LastYear
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.text.source import Source

SCHEMA = "kaohe/score@1"
ORIGIN = "上年结果"
_KEYS = {LastResult.SCORE: "score", LastResult.TIER: "tier", LastResult.RANK: "rank"}


def read_results(
    scheme: Scheme, last: LastYear, wanted: list[FactDeclaration]
) -> tuple[dict[str, dict[str, Cell]], bool, list[Problem]]:
    """Return, for each unit, the facts that are taken from last year's results, and whether those are made up."""
    assert last.results is not None, "the caller has a file"  # noqa: S101
    source, problems = read_source(last.results.path, last.results.name)
    if source is None:
        return {}, False, problems
    data = parse_results(source)
    if data is None:
        help_ = "请用上年的方案和数据运行 kaohe score --json --out 结果.json，再在“上年”里写这个文件"
        message = "这不是上年的结果文件"
        return (
            {},
            False,
            [*problems, Problem(Code.NOT_RESULTS, message, Span(source, 0, min(1, len(source.text))), help=help_)],
        )
    id_ = data["scheme"]["id"]
    if problem := other_scheme(id_, last.scheme, scheme, _place(source, id_)):
        problems.append(problem)
    reader = _ResultReader(source, make_contract(scheme), wanted, problems)
    units = {each["unit"]: reader.cells(each) for each in data["units"]}
    return units, data["illustrative"] is True, problems


def parse_results(source: Source) -> dict[str, Any] | None:
    """Return the results that `kaohe score --json` wrote, as JSON; None where the file is anything else."""
    try:
        data = json.loads(source.text)
        sound = (
            data["schema"] == SCHEMA
            and isinstance(data["scheme"]["id"], str)
            and "illustrative" in data
            and all(isinstance(each["unit"], str) for each in data["units"])
            and all(isinstance(each.get(key), str | None) for each in data["units"] for key in _KEYS.values())
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return data if sound else None


def _place(source: Source, text: str) -> Span:
    """Return where a text of the file stands; the beginning where it cannot be found."""
    word = json.dumps(text, ensure_ascii=False)
    at = source.text.find(word)
    return Span(source, max(at, 0), max(at, 0) + (len(word) if at >= 0 else 1))


class _ResultReader:
    def __init__(
        self, source: Source, contract: Contract, wanted: list[FactDeclaration], problems: list[Problem]
    ) -> None:
        self.source, self.contract, self.wanted, self.problems = source, contract, wanted, problems

    def cells(self, unit: dict[str, Any]) -> dict[str, Cell]:
        """Return the cells of the facts that are taken; a result that there is none of is missing."""
        found = {}
        for fact in self.wanted:
            text = unit.get(_KEYS[LAST_RESULTS[fact.from_last or ""]])
            if text is not None:
                reported = Reported(ORIGIN, text, _place(self.source, unit["unit"]))
                found[fact.name] = self._cell(fact, reported)
        return found

    def _cell(self, fact: FactDeclaration, reported: Reported) -> Cell:
        parsed = parse_value(fact, reported.text)
        for _, fault in self.contract.check_values({fact.name: parsed}):
            self.problems.append(value_problem(fact, fault, reported, ()))
            return Cell(State.MISSING, None, reported)
        number = Fraction(fact.options.index(str(parsed))) if fact.type is FactType.CHOICE else Fraction(parsed)
        return Cell(State.VALUE, number, reported)
