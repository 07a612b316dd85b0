"""The scheme's conditions as productions: two for each, one that it is true and one that it is false.

Every comparison is two keys, `+` for certainly true and `-` for certainly false; neither stands
where it is undecided. Negation is pushed down to the keys, so Kleene's logic comes out of plain
production rules, and rule engines see no negation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.judge.atoms import as_compare
from engine.judge.production import AllOf, AnyOf, Condition, Holds, Production
from engine.scheme import formula as f
from engine.scheme.strata import Position, Stratum, positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.scheme.model import Scheme

TRUE, FALSE = "+", "-"


@dataclass(frozen=True, slots=True)
class Round:
    """Conditions that are decided together: `names` are theirs, rule ids or `tier_name`."""

    names: tuple[str, ...]
    productions: tuple[Production, ...]


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
    placed: list[tuple[Position, str, f.Expr]] = []
    where = positions(scheme.rules)
    placed += [(where[rule.id], rule.id, rule.when) for rule in scheme.rules]
    placed += [((Stratum.TIER, 0), tier_name(t.name), t.condition) for t in scheme.tiers if t.condition is not None]
    rounds = []
    for position in sorted({place for place, _, _ in placed}):
        here = [(name, expr) for place, name, expr in placed if place == position]
        rounds.append(Round(tuple(name for name, _ in here), compiler.productions(here)))
    return Program(tuple(compiler.atoms), tuple(rounds))


class _Compiler:
    def __init__(self) -> None:
        # Equal comparisons are one atom: places take no part in equality.
        self.atoms: dict[f.Compare, int] = {}

    def productions(self, conditions: Sequence[tuple[str, f.Expr]]) -> tuple[Production, ...]:
        return tuple(
            Production(name + sign, self._condition(expr, wanted=sign == TRUE))
            for name, expr in conditions
            for sign in (TRUE, FALSE)
        )

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
                return Holds(atom_key(index) + (TRUE if wanted else FALSE))


def atom_key(index: int) -> str:
    """Return the key of a comparison; no rule id has a colon."""
    return f"atom:{index}"
