"""No English reaches the user, and help pages keep to their width."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from cli.chinese import WIDEST, wrap
from cli.commands.facts import FACTS_COMMANDS
from cli.commands.form import FORM_COMMANDS
from cli.main import COMMANDS
from engine.text.width import display_width
from tests.unit.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.unit.cli.conftest import Ran

# What may stand in Latin letters: options, metavars, commands, ids, file names, and names of formats.
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
ALLOWED = {
    *COMMANDS, *FORM_COMMANDS, *FACTS_COMMANDS, "kaohe", "JSON", "Markdown", "Schema", "UTF", "Word", "bak", "xls",
    "schemes", "facts", "scheme", "cases", "changning", "yaml", "C2", "S102", "NO_COLOR", ".yaml", "Excel", "WPS",
    "VS", "Code", "xlsx", "csv", "parquet", "HTML", "html", "docx", "GB", "T", "papers", "Ctrl", "C",
}  # fmt: skip
WIDE_AND_HALF = re.compile(r"[\u4e00-\u9fff”》][,;:?!()]|[,;:?!()][\u4e00-\u9fff“]")


def english_in(text: str) -> list[str]:
    return [word for word in LATIN.findall(OPTION.sub("", text)) if word.rstrip(".") not in ALLOWED]


def test_english_is_found() -> None:
    assert english_in("Usage: kaohe [OPTIONS]") == ["Usage", "OPTIONS"]


@pytest.mark.parametrize(
    "command",
    [
        (),
        *((name,) for name in COMMANDS),
        *(("form", name) for name in FORM_COMMANDS),
        *(("facts", name) for name in FACTS_COMMANDS),
    ],
)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_page_is_chinese_and_fits(command: tuple[str, ...], option: str, run: Callable[..., Ran]) -> None:
    ran = run(*command, option)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("用法：kaohe")
    assert english_in(ran.out) == []
    assert WIDE_AND_HALF.findall(ran.out) == []
    assert not {"(", ")"} & set(ran.out)
    assert [line for line in ran.out.splitlines() if display_width(line) > WIDEST] == []


def test_help_lists_every_command(run: Callable[..., Ran]) -> None:
    page = run("--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in page] == []


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("chekc",), "没有“chekc”这个命令，是不是“check”？"),
        (("--quite",), "没有 --quite 这个选项，是不是 --quiet？"),
        (("xyz",), "没有“xyz”这个命令"),
        (("score", "--jsno"), "没有 --jsno 这个选项，是不是 --json？"),
        (("score", "--out"), "选项 --out 后面要写文件"),
        (("score", "--json=1"), "选项 --json 后面不能带值"),
        (("score", "a", "b", "c d"), "多出了参数：“c d”"),
        (("why",), "缺少参数“单位”（单位名称）"),
        (("rank", "--top", "0"), "--top 后面应写大于 0 的整数，现在是“0”"),
        (("rank", "--top", "三"), "--top 后面应写大于 0 的整数，现在是“三”"),
        (("schema", "fact"), "没有“fact”这种文件，是不是“facts”？可以写：scheme 方案文件"),
        (("score",), "没有指明方案，当前文件夹里也没有“方案.yaml”"),
        (("why", "甲", "-s", "方案.yaml"), "找不到方案“方案.yaml”"),
    ],
)
def test_misuse_is_told_in_chinese(
    args: tuple[str, ...], expected: str, run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*args)
    said = ran.err.replace("jsno", "").replace("quite", "")
    assert expected in ran.err
    assert ran.out == ""
    assert ran.code == (4 if "I001" in ran.err else 2)
    assert {"chekc", "xyz", "fact", "a", "b", "c", "d", "I001"}.issuperset(english_in(said))


def test_no_command_shows_the_help_page_as_misuse(run: Callable[..., Ran]) -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("用法：kaohe [选项] 命令")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五", 6, ["一二三", "四五"]),
        ("一二三，四五", 6, ["一二", "三，四", "五"]),
        ("一二（三四）五", 6, ["一二", "（三", "四）五"]),
        ("写成 kaohe check 即可", 10, ["写成 kaohe", "check 即可"]),
        ("见“方案.yaml”", 12, ["见“方", "案.yaml”"]),
        ("toolongaword", 4, ["toolongaword"]),
        ("", 4, [""]),
    ],
)
def test_wrapping_keeps_words_and_marks_together(text: str, width: int, lines: list[str]) -> None:
    assert lines == wrap(text, width)


def chinese_strings(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Constant(value=str(text)):
                yield node.lineno, text
            case _:
                continue


@pytest.mark.parametrize("path", sorted((ROOT / "cli").rglob("*.py")), ids=lambda path: path.name)
def test_chinese_has_full_width_punctuation(path: Path) -> None:
    assert [(line, text) for line, text in chinese_strings(path) if WIDE_AND_HALF.search(text)] == []
