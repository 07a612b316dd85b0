"""What explanations say of formulas and of who answers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import Quantity, Unit, exact_text
from engine.scheme import formula as f
from engine.scheme.functions import Parameter
from engine.sentences.formulas import fact_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.scheme.duties import Duty

MOST_NAMED = 3
MOST_LISTED = 100


def listed(formula: f.Expr, name: Callable[[f.Expr], str]) -> tuple[str, ...]:
    """Say of each thing on a list whether it was done, and its points; the formula is their sum."""
    words = []
    for node in f.walk(formula):
        match node:
            case f.Binary("*", f.FactRef() as fact, f.Literal(Quantity(points))):
                answer = name(fact)
                gets = f"得 {exact_text(points)} 分" if answer == "是" else "不得分"
                words.append(f"{fact_name(fact.name)}：{answer}，{gets}")
            case _:
                pass
    return tuple(words)


def refs_in(expr: f.Expr) -> tuple[str, ...]:
    """Return the facts, item ids and figures that an expression reads, each once."""
    found: dict[str, None] = {}
    for node in f.walk(expr):
        match node:
            case f.FactRef(name):
                found[name] = None
            case f.ItemRef(id, _):
                found[id] = None
            case f.FigureRef(figure):
                found[figure.value] = None
            case f.Fired(rule):
                found[rule] = None
            case f.FiredCount(rules):
                found |= dict.fromkeys(rules)
            case _:
                pass
    return tuple(found)


def unit_of(expr: f.Expr, other: f.Expr) -> Unit:
    """Return the unit in which a compared figure is shown: that of the number it is compared with."""
    for side in (expr, other):
        for node in _walk_figures(side):
            match node:
                case f.Literal(value) if not isinstance(value, bool):
                    return value.unit
                case Parameter(unit=unit):
                    return unit
                case f.ItemRef(_, f.Attribute.RATE) | f.FigureRef(f.Figure.LOWEST_RATE):
                    return Unit.PERCENT
                case _:
                    pass
    return Unit.PLAIN


def _walk_figures(expr: f.Expr) -> Iterator[f.Expr]:
    """Yield the nodes of an expression; what is counted by conditions has no unit of theirs."""
    yield expr
    if not isinstance(expr, f.Aggregate) or expr.function is not f.Function.COUNT:
        for part in f.parts_of(expr):
            yield from _walk_figures(part)


def note(text: str | None) -> tuple[str, ...]:
    """Return the line for what the scheme adds by way of explanation."""
    return (f"说明：{text}",) if text else ()


def names(units: Sequence[str]) -> str:
    """Name a few units."""
    return "、".join(units[:MOST_NAMED]) + ("等" if len(units) > MOST_NAMED else "")


def some(units: Sequence[str]) -> str:
    """Name units; of very many the first, and how many there are."""
    return "、".join(units) if len(units) <= MOST_LISTED else f"{'、'.join(units[:MOST_LISTED])} 等 {len(units)} 个"


def duty_words(duty: Duty) -> tuple[str, ...]:
    """Return the line that says who leads and who cooperates, if anybody is named."""
    said = [f"牵头 {duty.lead}"] if duty.lead else []
    said += [f"配合 {'、'.join(duty.partners)}"] if duty.partners else []
    return (f"分工：{'；'.join(said)}",) if said else ()
