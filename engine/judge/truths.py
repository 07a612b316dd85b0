"""Fire the scheme's conditions round by round, once for each distinct situation of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.judge.atoms import decide
from engine.judge.conditions import FALSE, TRUE, Round, atom_key, make_program
from engine.judge.fire import fire
from engine.judge.judgement import Comparison, Truth
from engine.judge.production import keys_of

if TYPE_CHECKING:
    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Results
    from engine.scheme.formula import Compare


def decide_conditions(results: Results) -> tuple[dict[str, Truth], dict[Compare, Comparison]]:
    """Return the truth of every rule and tier condition for every unit, and the comparisons in them."""
    program = make_program(results.scheme)
    keys: dict[str, Mask] = {}
    comparisons = {atom: decide(atom, results) for atom in program.atoms}
    for index, comparison in enumerate(comparisons.values()):
        keys[atom_key(index) + TRUE], keys[atom_key(index) + FALSE] = comparison.truth.true, comparison.truth.false
    truths: dict[str, Truth] = {}
    excluded = _excluded(results)
    for each in program.rounds:
        _fire_round(each, keys, len(results.facts.units))
        for name in each.names:
            if name in excluded:
                keys[name + TRUE] = keys[name + TRUE] & ~excluded[name]
                keys[name + FALSE] = keys[name + FALSE] | excluded[name]
            truths[name] = Truth(keys[name + TRUE], keys[name + FALSE])
    return truths, comparisons


def _excluded(results: Results) -> dict[str, Mask]:
    """Return which units a rule is not for: there it is false, whatever the facts are."""
    return {rule.id: results.labels.excluded(rule.not_for) for rule in results.scheme.rules if rule.not_for}


def _fire_round(each: Round, keys: dict[str, Mask], count: int) -> None:
    """Fire one round and add what it decided to `keys`: fired ids become truths of the next."""
    used = sorted(frozenset().union(*(keys_of(production.when) for production in each.productions)))
    matrix = np.column_stack([keys[key] for key in used]) if used else np.zeros((count, 0), dtype=np.bool_)
    distinct, situation_of = _distinct(matrix)
    situations = [frozenset(np.array(used)[row].tolist()) for row in distinct] if used else [frozenset()]
    fired = fire(each.productions, situations)
    for production in each.productions:
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
