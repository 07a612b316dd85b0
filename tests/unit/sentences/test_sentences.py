"""Sentences of the shipped schemes and of every case file, whole; and how conditions and names are spoken."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.reading.read_scheme import read_scheme
from engine.report.read import read_text
from engine.sentences.sentence import chapters, sentence, sentences
from engine.text.source import Source
from tests.differential.random_scheme import random_case
from tests.unit.sentences.mutations import scheme_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.scheme.model import Scheme

ROOT = Path(__file__).parents[3]
SCHEMES = sorted((ROOT / "schemes").glob("*.yaml"))
CASES = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
# What the frame of every case file says alike.
FRAMED = frozenset({"总的规定", "名次和公布"})
SCHEME = """\
方案编号: t
格式: 1
名称: 用例
分数: {总分: 10, 最低分: 0, 最高分: 10, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
考核对象: {街道: [甲, 乙], 镇: [丙]}
数据来源: {取值顺序: [核定, 自评]}
等次: [{名称: 合格, 条件: 得分 >= 6}, {名称: 不合格, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
数据项:
  件数: {类型: 整数, 计量单位: 件, 下限: 0}
  造假: {类型: 是否}
  结论: {类型: 选项, 选项: [优, 良, 差]}
  投诉: {类型: 整数, 计量单位: 起, 周期: 季度, 下限: 0}
  累计数: {类型: 整数, 周期: 季度, 累计: 是, 下限: 0}
参数: {上限: 5}
指标:
  A: {名称: 业务, 分值: 10, 计算公式: 件数, 计分: {方法: 按次得分, 每: 1, 得: 1}}
规则:
  W0: {类别: 预警督办, 名称: 另一条, 触发条件: 造假, 处理: {预警等级: 黄色}}
  W1: {类别: 预警督办, 名称: 试, 触发条件: "CONDITION", 处理: {预警等级: 通报预警}}
"""
SPOKEN = [
    ("件数 >= 1", "件数不低于 1 件的"),
    ("件数 = 0", "件数为 0 件的"),
    ("3 < 件数", "件数高于 3 件的"),
    ("60 <= 得分 < 80", "得分不低于 60 分，且得分低于 80 分的"),
    ("造假", "造假为“是”的"),
    ("非 造假", "造假不为“是”的"),
    ("造假 = 否", "造假为“否”的"),
    ("造假 ≠ 是", "造假为“否”的"),
    ("非 结论 = 优", "结论不为“优”的"),
    ("非 件数 = 0", "不符合“件数为 0 件”的"),
    ("件数 ≠ 0.123456", "件数不为 0.123456 件的"),
    ("造假 = 是 且 (件数 > 3 或 结论 = 差)", "造假为“是”，且（件数高于 3 件 或者 结论为“差”）的"),
    ("(造假 且 件数 > 3) 或 结论 ≠ 优", "（造假为“是” 且 件数高于 3 件），或者结论为“优”以外的选项的"),
    ("非 (造假 或 件数 > 3)", "不符合“造假为“是”，或者件数高于 3 件”的"),
    ("非 已触发(W0) 且 A.得分率 < 80%", "W0 未触发，且 A 的得分率低于 80% 的"),
    ("A.数值 > 上限", "A 的数值高于上限（参数）的"),
    ("名次 <= 3 或 倒数名次 = 1", "名次在第 3 名以内，或者倒数名次为第 1 名的"),
    ("投诉.二季度 > 合计(投诉) / 4", "二季度的投诉高于（各季度投诉的合计） ÷ 4 的"),
    ("投诉.一季度.核定 > 2", "一季度的投诉（核定）高于 2 起的"),
    ("累计数.三季度 > 5", "三季度的累计数当期数高于 5 的"),
    ("计数(投诉 > 0) >= 2", "投诉高于 0 起的季度数不低于 2 个季度的"),
    ("计数(造假, 件数 > 0) >= 1", "以下各条中成立的项数（造假为“是”；件数高于 0 件）不低于 1 的"),
    ("连续(投诉 > 2, 3)", "连续 3 个季度投诉高于 2 起的"),
    ("连续(投诉 > 2 且 造假, 2)", "连续 2 个季度（投诉高于 2 起 且 造假为“是”）的"),
    ("未报(件数) 或 非 不适用(件数)", "件数未报，或者件数不是不适用的"),
    ("组 = 镇 或 单位 ≠ 甲", "本单位属于“镇”组，或者本单位不是“甲”的"),
    (
        "全体平均(件数) > 3 且 本组名次(件数) > 1",
        "全部单位“件数”的平均数高于 3 件，且件数在本组中的名次（由高到低）在第 1 名之后的",
    ),
    ("最大(件数, 上限) - 件数 >= 2", "（件数、上限（参数）中最大的） - 件数不低于 2 件的"),
    ("四舍五入(件数 / 3, 1) > 2", "（件数 ÷ 3，四舍五入，保留 1 位小数）高于 2 的"),
    ("依次取(件数, 上限) > 2", "件数、上限（参数）中第一个有数的高于 2 件的"),
]


def read(condition: str) -> Scheme:
    scheme, problems = read_scheme(Source("方案.yaml", SCHEME.replace("CONDITION", condition)))
    assert scheme is not None, problems
    return scheme


@pytest.mark.parametrize(("condition", "said"), SPOKEN)
def test_a_condition_is_spoken(condition: str, said: str) -> None:
    assert sentence(read(condition), "W1") == f"预警督办 W1 试：{said}，预警（通报预警）。"


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_a_shipped_scheme_is_read(path: Path, golden: Callable[[str, str], None]) -> None:
    golden(f"read/{path.stem}.txt", read_text(scheme_of(path)[0]) + "\n")


def test_every_case_file_is_read(golden: Callable[[str, str], None]) -> None:
    said = []
    for path in CASES:
        told = (chapter for chapter in chapters(scheme_of(path)[0]) if chapter.title not in FRAMED)
        said.append(f"{path.stem}\n" + "".join(f"  {each}\n" for chapter in told for _, each in chapter.parts))
    golden("read/cases.txt", "\n".join(said))


@pytest.mark.parametrize("path", [*SCHEMES, *CASES], ids=lambda path: path.stem)
def test_a_terminal_of_windows_can_show_it(path: Path) -> None:
    assert all(told.encode("gbk") for _, told in sentences(scheme_of(path)[0]))


@pytest.mark.parametrize("seed", range(30))
def test_a_random_scheme_is_read(seed: int) -> None:
    text = random_case(random.Random(seed)).scheme_text()  # noqa: S311  nothing here is a secret
    scheme, problems = read_scheme(Source("方案.yaml", text))
    assert scheme is not None, problems
    assert all(told.endswith("。") and "None" not in told and "  " not in told for _, told in sentences(scheme))


def test_what_there_is_not_has_no_sentence() -> None:
    scheme = read("造假")
    assert sentence(scheme, "Z9") is None
    assert sentence(scheme, "件数.三月") is None


def test_a_member_of_a_fact_is_said_as_the_fact() -> None:
    scheme = read("投诉.二季度 > 1")
    assert sentence(scheme, "投诉.二季度") == sentence(scheme, "投诉")
    assert sentence(scheme, "投诉") == "投诉：整数，计量单位起，每季度填报一个数，不小于 0；用于 W1。"


def test_what_was_written_in_several_lines_is_said_in_one() -> None:
    text = SCHEME.replace("CONDITION", "造假").replace(
        "造假: {类型: 是否}", "造假:\n    类型: 是否\n    口径: |\n      甲。\n      乙。"
    )
    scheme, problems = read_scheme(Source("方案.yaml", text))
    assert scheme is not None, problems
    assert sentence(scheme, "造假") == "造假：填“是”或“否”；用于 W0、W1。口径：甲。乙。"


def test_every_part_has_one_sentence_and_ends_with_a_stop() -> None:
    for path in SCHEMES:
        said = sentences(scheme_of(path)[0])
        assert len({id_ for id_, _ in said}) == len(said)
        assert all(told.endswith("。") and "。。" not in told for _, told in said)
