"""`kaohe score` writes tables whole or not at all, says what it wrote, and refuses what it cannot write in time."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.export.csv_file import CsvTable
from engine.export.workbook import WorkbookTable
from tests.assessing import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.export.table import Block
    from tests.unit.cli.conftest import Ran

INPUTS = ["事实", "方案.yaml"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".parquet"])
def test_both_tables_are_written_and_told(suffix: str, folder: Path, run: Callable[..., Ran]) -> None:
    ran = run("score", "--out", f"结果{suffix}", "--trace", f"明细{suffix}")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"结果已写入“结果{suffix}”\n明细已写入“明细{suffix}”\n"
    assert names(folder) == sorted([*INPUTS, f"明细{suffix}", f"结果{suffix}"])


def test_the_trace_comes_beside_the_usual_result(folder: Path, run: Callable[..., Ran]) -> None:
    plain = run("score")
    ran = run("score", "--trace", "明细.csv", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, plain.out, "")
    assert names(folder) == [*INPUTS, "明细.csv"]


def test_provisional_results_are_written_and_the_exit_says_so(incomplete: Path, run: Callable[..., Ran]) -> None:
    assert run("score", "--out", "结果.csv").code == 3
    text = (incomplete / "结果.csv").read_text("utf-8-sig")
    assert ",是,是," in text.splitlines()[1]
    assert "数据不全" in text


def test_exempt_units_have_a_row(exempting: Path, run: Callable[..., Ran]) -> None:
    assert run("score", "--out", "结果.csv").code == 0
    last = (exempting / "结果.csv").read_text("utf-8-sig").splitlines()[-1]
    assert last.startswith("新泾镇,,镇,免考,,,")


@pytest.mark.parametrize(
    ("options", "code", "expected"),
    [
        (("--out", "结果.csv", "--json"), 2, "--json 不能与表格文件“结果.csv”同用：表格里写不进 JSON"),
        (("--out", "结果.csv", "--by-lead"), 2, "--by-lead 不能与表格文件"),
        (("--out", "a.csv", "--trace", "a.csv"), 2, "不能写到同一个文件"),
        (("--out", "结果.xls"), 4, "结果不能写成“.xls”文件"),
        (("--trace", "明细.txt"), 4, "明细不能写成“.txt”文件"),
        (("--trace", "没有/明细.csv"), 4, "文件夹“没有”不存在"),
        (("--trace", "方案.yaml"), 4, "明细不能写成“.yaml”文件"),
    ],
)
def test_what_cannot_be_is_refused_at_once(
    options: tuple[str, ...], code: int, expected: str, folder: Path, run: Callable[..., Ran]
) -> None:
    ran = run("score", *options)
    assert (ran.code, ran.out) == (code, "")
    assert expected in ran.err
    assert names(folder) == INPUTS


def test_a_file_that_is_there_is_left_alone_without_force(folder: Path, run: Callable[..., Ran]) -> None:
    (folder / "明细.csv").write_text("旧", "utf-8")
    assert run("score", "--out", "结果.csv", "--trace", "明细.csv").code == 4
    assert ((folder / "明细.csv").read_text("utf-8"), names(folder)) == ("旧", [*INPUTS, "明细.csv"])
    assert run("score", "--out", "结果.csv", "--trace", "明细.csv", "--force").code == 0
    assert (folder / "明细.csv").read_text("utf-8-sig").startswith("单位,编号")


@pytest.mark.parametrize("table", [CsvTable, WorkbookTable])
def test_a_full_disk_leaves_nothing_behind(
    table: type[CsvTable | WorkbookTable], folder: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: object, _block: Block) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(table, "add", full)
    name = "明细.csv" if table is CsvTable else "明细.xlsx"
    ran = run("score", "--out", "结果.txt", "--trace", name)
    assert (ran.code, ran.out) == (4, "")
    assert f"写不了“{name}”：磁盘已满" in ran.err
    assert names(folder) == INPUTS


def test_a_full_disk_is_told_of_a_parquet_file(folder: Path, run: Callable[..., Ran]) -> None:
    """`/dev/full` has no room for a byte."""
    if not Path("/dev/full").exists():
        pytest.skip("no such device")
    from engine.export.arrow import ParquetTable  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patched:
        begin = ParquetTable.__init__
        patched.setattr(ParquetTable, "__init__", lambda self, _path, *rest: begin(self, Path("/dev/full"), *rest))
        ran = run("score", "--trace", "明细.parquet")
    assert ran.code == 4
    assert "写不了“明细.parquet”：磁盘已满" in ran.err
    assert names(folder) == INPUTS


def test_a_file_open_in_excel_keeps_what_it_has(
    folder: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    (folder / "结果.xlsx").write_text("旧", "utf-8")
    monkeypatch.setattr(Path, "replace", locked)
    ran = run("score", "--out", "结果.xlsx", "--force")
    assert (ran.code, ran.out) == (4, "")
    assert "没有权限，或文件正被其他程序占用。请关闭正在使用它的程序（如 Excel、WPS）" in ran.err
    assert ((folder / "结果.xlsx").read_text("utf-8"), names(folder)) == ("旧", [*INPUTS, "结果.xlsx"])


_SLOW = """
import sys, time
from engine.export.csv_file import CsvTable
add = CsvTable.add
def slow(self, block):
    add(self, block)
    print("writing", flush=True)
    time.sleep(60)
CsvTable.add = slow
from cli.main import main
sys.exit(main(["score", "--trace", "明细.csv"]))
"""


def test_an_interrupted_run_leaves_no_file(folder: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", _SLOW], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert run.stdout is not None
    assert run.stdout.readline() == "writing\n"
    assert any(name.startswith(".kaohe-") for name in names(folder))
    time.sleep(0.1)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert (run.returncode, err.strip()) == (130, "已中断")
    assert names(folder) == INPUTS
