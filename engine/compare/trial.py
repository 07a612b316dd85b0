"""A text of a scheme that is still being written, against the one that is saved: quick enough to go along with typing.

What does not hang on the new text is there already: the facts' files as trees, the old edition and its result.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.compare.compare import SchemesDiff
from engine.compare.differ import compare_trees
from engine.compare.editions import edition_of
from engine.compare.effects import effects_of
from engine.compare.shared_facts import FactFiles, SharedFacts, shared_facts
from engine.compare.side import Side, make_side
from engine.compare.steps import Trials, find_steps
from engine.dataclass import dataclass
from engine.judge.judge import assess
from engine.scheme.view import AS_SAID

if TYPE_CHECKING:
    from pathlib import Path

    from engine.compare.editions import Edition
    from engine.compare.steps import Step
    from engine.judge.assessment import Assessment
    from engine.problem.problem import Problem
    from engine.text.source import Source

# Of more changes nobody asks while typing which of them did what; to find that out takes a reading for each.
MOST_PARTED = 6
# Editions that read the facts in other ways: one is at work on one of them.
_MOST_KEPT = 4


@dataclass(slots=True, eq=False)
class Trial:
    """The saved edition and its result, and the facts; `folder` is where the scheme is."""

    old: Edition
    side: Side
    before: Assessment
    files: FactFiles
    folder: Path
    _known: dict[tuple[object, ...], SharedFacts] = field(default_factory=dict)

    def of(self, source: Source) -> tuple[SchemesDiff | None, list[Problem]]:
        """Return what another text would change; None when anything is wrong with it, or with the facts in its eyes.

        Raises RuleEngineError when no rule engine can be used.
        """
        new, problems = edition_of(source, self.folder, AS_SAID)
        if new is None:
            return None, problems
        side = make_side(new.tree, new.scheme)
        comparison = compare_trees(self.side, side)
        facts = self._facts(side, new, comparison.renamed)
        after = facts.table(new.scheme)
        if after is None:
            return None, facts.read(new.scheme)[1]
        few = len(comparison.changes) <= MOST_PARTED
        steps: tuple[Step, ...] = find_steps(Trials(comparison, source, AS_SAID, facts)) if few else ()
        effects = effects_of(self.before, assess(new.scheme, after), steps)
        return SchemesDiff(self.old, new, comparison, effects), problems

    def _facts(self, side: Side, new: Edition, renamed: dict[str, str]) -> SharedFacts:
        facts = shared_facts(self.files, (self.side, self.old.scheme), (side, new.scheme), renamed)
        key = facts.ids, facts.units, facts.declared, frozenset(facts.other_names.items())
        if key not in self._known:
            if len(self._known) == _MOST_KEPT:
                self._known.pop(next(iter(self._known)))
            facts.keep(self.old.scheme, self.before.facts)
            self._known[key] = facts
        return self._known[key]


def make_trial(source: Source, folder: Path, files: FactFiles, before: Assessment) -> Trial | None:
    """Prepare to try texts against a saved one; None where it is not free of errors after all."""
    old, _ = edition_of(source, folder, AS_SAID)
    if old is None:
        return None
    return Trial(old, make_side(old.tree, old.scheme), before, files, folder)
