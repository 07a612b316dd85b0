"""Fire the scheme's conditions round by round, once for each distinct situation of units."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluate.results import Truth
from engine.evaluate.traces import Traces
from engine.judge.atoms import decide
from engine.judge.conditions import FALSE, TRUE, Round, atom_key, make_program
from engine.judge.fire import fire
from engine.judge.production import keys_of
from engine.scheme.strata import RANKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from engine.columns.ints import Array, Mask
    from engine.evaluate.evaluate import Evaluation
    from engine.evaluate.results import Results
    from engine.judge.conditions import Program
    from engine.judge.judgement import Comparison
    from engine.judge.production import Production, Situation
    from engine.scheme.formula import Compare
    from engine.scheme.strata import Moment

    Fire: TypeAlias = Callable[[Sequence[Production], Sequence[Situation]], list[frozenset[str]]]


class Conditions:
    """Decides conditions as their figures become complete, and enters their truths into the results.

    `comparisons` are those decided so far, by the comparison in the scheme.
    """

    def __init__(
        self,
        results: Results,
        program: Program | None = None,
        firing: Fire | None = None,
        decided: Moment | None = None,
    ) -> None:
        """Take up what is still to be decided: after the moment `decided`, whose truths the results have."""
        self.results = results
        self.comparisons: Traces[Compare, Comparison] = Traces()
        self._program = program or make_program(results.scheme)
        self._fire = firing or fire
        self._waiting = [due for due in self._program.rounds if decided is None or due.moment > decided]
        self._keys: dict[str, Mask] = {}
        self._excluded = _excluded(results)
        for name, truth in results.truths.items():
            self._enter(name, truth)

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
        fire_round(due, self._keys, len(self.results.facts.units), self._fire)
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


def to_totals(evaluation: Evaluation, conditions: Conditions) -> Conditions:
    """Carry units to their totals and on to what is decided before the ranks, stratum by stratum."""
    for step in evaluation.steps:
        conditions.decide_until(step)
        evaluation.advance(step)
        conditions.decide_until(after(step))
    conditions.decide_until(RANKING)
    return conditions


def after(moment: Moment) -> Moment:
    """Return a moment that is later than every step of a stratum and height."""
    return moment._replace(step=sys.maxsize)


def fire_round(due: Round, keys: dict[str, Mask], count: int, firing: Fire) -> None:
    """Fire one round and add what it decided to `keys`: fired ids become truths of the next."""
    used = sorted(frozenset().union(*(keys_of(production.when) for production in due.productions)))
    situation_of, example = _distinct([keys[key] for key in used], count)
    situations = [frozenset(key for key in used if keys[key][row]) for row in example.tolist()]
    fired = firing(due.productions, situations or [frozenset()])
    for production in due.productions:
        in_situation = np.array([production.id in ids for ids in fired], dtype=np.bool_)
        keys[production.id] = in_situation[situation_of]


def _distinct(masks: Sequence[Mask], count: int) -> tuple[Array, Array]:
    """Return int[n] which situation each unit is in, numbered from 0, and for each situation a unit that is in it."""
    which, found = np.zeros(count, dtype=np.intp), 1
    if not count:
        return which, which
    # Eight keys at a time: which of the situations found so far, and how the next keys stand.
    for start in range(0, len(masks), 8):
        eight = np.zeros(count, dtype=np.uint8)
        for place, mask in enumerate(masks[start : start + 8]):
            eight |= mask.view(np.uint8) << np.uint8(place)
        code = which * 256 + eight if start else eight.astype(np.intp)
        occurs = np.zeros(found * 256, dtype=np.bool_)
        occurs[code] = True
        number = np.cumsum(occurs) - 1
        which, found = number.take(code), int(number[-1]) + 1
    example = np.zeros(found, dtype=np.intp)
    example[which] = np.arange(count)
    return which, example
