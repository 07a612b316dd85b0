"""A case file for every boundary of a scheme, its outcomes filled in and marked for a person to confirm."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine import api
from engine.boundary.base import base_of
from engine.boundary.draft import NO_PLACES, NO_TOTAL, Draft, Shows, Skipped
from engine.boundary.judging import of_rules, of_tiers
from engine.boundary.losses import losses
from engine.boundary.solve import Solver
from engine.boundary.thresholds import of_adjustments, of_items
from engine.boundary.write import case_file, placeholder
from engine.cases.read_cases import read_cases
from engine.cases.vocabulary import CASE, NO_POINTS, NO_TIER, NOT_SCORED, NOTHING
from engine.dataclass import dataclass
from engine.explain.judgement import FIRED
from engine.facts.table import make_table
from engine.number import exact_text
from engine.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from engine.boundary.thresholds import Found
    from engine.boundary.write import Outcome
    from engine.cases.case import Case
    from engine.explain.derivation import Derivation, Explanation
    from engine.facts.reported import Values
    from engine.scheme.model import Scheme

ALL_FULL = Draft("各项都取基准数据", "其他用例都从这里出发，只改一处", Shows.EVERYTHING)
_UNREADABLE = "造出的数据不能用"


def generate(scheme: Scheme, path: str, folder: Path) -> str:
    """Return the text of a case file that stands in a folder and names the scheme by a path from there.

    Raises RuleEngineError when no rule engine can be used.
    """
    base = base_of(scheme)
    solver = Solver.around(scheme, base)
    found = [*of_items(solver), *of_adjustments(solver), *of_rules(solver)]
    drafts = [ALL_FULL, *_named([each for each in found if isinstance(each, Draft)])]
    skipped = [each for each in found if isinstance(each, Skipped)]
    maker = _Maker(scheme, path, folder, base)
    made, dropped = maker.explained(drafts)
    tiers = _of_tiers(solver, made[0][1].derivation.value if made else None)
    more, dropped_too = maker.explained(_named([each for each in tiers if isinstance(each, Draft)]))
    skipped += [*(each for each in tiers if isinstance(each, Skipped)), *dropped, *dropped_too]
    if any(draft.displaced for draft, _ in (*made, *more)):
        skipped.append(Skipped("名额", NO_PLACES))
    cases = [(draft, _outcome(draft, explanation)) for draft, explanation in (*made, *more)]
    return case_file(scheme, path, base, cases, list(dict.fromkeys(skipped)))


def _named(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts, each change of one subject once, and each name once."""
    seen: set[tuple[str, str]] = set()
    names: set[str] = set()
    kept = []
    for draft in drafts:
        same = (draft.about, repr((sorted(draft.change.items()), sorted(draft.raw.items()), draft.shows)))
        if same in seen:
            continue
        seen.add(same)
        number = 2
        name = draft.name
        while name in names:
            name, number = f"{draft.name}（{number}）", number + 1
        names.add(name)
        kept.append(replace(draft, name=name))
    return kept


@dataclass(frozen=True, slots=True)
class _Maker:
    """Reads drafts as the cases of a file are read, and explains what comes of them."""

    scheme: Scheme
    path: str
    folder: Path
    base: Values

    def explained(self, drafts: Sequence[Draft]) -> tuple[list[tuple[Draft, Explanation]], list[Skipped]]:
        """Return the drafts that are sound with what came of them, and those that are not."""
        cases, dropped = self._cases(drafts)
        by_name = {draft.name: draft for draft in drafts}
        made = [self._explained(by_name[case.name], case) for case in cases]
        kept = [each for each in made if each[0].total in (None, each[1].derivation.value)]
        lost = [
            Skipped(draft.name, NO_TOTAL) for draft, told in made if draft.total not in (None, told.derivation.value)
        ]
        return kept, [*dropped, *lost]

    def _cases(self, drafts: Sequence[Draft]) -> tuple[tuple[Case, ...], list[Skipped]]:
        if not drafts:
            return (), []
        text = case_file(self.scheme, self.path, self.base, [(each, placeholder()) for each in drafts], [])
        found, problems = read_cases(Source("", text), self.folder)
        if found is not None:
            return found.cases, []
        if len(drafts) == 1:
            return (), [Skipped(drafts[0].name, f"{_UNREADABLE}：{problems[0].message}")]
        half = len(drafts) // 2
        parts = [self._cases(part) for part in (drafts[:half], drafts[half:])]
        return (*parts[0][0], *parts[1][0]), [*parts[0][1], *parts[1][1]]

    def _explained(self, draft: Draft, case: Case) -> tuple[Draft, Explanation]:
        scheme = replace(self.scheme, units=case.units, exempt={})
        assessment = api.assess(scheme, make_table(case.units, scheme.facts, case.facts))
        (unit,) = case.units
        return replace(draft, displaced=bool(assessment.judgement.displaced)), api.explain(assessment, unit.name)


def _outcome(draft: Draft, explanation: Explanation) -> Outcome:
    """Return what the program makes of a case, of as much as it is for."""
    keys = {name: CASE.by_name[name].key for name in ("points", "total", "tier", "fired")}
    root = explanation.derivation
    fired = [judged.id for judged in explanation.judgement if judged.outcome == FIRED]
    named = f"[{'、'.join(fired)}]".replace("、", ", ") if len(fired) > 1 else "".join(fired) or NOTHING
    total = (keys["total"], NO_POINTS if root.value is None else exact_text(root.value))
    tier: Outcome = () if draft.displaced else ((keys["tier"], explanation.tier or NO_TIER),)
    match draft.shows:
        case Shows.POINTS:
            return ((keys["points"], {draft.about: _points(root.find(draft.about))}),)
        case Shows.RULES:
            return ((keys["fired"], named), *tier)
        case Shows.TOTAL:
            return (total, *tier)
        case Shows.EVERYTHING:
            ids = [node.id for node in root.walk() if node.kind == "indicator" or node.folded]
            points = {id_: _points(root.find(id_)) for id_ in ids if id_ in _written(root)}
            known: Outcome = ((keys["points"], points),) if points else ()
            return (*known, total, *tier, (keys["fired"], named))


def _written(root: Derivation) -> set[str]:
    """Return the ids that a case can name: of an indicator that is scored in periods, not those of its periods."""
    inside = {node.id for folded in root.walk() if folded.folded for node in folded.walk() if node is not folded}
    return {node.id for node in root.walk()} - inside


def _points(node: Derivation | None) -> str:
    if node is None or node.value is None:
        return NO_POINTS
    return exact_text(node.value) if node.applies else NOT_SCORED


def _of_tiers(solver: Solver, full: Fraction | None) -> list[Found]:
    """Return the boundaries of tiers where the points of the base add up to its total."""
    if full is None:
        return []
    unit = Fraction(1, 10**solver.scheme.marking.rounding.total.digits)
    return list(of_tiers(solver.scheme.tiers, full, losses(solver), unit))
