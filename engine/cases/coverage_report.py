"""The coverage of schemes: a table and what was never met, the scheme's own text with marks, and JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from engine.cases.report import cases_data
from engine.number import Rounding, fixed_text, round_fraction
from engine.report.problems import place_json
from engine.report.table import table_text
from engine.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.cases.case import CasesRun
    from engine.cases.coverage import Coverage
    from engine.coverage.obligation import Obligation

_HEADERS = ("类别", "已覆盖", "应覆盖", "覆盖率")
_UNMET = "缺"


def coverage_text(coverages: Sequence[Coverage], *, annotate: bool) -> str:
    """Return a report for each scheme; with `annotate`, the scheme's text instead of the list of what is not met."""
    return "\n\n".join("\n".join(_lines(each, annotate=annotate)) for each in coverages) + "\n"


def _lines(coverage: Coverage, *, annotate: bool) -> list[str]:
    rows = [(each.kind.value, str(each.met), str(each.all), rate_text(each.rate)) for each in coverage.figures]
    head = f"方案 {coverage.scheme.source_name}：{coverage.cases} 个用例符合并且已确认"
    lines = [head, "", *table_text(_HEADERS, rows, right=(1, 2, 3)).split("\n")]
    unmet = [each for each in coverage.obligations if not coverage.is_met(each)]
    if annotate:
        return [*lines, "", *_annotated(coverage)]
    if unmet:
        lines += ["", f"还没有用例核对的（{len(unmet)}）："]
        lines += [f"  {each.span.source.name}:{each.span.line}: {_what(each)}" for each in sorted(unmet, key=_place)]
    return lines


def _place(obligation: Obligation) -> int:
    return obligation.span.start


def _what(obligation: Obligation) -> str:
    return f"{obligation.about} {obligation.text}"


def _annotated(coverage: Coverage) -> list[str]:
    """Return the scheme's lines: at the left how many of its obligations are met, at the right those that are not."""
    at: dict[int, list[Obligation]] = defaultdict(list)
    sources = [each.span.source for each in coverage.obligations]
    source = next((each for each in sources if each.name == coverage.scheme.source_name), sources[0])
    for each in coverage.obligations:
        if each.span.source is source:
            at[each.span.line].append(each)
    lines = []
    for line in range(1, len(source.line_starts) + 1):
        here = at.get(line, [])
        unmet = [each for each in here if not coverage.is_met(each)]
        count = f"{len(here) - len(unmet)}/{len(here)}" if here else ""
        mark = _UNMET if unmet else " " * display_width(_UNMET)
        text = f"{count:>5} {mark} | {source.line_text(line)}"
        told = "；".join(dict.fromkeys(_what(each) for each in unmet))
        lines.append(f"{text}    <- 缺：{told}" if told else text.rstrip())
    while lines and lines[-1].endswith("|"):
        lines.pop()
    return lines


def rate_text(rate: Fraction) -> str:
    """Write a share as a percentage, cut off and not rounded: less than all never reads 100%."""
    return fixed_text(round_fraction(rate * 100, 1, Rounding.DOWN), 1) + "%"


def coverage_json(run: CasesRun, coverages: Sequence[Coverage]) -> str:
    """Return coverage as JSON (`kaohe/coverage@1`), with what came of the cases beside it."""
    data = {
        "schema": "kaohe/coverage@1",
        "schemes": [_as_json(each) for each in coverages],
        "test": cases_data(run),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_json(coverage: Coverage) -> dict[str, Any]:
    return {
        "scheme": coverage.scheme.id,
        "file": coverage.scheme.source_name,
        "cases": coverage.cases,
        "figures": [
            {"kind": each.kind.name.lower(), "met": each.met, "all": each.all, "rate": rate_text(each.rate)}
            for each in coverage.figures
        ],
        "obligations": [
            {
                "id": each.id,
                "kind": each.kind.name.lower(),
                "about": each.about,
                "text": each.text,
                "at": place_json(each.span),
                "cases": coverage.counts.get(each.id, 0),
            }
            for each in coverage.obligations
        ],
    }


def below(coverages: Sequence[Coverage], threshold: Fraction) -> list[str]:
    """Return a sentence for each scheme of whose clauses too few are met; `threshold` is a share of 1."""
    asked = fixed_text(threshold * 100, 2).rstrip("0").rstrip(".")
    return [
        f"{each.scheme.source_name}：条款覆盖率 {rate_text(each.clauses)}，低于要求的 {asked}%"
        for each in coverages
        if each.clauses < threshold
    ]
