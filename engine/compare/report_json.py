"""What differs as JSON, `kaohe/diff@1`; numbers are texts, as in `kaohe/score@1`."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from engine.compare.results import ResultsDiff
from engine.compare.standing import moved, places, standings
from engine.compare.standing_words import score_text
from engine.number import exact_text
from engine.report.problems import place_json, problem_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.compare.change import Change
    from engine.compare.compare import SchemesDiff
    from engine.compare.effects import Effects, Share
    from engine.compare.standing import Moved, Place, Standing
    from engine.judge.assessment import Assessment
    from engine.problem.problem import Problem

SCHEMA = "kaohe/diff@1"
_OF_UNITS = ("illustrative", "provisional", "units", "only_old", "only_new", "places", "steps", "shares")


def diff_json(diff: SchemesDiff | ResultsDiff, problems: Sequence[Problem]) -> str:
    """Return all that differs, and what is to be remarked; parts that there cannot be are null."""
    parts = _results(diff) if isinstance(diff, ResultsDiff) else _schemes(diff)
    data = {"schema": SCHEMA, **parts, "problems": [problem_json(each) for each in problems]}
    return json.dumps(data, ensure_ascii=False, indent=2)


def whatif_json(old: Assessment, new: Assessment, problems: Sequence[Problem]) -> str:
    """Return who stands elsewhere in another result of the same units, `kaohe/whatif@1`."""
    units = [each for each in moved(standings(old), standings(new)) if each.is_change]
    data = {
        "schema": "kaohe/whatif@1",
        "illustrative": new.facts.illustrative,
        "provisional": bool(new.judgement.provisional.any()),
        "units": [_unit(each) for each in units],
        "places": [_place(each) for each in places(old, new)],
        "problems": [problem_json(each) for each in problems],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _schemes(diff: SchemesDiff) -> dict[str, Any]:
    changes, effects = diff.comparison.changes, diff.effects
    return {
        "old": _scheme(diff.old.scheme.id, diff.old.scheme.title, diff.old.scheme.sha256, diff.old.source.name),
        "new": _scheme(diff.new.scheme.id, diff.new.scheme.title, diff.new.scheme.sha256, diff.new.source.name),
        "changes": [_change(number, each) for number, each in enumerate(changes, start=1)],
        **(dict.fromkeys(_OF_UNITS) if effects is None else _effects(effects, changes)),
    }


def _results(diff: ResultsDiff) -> dict[str, Any]:
    """Return what two results tell; there are no changes of a scheme, nor steps."""
    return {
        "old": _scheme(diff.old.id, diff.old.title, diff.old.sha256, diff.old.source.name),
        "new": _scheme(diff.new.id, diff.new.title, diff.new.sha256, diff.new.source.name),
        "changes": None,
        **dict.fromkeys(_OF_UNITS),
        "illustrative": diff.old.illustrative or diff.new.illustrative,
        "provisional": diff.provisional,
        "units": [_unit(each) for each in diff.units],
        "only_old": list(diff.only_old),
        "only_new": list(diff.only_new),
    }


def _scheme(id_: str, title: str, sha256: str, file: str) -> dict[str, str]:
    return {"id": id_, "title": title, "sha256": sha256, "file": file}


def _change(number: int, change: Change) -> dict[str, Any]:
    return {
        "number": number,
        "kind": change.kind.value,
        "path": list(change.path),
        "text": change.text,
        "old": change.before,
        "new": change.after,
        "old_at": place_json(change.old),
        "new_at": place_json(change.new),
    }


def _effects(effects: Effects, changes: Sequence[Change]) -> dict[str, Any]:
    return {
        "illustrative": effects.old.facts.illustrative or effects.new.facts.illustrative,
        "provisional": effects.provisional,
        "units": [_unit(each) for each in effects.units],
        "only_old": list(effects.only_old),
        "only_new": list(effects.only_new),
        "places": [_place(each) for each in effects.places],
        "steps": [
            {
                "changes": [changes.index(each) + 1 for each in step.changes],
                "because": step.because.message if step.because else None,
            }
            for step in effects.steps
        ],
        "shares": [_share(each) for each in effects.shares if each.parts or _turns(each)],
    }


def _unit(each: Moved) -> dict[str, Any]:
    return {
        "unit": each.unit,
        "group": each.new.group,
        "changed": each.is_change,
        "old": standing_json(each.old),
        "new": standing_json(each.new),
        "difference": None if each.difference is None else exact_text(each.difference),
    }


def standing_json(standing: Standing) -> dict[str, str | None]:
    """Return where a unit stands."""
    return {
        "status": standing.status.value,
        "score": score_text(standing),
        "rank": None if standing.rank is None else str(standing.rank),
        "tier": standing.tier,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "tier": place.tier,
        "group": place.group,
        "old": None if place.old is None else str(place.old.places),
        "new": None if place.new is None else str(place.new.places),
        "came": list(place.came),
        "left": list(place.left),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "unit": share.unit,
        "parts": None if share.parts is None else [exact_text(each) for each in share.parts],
        "after": [standing_json(each) for each in share.after[1:]],
    }


def _turns(share: Share) -> bool:
    return any(standing_json(before) != standing_json(after) for before, after in pairwise(share.after))
