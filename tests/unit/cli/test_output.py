"""A result is written whole or not at all, and over nothing by accident."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.ends import Unwritable
from cli.output import write_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.cli.conftest import Ran


def test_result_is_written(folder: Path, run: Callable[..., Ran]) -> None:
    ran = run("score", "--json", "--out", "结果 一.json")
    assert (ran.code, ran.out, ran.err) == (0, "", "结果已写入“结果 一.json”\n")
    assert json.loads((folder / "结果 一.json").read_text("utf-8"))["schema"] == "kaohe/score@1"
    assert sorted(each.name for each in folder.iterdir()) == ["事实", "方案.yaml", "结果 一.json"]


def test_existing_file_is_left_alone(folder: Path, run: Callable[..., Ran]) -> None:
    (folder / "结果.txt").write_text("旧", "utf-8")
    ran = run("score", "--out", "结果.txt")
    assert (ran.code, ran.out) == (4, "")
    assert "“结果.txt”已经存在，没有覆盖。确实要覆盖，请加 --force" in ran.err
    assert (folder / "结果.txt").read_text("utf-8") == "旧"


def test_force_overwrites(folder: Path, run: Callable[..., Ran]) -> None:
    (folder / "结果.txt").write_text("旧", "utf-8")
    assert run("score", "--out", "结果.txt", "--force").code == 0
    assert (folder / "结果.txt").read_text("utf-8").startswith("方案：")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("方案.yaml", "那里是这次要读的方案或数据"),
        ("事实/结果.yaml", "那里是这次要读的方案或数据"),
        (".", "这是一个文件夹"),
        ("没有/结果.txt", "不存在"),
        ("名" * 200, "文件名太长"),
    ],
)
def test_bad_target_is_refused_even_by_force(target: str, expected: str, folder: Path, run: Callable[..., Ran]) -> None:
    before = (folder / "方案.yaml").read_bytes()
    ran = run("score", "--out", target, "--force")
    assert (ran.code, ran.out) == (4, "")
    assert expected in ran.err
    assert before == (folder / "方案.yaml").read_bytes()


def test_nothing_is_written_when_there_are_errors(broken: Path, run: Callable[..., Ran]) -> None:
    assert run("score", "--out", "结果.txt").code == 1
    assert not (broken / "结果.txt").exists()


def test_locked_file_is_told_and_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "结果.txt").write_text("旧", "utf-8")
    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(Unwritable, match="没有权限，或文件正被其他程序占用") as caught:
        write_file(tmp_path / "结果.txt", "新")
    assert "Excel" in caught.value.fix
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("结果.txt", "旧")]


def test_schema_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Ran]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("schema", "facts", "--out", "facts.json", "-q").err == ""
    assert json.loads((tmp_path / "facts.json").read_text("utf-8"))["title"] == "单位数据"
