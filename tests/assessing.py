"""Short ways for tests to assess the shipped schemes, with a file changed or two exchanged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.api import assess
from engine.facts.folder import read_facts
from engine.problem.problem import has_errors
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment

ROOT = Path(__file__).parent.parent


def scheme_text(name: str) -> str:
    """Return the text of a shipped scheme."""
    return (ROOT / "schemes" / f"{name}.yaml").read_text(encoding="utf-8")


def fact_texts(name: str) -> dict[str, str]:
    """Return the texts of a shipped folder of facts, by file name, in order."""
    folder = ROOT / "facts" / name
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}


def assess_texts(scheme: str, facts: dict[str, str]) -> Assessment:
    """Assess units from texts; the texts have to be free of errors."""
    read, problems = read_scheme(Source("方案.yaml", scheme))
    assert read is not None, problems
    table, found = read_facts(read, [Source(name, text) for name, text in facts.items()], "事实")
    assert not has_errors(found), found
    return assess(read, table)


def assess_shipped(name: str) -> Assessment:
    """Assess a shipped scheme with its facts."""
    return assess_texts(scheme_text(name), fact_texts(name))


def tiers_of(assessment: Assessment) -> dict[str, str | None]:
    """Return each unit's final tier."""
    names = [tier.name for tier in assessment.scheme.tiers]
    found = assessment.judgement.tiers.tolist()
    return {unit: names[tier] if tier >= 0 else None for unit, tier in zip(assessment.facts.units, found, strict=True)}


def totals_of(assessment: Assessment) -> dict[str, str | None]:
    """Return each unit's total as it is written."""
    results = assessment.results
    rows = enumerate(assessment.facts.units)
    return {unit: str(results.total_of(row)) if results.has_total[row] else None for row, unit in rows}
