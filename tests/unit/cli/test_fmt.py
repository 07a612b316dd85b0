"""`kaohe fmt`: what it writes, what it leaves alone, and what it says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.assessing import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.cli.conftest import Ran

UNTIDY, TIDY = "分数:\n      总分:    100  # 满分\n", "分数:\n  总分: 100 # 满分\n"


@pytest.fixture
def untidy(folder: Path) -> Path:
    """The assessment folder, and a case file that is not laid out."""
    (folder / "用例").mkdir()
    path = folder / "用例" / "一.yaml"
    path.write_bytes(UNTIDY.encode())
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_what_is_laid_out_is_not_written_again(folder: Path, run: Callable[..., Ran]) -> None:
    before = {each: (folder / each).stat().st_mtime_ns for each in contents(folder)}
    ran = run("fmt")
    assert (ran.code, ran.out, ran.err) == (0, "", "共 11 个文件，都不用改\n")
    assert before == {each: (folder / each).stat().st_mtime_ns for each in contents(folder)}


def test_only_what_is_not_laid_out_is_written(folder: Path, untidy: Path, run: Callable[..., Ran]) -> None:
    before = contents(folder)
    ran = run("fmt")
    assert (ran.code, ran.out) == (0, f"已排版：{Path('用例', '一.yaml')}\n")
    assert ran.err == "共 12 个文件，1 个重新排版\n"
    assert contents(folder) == before | {"用例/一.yaml": TIDY.encode()}
    assert untidy.read_bytes() == TIDY.encode()


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_looking_writes_nothing(option: str, folder: Path, untidy: Path, run: Callable[..., Ran]) -> None:
    before = contents(folder)
    ran = run("fmt", option, untidy)
    assert ran.code == 1
    assert "一.yaml" in ran.out
    assert contents(folder) == before


def test_the_lines_that_change_are_shown(untidy: Path, run: Callable[..., Ran], folder: Path) -> None:
    assert untidy.parent.parent == folder
    assert run("fmt", "--diff", "用例").out == (
        "--- 用例/一.yaml（原来）\n+++ 用例/一.yaml（排版后）\n@@ 第 1 行起 @@\n"
        " 分数:\n-      总分:    100  # 满分\n+  总分: 100 # 满分\n"
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_the_mark_at_the_start_stay(mark: bytes, end: str, untidy: Path, run: Callable[..., Ran]) -> None:
    untidy.write_bytes(mark + UNTIDY.replace("\n", end).encode())
    assert run("fmt", untidy).code == 0
    assert untidy.read_bytes() == mark + TIDY.replace("\n", end).encode()


def test_a_file_with_faults_is_left_alone_and_the_others_are_not(
    folder: Path, untidy: Path, run: Callable[..., Ran]
) -> None:
    bad = folder / "用例" / "二.yaml"
    bad.write_text("用例: [\n", "utf-8")
    ran = run("fmt", "用例")
    assert ran.code == 1
    assert "Y001" in ran.err
    assert bad.read_text("utf-8") == "用例: [\n"
    assert untidy.read_bytes() == TIDY.encode()


def test_as_json(untidy: Path, run: Callable[..., Ran]) -> None:
    ran = run("fmt", "--check", "--json", untidy)
    assert ran.code == 1
    assert json.loads(ran.out) == {
        "schema": "kaohe/fmt@1",
        "files": [{"file": str(untidy), "changed": True}],
        "problems": [],
    }


@pytest.mark.parametrize(("sent", "code", "back"), [(UNTIDY, 0, TIDY), ("甲: [", 1, "")])
def test_standard_input_comes_back_laid_out(sent: str, code: int, back: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "cli", "fmt", "-"],
        cwd=ROOT,
        input=sent.replace("\n", "\r\n").encode(),
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (code, back.replace("\n", "\r\n").encode())


@pytest.mark.parametrize("args", [("-", "--check"), ("-", "方案.yaml")])
def test_standard_input_stands_alone(args: tuple[str, ...], run: Callable[..., Ran]) -> None:
    assert run("fmt", *args).code == 2


def test_without_files_there_is_nothing_to_do(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("fmt")
    assert (ran.code, ran.out) == (2, "")
    assert "没有指明文件" in ran.err
