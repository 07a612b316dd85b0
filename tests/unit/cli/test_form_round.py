"""What forms are filled in with beforehand comes back out of them: whatever kind of form, and whatever kind of fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.forms.kinds import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.cli.conftest import Ran

    Run = Callable[..., Ran]

FACTS = {
    "甲单位": """\
  应办件数: {自评: 48, 核定: 47, 佐证: 抽查记录}
  办结件数: {自评: 46, 说明: 含上年结转}
  平均用时: 4.5
  准确率: 93.5%
  有无差错: 否
  办理方式: 第2种办理方式（窗口和网上）
  季度报表: {一季度: 2, 二季度: 0}
  表彰:
    - {事项: 某发〔2021〕9号, 类别: 市级, 日期: 2021-03-01, 佐证: 通报, 情形: 重大活动期间}
    - {事项: 某发〔2021〕12号, 类别: 国家级, 佐证: 通报}
  试点个数: {自评: 1, 佐证: 批复}
  现场评议: {核定: {评委1: 92, 评委2: 88}}
工作完成情况: 全年按期办结。
""",
    "乙单位": """\
  应办件数: 0
  办结件数: 不适用
  平均用时: 30
  准确率: 100%
  有无差错: 否
  办理方式: 第39种办理方式（窗口和网上）
  表彰: 无
  试点个数: 0
  现场评议: {核定: {评委1: 75, 评委2: 未评}}
""",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the scheme of all kinds of facts, and its facts as they were written by hand."""
    (tmp_path / "方案.yaml").write_text(TEXT, "utf-8")
    (tmp_path / "原数据").mkdir()
    for unit, text in FACTS.items():
        head = f"单位: {unit}\n方案编号: kinds\n示例: 是\n数据:\n"
        (tmp_path / "原数据" / f"{unit}.yaml").write_text(head + text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("kind", ["a workbook each", "one for all"])
def test_the_same_score_comes_out_of_forms(kind: str, run: Run) -> None:
    single = ("--single",) if kind == "one for all" else ()
    raters = ("--assessor", "评委1", "--assessor", "评委2")
    prefilled = ("--with-facts", "原数据", "-o", "收回")
    for asked in (single, ("--marking", "现场评议", *raters), ("--marking", "应办件数", "--marking", "办理方式")):
        ran = run("form", "make", *asked, *prefilled)
        assert ran.code == 0, ran.err
    ran = run("form", "import", "收回")
    assert "已导入" in ran.out, ran.err
    assert "未导入" not in ran.out
    by_hand, by_form = run("score", "方案.yaml", "原数据", "--json"), run("score", "--json")
    assert by_form.out == by_hand.out
    assert by_form.code in (0, 3)


def test_a_form_with_nothing_but_its_narrative_leaves_everything_missing(home: Path, run: Run) -> None:
    for unit in FACTS:
        text = f"单位: {unit}\n方案编号: kinds\n数据: {{}}\n工作完成情况: 见附件。\n"
        (home / "原数据" / f"{unit}.yaml").write_text(text, "utf-8")
    run("form", "make", "--with-facts", "原数据", "-o", "收回")
    assert "未导入" not in run("form", "import", "收回").out
    ran = run("score")
    assert ran.code == 3
    assert ran.out.count("数据未报齐，总分算不出来") == len(FACTS)
