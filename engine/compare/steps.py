"""In which steps changes are made one after another, so that there is a valid scheme after each.

Most changes are a step by themselves. Some only make sense together: points that move from one indicator to
another, a fact that goes with the indicator that uses it. The smallest set is looked for, first among those that are
likely to belong together.
"""

from __future__ import annotations

from dataclasses import field
from itertools import combinations, takewhile
from typing import TYPE_CHECKING

from engine.compare.change import Kind, edition
from engine.compare.editions import read_edition
from engine.compare.side import PARTS
from engine.dataclass import dataclass
from engine.problem.codes import Severity
from engine.scheme.vocabulary import SCHEME
from engine.text.tree import Mapping

if TYPE_CHECKING:
    from engine.compare.change import Change, Comparison
    from engine.compare.shared_facts import SharedFacts
    from engine.facts.table import FactTable
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme
    from engine.scheme.view import View
    from engine.text.source import Source

# Schemes read in the search for steps. Two schemes that have little in common are not two editions of one.
MOST_TRIES = 200
# Up to so many every combination is tried.
MOST_COMBINED = 6
_LEVELS = (SCHEME.by_name["items"].key, PARTS)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Changes that are made together, and the scheme and facts after them.

    `because` is what would be wrong with only the first of them. Without it, several changes are what was renamed, or
    what is left when too much was tried.
    """

    changes: tuple[Change, ...]
    because: Problem | None
    scheme: Scheme
    facts: FactTable


@dataclass(slots=True)
class Trials:
    """Tries what the scheme is with some of the changes made; what was tried is known."""

    comparison: Comparison
    source: Source
    view: View
    facts: SharedFacts
    known: dict[frozenset[Change], tuple[Scheme | None, FactTable | None, Problem | None]] = field(default_factory=dict)

    @property
    def exhausted(self) -> bool:
        """Whether so much was tried that it is time to end."""
        return len(self.known) >= MOST_TRIES

    def of(self, made: frozenset[Change]) -> tuple[Scheme | None, FactTable | None, Problem | None]:
        """Return the scheme with its facts, or the first thing that is wrong."""
        if made not in self.known:
            self.known[made] = self._of(made)
        return self.known[made]

    def valid(self, made: frozenset[Change]) -> bool:
        """Say whether there is a scheme with these changes made that reads the facts."""
        return self.of(made)[1] is not None

    def _of(self, made: frozenset[Change]) -> tuple[Scheme | None, FactTable | None, Problem | None]:
        tree = edition(self.comparison.tree, made)
        assert isinstance(tree, Mapping), "a scheme is a mapping"  # noqa: S101
        scheme, problems = read_edition(tree, self.source, self.view)
        if scheme is None:
            return None, None, next(each for each in problems if each.severity is Severity.ERROR)
        table = self.facts.table(scheme)
        if table is None:
            _, problems = self.facts.read(scheme)
            return scheme, None, next(each for each in problems if each.severity is Severity.ERROR)
        return scheme, table, None


def find_steps(trials: Trials) -> tuple[Step, ...]:
    """Return the steps from the old edition to the new one, in the order of the new one."""
    left = list(trials.comparison.changes)
    made: frozenset[Change] = frozenset()
    steps: list[Step] = []
    renames = [change for change in left if change.kind is Kind.RENAMED]
    while left:
        head = renames if not made and renames else left[:1]
        together = _smallest(trials, made, head, [each for each in left if each not in head])
        because = trials.of(made | {*head})[2] if len(together) > len(head) else None
        made |= {*together}
        scheme, facts, _ = trials.of(made)
        # INVARIANT: with all changes made it is the new edition, which is valid; less is taken only where it is.
        assert scheme is not None and facts is not None, "a step leads nowhere"  # noqa: S101, PT018
        steps.append(Step(tuple(together), because, scheme, facts))
        left = [each for each in left if each not in made]
    return tuple(steps)


def _smallest(trials: Trials, made: frozenset[Change], head: list[Change], others: list[Change]) -> list[Change]:
    """Return the changes that have to be made with the first, in order: at worst all that are left."""
    whole = [*head, *others]
    if trials.exhausted:
        return whole
    joined: list[Change] = []
    while not trials.valid(made.union(head, joined)):
        rest = [each for each in others if each not in joined]
        if not rest or trials.exhausted:
            return whole
        joined.append(min(rest, key=lambda each: min(_distance(one, each) for one in (*head, *joined))))
    joined = _fewest(trials, made.union(head), joined)
    return [each for each in whole if each in head or each in joined]


def _fewest(trials: Trials, made: frozenset[Change], joined: list[Change]) -> list[Change]:
    """Return as few of the changes as will do."""
    if len(joined) <= MOST_COMBINED:
        for count in range(1, len(joined)):
            for chosen in combinations(joined, count):
                if not trials.exhausted and trials.valid(made.union(chosen)):
                    return list(chosen)
        return joined
    for count in (1, 2):
        for dropped in combinations(joined, count):
            fewer = [each for each in joined if each not in dropped]
            if fewer and len(fewer) == len(joined) - count and not trials.exhausted and trials.valid(made.union(fewer)):
                joined = fewer
    return joined


def _distance(one: Change, other: Change) -> int:
    """Say how far two changes are from belonging together."""
    if one.weighs and other.weighs:
        mine, its = _thing(one), _thing(other)
        if mine[: len(its)] == its or its[: len(mine)] == mine:
            return 0
        return 1 if mine[:-1] == its[:-1] else 2
    if _names(one) & _names(other):
        return 3
    return 4 if one.subject == other.subject else 5


def _names(change: Change) -> frozenset[str]:
    return change.names.union(change.path[1::2])


def _thing(change: Change) -> tuple[str, ...]:
    """Return the ids of the thing whose points change, from the first level down; none for the scheme itself."""
    pairs = zip(change.path[::2], change.path[1::2], strict=False)
    return tuple(name for key, name in takewhile(lambda pair: pair[0] in _LEVELS, pairs))
