"""The few sentences under a unit's result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.inputs import STATE_WORDS
from engine.explain.judgement import FIRED
from engine.facts.table import State
from engine.number import about_text
from engine.report.said import adjusted
from engine.report.view.weighing import ZERO, loss_sentences
from engine.scheme.judging import RuleKind
from engine.sentences.formulas import fact_name
from engine.text.spacing import closed_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.explain.derivation import Derivation, Explanation
    from engine.report.view.weighing import Weighed

_BESIDE = ("bonuses", "penalties")


def sentences(explanation: Explanation, weighed: Weighed) -> Iterator[str]:
    """Yield what a reader should know first: vetoes, where the points went, what is not reported."""
    root = explanation.derivation
    for judged in explanation.judgement:
        if judged.kind == RuleKind.VETO.name.lower() and judged.outcome == FIRED:
            effect = next((line for line in judged.text if line.startswith("处理：")), "")
            yield closed_up(f"触发 {judged.id} {judged.title}，{effect.removeprefix('处理：')}。")
    told = [closed_up(line) for line in loss_sentences(root, weighed)]
    yield from told
    if minus := minus_points(root):
        named = "、".join(f"{node.id} {node.title}（{about_text(node.value or ZERO, 2)} 分）" for node in minus)
        yield closed_up(f"得分为负的有：{named}。")
    elif not told and root.value is not None:
        yield "各项指标都没有失分。"
    sides = [node for node in root.parts if node.kind in _BESIDE and node.value]
    if sides:
        yield "，".join(f"另{adjusted(node)}" for node in sides) + "。"
    if names := missing_facts(root):
        yield f"还没有报的数据：{'、'.join(names)}；补报以后才有总分。"


def minus_points(root: Derivation) -> list[Derivation]:
    """Return the items whose points are below 0 where that is no loss but the rule."""
    return [node for node in root.walk() if node.signed and node.value is not None and node.value < 0]


def missing_facts(root: Derivation) -> list[str]:
    """Name the facts that keep a unit from having a total, each once."""
    if root.value is not None:
        return []
    open_ = [node for node in root.walk() if node.value is None and not node.parts]
    word = STATE_WORDS[State.MISSING]
    return list(dict.fromkeys(fact_name(fact.name) for node in open_ for fact in node.facts if fact.value == word))
