"""What the marks of raters come to: first which raters are invalid, over all units, then each unit's figures."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.facts.table import NOT_REPORTED, Ballot, Cell, Mark, Standing, State, UnitFacts
from engine.number import exact_text
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.panel import PanelMember

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.scheme.model import FactDeclaration, Scheme
    from engine.scheme.panel import PanelRules


def settle_panels(scheme: Scheme, units: Mapping[str, UnitFacts]) -> tuple[dict[str, UnitFacts], list[Problem]]:
    """Return the units' facts with the figures of their marks, and which raters are invalid and which marks too few.

    A rater is judged by the marks given to all the units that are assessed.
    """
    settled = dict(units)
    problems: list[Problem] = []
    assessed = [unit.name for unit in scheme.units if unit.name in units and unit.name not in scheme.exempt]
    for fact in scheme.facts.values():
        if fact.panel is None or fact.member is not None:
            continue
        panel = _Panel(fact, fact.panel, {unit: settled[unit].cells.get(fact.name) for unit in assessed})
        problems += panel.invalid_raters()
        for unit in assessed:
            cells, found = panel.of_unit(unit)
            problems += found
            settled[unit] = replace(settled[unit], cells={**settled[unit].cells, **cells})
    return settled, problems


class _Panel:
    """One fact with marks, over all units."""

    def __init__(self, fact: FactDeclaration, rules: PanelRules, cells: Mapping[str, Cell | None]) -> None:
        self.fact, self.rules, self.cells = fact, rules, cells
        self.marks: dict[str, list[Mark]] = {}
        for cell in cells.values():
            for mark in cell.marks if cell else ():
                if mark.value is not None:
                    self.marks.setdefault(mark.rater, []).append(mark)
        self.invalid = {rater: why for rater, marks in self.marks.items() if (why := fault(rules, _values(marks)))}

    def invalid_raters(self) -> Iterator[Problem]:
        for rater, why in self.invalid.items():
            message = f"“{self.fact.name}”的“{rater}”无效，他的 {len(self.marks[rater])} 个数都不算：{why}"
            help_ = "请核对原始评分表；确实如此的，按方案不计，必要时重新评分"
            yield Problem(Code.BALLOTS_INVALID, message, self.marks[rater][0].span, help=help_)

    def of_unit(self, unit: str) -> tuple[dict[str, Cell], list[Problem]]:
        """Return the cells of the fact's figures, and whether there are too few valid marks."""
        cell = self.cells[unit]
        if cell is None or cell.state is not State.VALUE:
            whole = replace(cell or NOT_REPORTED, value=None, marks=())
            return dict.fromkeys(map(self._name, PanelMember), whole), []
        ballots = self._ballots(cell.marks)
        valid = [ballot for ballot in ballots if ballot.value is not None and ballot.standing is not Standing.INVALID]
        if len(valid) < self.rules.quorum:
            nothing = replace(cell, state=State.MISSING, value=None, marks=(), ballots=ballots)
            return dict.fromkeys(map(self._name, PanelMember), nothing), [self._too_few(unit, cell, valid)]
        figures = _figures(valid)
        return {
            self._name(member): replace(cell, value=figures[member], marks=(), ballots=ballots)
            for member in PanelMember
        }, []

    def _name(self, member: PanelMember) -> str:
        return f"{self.fact.name}.{member.value}"

    def _ballots(self, marks: Iterable[Mark]) -> tuple[Ballot, ...]:
        """Return what becomes of each mark: the first of the highest ones and the last of the lowest may go."""
        ballots = [
            Ballot(mark.rater, mark.value, Standing.NONE)
            if mark.value is None
            else Ballot(mark.rater, mark.value, Standing.INVALID, self.invalid[mark.rater])
            if mark.rater in self.invalid
            else Ballot(mark.rater, mark.value, Standing.COUNTED)
            for mark in marks
        ]
        places = [place for place, ballot in enumerate(ballots) if ballot.standing is Standing.COUNTED]
        if self.rules.trim_over is not None and len(places) > self.rules.trim_over:
            places.sort(key=lambda place: (-(ballots[place].value or 0), place))
            for place, standing in ((places[0], Standing.HIGHEST), (places[-1], Standing.LOWEST)):
                ballots[place] = replace(ballots[place], standing=standing)
        return tuple(ballots)

    def _too_few(self, unit: str, cell: Cell, valid: list[Ballot]) -> Problem:
        named = f"（{'、'.join(ballot.rater for ballot in valid)}）" if valid else ""
        message = (
            f"“{unit}”的“{self.fact.name}”只有 {len(valid)} 个有效的数{named}，少于 {self.rules.quorum} 个，视同未报"
        )
        place = cell.counted.span if cell.counted else None
        return Problem(Code.MARKS_TOO_FEW, message, place, help="请补评；在此之前按未报处理")


def fault(rules: PanelRules, marks: list[Fraction]) -> str | None:
    """Return what is wrong with a rater's marks over all units, in words; None where nothing is."""
    if rules.all_same and len(marks) > 1 and len(set(marks)) == 1:
        return f"给各单位打的都是 {exact_text(marks[0])}"
    if rules.high and (count := sum(mark >= rules.high.at for mark in marks)) > rules.high.most:
        return f"不低于 {exact_text(rules.high.at)} 的有 {count} 个，最多 {rules.high.most} 个"
    if rules.low and (count := sum(mark < rules.low.at for mark in marks)) < rules.low.least:
        return f"低于 {exact_text(rules.low.at)} 的有 {count} 个，至少要 {rules.low.least} 个"
    return None


def _values(marks: Iterable[Mark]) -> list[Fraction]:
    return [mark.value for mark in marks if mark.value is not None]


def _figures(valid: list[Ballot]) -> dict[PanelMember, Fraction]:
    """Return the figures of valid marks: only the mean leaves out what is dropped."""
    values = [ballot.value for ballot in valid if ballot.value is not None]
    counted = [ballot.value for ballot in valid if ballot.value is not None and ballot.standing is Standing.COUNTED]
    zero = Fraction(0)
    return {
        PanelMember.MEAN: sum(counted, zero) / len(counted),
        PanelMember.HIGHEST: max(values),
        PanelMember.LOWEST: min(values),
        PanelMember.SUM: sum(values, zero),
        PanelMember.COUNT: Fraction(len(values)),
    }
