"""A scheme with a fact of every kind that a form can ask for, and the forms made of it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from engine.facts.folder import read_facts
from engine.forms.asking import Asking
from engine.forms.form import FormHead, FormKind
from engine.forms.known import NOTHING_KNOWN
from engine.forms.lines import lines_of
from engine.forms.make import make_form
from engine.problem.problem import has_errors
from engine.reading.read_scheme import read_scheme
from engine.scheme.asked import usual_origin
from engine.text.source import Source

if TYPE_CHECKING:
    from typing import Any

    from openpyxl import Workbook

    from engine.facts.table import FactTable
    from engine.forms.known import Known
    from engine.forms.layout import Layout
    from engine.scheme.model import Scheme

OPTIONS = [f"第{number}种办理方式（窗口和网上）" for number in range(1, 40)]
TEXT = f"""\
方案编号: kinds
格式: 1
名称: 各种数据项
考核期间: 2021-01-01 至 2021-12-31
截至: 2021-06-30
发文机关: 某局
依据文件: [{{名称: 考核办法, 文号: 某发〔2021〕1号}}]
分数:
  总分: 100
  最低分: 0
  最高分: 105
  修约: {{方式: 四舍五入, 总分: 2}}
  未报: 须补报
  缺项折算: 按总分比例
考核对象:
  一组: [{{名称: 甲单位, 编码: A01}}, {{名称: 乙单位, 编码: A02}}]
  二组: [{{名称: 丙单位, 编码: A03}}]
免考: {{丙单位: 年内撤并}}
数据来源: {{取值顺序: [核定, 自评], 可认定不适用: [核定]}}
数据项:
  应办件数: {{类型: 整数, 计量单位: 件, 下限: 0, 口径: 全年受理的}}
  办结件数: {{类型: 整数, 计量单位: 件, 下限: 0, 不超过: 应办件数, 可不适用: 是}}
  平均用时: {{类型: 小数, 小数位: 1, 计量单位: 天, 下限: 0.5, 上限: 30}}
  准确率: {{类型: 百分数, 下限: 0%, 上限: 100%}}
  有无差错: {{类型: 是否}}
  办理方式: {{类型: 选项, 选项: [{", ".join(OPTIONS)}]}}
  季度报表: {{类型: 整数, 计量单位: 份, 周期: 季度, 下限: 0, 口径: 当季报出的}}
  表彰: {{类型: 事项, 类别: [国家级, 市级], 情形: [重大活动期间]}}
  试点个数: {{类型: 整数, 计量单位: 个, 下限: 0}}
  现场评议: {{类型: 多值, 计量单位: 分, 下限: 0, 上限: 100, 小数位: 0, 最少: 2}}
指标:
  A:
    名称: 办理
    分值: 70
    分项:
      A1:
        名称: 办结率
        分值: 20
        计算公式: 办结件数 / 应办件数
        分母为零: 不适用
        计分: {{方法: 按比例得分, 目标: 100%}}
        条款: 第三条
      A2: {{名称: 用时, 分值: 20, 计算公式: 平均用时, 计分: {{方法: 达标得满分, 不高于: 5}}}}
      A3: {{名称: 准确率, 分值: 20, 计算公式: 准确率, 计分: {{方法: 按比例得分, 目标: 100%}}}}
      A4: {{名称: 评议, 分值: 10, 计算公式: 现场评议.平均, 计分: {{方法: 按比例得分, 目标: 100}}}}
  B: {{名称: 报表, 分值: 30, 计算公式: 合计(季度报表), 计分: {{方法: 按比例得分, 目标: 8}}, 不适用于: [乙单位]}}
加分:
  J1: {{名称: 表彰, 事项: 表彰, 每项: {{国家级: 2, 市级: 1}}, 加分上限: 3, 同一事项: 就高不就低, 佐证: 必需}}
  J2: {{名称: 试点, 计算公式: 试点个数, 每项: 1, 加分上限: 2, 佐证: 必需}}
规则:
  V1:
    类别: 一票否决
    名称: 差错
    触发条件: 有无差错 = 是 或 办理方式 = {OPTIONS[0]}
    处理: {{评定为: 差}}
等次:
  - {{名称: 好, 条件: 得分 >= 80}}
  - {{名称: 差, 条件: 其余}}
公布: {{版本: 内部版, 名单顺序: 单位顺序}}
"""


def scheme_of(text: str = TEXT) -> Scheme:
    """Return a scheme from its text, which has to be free of errors."""
    scheme, problems = read_scheme(Source("方案.yaml", text, "5" * 64))
    assert scheme is not None, [problem.message for problem in problems]
    return scheme


def facts_of(scheme: Scheme, *texts: str) -> FactTable:
    """Return facts from the texts of unit files, which have to be free of errors."""
    table, problems = read_facts(scheme, [Source(f"{number}.yaml", text) for number, text in enumerate(texts)], "事实")
    assert not has_errors(problems), [problem.message for problem in problems]
    return table


def asking_of(scheme: Scheme, kind: FormKind = FormKind.UNIT, known: Known = NOTHING_KNOWN, **head: Any) -> Asking:  # noqa: ANN401
    """Return what a form is made from; that of a unit is the first one's."""
    told = {"origin": usual_origin(scheme), "unit": scheme.units[0].name if kind is FormKind.UNIT else "", **head}
    return Asking(scheme, FormHead(kind, scheme.id, scheme.sha256, **told), lines_of(scheme), known)


def made(asking: Asking) -> tuple[Workbook, Layout]:
    """Make a form, and read it with another library."""
    data, layout = make_form(asking)
    return load_workbook(BytesIO(data)), layout
