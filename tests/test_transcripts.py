"""Transcripts: what each command prints and how it ends, good and bad, to the letter; `tests/transcripts/README.md`."""

from __future__ import annotations

import io
import os
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from cli.exits import Exit
from cli.main import COMMANDS, main
from tests.pages.markdown import blocks, hold_or_update, read_page, replaced
from tests.pages.walk import SETTINGS, walked

FOLDER = Path(__file__).parent / "transcripts"
GOOD, BAD = FOLDER / "good", FOLDER / "bad"
TRANSCRIPTS = sorted((*GOOD.glob("*.md"), *BAD.glob("*.md")))
_EXIT = "exit: "


def shows(line: str, folder: Path) -> str:
    """Runs a command line in a folder and returns all that it prints, and its exit code."""
    words = shlex.split(line)
    at = words.index("kaohe")
    settings = dict(word.split("=", 1) for word in words[:at])
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name in ("FORCE_COLOR", "_KAOHE_COMPLETE"):
            patch.delenv(name, raising=False)
        for name, value in {**SETTINGS, "COLUMNS": "80", **settings}.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        code = main(words[at + 1 :])
    said = f"stderr:\n{err.getvalue()}" if err.getvalue() else ""
    return f"{out.getvalue()}{said}{_EXIT}{int(code)}\n"


def ends(path: Path) -> list[int]:
    """The exit codes that stand in a transcript."""
    shown = "".join(block.text for block in blocks(read_page(path)) if block.language == "console")
    return [int(line.removeprefix(_EXIT)) for line in shown.splitlines() if line.startswith(_EXIT)]


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_commands_print_what_the_transcript_shows(path: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    def wanted(page: str) -> str:
        return replaced(page, walked(page, tmp_path, shows))

    hold_or_update(path, wanted, update=pytestconfig.getoption("--golden-update"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_transcript_is_of_its_command(path: Path) -> None:
    page = read_page(path)
    command = path.stem.partition("-")[0]
    shown = [block.text for block in blocks(page) if block.language == "console"]
    assert command in COMMANDS
    assert any(f"kaohe {command}" in text for text in shown)
    assert page.startswith("# ")
    assert page.split("\n")[2], "a sentence says what it shows"
    assert len(ends(path)) == sum(text.count("$ ") - text.count("$ cd ") for text in shown)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("folder", [GOOD, BAD], ids=lambda folder: folder.name)
def test_every_command_has_a_transcript(command: str, folder: Path) -> None:
    assert list(folder.glob(f"{command}-*.md"))


def test_good_ones_end_well_and_bad_ones_do_not() -> None:
    well = {Exit.OK, Exit.INCOMPLETE}
    assert [path.name for path in TRANSCRIPTS if path.parent == GOOD and not set(ends(path)) <= well] == []
    assert [path.name for path in TRANSCRIPTS if path.parent == BAD and set(ends(path)) <= well] == []


def test_nothing_else_lies_there() -> None:
    found = {path for path in FOLDER.rglob("*") if path.is_file()}
    assert found == {*TRANSCRIPTS, FOLDER / "README.md"}


def test_no_transcript_ends_in_an_internal_error() -> None:
    assert [path.name for path in TRANSCRIPTS if Exit.INTERNAL in ends(path)] == []


def test_all_is_relative() -> None:
    assert [path.name for path in TRANSCRIPTS if os.sep + "tmp" in read_page(path)] == []
