"""What each unit reported, as JSON (`kaohe/facts@1`): every value as it is written, from whom, and where it stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.facts.reported import reported
from engine.facts.values import shown_value
from engine.report.problems import place_json

if TYPE_CHECKING:
    from engine.facts.table import Reported
    from engine.judge.assessment import Assessment

SCHEMA = "kaohe/facts@1"


def facts_json(assessment: Assessment) -> str:
    """Return the facts of all units that are assessed, in the scheme's order; what nobody reported is told as well."""
    data = {
        "schema": SCHEMA,
        "illustrative": assessment.facts.illustrative,
        "units": [_unit(assessment, unit) for unit in assessment.facts.units],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _unit(assessment: Assessment, unit: str) -> dict[str, Any]:
    sources = assessment.facts.sources.get(unit)
    files = [{"file": each.name, "sha256": each.sha256} for each in sources.files] if sources else []
    declared = reported(assessment.scheme)
    return {"unit": unit, "files": files, "facts": [_fact(assessment, unit, name) for name in declared]}


def _fact(assessment: Assessment, unit: str, name: str) -> dict[str, Any]:
    cell = assessment.facts.cell(unit, name)
    counted = cell.counted
    return {
        "name": name,
        "value": shown_value(assessment.scheme.facts[name], cell),
        "origin": counted.origin if counted else None,
        "at": place_json(counted.span) if counted else None,
        "others": [_said(each) for each in cell.others],
    }


def _said(said: Reported) -> dict[str, Any]:
    return {"origin": said.origin, "value": said.text, "at": place_json(said.span)}
