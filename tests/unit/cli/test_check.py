"""`kaohe check`: what a scheme silences, and folders of schemes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.cli.conftest import Ran

ROOT = Path(__file__).parents[3]
TEXT = (Path(__file__).parents[2] / "problems" / "scheme.yaml").read_text("utf-8")
NEVER = "触发条件: 案件数 < 0\n"
SILENT = f"{NEVER}    不提示: {{S183: 照录上级文件}}\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: Path, text: str = TEXT) -> Path:
    path.write_text(text, "utf-8")
    return path


def changed(new: str) -> str:
    return TEXT.replace("触发条件: 案件数 >= 3\n", new)


def test_finding_is_told_and_strict_counts_it(home: Path, run: Callable[..., Ran]) -> None:
    path = put(home / "甲.yaml", changed(NEVER))
    assert "警告[S183] 规则“V1”的触发条件永远不成立" in run("check", path).out
    assert [run("check", path, *more).code for more in ((), ("--strict",))] == [0, 1]


def test_silenced_finding_is_counted_and_listed_on_demand(home: Path, run: Callable[..., Ran]) -> None:
    path = put(home / "甲.yaml", changed(SILENT))
    ran = run("check", path, "--strict")
    assert (ran.code, ran.out.splitlines()[1]) == (0, "另有 1 条按方案的“不提示”没有列出，加 --all 看")
    listed = run("check", path, "--all").out
    assert "警告[S183]" in listed
    assert "= 不提示的原因：照录上级文件" in listed
    told = json.loads(run("check", path, "--json").out)
    assert (told["problems"], [(each["code"], each["reason"]) for each in told["silenced"]]) == (
        [],
        [("S183", "照录上级文件")],
    )


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{S183: 甲, S184: 乙}", "这里没有 S184 这个问题"),
        ("{S183: '  '}", "“不提示”里的 S183 没有写原因"),
        ("{S183: 甲, S1830: 乙}", "没有“S1830”这个问题代码"),
        ("{S183: 甲, S120: 乙}", "S120 是错误，不能不提示"),
        ("{S183: 甲, F311: 乙}", "F311 不能在方案里“不提示”"),
        ("{S183: 甲, S199: 乙}", "S199 不能在方案里“不提示”"),
    ],
)
def test_silence_that_is_wrong_is_told(home: Path, run: Callable[..., Ran], said: str, message: str) -> None:
    path = put(home / "甲.yaml", changed(f"{NEVER}    不提示: {said}\n"))
    out = run("check", path).out
    assert f"警告[S199] {message}" in out
    assert out.count("警告[") == 1


def test_silence_covers_what_it_stands_beside(home: Path, run: Callable[..., Ran]) -> None:
    elsewhere = changed(NEVER).replace("  弄虚作假:\n", "  弄虚作假:\n    不提示: {S183: 甲}\n")
    out = run("check", put(home / "甲.yaml", elsewhere)).out
    assert "[S183]" in out
    assert "[S199] 这里没有 S183" in out
    everywhere = changed(NEVER) + "不提示: {S183: 甲}\n"
    assert run("check", put(home / "乙.yaml", everywhere), "--strict").code == 0


def test_unused_fact_that_is_silenced_is_not_told_when_scoring(home: Path, run: Callable[..., Ran]) -> None:
    unused = "数据项:\n  备用数: {类型: 整数, 不提示: {S160: 明年用}}\n"
    path = put(home / "甲.yaml", TEXT.replace("数据项:\n", unused))
    (home / "事实").mkdir()
    facts = put(home / "事实" / "甲单位.yaml", "单位: 甲单位\n方案编号: shili\n数据: {案件数: 0}\n")
    assert "S160" not in run("score", path, facts.parent).err


def test_folder_of_schemes_is_checked_file_by_file(home: Path, run: Callable[..., Ran]) -> None:
    put(home / "甲.yaml")
    put(home / "乙.yaml", changed(NEVER))
    put(home / "丙.yaml", "方案编号: [\n")
    put(home / "单位.yaml", "单位: 甲单位\n方案编号: shili\n数据: {案件数: 0}\n")
    put(home / "用例.yaml", "分数: {总分: 10}\n数据项: {甲: {类型: 整数}}\n等次: []\n用例: {一: {数据: {甲: 1}}}\n")
    put(home / "笔记.txt", "随手记")
    ran = run("check", home)
    assert ran.code == 1
    assert [line.split()[1:] for line in ran.out.splitlines() if line.startswith(str(home)) and ": " not in line] == [
        ["1", "-", "-"],
        ["-", "1", "-"],
        ["-", "-", "-"],
    ]
    assert ran.out.endswith("检查了 3 份方案，1 份没有问题\n")


def test_folder_without_schemes(home: Path, run: Callable[..., Ran]) -> None:
    ran = run("check", home)
    assert ran.code == 4
    assert "里没有方案" in ran.out


def test_what_has_not_come_due_is_no_finding(home: Path, run: Callable[..., Ran]) -> None:
    """Until August a count of twelve months has not twelve parts; at the end of the year it has."""
    text = TEXT.replace("年度: 2022\n", "年度: 2022\n截至: 2022-03-31\n").replace(
        "数据项:\n", "数据项:\n  简报: {类型: 整数, 周期: 月, 下限: 0}\n"
    )
    text = text.replace(
        "        计算公式: 案件数\n        计分:\n          方法: 达标得满分\n          不高于: 2\n",
        "        计算公式: 计数(简报 >= 1)\n        计分: {方法: 按比例得分, 目标: 12}\n",
    )
    ran = run("check", put(home / "甲.yaml", text))
    assert ran.out.startswith("没有发现问题")
    assert "截至 2022-03-31" in ran.out


def test_hints_alone_are_no_reason_to_wonder_whether_all_is_well(home: Path, run: Callable[..., Ran]) -> None:
    put(home / "方案.yaml", (ROOT / "schemes" / "changning-2021.yaml").read_text("utf-8"))
    shutil.copytree(ROOT / "facts" / "changning-2021", home / "事实")
    (home / "事实" / "照片.jpg").write_bytes(b"")
    ran = run("check")
    assert ran.code == 0
    assert "提示[I005]" in ran.out
    assert ran.out.splitlines()[-1].startswith("没有发现错误和警告：方案“")
    assert run("check", "-q").out.startswith("没有发现错误和警告：方案“")
    assert "没有发现" not in run("check", "--json").out
    next((home / "事实").glob("*.yaml")).unlink()
    assert "没有发现" not in run("check").out, "a unit is missing, which is a warning"
