"""`kaohe read`: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.cli.conftest import Ran

V2 = "一票否决 V2 统计数据弄虚作假：查实统计弄虚作假为“是”的，不得确定为“优秀”、“优良”，不占名额。"


@pytest.mark.usefixtures("folder")
class TestRead:
    def test_the_whole_scheme_in_chapters(self, run: Callable[..., Ran]) -> None:
        ran = run("read")
        assert (ran.code, ran.err) == (0, "")
        lines = ran.out.splitlines()
        assert lines[0] == "长宁区2021年度计划生育工作目标管理责任制考核"
        assert [line for line in lines[1:] if line and not line.startswith("  ")] == [
            "一、总的规定", "二、指标", "三、加分", "四、规则", "五、等次", "六、名次和公布", "七、数据项",
        ]  # fmt: skip

    def test_some_parts_each_once_as_they_are_asked_for(self, run: Callable[..., Ran]) -> None:
        ran = run("read", "方案.yaml", "V2", "特扶家庭户数", "V2")
        assert (ran.code, ran.err) == (0, "")
        first, second = ran.out.splitlines()
        assert first.startswith(V2)
        assert second.startswith("特扶家庭户数：整数，计量单位户，不小于 0；用于 C1、C2、C5。")

    def test_as_markdown(self, run: Callable[..., Ran]) -> None:
        out = run("read", "--markdown").out
        assert out.startswith("# 长宁区2021年度计划生育工作目标管理责任制考核\n\n## 一、总的规定\n\n1. 方案：")

    def test_as_json(self, run: Callable[..., Ran]) -> None:
        data = json.loads(run("read", "方案.yaml", "V2", "优良", "--json").out)
        assert (data["schema"], data["scheme"]["id"]) == ("kaohe/read@1", "changning-2021")
        assert [(part["id"], part["chapter"]) for part in data["parts"]] == [("V2", "规则"), ("优良", "等次")]
        assert data["parts"][0]["text"].startswith(V2)

    def test_into_a_file_and_not_over_one(self, run: Callable[..., Ran], folder: Path) -> None:
        ran = run("read", "--markdown", "--out", "方案.md")
        assert (ran.code, ran.out) == (0, "")
        written = (folder / "方案.md").read_text("utf-8")
        assert written == run("read", "--markdown").out
        again = run("read", "--out", "方案.md")
        assert (again.code, (folder / "方案.md").read_text("utf-8")) == (4, written)

    def test_all_unknown_parts_are_told_with_what_there_is(self, run: Callable[..., Ran]) -> None:
        ran = run("read", "方案.yaml", "C22", "优良秀", "C2")
        assert (ran.code, ran.out) == (2, "")
        assert "错误[U502] 方案里没有“C22”这一项，是不是“C2”？" in ran.err
        assert "错误[U502] 方案里没有“优良秀”这一项，是不是“优良”？" in ran.err
        assert "可以念的有：方案、考核期间、" in ran.err

    def test_markdown_and_json_are_one_too_many(self, run: Callable[..., Ran]) -> None:
        ran = run("read", "--markdown", "--json")
        assert ran.code == 2
        assert "--markdown 和 --json 只能写一个" in ran.err

    def test_a_scheme_with_errors_is_not_read(self, run: Callable[..., Ran], folder: Path) -> None:
        path = folder / "方案.yaml"
        path.write_text(path.read_text("utf-8").replace("分值: 18", "分值: 17", 1), "utf-8")
        ran = run("read")
        assert (ran.code, ran.out) == (1, "")
        assert "错误[S120]" in ran.err
