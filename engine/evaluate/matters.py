"""What the matters of a unit bring, and which of several listings counts (docs/semantics.md, section 5)."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from engine.columns.ints import column, constant
from engine.columns.ratio import Ratio
from engine.evaluate.results import Award, Standing
from engine.facts.worth import worths
from engine.methods.matter_fields import Same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.facts.table import FactTable
    from engine.scheme.formula import Matters
    from engine.scheme.listed import Listed

# Who lists matters: by what id, what they are worth there, and whether evidence is needed.
Claimant = tuple[str, "Listed", bool]


def settle(claimants: Sequence[Claimant], facts: FactTable, unit: str) -> list[tuple[Award, ...]]:
    """Return what each matter brings to one unit, for each claimant in order.

    Of a matter that several with `ONCE` list, the highest points count, the first of equal ones; where those with
    `LESSENING` list it, the highest count whole and each further one less.
    """
    awards = [_claims(claimant, facts, unit) for claimant in claimants]
    rivals: dict[tuple[Same, str], list[tuple[Fraction, int, int]]] = defaultdict(list)
    for place, (claims, (_, listed, _)) in enumerate(zip(awards, claimants, strict=True)):
        for number, claim in enumerate(claims):
            if claim.standing is Standing.COUNTED:
                rivals[listed.same, claim.matter.key].append((-claim.worth, place, number))
    for (same, _), found in rivals.items():
        first, *others = sorted(found)
        for rank, (_, place, number) in enumerate(others, start=1):
            if same is Same.ONCE:
                awards[place][number] = awards[place][number].yield_to(claimants[first[1]][0])
            elif same is Same.LESSENING:
                awards[place][number] = awards[place][number].lessened(claimants[place][1].share ** rank)
    return [tuple(each) for each in awards]


def _claims(claimant: Claimant, facts: FactTable, unit: str) -> list[Award]:
    _, listed, evidence = claimant
    matters = facts.cell(unit, listed.fact).matters
    claims = []
    for matter, made in zip(matters, worths(listed, matters, evidence=evidence), strict=True):
        pending = evidence and not matter.proven
        standing = Standing.OUTSIDE if not made.inside else Standing.PENDING if pending else Standing.COUNTED
        claims.append(Award(matter, made, standing))
    return claims


def awards_alone(made: Matters, facts: FactTable, unit: str) -> tuple[Award, ...]:
    """Return what each matter brings to an indicator, which shares its matters with nothing else."""
    return settle([("", made.listed, made.evidence)], facts, unit)[0]


def together(awards: Sequence[Sequence[Award]]) -> Ratio:
    """Return what all matters of each unit bring."""
    sums = [sum((award.points for award in of_unit), Fraction(0)) for of_unit in awards]
    den = lcm(*(each.denominator for each in sums))
    return Ratio(column([int(each * den) for each in sums]), constant(den))
