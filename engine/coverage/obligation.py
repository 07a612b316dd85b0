"""The nouns: something that can happen under a scheme, and what shows that it was looked at."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.text.source import place

if TYPE_CHECKING:
    from engine.text.source import Span


class Kind(Enum):
    """What an obligation is about; the value is what users see.

    A clause has taken effect: an indicator or section was scored, an adjustment gave points, a rule fired, a tier
    was given. The others are the ways in which that can go.
    """

    CLAUSE = "条款"
    SCORING = "计分的各种情况"
    ADJUSTING = "加分、扣分的各种情况"
    RULES = "规则的各种情况"
    TIERS = "等次、名额、名次的各种情况"


class Asks(Enum):
    """Which expectation of a case proves that something came out right."""

    POINTS = "points"
    TOTAL = "total"
    FIRED = "fired"
    TIER = "tier"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that can happen; `about` is the id of the item, adjustment, rule or tier to which it does.

    `id` is unique in a scheme and the same in every reading of it; `text` tells what should happen.
    """

    id: str
    kind: Kind
    about: str
    text: str
    asks: Asks
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Subject:
    """What several obligations are about, and where it stands; makes them and their ids."""

    id: str
    kind: Kind
    asks: Asks
    span: Span

    def owes(self, words: str, span: Span | None = None) -> Obligation:
        """Return that this can happen: at its own place, or at that of the words that say so."""
        return Obligation(self.met(words), self.kind, self.id, words, self.asks, span=span or self.span)

    def met(self, words: str) -> str:
        """Return the id of what has happened."""
        return f"{self.kind.name.lower()}:{self.id}:{words}"


def clause(id_: str, words: str, asks: Asks, span: Span) -> Obligation:
    """Return the obligation that a clause takes effect."""
    return Obligation(clause_met(id_), Kind.CLAUSE, id_, words, asks, span=span)


def clause_met(id_: str) -> str:
    """Return the id of a clause that has taken effect."""
    return f"{Kind.CLAUSE.name.lower()}:{id_}"
