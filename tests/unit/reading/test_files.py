"""Bytes to text: encodings, sizes, and paths that give no text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from engine.problem.codes import Code
from engine.reading.compose import compose
from engine.reading.files import LARGEST_FILE, read_source

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "方案编号: 一\n名称: 考核\n"


def code_of(path: Path) -> Code:
    source, (problem,) = read_source(path, "a.yaml")
    assert source is None
    assert problem.source_name == "a.yaml"
    return problem.code


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "crlf", "cr"],
)
def test_text_is_the_same_whatever_the_ends_of_its_lines(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(data)
    source, problems = read_source(tmp_path / "a.yaml")
    assert problems == []
    assert source is not None
    assert source.text == TEXT
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    node, _ = compose(source)
    assert node is not None
    assert node.span.line == 1
    assert node.span.column == 1


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encoding_is_named(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(TEXT.encode(encoding))
    assert code_of(path) is Code.WRONG_ENCODING


def test_guess_of_the_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(TEXT.encode("gbk"))
    _, (problem,) = read_source(tmp_path / "a.yaml")
    assert "GBK" in problem.message


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"\xd0\xcf\x11\xe0\x00", b"\xff\xff\xff\x01", b"\x80\x81\x02"])
def test_binary_file_is_no_text(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(data)
    assert code_of(tmp_path / "a.yaml") is Code.NOT_TEXT


def test_size_has_a_limit(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert code_of(tmp_path / "a.yaml") is Code.TOO_LARGE


def test_paths_without_a_file(tmp_path: Path) -> None:
    assert code_of(tmp_path / "b.yaml") is Code.FILE_NOT_FOUND
    assert code_of(tmp_path / "a\0b") is Code.FILE_NOT_FOUND
    assert code_of(tmp_path / "字" / "甲.yaml") is Code.FILE_NOT_FOUND
    assert code_of(tmp_path) is Code.FILE_UNREADABLE
    assert code_of(tmp_path / ("长" * 200)) is Code.FILE_UNREADABLE
