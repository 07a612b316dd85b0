"""Carets in formulas stand on the right characters, however the formula is written in YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.reading.read_scheme import read_scheme
from engine.text.source import Source

TEXT = (Path(__file__).parents[2] / "problems" / "scheme.yaml").read_text("utf-8")


def slip(condition: str) -> tuple[str, str, str]:
    """Code, characters and help of the one problem of a rule's condition."""
    text = TEXT.replace("触发条件: 案件数 >= 3", f"触发条件: {condition}")
    _, problems = read_scheme(Source("scheme.yaml", text))
    (problem,) = problems
    assert problem.span is not None
    return problem.code.value, problem.span.text, problem.help


@pytest.mark.parametrize(
    ("condition", "code", "marked"),
    [
        ("案件术 >= 3", "E202", "案件术"),
        ("'案件术 >= 3'", "E202", "案件术"),
        ('"案件术 >= 3"', "E202", "案件术"),
        ("|\n      案件数 >= 3 且\n      案件术 >= 3", "E202", "案件术"),
        (">-\n      案件数 >= 3\n      且 案件术 >= 3", "E202", "案件术"),
        ("案件数 >= 3 且\n      案件术 >= 3", "E202", "案件术"),
        ("案件数 >= 3件", "E201", "件"),
        ("案件数 >= 03", "E201", "03"),
        ("案件数 >= 1_000", "E201", "1_000"),
        ("案件数 >= 1e3", "E201", "1e3"),
        ("案件数高于03且弄虚作假", "E201", "03"),
        ("案件数高于1_000且弄虚作假", "E201", "1_000"),
        ("案件数高于3件", "E201", "件"),
        ("案件数高于3件且弄虚作假", "E201", "件"),
        ("案件术高于3", "E202", "案件术"),
        ("案件数量高于3且弄虚作假", "E202", "案件数量"),
        ("弄虚作假且得份高于3", "E202", "得份"),
        ("案件数 >= ", "E201", "="),
        ("(案件数 >= 3", "E201", "3"),
        ("案件数 >= 3)", "E201", ")"),
        ("案件数 >= 3 弄虚作假", "E201", "弄虚作假"),
        ("案件数 >= 3，弄虚作假", "E201", "，"),
        ("案件数 >= 3 && 弄虚作假", "E201", "&&"),
        ("案件数 >= 3 or 弄虚作假", "E201", "or"),
        ("案件数 >= 3 且 𠀀数 > 1", "E202", "𠀀数"),
        ("𠀀数 > 1", "E202", "𠀀数"),
        ("A1.加分 > 1", "E205", "加分"),
        ("A3.得分 > 1", "E202", "A3"),
        ("已触发(V9)", "E202", "V9"),
        ("V2", "E202", "V2"),
        ("A1", "E202", "A1"),
        ("案件数", "E204", "案件数"),
        ("案件数 = 是", "E203", "案件数 = 是"),
        ("准确率 >= 80", "E203", "准确率 >= 80"),
        ("核查结论 > 属实", "E203", "核查结论 > 属实"),
        ("实访户数 / 应访户数 >= 100%", "E206", "应访户数"),
        ("+".join(["案件数"] * 2000) + " > 1", "E201", "+".join(["案件数"] * 2000) + " > 1"),
        ("(" * 90 + "案件数" + ")" * 90 + " > 1", "E201", "(" * 90 + "案件数" + ")" * 90 + " > 1"),
        ("且" * 2000, "E201", "且" * 2000),
    ],
)
def test_slip_is_marked(condition: str, code: str, marked: str) -> None:
    assert slip(condition)[:2] == (code, marked)


@pytest.mark.parametrize(
    ("condition", "meant"),
    [
        ("案件术 >= 3", "案件数"),
        ("核查结论 = 不属真", "不属实"),
        ("A3.得分 > 1", "A1"),
        ("已触发(V9)", "V1"),
        ("总得分 > 1", "得分"),
    ],
)
def test_name_that_is_meant_is_suggested(condition: str, meant: str) -> None:
    assert slip(condition)[2] == f"是不是“{meant}”？"


@pytest.mark.parametrize(
    "condition",
    [
        "案件数≥３",
        "案件数 ≧ 3",
        "（案件数 >= 3）且（弄虚作假）",
        "案件数>=3或弄虚作假",
        "案件数高于2并且准确率不低于９０％",
        "准确率低于99.5%",
        "准确率低于99.5%且案件数高于2",
        "得分高于89.55或得分低于3",
        "A1.得分率低于80 %",
        "案件数 × 2 − 1 ÷ 2 > 3",
        "“案件数” >= 3",
        "非 弄虚作假 且 核查结论 ≠ 属实",
        "60 <= 得分 < 80",
        "最大（案件数，试点数）> 3",
        "A1.得分率 < 80% 且 得分 > 1",
    ],
)
def test_full_width_signs_are_forgiven(condition: str) -> None:
    text = TEXT.replace("触发条件: 案件数 >= 3", f"触发条件: {condition}")
    scheme, problems = read_scheme(Source("scheme.yaml", text))
    assert problems == []
    assert scheme is not None
