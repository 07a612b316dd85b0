"""What is wrong with a case file is told at its place, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.cases.read_cases import load_cases, read_cases
from engine.cases.run import run_case
from engine.problem.catalogue import PAGES
from engine.problem.codes import Code
from engine.problem.problem import has_errors
from engine.text.source import Source

PROBLEMS = Path(__file__).parents[2] / "problems"
PIECES = """\
数据项:
  甲: {类型: 小数, 小数位: 2}
指标:
  A: {名称: 甲项, 分值: 10, 计算公式: 甲, 计分: {方法: 达标得满分, 不低于: 60}}
"""
ONE = "用例:\n  一例: {数据: {甲: 60}, 得分: 10}\n"


def told(text: str) -> list[tuple[str, int, int]]:
    """The problems of a case file, each with its line and column."""
    cases, problems = read_cases(Source("用例.yaml", text), PROBLEMS)
    assert (cases is None) == has_errors(problems)
    assert all(each.span is not None and each.span.source.name == "用例.yaml" for each in problems), problems
    return [(each.code.value, each.span.line, each.span.column) for each in problems if each.span]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (PIECES + ONE, []),
        (PIECES + "用例:\n", [("T602", 5, 1)]),
        (PIECES + "用例: {}\n", [("T602", 5, 1)]),
        (PIECES + "用例: 三个\n", [("S103", 5, 5)]),
        (PIECES + "用列:\n  一例: {数据: {甲: 60}, 得分: 10}\n", [("S102", 5, 1)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}}\n", [("T603", 7, 3)]),
        (PIECES + ONE + "  又一例: {得分: 10}\n", [("S101", 7, 3)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 得份: 10}\n", [("S102", 7, 22)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 得分: {B: 10}}\n", [("T604", 7, 27)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 得分: 约10}\n", [("S103", 7, 26)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 得分: 1/0}\n", [("S103", 7, 26)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 总分: 不计分}\n", [("S103", 7, 26)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 等次: 好}\n", [("S142", 7, 26)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 名次: 第一}\n", [("S103", 7, 26)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 触发: V1}\n", [("T604", 7, 26)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 触发: []}\n", [("S103", 7, 22)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 说明含: ''}\n", [("S103", 7, 27)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 问题: F999}\n", [("S104", 7, 26)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 60}, 得分: 10, 问题: F306}\n", [("S106", 7, 22)]),
        (PIECES + ONE + "  又一例: {单位: {甲单位: {数据: {甲: 60}}}, 得分: 10}\n", [("S106", 7, 35)]),
        (PIECES + ONE + "  又一例: {单位: {甲单位: {数据: {甲: 60}}}}\n", [("T603", 7, 3)]),
        (PIECES + ONE + "  又一例: {数据: {乙: 60}, 得分: 10}\n", [("F305", 7, 14)]),
        (PIECES + ONE + "  又一例: {数据: {甲: 六十}, 得分: 10}\n", [("F306", 7, 17)]),
        (PIECES + ONE + "考核对象: [甲单位]\n" , []),
        (
            PIECES + "考核对象: [甲单位]\n用例:\n  一例: {单位: {甲丹位: {数据: {甲: 60}, 得分: 10}}}\n",
            [("F302", 7, 13)],
        ),
        (PIECES.replace("分值: 10", "分直: 10") + ONE, [("S102", 4, 15)]),
        (PIECES.replace("公式: 甲", "公式: 乙") + ONE, [("E202", 4, 29)]),
        (PIECES + "分数: {总分: 20}\n" + ONE, [("S120", 5, 6)]),
        (PIECES + "分数: {未抱: 计零分}\n" + ONE, [("S102", 5, 6)]),
        (PIECES + "分数: {最低分: 10}\n" + ONE, [("S154", 3, 1)]),
        ("方案: scheme.yaml\n" + PIECES + ONE, [("S106", 2, 1), ("S106", 4, 1)]),
        ("方案: 没有.yaml\n用例:\n  一例: {数据: {甲: 60}, 总分: 10}\n", [("I001", 1, 5)]),
        ("数据项:\n  甲: {类型: 小数}\n" + ONE, [("S101", 1, 1)]),
        ("- 一例\n", [("T601", 1, 1)]),
        ("用例：三个\n", [("T601", 1, 1)]),
        ("单位: 甲单位\n方案编号: shili\n示例: 是\n数据: {}\n", [("T601", 1, 1)]),
        ("方案编号: 甲\n指标: {}\n等次: []\n", [("T601", 1, 1)]),
    ],
)  # fmt: skip
def test_problem_is_told_at_its_place(text: str, problems: list[tuple[str, int, int]]) -> None:
    assert sorted(told(text)) == sorted(problems)


def test_problem_of_a_named_scheme_is_told_in_the_scheme(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text((PROBLEMS / "S120" / "scheme.yaml").read_text("utf-8"), "utf-8")
    (tmp_path / "用例").mkdir()
    path = tmp_path / "用例" / "甲.yaml"
    path.write_text("方案: ../方案.yaml\n用例:\n  一例: {数据: {案件数: 1}, 触发: 无}\n", "utf-8")
    cases, problems = load_cases(path)
    assert cases is None
    assert [(each.code, each.source_name) for each in problems] == [(Code.POINTS_SUM, str(tmp_path / "方案.yaml"))]


# What is told of files that can be read and run, when coverage is asked for.
OF_COVERAGE = {Code.NOTHING_TO_COVER}
OF_FILES = [code for code in Code if code.value[0] == "T" and code not in OF_COVERAGE]


@pytest.mark.parametrize("code", OF_FILES, ids=lambda code: code.value)
def test_bad_example_gives_the_code_and_good_example_passes(code: Code) -> None:
    bad, good = (
        text.replace("方案.yaml", "scheme.yaml") if text.startswith("方案") else f"方案: scheme.yaml\n{text}"
        for text in (PAGES[code].bad, PAGES[code].good)
    )
    assert [each.code for each in read_cases(Source("bad", bad), PROBLEMS)[1]] == [code]
    cases, problems = read_cases(Source("good", good), PROBLEMS)
    assert problems == []
    assert cases is not None
    assert [run_case(cases, case).differences for case in cases.cases] == [()]
