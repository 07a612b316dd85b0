"""Compare what the origins say, and work out what it means for the units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    """What one origin says of one unit, as a whole: how many facts were compared, how many differ, how many it lacks.

    `moved` is where the unit would stand if the origin counted.
    """

    unit: str
    origin: str
    compared: int
    differing: int
    lacking: int
    moved: Moved


@dataclass(frozen=True, slots=True)
class OfFact:
    """What one origin says of one fact, in all units; `error` is the largest share by which it is wrong."""

    fact: str
    origin: str
    compared: int
    differing: int
    error: Fraction | None


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
    differences.sort(key=lambda each: -each.effect.size)
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
    found = []
    for origin in assessment.scheme.origins.precedence:
        those = [each for each in pairs if each.first.origin == origin]
        if not those:
            continue
        stands = effects.of_all(origin, second)
        for unit in assessment.facts.units:
            own = [each for each in those if each.unit == unit]
            lacking = sum(each.unit == unit and each.lacking == origin for each in alone)
            if own or lacking:
                differing = sum(not each.same for each in own)
                found.append(OfUnit(unit, origin, len(own), differing, lacking, stands[unit]))
    return found


def _facts(pairs: tuple[Pair, ...]) -> list[OfFact]:
    grouped: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        grouped.setdefault((pair.fact.name, pair.first.origin), []).append(pair)
    found = []
    for (fact, origin), those in grouped.items():
        differing = [each for each in those if not each.same]
        errors = [each.error for each in differing if each.error is not None]
        found.append(OfFact(fact, origin, len(those), len(differing), max(errors, default=None)))
    return sorted(found, key=lambda each: -each.differing)
