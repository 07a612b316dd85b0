"""Parts that do not add up: what is said of very many of them."""

from __future__ import annotations

from engine.problem.codes import Code
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source
from tests.unit.nearest.test_nearest import SCHEME


def test_of_very_many_parts_the_first_and_the_last_are_shown() -> None:
    part = "名称: 项, 分值: 2, 计算公式: 迟报次数, 计分: {方法: 每发生扣分, 每发生: 1, 扣: 1, 扣分范围: 本项}"
    parts = "".join(f"      P{number}: {{{part}}}\n" for number in range(300))
    items = f"指标:\n  A:\n    名称: 报送\n    分值: 100\n    分项:\n{parts}"
    text = SCHEME[: SCHEME.index("指标:")] + items + SCHEME[SCHEME.index("规则:") :]
    _, problems = read_scheme(Source("方案.yaml", text))
    (told,) = [problem.message for problem in problems if problem.code is Code.POINTS_SUM]
    assert told == f"“A”的分值是 100，各分项之和是 {'2 + ' * 19}……（共 300 项） + 2 = 600"
