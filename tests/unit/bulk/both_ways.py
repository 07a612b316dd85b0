"""One table of facts read in both ways: cell by cell (`engine.tables`), and in columns (`engine.bulk`)."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from engine.arrow.files import open_csv
from engine.bulk.load import take_files
from engine.facts.folder import read_facts
from engine.problem.codes import Code
from engine.problem.problem import has_errors
from engine.reading.read_scheme import read_scheme
from engine.sheets.read_workbook import read_workbook
from engine.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.facts.table import FactTable
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme

SCHEME = """\
方案编号: t
格式: 1
名称: 试
年度: 2021
考核期间: 2021-01-01 至 2021-12-31
截至: 2021-09-30
分数: {总分: 10, 最低分: 0, 最高分: 20, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
考核对象: {城: [甲单位, 乙单位], 乡: [丙单位, 丁单位, 戊单位]}
免考: {戊单位: 另有安排}
数据来源: {取值顺序: [核定, 自评], 可认定不适用: [核定]}
数据项:
  应访: {类型: 整数, 计量单位: 户, 下限: 0, 上限: 1000}
  实访: {类型: 整数, 计量单位: 户, 下限: 0, 不超过: 应访}
  金额: {类型: 小数, 小数位: 2, 计量单位: 万元}
  覆盖率: {类型: 百分数, 小数位: 2, 下限: 0%, 上限: 100%}
  建立: {类型: 是否, 可不适用: 是}
  档次: {类型: 选项, 选项: [好, 中, 差]}
  期数: {类型: 整数, 周期: 季度, 下限: 0, 累计: 是}
指标:
  A: {名称: 访, 分值: 4, 计算公式: 实访 / 应访, 分母为零: 不适用, 计分: {方法: 按比例得分, 目标: 100%}}
  B: {名称: 率, 分值: 4, 计算公式: 覆盖率, 不适用于: [乡], 计分: {方法: 按比例得分, 目标: 100%}}
  C: {名称: 期, 分值: 2, 计算公式: 最大(期数), 计分: {方法: 按比例得分, 目标: 100}}
加分:
  J: {名称: 奖, 计算公式: 金额, 每项: 0.1, 加分上限: 1, 佐证: 必需}
规则:
  W1: {类别: 预警督办, 名称: 差, 处理: {预警等级: 黄色}, 触发条件: '档次 = 差 或 建立 = 否 或 实访.自评 > 900'}
等次: [{名称: 好, 条件: 得分 >= 5}, {名称: 差, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""


def scheme_of(text: str = SCHEME) -> Scheme:
    """Return the scheme of the tests, or another."""
    scheme, problems = read_scheme(Source("方案.yaml", text))
    assert scheme is not None, [(each.code, each.message, each.help) for each in problems]
    return scheme


def write_csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write a table as a spreadsheet does."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def read_cells(scheme: Scheme, path: Path) -> tuple[FactTable, list[Problem]]:
    """Read a table cell by cell."""
    workbook, problems = read_workbook(path, path.name)
    assert workbook is not None, problems
    table, found = read_facts(scheme, [workbook], path.name)
    return table, [*problems, *found]


def read_columns(scheme: Scheme, path: Path) -> tuple[FactTable, list[Problem]]:
    """Read a table in columns."""
    return take_files(scheme, [open_csv(path, path.name, separator=",", encoding="utf-8-sig")], path.name, {})


def told(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    """What is said, and where; which origin was taken is told of tables only."""
    return sorted(
        {
            (each.code.value, each.message, str(each.span or ""))
            for each in problems
            if each.code is not Code.ORIGIN_TAKEN
        }
    )


def columns_of(table: FactTable) -> dict[str, list[tuple[int, str]]]:
    """Every state, and every value where there is one."""
    found = {}
    for name, column in table.columns.items():
        states = column.state.tolist()
        found[name] = [(state, str(column.values.at(row)) if not state else "") for row, state in enumerate(states)]
    return found


def differences(scheme: Scheme, path: Path) -> str:
    """Say in what the two ways differ; nothing where they agree."""
    one, found_one = read_cells(scheme, path)
    other, found_other = read_columns(scheme, path)
    left, right = told(found_one), told(found_other)
    if has_errors(found_one) and has_errors(found_other):
        # With errors there is no table: what is missing besides is told cell by cell only.
        wrong = {Code.FACT_MISSING.value, Code.UNIT_MISSING.value, Code.EVIDENCE_PENDING.value}
        wrong |= {Code.PERIOD_RUNNING.value, Code.CUMULATIVE_FALLS.value}
        left, right = ([each for each in those if each[0] not in wrong] for those in (left, right))
        # Of a unit with a cell that cannot be read, values are compared with each other in columns only.
        compared = {Code.FACT_PAIR.value, Code.NOT_APPLICABLE_UNGRANTED.value}
        right = [each for each in right if each[0] not in compared or each in left]
        tables = ""
    else:
        tables = "".join(
            f"{name}: {one_column} / {other_column}\n"
            for (name, one_column), other_column in zip(
                columns_of(one).items(), columns_of(other).values(), strict=True
            )
            if one_column != other_column
        )
        cells = [(unit, fact) for unit in one.units for fact in scheme.facts]
        tables += "".join(
            f"{unit} {fact}: {one.cell(unit, fact)} / {other.cell(unit, fact)}\n"
            for unit, fact in cells
            if _said(one, unit, fact) != _said(other, unit, fact)
        )
    counted = {code: message for code, message, _ in right if "这类问题共有" in message}
    left = [each for each in left if each[0] not in counted]
    right = [each for each in right if each[0] not in counted]
    said = "".join(f"cell by cell: {each}\n" for each in left if each not in right)
    return tables + said + "".join(f"in columns:   {each}\n" for each in right if each not in left)


def _said(table: FactTable, unit: str, fact: str) -> object:
    cell = table.cell(unit, fact)
    reported = [(each.origin, each.text, str(each.span)) for each in (cell.counted, *cell.others) if each is not None]
    return cell.state, cell.value, reported, dict(cell.evidence)
