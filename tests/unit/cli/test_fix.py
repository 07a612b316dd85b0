"""`kaohe check --fix`: what is written and kept, what is shown, and files that cannot be written."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from cli.ends import Unwritable
from cli.output import rewrite_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.cli.conftest import Ran

GOOD, BAD = "\n  总分: 100\n", "\n  总分: １００\n"
SHOWN = """\
--- 方案.yaml（原来）
+++ 方案.yaml（改正后）
@@ 第 18 行起 @@

 分数:
-  总分: １００
+  总分: 100
   最低分: 0
   最高分: 102
"""


@pytest.fixture
def slip(folder: Path) -> Path:
    """The scheme of the assessment folder, with one slip."""
    scheme = folder / "方案.yaml"
    text = scheme.read_text("utf-8")
    assert text.count(GOOD) == 1
    scheme.write_bytes(text.replace(GOOD, BAD).encode())
    return scheme


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_slip_is_mended_shown_and_kept(slip: Path, run: Callable[..., Ran]) -> None:
    old = slip.read_bytes()
    ran = run("check", "--fix")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{SHOWN}方案.yaml：已改正 1 处，原件备份为“方案.yaml.bak”\n没有发现问题：")
    assert slip.read_bytes() == old.replace(BAD.encode(), GOOD.encode())
    assert slip.with_name("方案.yaml.bak").read_bytes() == old
    assert names(slip.parent) == ["事实", "方案.yaml", "方案.yaml.bak"]


def test_no_backup_is_written_over(slip: Path, run: Callable[..., Ran]) -> None:
    for name in ("方案.yaml.bak", "方案.yaml.bak1"):
        slip.with_name(name).write_text("更早", "utf-8")
    assert "“方案.yaml.bak2”" in run("check", "--fix").out
    assert slip.with_name("方案.yaml.bak").read_text("utf-8") == "更早"
    assert BAD.encode() in slip.with_name("方案.yaml.bak2").read_bytes()


def test_a_backup_among_the_facts_is_no_file_that_was_forgotten(folder: Path, run: Callable[..., Ran]) -> None:
    path = next((folder / "事实").iterdir())
    path.write_text(path.read_text("utf-8").replace("示例: 是", "示例: yes"), "utf-8")
    ran = run("check", "--fix")
    assert (ran.code, ran.err) == (0, "")
    assert (folder / "事实" / f"{path.name}.bak").exists()
    assert run("check").out.startswith("没有发现问题")


def test_dry_run_writes_nothing(slip: Path, run: Callable[..., Ran]) -> None:
    old = slip.read_bytes()
    ran = run("check", "--fix", "--dry-run")
    assert ran.code == 0
    assert ran.out.startswith(f"{SHOWN}方案.yaml：可以改正 1 处；没有写入\n\n照此改正以后：\n没有发现问题：")
    assert slip.read_bytes() == old
    assert names(slip.parent) == ["事实", "方案.yaml"]


def test_dry_run_alone_is_misuse(slip: Path, run: Callable[..., Ran]) -> None:
    assert run("check", "--dry-run", slip).code == 2


def test_what_cannot_be_mended_is_listed_and_decides_the_exit_code(slip: Path, run: Callable[..., Ran]) -> None:
    slip.write_text(slip.read_text("utf-8").replace("\n等次:", "\n评等:"), "utf-8")
    ran = run("check", "--fix")
    assert ran.code == 1
    assert "已改正 1 处" in ran.out
    assert "“评等”" in ran.out
    assert "修正：" not in ran.out


def test_without_anything_to_mend_nothing_is_written(folder: Path, run: Callable[..., Ran]) -> None:
    ran = run("check", "--fix")
    assert ran.code == 0
    assert ran.out.startswith("没有发现问题")
    assert names(folder) == ["事实", "方案.yaml"]


def test_check_tells_what_can_be_mended(slip: Path, run: Callable[..., Ran]) -> None:
    ran = run("check")
    assert slip.exists()
    assert "= 修正：kaohe check --fix 可自动改正\n" in ran.out
    (problem,) = json.loads(run("check", "--json").out)["problems"]
    assert problem["edits"] == [
        {"file": "方案.yaml", "start": {"line": 20, "col": 7}, "end": {"line": 20, "col": 10}, "text": "100"}
    ]


def test_as_json_the_changes_go_beside_it(slip: Path, run: Callable[..., Ran]) -> None:
    ran = run("check", "--fix", "--json")
    assert json.loads(ran.out)["problems"] == []
    assert ran.err.startswith(SHOWN)
    assert GOOD in slip.read_text("utf-8")


def test_another_encoding_is_told(folder: Path, run: Callable[..., Ran]) -> None:
    scheme = folder / "方案.yaml"
    text = scheme.read_text("utf-8")
    scheme.write_bytes(text.encode("gb18030"))
    ran = run("check", "--fix")
    assert ran.code == 0
    assert "（改存为 UTF-8 编码，字句不变）\n方案.yaml：已改正 1 处，原件备份为“方案.yaml.bak”\n" in ran.out
    assert scheme.read_text("utf-8") == text
    assert (folder / "方案.yaml.bak").read_text("gb18030") == text


def test_a_link_stays_one(slip: Path, run: Callable[..., Ran]) -> None:
    real = slip.parent.parent / "正本.yaml"
    slip.rename(real)
    slip.symlink_to(real)
    ran = run("check", "--fix")
    assert ran.code == 0
    assert slip.is_symlink()
    assert GOOD in real.read_text("utf-8")
    assert BAD in real.with_name("正本.yaml.bak").read_text("utf-8")


def test_rights_stay_what_they_are(slip: Path, run: Callable[..., Ran]) -> None:
    slip.chmod(0o640)
    assert run("check", "--fix").code == 0
    assert slip.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="to the administrator every file is open")
def test_a_file_that_may_not_be_written_stays(slip: Path, run: Callable[..., Ran]) -> None:
    old = slip.read_bytes()
    slip.chmod(0o444)
    ran = run("check", "--fix")
    assert ran.code == 4
    assert "原文件没有改动" in ran.err
    assert slip.read_bytes() == old
    assert names(slip.parent) == ["事实", "方案.yaml"]


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "busy")


def test_a_file_in_use_stays(slip: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to put anything in the place of a file that another program has open."""
    old = slip.read_bytes()
    monkeypatch.setattr(type(slip), "replace", refuse)
    ran = run("check", "--fix")
    monkeypatch.undo()
    assert ran.code == 4
    assert ran.err.startswith("错误：写不了“方案.yaml”，原文件没有改动：没有权限，或文件正被其他程序占用。请关闭")
    assert slip.read_bytes() == old
    assert names(slip.parent) == ["事实", "方案.yaml"]


def test_a_file_that_was_changed_meanwhile_stays(slip: Path) -> None:
    with pytest.raises(Unwritable, match="刚刚被别的程序改过"):
        rewrite_file(slip, b"", instead_of="0" * 64, backup=True)
    assert names(slip.parent) == ["事实", "方案.yaml"]
