"""A scheme that is being written, and how a text with a cursor in it is asked about."""

from __future__ import annotations

from pathlib import Path

from engine.editor.document import Document

CURSOR = "│"
SCHEME = """\
方案编号: shili
考核期间: 2021-01-01 至 2021-12-31
数据来源: {取值顺序: [核定, 自评]}
考核对象:
  街道: [甲街道, 乙街道]
  镇: [丙镇]
数据项:
  应访户数: {类型: 整数, 计量单位: 户}
  实访户数: {类型: 整数, 不超过: 应访户数}
  弄虚作假: {类型: 是否}
  难度: {类型: 选项, 选项: [高, 低]}
  交换条数: {类型: 整数, 周期: 季度}
  来信: {类型: 整数, 周期: 月}
  表彰: {类型: 事项, 类别: [国家级, 省级]}
  评分: {类型: 多值}
参数:
  单价: 20
指标:
  A:
    名称: 走访
    分值: 60
    分项:
      A1:
        名称: 走访率
        分值: 60
        计算公式: 实访户数 / 应访户数
规则:
  V1:
    类别: 一票否决
等次:
  - 名称: 优秀
    条件: 得分 >= 90
  - 名称: 合格
    条件: 其余
"""
FOLDER = Path("/考核").resolve()
SCHEME_PATH, UNIT_PATH, CASES_PATH = FOLDER / "方案.yaml", FOLDER / "事实" / "甲街道.yaml", FOLDER / "用例" / "甲.yaml"


def asked(text: str, path: Path = SCHEME_PATH) -> tuple[Document, int]:
    """Return the document without its cursor, and where the cursor was; the scheme is open beside it."""
    offset = text.index(CURSOR)
    opened = {} if path == SCHEME_PATH else {SCHEME_PATH: SCHEME}
    return Document(text.replace(CURSOR, ""), path, opened), offset


def in_scheme(old: str, new: str) -> str:
    """Return the scheme with one part rewritten."""
    assert SCHEME.count(old) == 1, old
    return SCHEME.replace(old, new)
