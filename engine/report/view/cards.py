"""A unit's result at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.derivation import LEFT_OUT
from engine.explain.judgement import FIRED, UNDECIDED
from engine.number import about_text, fixed_text
from engine.report.view.letter import Card
from engine.scheme.judging import RuleKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.explain.derivation import Explanation
    from engine.judge.assessment import Assessment
    from engine.report.view.edition import Edition


def cards(assessment: Assessment, explanation: Explanation, edition: Edition, among: str) -> Iterator[Card]:
    """Yield what a unit's result is at a glance; `among` says how many units it is ranked with."""
    root = explanation.derivation
    score = "算不出来" if root.value is None else fixed_text(root.value, explanation.digits)
    yield Card("得分", score, "" if root.full is None else f"满分 {about_text(root.full)}")
    if edition.shows_ranks:
        left_out = any(each.kind == "ranking" and each.outcome == LEFT_OUT for each in explanation.judgement)
        rank = f"第 {explanation.rank} 名" if explanation.rank else "不参加排名" if left_out else "没有名次"
        yield Card("名次", rank, among)
    by_score = next((each.outcome for each in explanation.judgement if each.kind == "score_tier"), None)
    differs = by_score not in (None, UNDECIDED, explanation.tier)
    yield Card("等次", explanation.tier or "暂不能定", f"按得分是“{by_score}”" if differs else "见“等次是怎么定的”")
    vetoes = [each for each in explanation.judgement if each.kind == RuleKind.VETO.name.lower()]
    if vetoes:
        fired = [each.id for each in vetoes if each.outcome == FIRED]
        open_ = [each.id for each in vetoes if each.outcome == UNDECIDED]
        told = f"触发 {len(fired)} 条" if fired else f"{len(open_)} 条未定" if open_ else "未触发"
        named = [*fired, *([f"{'、'.join(open_)} 未定"] if open_ else [])]
        yield Card("一票否决", told, "，".join([*(["、".join(named)] if named else []), f"共 {len(vetoes)} 条"]))
    facts = assessment.facts.sources.get(explanation.unit)
    count = len(facts.files) if facts else 0
    yield Card("数据", f"{count} 份文件" if count else "没有交", f"方案校验码 {assessment.scheme.sha256[:8]}")
