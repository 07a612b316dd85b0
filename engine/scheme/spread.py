"""What a formula writes once for a fact with periods, written out for each period that has ended."""

from __future__ import annotations

from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme import formula as f
from engine.scheme.cycle import cycle_of
from engine.scheme.in_force import as_on

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from engine.text.source import Span


@dataclass(frozen=True, slots=True)
class Periods:
    """The facts that have a value for each period, and none of their own.

    `all` are the periods of each such fact, `closed` those that have ended; the values of a `cumulative` one count from
    the first period on. `origins` are those of the scheme: `fact.origin` is spread as the fact is. `ends` are the last
    days of periods, where they are known.
    """

    all: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cumulative: Collection[str] = ()
    origins: Collection[str] = ()
    ends: Mapping[str, date] = field(default_factory=dict)

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

    def ended(self, expr: f.Expr) -> tuple[str, ...]:
        """Return the periods, all of one cycle, over which an expression goes; none for one without periods.

        They are those that have ended; while none has, the first one: its facts do not apply there.
        """
        for periods, fact in self.cycles(expr).items():
            return self.closed.get(fact, periods) or periods[:1]
        return ()

    def within(self, expr: f.Expr, period: str) -> f.Expr:
        """Return what an expression says of one period, with the parameters as they are on its last day.

        Raises NotInForceError when a parameter has no value yet on that day.
        """
        found = f.replace_facts(expr, partial(self.own, period=period))
        return as_on(found, self.ends[period]) if period in self.ends else found

    def spread(self, expr: f.Expr) -> tuple[f.Expr, ...]:
        """Return an expression once for each period over which it goes, or as it is where there are none.

        Raises NotInForceError when a parameter has no value yet in one of them.
        """
        return tuple(self.within(expr, period) for period in self.ended(expr)) or (expr,)

    def own(self, node: f.FactRef, period: str) -> f.Expr:
        """Return what a fact comes to in one period by itself; a fact without that period stays as it is.

        That is the value reported for it; of a cumulative fact, less what had been reached before.
        """
        base = self.base(node.name)
        if base is None or period not in self.all[base]:
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
