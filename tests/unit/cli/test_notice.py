"""`kaohe notice`: what it writes, and what it refuses; the particulars that `kaohe check` looks at too."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx

from engine.report.write.word import package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.unit.cli.conftest import Ran


PAPERS = "格式: 1\n通知: {主送机关: 各单位, 成文日期: 2022-02-22}\n"


def test_the_same_call_writes_the_same_bytes(run: Callable[..., Ran], folder: Path) -> None:
    (folder / "文书.yaml").write_text(PAPERS, "utf-8")
    assert run("notice", "-o", "一.docx").code == 0
    assert run("notice", "--out", "二.docx").code == 0
    assert (folder / "一.docx").read_bytes() == (folder / "二.docx").read_bytes()
    text = "\n".join(each.text for each in docx.Document(io.BytesIO((folder / "一.docx").read_bytes())).paragraphs)
    assert "各单位：" in text
    assert "2022年2月22日" in text


def test_kind_says_what_it_is_called_and_where_it_is_written(run: Callable[..., Ran], folder: Path) -> None:
    (folder / "文书.yaml").write_text(PAPERS.replace("{", "{文种: 通报, "), "utf-8")
    assert "通报（公开版）已写入“通报.docx”" in run("notice").out
    assert "通知（公开版）已写入“通知.docx”" in run("notice", "--kind", "通知").out
    assert {path.name for path in folder.glob("*.docx")} == {"通知.docx", "通报.docx"}


def test_only_word_files_are_written(run: Callable[..., Ran], folder: Path) -> None:
    ran = run("notice", "-o", "通知.doc")
    assert (ran.code, (folder / "通知.doc").exists()) == (2, False)
    assert "请以 .docx 结尾" in ran.err


def test_nothing_is_written_where_the_particulars_are_wrong(run: Callable[..., Ran], folder: Path) -> None:
    (folder / "文书.yaml").write_text(PAPERS.replace("02-22", "02-31"), "utf-8")
    assert run("notice").code == 1
    assert not list(folder.glob("*.docx"))


def test_results_that_are_not_final_end_with_3(run: Callable[..., Ran], incomplete: Path) -> None:
    ran = run("notice")
    assert ran.code == 3
    assert "N708" in ran.err
    assert (incomplete / "通知.docx").exists()


def test_check_looks_at_the_particulars(run: Callable[..., Ran], folder: Path) -> None:
    assert run("check").code == 0
    (folder / "文书.yaml").write_text(PAPERS.replace("主送机关", "主送单位"), "utf-8")
    ran = run("check")
    assert ran.code == 1
    assert "是不是“主送机关”" in ran.out
    assert "文书.yaml" in run("check", folder).out
    assert "这是文书的各项，不是方案" in run("check", "文书.yaml").out


def test_what_is_not_installed_is_told(run: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys  # noqa: PLC0415

    monkeypatch.delitem(sys.modules, "engine.report.write.notice_docx", raising=False)
    monkeypatch.delitem(sys.modules, "engine.report.write.word.document", raising=False)
    monkeypatch.delitem(sys.modules, package.__name__, raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    ran = run("notice")
    assert "没有安装 docx" in ran.err
    assert not (folder / "通知.docx").exists()
