"""Matters in words: what each is worth by the rule, what it brings in one unit, and why."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.evaluate.matters import awards_alone
from engine.evaluate.results import Standing
from engine.explain.derivation import FactUse
from engine.number import Unit, exact_text, quantity_text
from engine.scheme.unit_vocabulary import SOURCE
from engine.sentences.worth import verb_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.evaluate.results import Award, Results
    from engine.primitives.registry import Spec
    from engine.scheme import formula as f
    from engine.scheme.listed import Listed

ZERO = Fraction(0)
# What a remark need not say again: it stands elsewhere in the explanation.
TOLD_ELSEWHERE = frozenset({SOURCE, "类别"})


def award_steps(listed: Listed, award: Award, verb: str, where: str, counted: Fraction | None) -> tuple[str, ...]:
    """Say what a matter brings and why; where it yields, `where` and how much it counts `counted` instead."""
    matter = award.matter
    of_class = f"{matter.class_}，" if matter.class_ else ""
    match award.standing:
        case Standing.OUTSIDE:
            return (f"{of_class}{_outside(award)}，不{verb}分",)
        case Standing.PENDING:
            due = f"没有佐证，暂不{verb}分；补报佐证后{verb} {exact_text(award.worth)} 分"
            return (*_made(listed, award), f"{of_class}{due}")
        case Standing.YIELDS:
            done = f"同一事项已{where}按 {exact_text(counted or award.worth)} 分计，就高不就低，不重复{verb}分"
            return (*_made(listed, award), f"{of_class}{done}")
        case Standing.COUNTED:
            if not award.worth:
                return (f"{of_class}按规则不{verb}分",)
            lines = [*_made(listed, award)]
            if award.share != 1:
                sum_ = f"{exact_text(award.worth)} × {_percent(award.share)} = {exact_text(award.points)} 分"
                lines.append(f"同一事项依次酌减：{sum_}")
            return (*lines, f"{of_class}{verb} {exact_text(award.points)} 分")


def _made(listed: Listed, award: Award) -> Iterator[str]:
    """Say how the points of a matter come about, where they are not simply those of its class."""
    made, before = award.made, award.made.base + award.made.added
    if made.added:
        above, each = award.matter.level - 1, exact_text(listed.per_level)
        yield f"级次 {award.matter.level}：{exact_text(made.base)} + {above} × {each} = {exact_text(before)} 分"
    if made.reason and before:
        yield f"{made.reason}：{exact_text(before)} × {exact_text(made.times)} = {exact_text(made.points)} 分"


def _outside(award: Award) -> str:
    matter = award.matter
    return f"归属 {matter.year} 年度，不是本年度" if matter.year is not None else f"{matter.date} 不在考核期间"


def _percent(share: Fraction) -> str:
    return quantity_text(share, Unit.PERCENT)


def matter_use(results: Results, unit: str, fact: str, award: Award, name: str) -> FactUse:
    """Return one matter as a fact that was used, under a name of its own."""
    matter, cell = award.matter, results.facts.cell(unit, fact)
    remarks = tuple(f"{key}：{text}" for key, text in matter.remarks if key not in TOLD_ELSEWHERE)
    at = dict(matter.remarks).get(SOURCE) or matter.span.on_line
    return FactUse(name, matter.name, "", cell.counted.origin if cell.counted else None, at, remarks)


def uses_in_indicator(results: Results, unit: str, made: f.Matters) -> tuple[FactUse, ...]:
    """Return every matter that an indicator reads."""
    awards = awards_alone(made, results.facts, unit)
    fact = made.fact.name
    return tuple(
        matter_use(results, unit, fact, award, fact if len(awards) == 1 else f"{fact}第{number}件")
        for number, award in enumerate(awards, start=1)
    )


def points_in_indicator(results: Results, unit: str, made: f.Matters, spec: Spec) -> tuple[str, ...]:
    """Say what every matter brings to an indicator, or takes from it, and all of them together."""
    awards = awards_alone(made, results.facts, unit)
    if not awards:
        return ("没有事项",)
    verb = verb_of(spec)
    lines = [f"{award.matter.name}：{'；'.join(_steps_alone(made.listed, award, awards, verb))}" for award in awards]
    terms = [exact_text(award.points) for award in awards if award.points]
    if len(terms) > 1:
        total = sum((award.points for award in awards), ZERO)
        lines.append(f"各件合计：{' + '.join(terms)} = {exact_text(total)} 分")
    return tuple(lines)


def _steps_alone(listed: Listed, award: Award, among: Sequence[Award], verb: str) -> tuple[str, ...]:
    same = (each for each in among if each.matter.key == award.matter.key and each.standing is Standing.COUNTED)
    counted = next(same).worth if award.standing is Standing.YIELDS else None
    return award_steps(listed, award, verb, "", counted)
