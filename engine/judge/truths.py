"""Fire the scheme's conditions round by round, once for each distinct situation of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.evaluate.results import Truth
from engine.judge.atoms import decide
from engine.judge.conditions import FALSE, TRUE, Round, atom_key, make_program
from engine.judge.fire import fire
from engine.judge.production import keys_of

if TYPE_CHECKING:
    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Results
    from engine.judge.judgement import Comparison
    from engine.scheme.formula import Compare
    from engine.scheme.strata import Moment


class Conditions:
    """Decides conditions as their figures become complete, and enters their truths into the results.

    `comparisons` are those decided so far, by the comparison in the scheme.
    """

    def __init__(self, results: Results) -> None:
        self.results = results
        self.comparisons: dict[Compare, Comparison] = {}
        self._program = make_program(results.scheme)
        self._waiting = list(self._program.rounds)
        self._keys: dict[str, Mask] = {}
        self._excluded = _excluded(results)

    def decide_until(self, moment: Moment) -> None:
        """Decide what is due up to and including a moment."""
        while self._waiting and self._waiting[0].moment <= moment:
            self._decide(self._waiting.pop(0))

    def _decide(self, due: Round) -> None:
        for index in due.atoms:
            if atom_key(index) + TRUE not in self._keys:
                atom = self._program.atoms[index]
                found = self.comparisons[atom] = decide(atom, self.results)
                self._enter(atom_key(index), found.truth)
        fire_round(due, self._keys, len(self.results.facts.units))
        for name in due.names:
            truth = Truth(self._keys[name + TRUE], self._keys[name + FALSE])
            if name in self._excluded:
                truth = Truth(truth.true & ~self._excluded[name], truth.false | self._excluded[name])
            self._enter(name, truth)
            self.results.truths[name] = truth

    def _enter(self, name: str, truth: Truth) -> None:
        self._keys[name + TRUE], self._keys[name + FALSE] = truth.true, truth.false


def _excluded(results: Results) -> dict[str, Mask]:
    """Return which units a rule is not for: there it is false, whatever the facts are."""
    rules = [rule for rule in results.scheme.rules if rule.not_for]
    return {name: results.labels.excluded(rule.not_for) for rule in rules for name, _ in rule.conditions}


def fire_round(due: Round, keys: dict[str, Mask], count: int) -> None:
    """Fire one round and add what it decided to `keys`: fired ids become truths of the next."""
    used = sorted(frozenset().union(*(keys_of(production.when) for production in due.productions)))
    matrix = np.column_stack([keys[key] for key in used]) if used else np.zeros((count, 0), dtype=np.bool_)
    distinct, situation_of = _distinct(matrix)
    situations = [frozenset(np.array(used)[row].tolist()) for row in distinct] if used else [frozenset()]
    fired = fire(due.productions, situations)
    for production in due.productions:
        in_situation = np.array([production.id in ids for ids in fired], dtype=np.bool_)
        keys[production.id] = in_situation[situation_of]


def _distinct(matrix: Mask) -> tuple[Mask, Array]:
    """Return the distinct rows of bool[n, k], and for each row which of them it is."""
    count, width = matrix.shape
    if not width or not count:
        return matrix[:1], np.zeros(count, dtype=np.intp)
    packed = np.ascontiguousarray(np.packbits(matrix, axis=1))
    rows = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, inverse = np.unique(rows, return_index=True, return_inverse=True)
    return matrix[first], inverse.ravel()
