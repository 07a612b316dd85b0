"""The conductor: from the files that are named to what differs between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.compare.differ import compare_trees
from engine.compare.editions import load_edition
from engine.compare.effects import effects_of
from engine.compare.shared_facts import read_files, shared_facts
from engine.compare.side import make_side
from engine.compare.steps import Trials, find_steps
from engine.dataclass import dataclass
from engine.judge.judge import assess
from engine.problem.codes import Code
from engine.problem.problem import Problem, sort_problems
from engine.scheme.vocabulary import SCHEME

if TYPE_CHECKING:
    from pathlib import Path

    from engine.compare.change import Comparison
    from engine.compare.editions import Edition
    from engine.compare.effects import Effects
    from engine.compare.shared_facts import FactFiles
    from engine.scheme.view import View


@dataclass(frozen=True, slots=True, eq=False)
class SchemesDiff:
    """Two editions of a scheme, what differs, and what that does to the units where facts are given."""

    old: Edition
    new: Edition
    comparison: Comparison
    effects: Effects | None

    @property
    def provisional(self) -> bool:
        """Whether ranks and places may still change."""
        return self.effects is not None and self.effects.provisional


def diff_schemes(
    old_path: Path, new_path: Path, facts_path: Path | None, view: View
) -> tuple[SchemesDiff | None, list[Problem]]:
    """Compare two schemes; None when anything is wrong with either, or with the facts in the eyes of either.

    Raises RuleEngineError when no rule engine can be used.
    """
    (old, told), (new, found) = load_edition(old_path, view), load_edition(new_path, view)
    problems = sort_problems([*told, *found])
    if old is None or new is None:
        return None, problems
    diff, found = diff_editions(old, new, None if facts_path is None else read_files(facts_path), view)
    return diff, [*problems, *found]


def diff_editions(
    old: Edition, new: Edition, files: FactFiles | None, view: View
) -> tuple[SchemesDiff | None, list[Problem]]:
    """Compare two editions that are read; None when anything is wrong with the facts in the eyes of either.

    Raises RuleEngineError when no rule engine can be used.
    """
    problems = _other_scheme(old, new)
    sides = make_side(old.tree, old.scheme), make_side(new.tree, new.scheme)
    comparison = compare_trees(*sides)
    if files is None:
        return SchemesDiff(old, new, comparison, None), problems
    facts = shared_facts(files, (sides[0], old.scheme), (sides[1], new.scheme), comparison.renamed)
    (before, told), (after, found) = facts.read(old.scheme), facts.read(new.scheme)
    problems += _by_edition(told, found)
    if before is None or after is None:
        return None, problems
    steps = find_steps(Trials(comparison, new.source, view, facts))
    effects = effects_of(assess(old.scheme, before), assess(new.scheme, after), steps)
    if not effects.units:
        problems.append(no_common_units(new.source.name))
    return SchemesDiff(old, new, comparison, effects), problems


def no_common_units(file: str) -> Problem:
    """Return the warning that two results have nothing to compare."""
    help_ = "请核对是不是选错了文件；单位名称要一字不差"
    return Problem(Code.NO_COMMON_UNITS, "两边没有相同的单位，得分、名次和等次无从比较", file=file, help=help_)


def _other_scheme(old: Edition, new: Edition) -> list[Problem]:
    if old.scheme.id == new.scheme.id:
        return []
    message = f"两份方案的编号不同：“{old.scheme.id}”和“{new.scheme.id}”，仍按同一方案的两版比较"
    entry, before = (each.tree.get(SCHEME.by_name["id"].key) for each in (new, old))
    help_ = "请确认比较的确实是同一方案的两版；数据写哪一个编号都可以"
    also = (("旧方案在这里", before.value.span),) if before else ()
    return [Problem(Code.EDITIONS_DIFFER, message, entry.value.span if entry else None, help=help_, also=also)]


def _by_edition(old: list[Problem], new: list[Problem]) -> list[Problem]:
    """Put together what both editions say of the facts, and which of them says it where only one does."""
    keys = [{_key(problem) for problem in each} for each in (old, new)]
    both = [problem for problem in new if _key(problem) in keys[0]]
    apart = [
        replace(problem, message=f"按{which}读数据：{problem.message}")
        for which, own, other in (("旧方案", old, keys[1]), ("新方案", new, keys[0]))
        for problem in own
        if _key(problem) not in other
    ]
    return sort_problems([*both, *apart])


def _key(problem: Problem) -> tuple[object, ...]:
    start = problem.span.start if problem.span else -1
    return problem.code, problem.source_name, start, problem.message
