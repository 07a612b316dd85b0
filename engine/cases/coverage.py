"""How much of a scheme its cases prove: what can happen under it, and in which cases it did and was looked at."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.coverage.obligation import Asks, Kind, Obligation
from engine.coverage.owed import met, owed
from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.adjustment import AdjustmentGroup
from engine.scheme.model import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from engine.cases.case import CaseResult, CasesRun, Expectation
    from engine.judge.assessment import Assessment
    from engine.scheme.adjustment import Adjustable
    from engine.scheme.model import Item, Scheme


@dataclass(frozen=True, slots=True)
class Figure:
    """Of all that can happen of one kind, how much was met."""

    kind: Kind
    met: int
    all: int

    @property
    def rate(self) -> Fraction:
        """The share that was met; all of nothing is all."""
        return Fraction(self.met, self.all) if self.all else Fraction(1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases of one scheme prove: `counts` says in how many cases each obligation was met, by its id."""

    scheme: Scheme
    cases: int
    obligations: tuple[Obligation, ...]
    counts: Mapping[str, int]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of every kind of which there is anything."""
        found = []
        for kind in Kind:
            of_kind = [each for each in self.obligations if each.kind is kind]
            if of_kind:
                found.append(Figure(kind, sum(self.is_met(each) for each in of_kind), len(of_kind)))
        return tuple(found)

    @property
    def clauses(self) -> Fraction:
        """The share of clauses that were met: the figure that a threshold is compared with."""
        return next((each.rate for each in self.figures if each.kind is Kind.CLAUSE), Fraction(1))

    def is_met(self, obligation: Obligation) -> bool:
        """Say whether any case proves it."""
        return self.counts.get(obligation.id, 0) > 0


def coverages(run: CasesRun) -> tuple[Coverage, ...]:
    """Return the coverage of every scheme that case files name, in the order in which they do.

    A file that writes its own indicators tests those alone, and no scheme that others use.
    """
    schemes: dict[str, Scheme] = {}
    files: dict[str, str] = {}
    for each in run.loaded:
        if each.shared:
            schemes.setdefault(each.scheme.source_name, each.scheme)
            files[each.name] = each.scheme.source_name
    results: dict[str, list[CaseResult]] = {name: [] for name in schemes}
    for result in run.results:
        if result.file in files and result.proves:
            results[files[result.file]].append(result)
    return tuple(coverage(scheme, results[name]) for name, scheme in schemes.items())


def coverage(scheme: Scheme, results: Sequence[CaseResult]) -> Coverage:
    """Return what cases that came out as expected prove of a scheme."""
    obligations = owed(scheme)
    by_id = {each.id: each for each in obligations}
    above = {id_: ids for side, parts in _sides(scheme) for id_, ids in _above(parts, (side,))}
    counts: Counter[str] = Counter()
    for result in results:
        happened: set[str] = set()
        for unit, expected in result.case.expected.items():
            if result.assessment is not None and expected:
                found = (by_id[id_] for id_ in met(result.assessment, unit) if id_ in by_id)
                shown = _shown_by_total(result.assessment, unit)
                happened |= {each.id for each in found if _looked_at(each, expected, above, shown)}
        counts.update(happened)
    return Coverage(scheme, len(results), obligations, counts)


_ITEMS, _BONUSES, _PENALTIES = "items:", "bonuses:", "penalties:"  # no id has a colon


def _sides(scheme: Scheme) -> tuple[tuple[str, Sequence[Item | Adjustable]], ...]:
    return (_ITEMS, scheme.items), (_BONUSES, scheme.bonuses), (_PENALTIES, scheme.penalties)


def _above(parts: Iterable[Item | Adjustable], around: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the id of everything that has points, with the ids of what shows them: itself and what adds it up.

    Where the best part counts, or a cap is put on several, the whole need not show what one of them came to.
    """
    for part in parts:
        ids = (*around, part.id)
        yield part.id, ids
        match part:
            case Section(combining=combining):
                yield from _above(part.parts, ids if combining.adds else ())
            case AdjustmentGroup():
                yield from _above(part.parts, ())
            case _:
                pass


def _shown_by_total(assessment: Assessment, unit: str) -> frozenset[str]:
    """Return which sides of a unit's total would have changed it: none where it is cut off or voided."""
    results, row = assessment.results, assessment.facts.units.index(unit)
    if not results.has_total[row]:
        return frozenset({_ITEMS, _BONUSES, _PENALTIES})
    if results.total.at(row) != results.unclamped.at(row):
        return frozenset()
    sides = ((_BONUSES, results.bonuses), (_PENALTIES, results.penalties))
    return frozenset({_ITEMS} | {name for name, side in sides if side.total.at(row) == side.together.at(row)})


def _looked_at(
    obligation: Obligation, expected: Sequence[Expectation], above: Mapping[str, tuple[str, ...]], shown: frozenset[str]
) -> bool:
    """Say whether expectations would not have been met, had it come out otherwise."""
    fields = {each.field for each in expected}
    if obligation.asks is Asks.POINTS:
        named = {each.id for each in expected if each.field == Asks.POINTS.value}
        named |= shown if Asks.TOTAL.value in fields else frozenset()
        return not named.isdisjoint(above.get(obligation.about, ()))
    return obligation.asks.value in fields


def nothing_to_cover(run: CasesRun) -> list[Problem]:
    """Return that no file names a scheme, where none does: whoever asks for coverage gets an answer."""
    if any(each.shared for each in run.loaded) or not run.loaded:
        return []
    fix = "覆盖率只统计用“方案: 路径”指明方案的用例；请在用例文件里写“方案”，不再写指标"
    message = "没有一个用例文件指明了方案，没有可统计的"
    return [Problem(Code.NOTHING_TO_COVER, message, file=run.loaded[0].name, help=fix)]
