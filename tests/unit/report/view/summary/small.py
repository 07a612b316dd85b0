"""Four units under a small scheme, worked by hand.

            A (60)            B (40)     total
甲    50/50 → 60       100% → 40       100     the only place of 优秀
乙    45/50 → 54        90% → 36        90     meets 优秀, displaced by 10; its own count says 46
丙    40/50 → 48        95% → 38        86     one case: 不合格
丁    50/50 → 60        not reported     –     incomplete
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.view.summary.make import make_summary
from tests.assessing import assess_texts

if TYPE_CHECKING:
    from engine.report.view.summary.nouns import Summary, Table

SCHEME = """\
方案编号: 练习
格式: 1
名称: 为民服务考核（练习）
分数:
  总分: 100
  最低分: 0
  最高分: 102
  修约: {方式: 四舍五入, 总分: 2}
  未报: 须补报
  缺项折算: 按总分比例
考核对象: [甲, 乙, 丙, 丁]
数据来源: {取值顺序: [核定, 自评]}
数据项:
  应访户数: {类型: 整数, 计量单位: 户, 下限: 1}
  实访户数: {类型: 整数, 计量单位: 户, 下限: 0, 不超过: 应访户数}
  满意率: {类型: 百分数, 下限: 0%, 上限: 100%}
  案件数: {类型: 整数, 计量单位: 件, 下限: 0}
  试点数: {类型: 整数, 计量单位: 个, 下限: 0}
指标:
  A:
    名称: 走访
    分值: 60
    计算公式: 实访户数 / 应访户数
    计分: {方法: 按比例得分, 目标: 100%}
    牵头科室: 家庭科
  B:
    名称: 满意率
    分值: 40
    计算公式: 满意率
    计分: {方法: 按比例得分, 目标: 100%}
加分:
  J: {名称: 试点, 计算公式: 试点数, 每项: 0.5, 加分上限: 1, 佐证: 必需}
规则:
  V1: {类别: 一票否决, 名称: 发生案件, 触发条件: 案件数 >= 1, 处理: {评定为: 不合格}, 条款: 第九条}
  V2: {类别: 一票否决, 名称: =重大案件, 触发条件: 案件数 >= 5, 处理: {评定为: 不合格}}
等次:
  - {名称: 优秀, 条件: 得分 >= 90, 名额: 1, 名额基数: 全部参评单位, 并列: 从严}
  - {名称: 良好, 条件: 得分 >= 80}
  - {名称: 不合格, 条件: 其余}
名次: {并列: 占名次}
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""

_HEAD = "单位: {}\n方案编号: 练习\n来源: 核定\n数据:\n"
FACTS = {
    "甲.yaml": _HEAD.format("甲") + "  应访户数: 50\n  实访户数: 50\n  满意率: 100%\n  案件数: 0\n  试点数: 0\n",
    "乙.yaml": _HEAD.format("乙")
    + "  应访户数: 50\n  实访户数: {核定: 45, 自评: 46}\n  满意率: 90%\n  案件数: 0\n  试点数: 1\n",
    "丙.yaml": _HEAD.format("丙") + "  应访户数: {自评: 50}\n  实访户数: 40\n  满意率: 95%\n  案件数: 1\n  试点数: 0\n",
    "丁.yaml": _HEAD.format("丁") + "  应访户数: 50\n  实访户数: 50\n  满意率: 未报\n  案件数: 0\n  试点数: 0\n",
}


def summary(scheme: str = SCHEME, facts: dict[str, str] | None = None) -> Summary:
    """Return the summary of the four units, or of others."""
    return make_summary(assess_texts(scheme, facts or FACTS), program="1.0", made="2022-01-05 09:30")


def pairs(table: Table) -> dict[str, str]:
    """Return a table of two columns of words."""
    return {str(name): str(text) for name, text in table.rows}
