"""Compare what the origins say, and work out what it means for the units."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.origins.effects import Effects
from engine.origins.said import compare_origins

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.compare.standing import Moved
    from engine.judge.assessment import Assessment
    from engine.origins.effects import Effect
    from engine.origins.said import Alone, Pair


@dataclass(frozen=True, slots=True)
class Difference:
    """Two origins that say different things, and what it means if the first counts."""

    pair: Pair
    effect: Effect


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What one origin says of one unit, as a whole: how many facts were compared, how many differ.

    `only` counts those of which it alone says anything, `lacking` those that only the other one of two has. `moved` is
    where the unit would stand if the origin counted.
    """

    unit: str
    origin: str
    compared: int
    differing: int
    only: int
    lacking: int
    moved: Moved


@dataclass(frozen=True, slots=True)
class OfFact:
    """What one origin says of one fact, in all units; `error` is the largest share by which it is wrong.

    `of_nought` is how many differ from a value that is 0, which has no shares.
    """

    fact: str
    origin: str
    compared: int
    differing: int
    error: Fraction | None
    of_nought: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class OriginsCompared:
    """The result of a comparison: `asked` are the two origins, None where each is held against the one that counts.

    The differences come with the largest effect first.
    """

    assessment: Assessment
    asked: tuple[str, str] | None
    differences: tuple[Difference, ...]
    alone: tuple[Alone, ...]
    units: tuple[OfUnit, ...]
    facts: tuple[OfFact, ...]

    @property
    def compared(self) -> int:
        """How many pairs of values were compared."""
        return sum(each.compared for each in self.units)


def compare(assessment: Assessment, asked: tuple[str, str] | None = None) -> OriginsCompared:
    """Compare what origins say of the facts that were assessed. Raises RuleEngineError, as `assess` does."""
    found = compare_origins(assessment.scheme, assessment.facts, asked)
    effects = Effects(assessment)
    second = asked[1] if asked else None
    differences = [
        Difference(pair, effects.of_fact(pair.unit, pair.fact.name, pair.first.origin, second))
        for pair in found.differing
    ]
    differences.sort(key=lambda each: each.effect.size, reverse=True)
    return OriginsCompared(
        assessment,
        asked,
        tuple(differences),
        found.alone,
        tuple(_units(assessment, found.pairs, found.alone, effects, second)),
        tuple(_facts(found.pairs)),
    )


def _units(
    assessment: Assessment, pairs: tuple[Pair, ...], alone: tuple[Alone, ...], effects: Effects, second: str | None
) -> list[OfUnit]:
    of_unit: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        of_unit.setdefault((pair.unit, pair.first.origin), []).append(pair)
    only = Counter((each.unit, each.told.origin) for each in alone)
    lacking = Counter((each.unit, each.lacking) for each in alone)
    first = {each.first.origin for each in pairs}
    stands = {
        origin: effects.of_all(origin, second) for origin in assessment.scheme.origins.precedence if origin in first
    }
    found = []
    for unit in assessment.facts.units:
        for origin, standings in stands.items():
            own, lacks = of_unit.get((unit, origin), []), lacking[unit, origin]
            if own or lacks:
                differing = sum(not each.same for each in own)
                moved = standings[unit]
                found.append(OfUnit(unit, origin, len(own), differing, only[unit, origin], lacks, moved))
    return found


def _facts(pairs: tuple[Pair, ...]) -> list[OfFact]:
    grouped: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        grouped.setdefault((pair.fact.name, pair.first.origin), []).append(pair)
    found = []
    for (fact, origin), those in grouped.items():
        differing = [each for each in those if not each.same]
        errors = [each.error for each in differing if each.error is not None]
        of_nought = sum(bool(each.difference) and each.error is None for each in differing)
        found.append(OfFact(fact, origin, len(those), len(differing), max(errors, default=None), of_nought))
    return sorted(found, key=lambda each: -each.differing)
