"""The work that is measured: sixty indicators of ten kinds, and facts of any number of units."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints
from engine.columns.ratio import scaled
from engine.facts.table import FactColumn, FactTable, scale_of
from engine.reading.read_scheme import read_scheme
from engine.scheme.model import FactType
from engine.text.source import Source

if TYPE_CHECKING:
    from engine.columns.ints import Array
    from engine.scheme.model import FactDeclaration, Scheme

SECTIONS = 6
GROUPS = ("街道", "镇")
MISSING_IN = 5000  # of so many values one is missing

_HEAD = """\
方案编号: mixed
格式: 1
名称: 六十项指标
年度: 2022
分数:
  总分: 120
  最低分: 0
  最高分: 120
  修约: {{方式: 四舍五入, 指标得分: 2, 总分: 2}}
  未报: 计零分
  缺项折算: 按总分比例
考核对象:
{units}
数据来源:
  取值顺序: [核定, 自评]
  可认定不适用: [核定]
数据项:
{facts}
指标:
{sections}
等次:
  - {{名称: 优秀, 条件: 得分 >= 108, 比例上限: 30%, 取整: 只舍不入, 名额基数: 全部参评单位, 并列: 从严}}
  - {{名称: 优良, 条件: 得分 >= 96}}
  - {{名称: 合格, 条件: 得分 >= 72}}
  - {{名称: 不合格, 条件: 其余}}
规则:
  V1: {{类别: 一票否决, 名称: 案件过多, 触发条件: 件数1 >= 11, 处理: {{评定为: 不合格}}}}
公布: {{版本: 公开版, 名单顺序: 单位顺序}}
"""

_FACTS = """\
  应办{n}: {{类型: 整数, 计量单位: 件, 下限: 1, 上限: 2000}}
  已办{n}: {{类型: 整数, 计量单位: 件, 下限: 0, 不超过: 应办{n}}}
  应访{n}: {{类型: 整数, 计量单位: 户, 下限: 1, 上限: 2000}}
  实访{n}: {{类型: 整数, 计量单位: 户, 下限: 0, 不超过: 应访{n}}}
  应查{n}: {{类型: 整数, 计量单位: 次, 下限: 1, 上限: 500}}
  实查{n}: {{类型: 整数, 计量单位: 次, 下限: 0, 不超过: 应查{n}}}
  件数{n}: {{类型: 整数, 计量单位: 件, 下限: 0, 上限: 12}}
  覆盖率{n}: {{类型: 百分数, 小数位: 2, 下限: 0%, 上限: 100%}}
  建立{n}: {{类型: 是否}}
  计划{n}: {{类型: 整数, 计量单位: 场, 下限: 1, 上限: 60}}
  场次{n}: {{类型: 整数, 计量单位: 场, 下限: 0, 上限: 60}}
  准确率{n}: {{类型: 百分数, 小数位: 2, 下限: 0%, 上限: 100%}}
  满意度{n}: {{类型: 百分数, 小数位: 1, 下限: 0%, 上限: 100%}}
  人次{n}: {{类型: 整数, 计量单位: 人次, 下限: 0, 上限: 500}}
"""

_SECTION = """\
  S{n}:
    名称: 第{n}方面
    分值: 20
    分项:
      S{n}a:
        名称: 办结率
        分值: 2
        计算公式: 已办{n} / 应办{n}
        计分: {{方法: 未达扣分, 目标: 98%, 每低: 1个百分点, 扣: 0.1, 不足一个扣分单位: 按比例, 扣完为止: 是}}
      S{n}b:
        名称: 走访率
        分值: 2
        计算公式: 实访{n} / 应访{n}
        计分: {{方法: 未达扣分, 目标: 100%, 每低: 2个百分点, 扣: 0.2, 不足一个扣分单位: 不足按一个单位计, 扣完为止: 是}}
      S{n}c:
        名称: 抽查率
        分值: 2
        计算公式: 实查{n} / 应查{n}
        计分:
          方法: 分档计分
          档次: [{{不低于: 98%, 得: 2}}, {{不低于: 90%, 得: 1.5}}, {{不低于: 80%, 得: 1}}]
          其余得: 0
      S{n}d:
        名称: 差错
        分值: 2
        计算公式: 件数{n}
        计分: {{方法: 每发生扣分, 每发生: 1, 扣: 0.5, 扣分范围: 本项}}
      S{n}e:
        名称: 覆盖率
        分值: 2
        计算公式: 覆盖率{n}
        计分: {{方法: 达标得满分, 不低于: 95%}}
      S{n}f:
        名称: 机制
        分值: 2
        计算公式: 建立{n}
        计分: {{方法: 是否得分, 要求: 是}}
      S{n}g:
        名称: 活动
        分值: 2
        计算公式: 场次{n} / 计划{n}
        计分: {{方法: 按比例得分, 目标: 100%}}
      S{n}h:
        名称: 准确率
        分值: 2
        计算公式: 准确率{n}
        计分:
          {{方法: 双斜率扣分, 目标: 99%, 第二目标: 95%, 每低: 1个百分点, 扣: 0.1, 第二档扣: 0.3, 计法: 分段,
           不足一个扣分单位: 按比例, 扣完为止: 是}}
      S{n}i:
        名称: 满意度
        分值: 2
        计算公式: 满意度{n}
        计分: {{方法: 插值计分, 各点: [{{数值: 60%, 得: 0}}, {{数值: 80%, 得: 1}}, {{数值: 95%, 得: 2}}]}}
      S{n}j:
        名称: 培训
        分值: 2
        计算公式: 人次{n}
        计分:
          方法: 分档计分
          档次: [{{不低于: 200, 得: 2}}, {{不低于: 100, 得: 1.2}}, {{不低于: 50, 得: 0.6}}]
          其余得: 0
"""


def mixed_scheme_text() -> str:
    """Return the scheme of sixty indicators; its two units stand for any number of them."""
    numbers = range(1, SECTIONS + 1)
    units = "\n".join(f"  {group}: [{group}甲]" for group in GROUPS)
    facts = "".join(_FACTS.format(n=n) for n in numbers)
    sections = "".join(_SECTION.format(n=n) for n in numbers)
    return _HEAD.format(units=units, facts=facts.rstrip("\n"), sections=sections.rstrip("\n"))


def mixed_scheme() -> Scheme:
    """Return the scheme, read."""
    scheme, problems = read_scheme(Source("mixed.yaml", mixed_scheme_text()))
    assert scheme is not None, "\n".join(f"{each.span} {each.message} {each.help}" for each in problems)
    return scheme


def random_columns(scheme: Scheme, count: int, seed: int = 1) -> dict[str, tuple[Array, Array]]:
    """Return for each fact its scaled values (int64[count]) and states (int8[count])."""
    random = np.random.default_rng(seed)
    columns: dict[str, tuple[Array, Array]] = {}
    for fact in scheme.facts.values():
        low, high = _scaled(fact, fact.low, 0), _scaled(fact, fact.high, 1)
        if fact.at_most:
            tops = columns[fact.at_most[0]][0]
            values = tops - (tops * random.integers(0, 12, count) // 100)
        else:
            values = random.integers(max(low, high * 3 // 4) if fact.type is FactType.PERCENT else low, high + 1, count)
        missing = random.integers(0, MISSING_IN, count) == 0
        values = np.where(missing, values.min(), values).astype(np.int64)
        columns[fact.name] = (values, (missing * 2).astype(np.int8))
    return columns


def mixed_table(scheme: Scheme, count: int, seed: int = 1) -> FactTable:
    """Return random facts of so many units."""
    columns = {}
    for name, (values, state) in random_columns(scheme, count, seed).items():
        low, high = int(values.min()), int(values.max())
        columns[name] = FactColumn(
            scaled(
                Ints(values.astype(np.int32 if high < 2**31 else np.int64), low, high), scale_of(scheme.facts[name])
            ),
            state,
        )
    units = tuple(scheme.units[index % len(scheme.units)].name for index in range(count))
    return FactTable(units, columns, {}, {}, {unit.name: unit.group for unit in scheme.units})


def _scaled(fact: FactDeclaration, bound: Fraction | None, otherwise: int) -> int:
    return int((Fraction(otherwise) if bound is None else bound) * 10 ** scale_of(fact))
