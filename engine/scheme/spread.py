"""What a formula writes once for a fact with periods, written out for each period that has ended."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from engine.scheme import formula as f
from engine.scheme.cycle import cycle_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engine.text.source import Span


@dataclass(frozen=True, slots=True)
class Periods:
    """The facts that have a value for each period, and none of their own.

    `all` are the periods of each such fact, `closed` those that have ended; the values of a `cumulative` one count from
    the first period on. `origins` are those of the scheme: `fact.origin` is spread as the fact is.
    """

    all: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cumulative: Collection[str] = ()
    origins: Collection[str] = ()

    def base(self, name: str) -> str | None:
        """Return the fact with periods that a name stands for, the name of an origin aside; None for any other fact."""
        fact, _, origin = name.rpartition(".")
        return name if name in self.all else fact if fact in self.all and origin in self.origins else None

    def cycles(self, expr: f.Expr) -> dict[tuple[str, ...], str]:
        """Return the different cycles of the facts that an expression leaves open, each with the first such fact."""
        found: dict[tuple[str, ...], str] = {}
        for name in f.facts_in(expr):
            if base := self.base(name):
                found.setdefault(self.all[base], base)
        return found

    def spread(self, expr: f.Expr) -> tuple[f.Expr, ...]:
        """Return an expression, whose facts are all of one cycle, once for each period that has ended.

        While none has, it stands for the first one: its facts do not apply there.
        """
        found = self.cycles(expr)
        if not found:
            return (expr,)
        periods, fact = next(iter(found.items()))
        closed = self.closed.get(fact, periods) or periods[:1]
        return tuple(f.replace_facts(expr, partial(self.own, period=period)) for period in closed)

    def own(self, node: f.FactRef, period: str) -> f.Expr:
        """Return what a fact comes to in one period by itself; a fact without periods stays as it is.

        That is the value reported for it; of a cumulative fact, less what had been reached before.
        """
        base = self.base(node.name)
        if base is None:
            return node
        reached = self._reported(node, base, period)
        place = self.all[base].index(period)
        if base not in self.cumulative or not place:
            return reached
        return f.Binary("-", reached, self._reported(node, base, self.all[base][place - 1]), span=node.span)

    def total(self, node: f.FactRef) -> f.FactRef | None:
        """Return the one value in which a cumulative fact has its sum; None for any other fact."""
        base = self.base(node.name)
        if base is None or base not in self.cumulative:
            return None
        closed = self.closed.get(base, self.all[base]) or self.all[base][:1]
        return self._reported(node, base, closed[-1])

    def run(self, condition: f.Expr, times: int, span: Span) -> f.AnyOf:
        """Return 连续: the condition holds in so many periods that follow each other.

        While fewer have ended it does not hold, whatever the condition is.
        """
        spread = self.spread(condition)
        periods, fact = next(iter(self.cycles(condition).items()))
        starts = range(len(self.closed.get(fact, periods)) - times + 1)
        windows = tuple(f.Both(spread[at : at + times], span=condition.span) for at in starts)
        if not windows:
            yes, no = f.Literal(value=True, span=span), f.Literal(value=False, span=span)
            windows = (f.Both((f.Compare("=", yes, no, span=span),), span=condition.span),)
        cycle = cycle_of(periods[0])
        return f.AnyOf(windows, span=span, run=condition, lasting=f"{times} {cycle.measure if cycle else '期'}")

    def _reported(self, node: f.FactRef, base: str, period: str) -> f.FactRef:
        return replace(node, name=f"{base}.{period}{node.name.removeprefix(base)}")
