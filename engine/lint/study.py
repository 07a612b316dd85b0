"""What every check works with: the scheme, and what is known of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.lint.reach import Reach
from engine.lint.truth import Truth
from engine.scheme.adjustment import adjustments
from engine.scheme.model import indicators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.adjustment import Adjustment
    from engine.scheme.judging import Rule
    from engine.scheme.model import Indicator, Scheme


@dataclass(eq=False)
class Study:
    """A scheme and what can be reached in it.

    `reach` and `truth` hold for all units and facts; `usual` and `usually` for units whose facts are all reported and
    whose indicators all apply.
    """

    scheme: Scheme

    def __post_init__(self) -> None:
        self.reach, self.usual = Reach(self.scheme), Reach(self.scheme, applies=True)
        self.truth, self.usually = Truth(self.reach), Truth(self.usual)

    @cached_property
    def live(self) -> tuple[Rule, ...]:
        """The rules that may fire in some unit."""
        return tuple(rule for rule in self.scheme.rules if self.concerns_any(rule) and not self.truth.never(rule.when))

    def concerns_any(self, rule: Rule) -> bool:
        """Whether a rule is for some unit that is assessed."""
        return any(not unit.among(rule.not_for) for unit in self.reach.units)

    def written(self) -> Iterator[Indicator]:
        """Yield the indicators that the scheme writes, one that is scored in periods once."""
        seen: set[int] = set()
        for indicator in indicators(self.scheme.items):
            if indicator.span.start not in seen:
                seen.add(indicator.span.start)
                yield indicator

    def adjustments(self) -> Iterator[Adjustment]:
        """Yield bonuses and penalties, those in groups included."""
        yield from adjustments((*self.scheme.bonuses, *self.scheme.penalties))


def id_of(indicator: Indicator) -> str:
    """Return the id that the scheme writes: of one that is scored in periods, without the period."""
    return indicator.span.text
