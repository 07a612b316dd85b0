"""The scheme's conditions as productions: two for each, one that it is true and one that it is false.

Every comparison is two keys, `+` for certainly true and `-` for certainly false; neither stands
where it is undecided. Negation is pushed down to the keys, so Kleene's logic comes out of plain
production rules, and rule engines see no negation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.judge.atoms import as_compare
from engine.judge.production import AllOf, AnyOf, Condition, Holds, Production
from engine.scheme import formula as f
from engine.scheme.adjustment import adjustments, gate_name
from engine.scheme.strata import ADJUSTING, RANKING, TIERING, Moment, heights, positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.scheme.model import Scheme

TRUE, FALSE = "+", "-"
# The condition that leaves a unit out of the ranking; no rule id has a colon.
LEFT_OUT = "ranking:left out"


@dataclass(frozen=True, slots=True)
class Round:
    """Conditions that are decided together: `names` are theirs, rule ids and the names of others.

    `atoms` are the comparisons that they are made of, by number.
    """

    moment: Moment
    names: tuple[str, ...]
    productions: tuple[Production, ...]
    atoms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """The comparisons to decide, and the rounds in which conditions are fired, in order."""

    atoms: tuple[f.Compare, ...]
    rounds: tuple[Round, ...]


def tier_name(tier: str) -> str:
    """Return the name under which a tier's condition is fired; no rule id has a colon."""
    return f"tier:{tier}"


def make_program(scheme: Scheme) -> Program:
    """Turn all conditions of a scheme into productions, round by round."""
    compiler = _Compiler()
    where = positions(scheme.rules, heights(scheme.items))
    placed = [(where[rule.id], name, when) for rule in scheme.rules for name, when in rule.conditions]
    placed += [(TIERING, tier_name(t.name), t.condition) for t in scheme.tiers if t.condition is not None]
    for adjustment in adjustments((*scheme.bonuses, *scheme.penalties)):
        if adjustment.gate is not None:
            placed.append((ADJUSTING, gate_name(adjustment.id), adjustment.gate))
    if scheme.ranking.left_out is not None:
        placed.append((RANKING, LEFT_OUT, scheme.ranking.left_out))
    rounds = []
    for moment in sorted({moment for moment, _, _ in placed}):
        here = [(name, expr) for place, name, expr in placed if place == moment]
        rounds.append(compiler.round(moment, here))
    return Program(tuple(compiler.atoms), tuple(rounds))


class _Compiler:
    def __init__(self) -> None:
        # Equal comparisons are one atom: places take no part in equality.
        self.atoms: dict[f.Compare, int] = {}

    def round(self, moment: Moment, conditions: Sequence[tuple[str, f.Expr]]) -> Round:
        """Return conditions that are decided together, with the comparisons that they need."""
        self._used: dict[int, None] = {}
        productions = tuple(
            Production(name + sign, self._condition(expr, wanted=sign == TRUE))
            for name, expr in conditions
            for sign in (TRUE, FALSE)
        )
        return Round(moment, tuple(name for name, _ in conditions), productions, tuple(self._used))

    def _condition(self, expr: f.Expr, *, wanted: bool) -> Condition:
        match expr:
            case f.Not(part):
                return self._condition(part, wanted=not wanted)
            case f.Both(parts) | f.AnyOf(parts):
                joined = AllOf if isinstance(expr, f.Both) == wanted else AnyOf
                return joined(tuple(self._condition(part, wanted=wanted) for part in parts))
            case f.Fired(rule):
                return Holds(rule + (TRUE if wanted else FALSE))
            case _:
                index = self.atoms.setdefault(as_compare(expr), len(self.atoms))
                self._used[index] = None
                return Holds(atom_key(index) + (TRUE if wanted else FALSE))


def atom_key(index: int) -> str:
    """Return the key of a comparison; no rule id has a colon."""
    return f"atom:{index}"
