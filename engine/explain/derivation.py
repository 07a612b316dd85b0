"""The nouns of an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from engine.text.source import Span


# The outcome of a judgement of kind `ranking` for a unit that has no rank by the scheme.
LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class FactUse:
    """A fact as a figure used it.

    `origin` is the one that counted; `at` says where the value stands; `remarks` are what other
    origins said and what evidence there is. `of` is the fact of which this is one period.
    """

    name: str
    value: str
    measure: str
    origin: str | None
    at: str
    remarks: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """One number and where it came from.

    The `value`s of the parts add up to `value`, exactly, wherever there are parts and a value.
    `exact` is the number before rounding, where it was rounded; `full` the most it could have been;
    `applies` is false for an item that does not apply to the unit. `inner` is what the parts' full marks come to where
    that is not `full`; `folded` says that the parts are periods of one indicator. `signed` says that the points may be
    negative by rule, as a sum of money that is paid or received: what they fall short of `full` by is no loss. `share`
    is what one point of this part comes to in the inner full marks above it, where the parts are weighted.
    """

    id: str
    kind: str
    title: str
    value: Fraction | None
    exact: Fraction | None = None
    full: Fraction | None = None
    facts: tuple[FactUse, ...] = ()
    steps: tuple[str, ...] = ()
    clause: str | None = None
    at: Span | None = None
    parts: tuple[Derivation, ...] = ()
    applies: bool = True
    inner: Fraction | None = None
    folded: bool = False
    signed: bool = False
    share: Fraction | None = None

    def walk(self) -> Iterator[Derivation]:
        """Yield this node and everything under it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def find(self, id_: str) -> Derivation | None:
        """Return the node with an id."""
        return next((node for node in self.walk() if node.id == id_), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """One step of the judgement: a rule, the tier by score, a quota, the final tier.

    `outcome` is for programs: fired, not_fired, undecided, entered, displaced, or a tier's name;
    `text` says it in words, `because` names the facts and ids that it rests on, `facts` are those
    facts as they stand.
    """

    id: str
    kind: str
    title: str
    outcome: str
    text: tuple[str, ...]
    because: tuple[str, ...]
    clause: str | None
    at: Span | None
    facts: tuple[FactUse, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is to be said of one unit; `pending` are the units that make its pool provisional.

    `as_of` is the day at whose end the figures stand, where it matters; `digits` are the decimals of totals.
    """

    unit: str
    group: str | None
    status: str
    illustrative: bool
    pending: tuple[str, ...]
    rank: int | None
    tier: str | None
    derivation: Derivation
    judgement: tuple[Judged, ...]
    as_of: date | None = None
    digits: int = 2
