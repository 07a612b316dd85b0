"""Small assessments whose notices are written: scores with rare decimals, exempt units, many units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reading.read_papers import read_papers
from engine.report.view.edition import Edition
from engine.report.view.make_notice import make_notice
from engine.text.source import Source
from tests.assessing import assess_texts

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment
    from engine.report.view.notice import Notice
    from engine.scheme.papers import Papers

SCHEME = """\
方案编号: 练习
格式: 1
名称: 某区2021年度为民服务目标管理考核方案（试行）
年度: 2021
发文机关: 某区政务服务管理局
依据文件:
  - 名称: 某市为民服务考核办法
    文号: 某政〔2021〕6号
分数:
  总分: 100
  最低分: 0
  最高分: 105
  修约: {方式: 四舍五入, 总分: 2}
  未报: 须补报
  缺项折算: 按总分比例
  加分合计上限: 5
考核对象: [UNITS]
数据来源:
  取值顺序: [核定, 自评]
数据项:
  走访率: {类型: 百分数, 小数位: 2, 下限: 0%, 上限: 100%}
  满意率: {类型: 百分数, 小数位: 2, 下限: 0%, 上限: 100%}
  试点数: {类型: 整数, 下限: 0}
指标:
  A:
    名称: 走访
    分值: 60
    计算公式: 走访率
    计分: {方法: 按比例得分, 目标: 100%}
  B:
    名称: 群众满意
    分值: 40
    计算公式: 满意率
    计分: {方法: 按比例得分, 目标: 100%}
加分:
  J: {名称: 试点, 计算公式: 试点数, 每项: 0.5, 加分上限: 2}
等次:
  - {名称: 优秀, 条件: 得分 >= 90}
  - {名称: 良好, 条件: 得分 >= 70}
  - {名称: 合格, 条件: 其余}
公布: {版本: 公开版, 名单顺序: 单位顺序}
"""
FULL = """\
格式: 1
通知:
  文种: 通知
  红头: 打印
  份号: "000001"
  密级: 秘密★1年
  紧急程度: 特急
  发文字号: 某政服发〔2022〕21号
  主送机关: 各单位
  成文日期: 2022-02-22
  附件: [考核工作情况, 一个名称特别长的附件它的名称要占两行才写得下所以缩进对齐到名称的第一个字]
  附注: 此件公开发布
  抄送: 区委办公室，区人大办公室，区政府办公室，区政协办公室
  印发机关: 某区政务服务管理局办公室
  印发日期: 2022-02-23
"""
# Points: 73.31, 95.57, 88.83; each unit's own share of it is nowhere else in the texts.
RATES = {"甲单位": ("73.31", "73.31", 0), "乙单位": ("95.57", "95.57", 0), "丙单位": ("88.33", "88.33", 1)}


def facts(unit: str, rates: tuple[str, str, int], told: str = "走访工作按计划完成。", *, real: bool = True) -> str:
    """The text of a unit's file."""
    head = f"单位: {unit}\n方案编号: 练习\n" + ("" if real else "示例: 是\n")
    values = f"数据:\n  走访率: {_share(rates[0])}\n  满意率: {_share(rates[1])}\n  试点数: {rates[2]}\n"
    return head + values + (f"工作完成情况: {told}\n" if told else "")


def _share(rate: str) -> str:
    return rate if rate == "未报" else f"{rate}%"


def assessed(
    rates: dict[str, tuple[str, str, int]] | None = None,
    told: str = "走访工作按计划完成。",
    *,
    exempt: str = "",
    real: bool = True,
    change: tuple[str, str] = ("", ""),
) -> Assessment:
    """An assessment of units with those rates; `exempt` is one more unit, `change` puts one text for another."""
    rates = RATES if rates is None else rates
    named = [*rates, *([exempt] if exempt else [])]
    scheme = SCHEME.replace("UNITS", ", ".join(named)).replace(*change)
    if exempt:
        scheme += f"免考:\n  {exempt}: 年内撤并\n"
    texts = {f"{at}.yaml": facts(unit, rates[unit], told, real=real) for at, unit in enumerate(rates)}
    return assess_texts(scheme, texts)


def papers(text: str = FULL) -> Papers:
    """Particulars from their text, free of mistakes."""
    read, problems = read_papers(Source("文书.yaml", text))
    assert read is not None, problems
    return read


def notice(assessment: Assessment, text: str = FULL, edition: Edition = Edition.PUBLIC) -> Notice:
    """The notice of an assessment."""
    return make_notice(assessment, papers(text), edition)
