"""The sixty indicators in the ZEN engine at its best: content compiled once, units evaluated in batches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zen import ZenDecisionContent, ZenEngine

from tests.bench.workload import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KEY = "mixed"
BATCH = 1000

# By kind: the facts, and the points for them; `a` is the first fact and `b` the second.
_RATE = "{a} == null or {b} == null ? 0 : "
_KINDS = (
    ("a", ("已办", "应办"), _RATE + "max([0, min([2, 2 - max([0, 0.98 - {a} / {b}]) * 10])])"),
    ("b", ("实访", "应访"), _RATE + "max([0, 2 - ceil(max([0, 1 - {a} / {b}]) * 50) * 0.2])"),
    (
        "c",
        ("实查", "应查"),
        _RATE + "{a} / {b} >= 0.98 ? 2 : ({a} / {b} >= 0.9 ? 1.5 : ({a} / {b} >= 0.8 ? 1 : 0))",
    ),
    ("d", ("件数",), "{a} == null ? 0 : max([0, 2 - {a} * 0.5])"),
    ("e", ("覆盖率",), "{a} == null ? 0 : ({a} >= 0.95 ? 2 : 0)"),
    ("f", ("建立",), "{a} == null ? 0 : {a} * 2"),
    ("g", ("场次", "计划"), _RATE + "min([2, {a} / {b} * 2])"),
    (
        "h",
        ("准确率",),
        "{a} == null ? 0 : max([0, 2 - min([max([0, 0.99 - {a}]), 0.04]) * 10 - max([0, 0.95 - {a}]) * 30])",
    ),
    (
        "i",
        ("满意度",),
        (
            "{a} == null ? 0 : ({a} >= 0.95 ? 2 : ({a} >= 0.8 ? 1 + ({a} - 0.8) / 0.15 :"
            " ({a} >= 0.6 ? ({a} - 0.6) / 0.2 : 0)))"
        ),
    ),
    ("j", ("人次",), "{a} == null ? 0 : ({a} >= 200 ? 2 : ({a} >= 100 ? 1.2 : ({a} >= 50 ? 0.6 : 0)))"),
)
FACTS = tuple(dict.fromkeys(fact for _, facts, _ in _KINDS for fact in facts))


def ascii_name(fact: str) -> str:
    """Return what a fact is called in ZEN, whose names are ASCII: 已办3 is the third of `f0`."""
    name = fact.rstrip("0123456789")
    return f"f{FACTS.index(name)}_{fact.removeprefix(name)}"


def _expressions() -> list[dict[str, str]]:
    made, sums = [], []
    for n in range(1, SECTIONS + 1):
        for kind, facts, points in _KINDS:
            names = dict(zip("ab", (ascii_name(f"{fact}{n}") for fact in facts), strict=False))
            made.append({"key": f"S{n}{kind}", "value": f"round({points.format(**names)}, 2)"})
        parts = " + ".join(f"$.S{n}{kind}" for kind, *_ in _KINDS)
        sums.append({"key": f"S{n}", "value": parts})
    sums.append({"key": "total", "value": " + ".join(f"$.S{n}" for n in range(1, SECTIONS + 1))})
    return [{"id": str(number), **each} for number, each in enumerate([*made, *sums])]


def _decision() -> str:
    at = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": at},
        {
            "id": "points",
            "type": "expressionNode",
            "name": "points",
            "position": at,
            "content": {"expressions": _expressions()},
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": at},
    ]
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in (("in", "points"), ("points", "out"))
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def make_run(units: Sequence[dict[str, Any]]) -> Callable[[], list[float]]:
    """Return a run over units given as facts by ZEN's names; it returns their totals."""
    content = ZenDecisionContent(_decision())
    engine = ZenEngine({"loader": lambda _key: content})
    batches = [
        [{"key": KEY, "context": unit} for unit in units[start : start + BATCH]]
        for start in range(0, len(units), BATCH)
    ]

    def run() -> list[float]:
        return [each["data"]["result"]["total"] for batch in batches for each in engine.evaluate_batch(batch)]

    return run
