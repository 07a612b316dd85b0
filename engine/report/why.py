"""One unit's explanation as terminal text and as JSON (`kaohe/trace@1`, design section 7)."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from engine.explain.derivation import LEFT_OUT
from engine.number import exact_text, fixed_text
from engine.report.losses import indicators, lost, void
from engine.report.problems import place_json
from engine.report.said import (
    BOOKKEEPING,
    PENALTIES,
    UNNUMBERED,
    adjusted,
    fact_lines,
    number_text,
    period_text,
    sum_line,
    where_points_went,
)
from engine.report.score import ILLUSTRATIVE, as_of_lines, provisional
from engine.text.spacing import closed_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.explain.derivation import Derivation, Explanation, Judged

ZERO = Fraction(0)
ADJUSTMENTS = PENALTIES | {"bonus", "bonuses", "matter"}
MARKS = ("规则：", "分工：")


def why_text(explanation: Explanation, item: str | None = None) -> str:
    """Return the explanation of a unit, or of one of its items, for the terminal."""
    root = explanation.derivation
    lines = [ILLUSTRATIVE] if explanation.illustrative else []
    lines += as_of_lines(explanation.as_of)
    if explanation.pending:
        lines.append(provisional(explanation.pending))
    if item is None:
        lines += [_headline(explanation), *where_points_went(root)]
        lines += [line for part in root.parts for line in ("", *_node(part, 0))]
        lines += ["", sum_line(root, explanation.digits), "", "等次怎样定的"]
        lines += [line for judged in explanation.judgement for line in _judged(judged)]
        return _page(lines)
    found = root.find(item)
    if found is not None:
        lines += [f"{explanation.unit} · {line}" if i == 0 else line for i, line in enumerate(_node(found, 0))]
        return _page(lines)
    judged = next(each for each in explanation.judgement if each.id == item)
    return _page([*lines, explanation.unit, *_judged(judged)])


def _page(lines: Sequence[str]) -> str:
    return closed_up("\n".join(lines)) + "\n"


def items_of(explanation: Explanation) -> list[str]:
    """Return every id that can be asked about."""
    ids = [node.id for node in explanation.derivation.walk()]
    return [*ids, *(judged.id for judged in explanation.judgement)]


def _headline(explanation: Explanation) -> str:
    root = explanation.derivation
    score = (
        "得分算不出来"
        if root.value is None
        else f"得分 {fixed_text(root.value, explanation.digits)} / {number_text(root.full)}"
    )
    rank = f"，名次 {explanation.rank}" if explanation.rank else "，不参加排名" if _left_out(explanation) else ""
    return f"{explanation.unit}：{score}{rank}，等次 {explanation.tier or '暂不能定'}"


def _left_out(explanation: Explanation) -> bool:
    return any(judged.kind == "ranking" and judged.outcome == LEFT_OUT for judged in explanation.judgement)


def _node(node: Derivation, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{_title(node)}"
    if depth and not node.applies and not node.facts and node.kind == "indicator":
        return
    body = f"{indent}  "
    for index, fact in enumerate(fact_lines(node.facts)):
        yield f"{body}{'事实' if index == 0 else '    '}  {fact}"
    rules, duties = ([s.removeprefix(mark) for s in node.steps if s.startswith(mark)] for mark in MARKS)
    rules += _rule_of_periods(node)
    for index, rule in enumerate(rules):
        yield f"{body}{'规则' if index == 0 else '    '}  {rule}"
    for index, step in enumerate(step for step in node.steps if not step.startswith(MARKS)):
        yield f"{body}{'计算' if index == 0 else '    '}  {step}"
    yield from (f"{body}分工  {duty}" for duty in duties)
    if node.clause or (node.at and not node.parts):
        place = f"（{node.at}）" if node.at else ""
        yield f"{body}依据  {node.clause or '方案未注明条款'}{place}"
    for part in node.parts:
        if node.folded and part.kind == "indicator":
            yield f"{body}{period_text(part)}"
        else:
            yield from _node(part, depth + 1)


def _title(node: Derivation) -> str:
    if node.kind in BOOKKEEPING:
        sign = "+" if node.value and node.value > 0 else ""
        return f"{node.title}  {sign}{number_text(node.value)}"
    name = node.title if node.kind in UNNUMBERED else f"{node.id} {node.title}"
    if node.kind in ADJUSTMENTS:
        return f"{name}  {adjusted(node)}"
    if node.value is None:
        return f"{name}  得分算不出来（满分 {number_text(node.full)}）"
    if not node.applies:
        asked = [each for each in indicators(node) if each.facts]
        return f"{name}  {'不计分' if asked else '不考核本单位'}（分值 {number_text(node.full)}）"
    off, absent = lost(node), void(node)
    remarks = [f"扣 {number_text(off)}"] if off else []
    remarks += [f"其中 {number_text(absent)} 分不适用"] if absent else []
    return f"{name}  得分 {number_text(node.value)} / {number_text(node.full)}" + (
        f"（{'，'.join(remarks)}）" if remarks else ""
    )


def _rule_of_periods(node: Derivation) -> list[str]:
    """Return the rule that all periods of one indicator have; it is told once, and names no period."""
    if not node.folded:
        return []
    told = (step for part in node.parts for step in part.steps if step.startswith("规则："))
    return list(dict.fromkeys(step.removeprefix("规则：") for step in told))


def _judged(judged: Judged) -> Iterator[str]:
    first, *others = judged.text or ("",)
    label = f"{judged.id} {judged.title}" if judged.kind in ("veto", "warning", "other") else judged.title
    yield f"  {label}：{first}"
    for line in others:
        yield f"    {line}"
    for index, fact in enumerate(fact_lines(judged.facts)):
        yield f"    {'事实' if index == 0 else '    '}  {fact}"
    if judged.clause:
        yield f"    依据  {judged.clause}（{judged.at}）" if judged.at else f"    依据  {judged.clause}"


def why_json(explanation: Explanation, item: str | None = None) -> str:
    """Return the explanation as JSON; the values of a node's parts add up to its own, exactly."""
    root = explanation.derivation
    found = root if item is None else root.find(item)
    data: dict[str, Any] = {"schema": "kaohe/trace@1", "unit": explanation.unit}
    if explanation.as_of:
        data["as_of"] = str(explanation.as_of)
    judgement = explanation.judgement
    if found is None:
        judgement = tuple(judged for judged in judgement if judged.id == item)
        data |= {"value": None, "parts": []}
    elif item is None:
        data |= {"value": _jsonnumber_text(root.value), "parts": [_json_node(part) for part in root.parts]}
    else:
        data |= {"value": _jsonnumber_text(found.value), "parts": [_json_node(found)]}
        judgement = ()
    data["judgement"] = [_json_judged(judged) for judged in judgement]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _jsonnumber_text(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _json_node(node: Derivation) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind,
        "title": node.title,
        "value": _jsonnumber_text(node.value),
        "exact": None if node.exact is None else f"{node.exact.numerator}/{node.exact.denominator}",
        "max": _jsonnumber_text(node.full),
        "facts": [{"name": f.name, "value": f.value, "origin": f.origin, "at": f.at} for f in node.facts],
        "steps": list(map(closed_up, node.steps)),
        "clause": node.clause,
        "at": place_json(node.at),
        "parts": [_json_node(part) for part in node.parts],
    }


def _json_judged(judged: Judged) -> dict[str, Any]:
    return {
        "id": judged.id,
        "kind": judged.kind,
        "outcome": judged.outcome,
        "because": list(judged.because),
        "clause": judged.clause,
        "at": place_json(judged.at),
    }
