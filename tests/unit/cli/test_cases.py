"""`kaohe test`: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
import re
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


@pytest.mark.usefixtures("repository")
def test_coverage_of_a_shipped_scheme(run: Callable[..., Ran]) -> None:
    ran = run("test", "schemes/用例/water-2014.yaml", "--coverage", "--threshold", "90")
    assert (ran.code, ran.err) == (0, "")
    assert "方案 schemes/water-2014.yaml：4 个用例符合并且已确认" in ran.out
    assert re.search(r"条款 +15 +15 +100\.0%", ran.out)
    marked = run("test", "schemes/用例/water-2014.yaml", "--annotate").out
    assert "  1/1    |   T:" in marked
    found = json.loads(run("test", "schemes/用例/water-2014.yaml", "--coverage", "--json").out)
    assert (found["schema"], found["test"]["schema"]) == ("kaohe/coverage@1", "kaohe/test@1")
    (scheme,) = found["schemes"]
    assert (scheme["scheme"], scheme["cases"], scheme["figures"][0]["rate"]) == ("water-2014", 4, "100.0%")
    assert {each["cases"] > 0 for each in scheme["obligations"]} == {True}


def test_too_little_coverage_is_a_problem(cases: Path, run: Callable[..., Ran]) -> None:
    (cases / "甲.yaml").write_text(GOOD, "utf-8")
    ran = run("test", cases / "甲.yaml", "--threshold", "90%")
    assert ran.code == 1
    assert "方案.yaml：条款覆盖率 0.0%，低于要求的 90%" in ran.err
    assert "还没有用例核对的" in ran.out
    assert run("test", cases / "甲.yaml", "--threshold", "0").code == 0


def test_no_scheme_to_cover_is_told(cases: Path, run: Callable[..., Ran]) -> None:
    ran = run("test", cases / "一类", "--coverage")
    assert (ran.code, "错误[T605]" in ran.err) == (1, True)
    assert ran.out == "共 1 个文件、1 个用例：1 个符合，0 个不符合\n"


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    "args",
    [("--threshold", "三"), ("--threshold", "101"), ("--generate", "方案.yaml", "--coverage"), ("--out", "新.yaml")],
)
def test_options_that_do_not_go_together(args: tuple[str, ...], run: Callable[..., Ran]) -> None:
    assert run("test", *args).code == 2


@pytest.mark.usefixtures("repository")
def test_generated_cases_go_to_a_new_file_only(run: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / "边界.yaml"
    assert run("test", "--generate", "water-2014", "-o", out).code == 0
    text = out.read_text("utf-8")
    assert run("test", out).out.endswith("待确认（结果是程序填的，不算核对过）\n")
    again = run("test", "--generate", "water-2014", "-o", out)
    assert (again.code, "已经存在，没有覆盖" in again.err) == (4, True)
    assert out.read_text("utf-8") == text
    assert run("test", "--generate", "没有这个", "-o", tmp_path / "新.yaml").code == 4
