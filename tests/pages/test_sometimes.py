"""Keys that a page says have to be written in some cases: a sound file without one of them is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.cases.read_cases import load_cases
from engine.problem.problem import has_errors
from engine.report.problems import problems_text
from tests.pages.tables import SOMETIMES

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """\
分数: {总分: 60, 最高分: 70}
参数:
  系数:
    按: 结论
    取值: {属实: 1}
    其余: 2
数据项:
  数: {类型: 整数}
  率: {类型: 百分数}
  结论:
    类型: 选项
    选项: [属实, 不属实]
  表彰: {类型: 事项}
  事故: {类型: 事项}
指标:
  A:
    名称: 一
    分值: 10
    计算公式: 系数 / 数
    分母为零: 不适用
    计分: {方法: 达标得满分, 不低于: 1}
  B:
    名称: 二
    分值: 10
    计算公式: 率
    计分:
      方法: 目标区间
      不低于: 85%
      不高于: 100%
      每偏离: 1个百分点
      扣: 1
      不足一个扣分单位: 按比例
  C:
    名称: 三
    分值: 10
    计算公式: 数
    计分:
      方法: 分档计分
      档次: [{不低于: 5, 得: 10}]
      其余得: 0
  D:
    名称: 四
    分值: 10
    合成: 加权
    权重: [{条件: 数 > 1, 各项: {D1: 100%}}]
    其余权重: {D1: 100%}
    分项:
      D1: {名称: 五, 分值: 10, 计算公式: 率, 计分: {方法: 达标得满分, 不低于: 90%}}
  E:
    名称: 六
    分值: 10
    计分:
      方法: 按事项得分
      事项: 表彰
      每项: 1
      同一事项: 依次酌减
      酌减比例: 50%
  F:
    名称: 七
    分值: 10
    计分:
      方法: 按事项扣分
      事项: 事故
      每项: 1
      同一事项: 依次酌减
      酌减比例: 40%
      扣分范围: 本项
加分:
  J1:
    名称: 表彰
    事项: 表彰
    每项: 1
    加分上限: 2
    同一事项: 就高不就低
  J2:
    名称: 表彰
    事项: 表彰
    每项: 3
    加分上限: 4
    同一事项: 依次酌减
    酌减比例: 30%
扣分:
  K:
    名称: 事故
    扣分上限: 3
    分项:
      K1:
        名称: 事故
        事项: 事故
        每项: 2
        同一事项: 逐项累计
  K2:
    名称: 事故
    事项: 事故
    每项: 5
    同一事项: 依次酌减
    酌减比例: 20%
规则:
  V1:
    类别: 一票否决
    名称: 不属实
    触发条件: 结论 = 不属实
    处理:
      不得确定为: 甲等
      占名额: 否
等次:
  - 名称: 甲等
    条件: 得分 >= 20
    比例上限: 30%
    取整: 只舍不入
    名额基数: 全部参评单位
    并列: 从严
  - 名称: 乙等
    条件: 得分 >= 10
    名额: 1
    名额基数: 已评定单位
    依次比较: [A]
  - {名称: 丙等, 条件: 其余}
用例:
  一: {数据: {数: 1, 率: 90%, 结论: 属实, 表彰: 无, 事故: 无}, 得分: {A: 10}}
"""
LINES = {
    ("fact", "options"): "    选项: [属实, 不属实]",
    ("parameter_table", "rest"): "    其余: 2",
    ("section", "formula"): "    计算公式: 率",
    ("section", "scoring"): "    计分: {方法: 达标得满分, 不低于: 1}",
    ("section", "zero_denominator"): "    分母为零: 不适用",
    ("section", "weights"): "    权重: [{条件: 数 > 1, 各项: {D1: 100%}}]",
    ("section", "rest_weights"): "    其余权重: {D1: 100%}",
    ("bonus", "each"): "    每项: 1",
    ("bonus", "once"): "    同一事项: 就高不就低",
    ("bonus", "share"): "    酌减比例: 30%",
    ("bonus", "cap"): "    加分上限: 2",
    ("penalty", "each"): "        每项: 2",
    ("penalty", "once"): "        同一事项: 逐项累计",
    ("penalty", "share"): "    酌减比例: 20%",
    ("penalty", "cap"): "    扣分上限: 3",
    ("matter_score", "share"): "      酌减比例: 50%",
    ("matter_deduction", "share"): "      酌减比例: 40%",
    ("effect", "keeps_place"): "      占名额: 否",
    ("tier", "rounding"): "    取整: 只舍不入",
    ("tier", "base"): "    名额基数: 已评定单位",
    ("tier", "ties"): "    并列: 从严",
    ("tier", "keys"): "    依次比较: [A]",
    ("window", "step"): "      每偏离: 1个百分点",
    ("window", "each"): "      扣: 1",
    ("window", "partial"): "      不足一个扣分单位: 按比例",
    ("bands", "rest"): "      其余得: 0",
}


def test_every_such_key_is_tried() -> None:
    assert set(LINES) == set(SOMETIMES)


@pytest.mark.parametrize("line", [None, *LINES.values()])
def test_file_without_the_key_is_refused(line: str | None, tmp_path: Path) -> None:
    lines = SOUND.splitlines()
    if line is not None:
        lines.remove(line)
    path = tmp_path / "一.yaml"
    path.write_text("\n".join(lines), "utf-8")
    _, problems = load_cases(path)
    assert has_errors(problems) == (line is not None), problems_text(problems)
