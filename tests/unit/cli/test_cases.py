"""`kaohe test`: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Golden
    from tests.unit.cli.conftest import Ran

SAMPLES = ROOT / "tests" / "unit" / "cases" / "samples"
GOOD = "方案: ../方案.yaml\n用例:\n  一例:\n    数据: {特扶家庭户数: 48}\n    触发: 无\n"
ONE = """\
数据项: {甲: {类型: 整数}}
指标: {A: {名称: 甲, 分值: 1, 计算公式: 甲, 计分: {方法: 达标得满分, 不低于: 1}}}
用例: {一例: {数据: {甲: 1}, 得分: 1}}
"""


@pytest.fixture
def cases(folder: Path) -> Path:
    """A folder of cases in the assessment folder, all of them right."""
    (folder / "用例" / "一类").mkdir(parents=True)
    (folder / "用例" / "一类" / "甲.yaml").write_text(ONE, "utf-8")
    (folder / "用例" / "乙.YML").write_text(ONE, "utf-8")
    (folder / "用例" / ".丙.yaml").write_text("坏的", "utf-8")
    (folder / "用例" / "说明.txt").write_text("说明", "utf-8")
    return folder / "用例"


@pytest.mark.usefixtures("repository")
def test_cases_of_the_methods(run: Callable[..., Ran], golden: Golden) -> None:
    ran = run("test", "tests/cases")
    assert (ran.code, ran.err) == (0, "")
    golden("test-methods.txt", ran.out)


@pytest.mark.parametrize("name", ["走访.txt", "走访.json"])
def test_cases_that_differ(name: str, run: Callable[..., Ran], golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLES)
    ran = run("test", "走访.yaml", *(["--json"] if name.endswith("json") else []))
    assert (ran.code, ran.err) == (1, "")
    golden(f"test-{name}", ran.out)


def test_file_with_errors(run: Callable[..., Ran], golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLES)
    ran = run("test", "错误.yaml")
    assert (ran.code, ran.out) == (1, "")
    golden("test-错误.txt", ran.err)


def test_folder_of_the_current_folder_is_run(cases: Path, run: Callable[..., Ran]) -> None:
    assert run("test").out == "共 2 个文件、2 个用例：2 个符合，0 个不符合\n"
    assert run("test", cases, cases / "乙.YML").out == "共 2 个文件、2 个用例：2 个符合，0 个不符合\n"


@pytest.mark.usefixtures("folder")
def test_no_folder_is_misuse(run: Callable[..., Ran]) -> None:
    ran = run("test")
    assert (ran.code, ran.out) == (2, "")
    assert "没有指明用例，当前文件夹里也没有“用例”文件夹" in ran.err


def test_files_that_are_sound_are_run_beside_one_that_is_not(cases: Path, run: Callable[..., Ran]) -> None:
    (cases / "丁.yaml").write_text(ONE.replace("得分: 1", "得份: 1"), "utf-8")
    ran = run("test")
    assert ran.code == 1
    assert ran.out == "共 3 个文件、2 个用例：2 个符合，0 个不符合；另有 1 个文件有错误，没有运行\n"
    assert "错误[S102]" in ran.err
    found = json.loads(run("test", "--json").out)
    assert [found[key] for key in ("schema", "files", "cases", "failed")] == ["kaohe/test@1", 3, 2, 0]
    assert [each["code"] for each in found["problems"]] == ["S102"]


def test_unreadable_file_is_graver_than_a_difference(cases: Path, run: Callable[..., Ran]) -> None:
    (cases / "丁.yaml").write_text(ONE.replace("得分: 1", "得分: 0"), "utf-8")
    assert run("test").code == 1
    ran = run("test", cases, "没有.yaml")
    assert ran.code == 4
    assert "错误[I001] 找不到文件“没有.yaml”" in ran.err
    assert "不符合：一例" in ran.out
    (cases / "丁.yaml").write_bytes(ONE.encode("gbk"))
    ran = run("test", "-q", "--no-color")
    assert (ran.code, "看起来是 GBK/ANSI" in ran.err) == (1, True)


def test_only_problems_as_json_are_problems(cases: Path, run: Callable[..., Ran]) -> None:
    ran = run("test", cases / "说明.txt", "--json")
    assert (ran.code, ran.err) == (1, "")
    assert json.loads(ran.out)["schema"] == "kaohe/problems@1"


def test_scheme_is_found_from_the_case_file(cases: Path, run: Callable[..., Ran]) -> None:
    (cases / "甲.yaml").write_text(GOOD, "utf-8")
    ran = run("test", cases / "甲.yaml")
    assert (ran.code, ran.out, ran.err) == (0, "共 1 个文件、1 个用例：1 个符合，0 个不符合\n", "")
