"""What a unit is reminded of: the points of its matters that wait for evidence, in indicators and adjustments."""

from __future__ import annotations

from pathlib import Path

from engine.facts.folder import read_facts
from engine.facts.pending import pending
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source

FRAME = (Path(__file__).parents[2] / "problems" / "scheme.yaml").read_text("utf-8")
WORTH = "事项: 事故, 每项: 1.5, 再次发生: 2, 同一事项: 就高不就低, 佐证: 必需"
SCORING = f"计分: {{方法: 按事项扣分, {WORTH}, 扣分范围: 本项}}"
FACTS = """\
单位: {unit}
方案编号: shili
数据:
  事故:
    - {{事项: 甲, 日期: 2022-01-01, 佐证: 通报}}
    - {{事项: 乙, 日期: 2022-06-01}}
    - {{事项: 丙, 日期: 2022-06-02, 佐证: 无}}
"""


def reminders(unit: str, indicator: str, also: str = "") -> list[str]:
    """What a unit is told by a scheme whose indicator A2 is the one given."""
    start, end = FRAME.index("      A2:"), FRAME.index("  B:\n    名称")
    text = f"{FRAME[:start]}      A2: {{名称: 事故, 分值: 20, {indicator}}}\n{FRAME[end:]}"
    scheme, problems = read_scheme(
        Source("a.yaml", text.replace("数据项:\n", f"{also}数据项:\n  事故: {{类型: 事项}}\n"))
    )
    assert scheme is not None, problems
    table, _ = read_facts(scheme, [Source("甲.yaml", FACTS.format(unit=unit))], "facts")
    return [
        each.message
        for each in pending(scheme, next(each for each in scheme.units if each.name == unit), table.sources[unit])
    ]


def test_matters_of_an_indicator_wait_with_what_they_are_worth() -> None:
    told = [f"“甲单位”的“{name}”没有佐证，A2 暂不扣 3 分" for name in ("乙", "丙")]
    assert reminders("甲单位", SCORING) == told


def test_nobody_is_reminded_of_an_indicator_that_is_not_for_them() -> None:
    assert reminders("丙单位", f"{SCORING}, 不适用于: [二组]") == []
    assert len(reminders("甲单位", f"{SCORING}, 不适用于: [二组]")) == 2


def test_matters_outside_the_period_wait_for_nothing() -> None:
    inside = SCORING.replace("佐证: 必需", "佐证: 必需, 只计期内: 是")
    period = "考核期间: 2022-01-01 至 2022-06-01\n"
    assert reminders("甲单位", inside, period) == ["“甲单位”的“乙”没有佐证，A2 暂不扣 3 分"]
