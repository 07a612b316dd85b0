"""Every method does what its file of cases says: points, and words in the explanation.

A file `tests/cases/<method>.yaml` (or `<method>-….yaml`) holds facts, one indicator and cases. A case has the
facts of a unit, or of several, and for each the points, `算不出来` or `不计分`, and words that its explanation has.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from engine.api import explain
from engine.methods.registry import METHODS
from engine.number import Rounding as Mode
from engine.number import exact_text, round_fraction
from tests.assessing import assess_texts
from tests.differential.random_methods import CHECKLIST, STRATEGIES
from tests.differential.texts import to_yaml

if TYPE_CHECKING:
    from engine.explain.derivation import Derivation

FOLDER = Path(__file__).parent / "cases"
FRAME = """\
方案编号: t
格式: 1
名称: 用例
分数: {总分: 100, 最低分: 0, 最高分: 100, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
数据来源: {取值顺序: [核定, 自评], 可认定不适用: [核定]}
等次: [{名称: 合格, 条件: 得分 >= 60}, {名称: 不合格, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  words only
    return found


FILES = {path.stem: load(path) for path in sorted(FOLDER.glob("*.yaml"))}
CASES = [pytest.param(file, name, id=f"{file}-{name}") for file, held in FILES.items() for name in held["用例"]]


def explained(held: dict[str, Any], rows: list[dict[str, str]]) -> list[Derivation]:
    """Returns what became of the indicator in each unit; the rest of the total is another indicator."""
    units = [f"单位{number}" for number in range(1, len(rows) + 1)]
    scheme = yaml.load(FRAME, yaml.BaseLoader)  # noqa: S506  words only
    full = Fraction(held["指标"]["分值"])
    scheme["分数"] |= dict.fromkeys(("总分", "最高分"), exact_text(full + 1))
    rest = {"名称": "其他", "分值": "1", "计算公式": "其他", "计分": {"方法": "达标得满分", "等于": "1"}}
    scheme |= {"考核对象": units, "数据项": {**held["数据项"], "其他": {"类型": "整数"}}}
    scheme |= {"指标": {"A": held["指标"], "Z": rest}}
    files = {
        f"{unit}.yaml": to_yaml({"单位": unit, "方案编号": "t", "数据": {**row, "其他": "1"}})
        for unit, row in zip(units, rows, strict=True)
    }
    assessment = assess_texts(to_yaml(scheme), files)
    found = [explain(assessment, unit).derivation.find("A") for unit in units]
    return [node for node in found if node is not None]


def outcome(node: Derivation) -> str:
    """Says the points as a case does."""
    if node.value is None:
        return "算不出来"
    if not node.value and any("不计分" in step for step in node.steps):
        return "不计分"
    return exact_text(round_fraction(node.value, 2, Mode.HALF_UP))


@pytest.mark.parametrize(("file", "name"), CASES)
def test_case(file: str, name: str) -> None:
    case = FILES[file]["用例"][name]
    rows = case["数据"] if isinstance(case["数据"], list) else [case["数据"]]
    points = case["得分"] if isinstance(case["得分"], list) else [case["得分"]]
    words = case["说明含"] if isinstance(case["说明含"], list) else [case["说明含"]] * len(rows)
    nodes = explained(FILES[file], rows)
    assert [outcome(node) for node in nodes] == points
    for node, word in zip(nodes, words, strict=True):
        assert word in "\n".join(node.steps)


@pytest.mark.parametrize("word", [method.word for method in METHODS])
def test_every_method_has_cases_and_a_random_strategy(word: str) -> None:
    assert any(held["指标"]["计分"]["方法"] == word for held in FILES.values()), f"tests/cases/{word}.yaml"
    assert word in STRATEGIES or word == CHECKLIST, f"{word}: tests/differential/random_methods.py"
