"""Do what a page says, in order, in an empty folder: write its files, make its changes, run its commands."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from tests.pages.markdown import ROOT, Block, Change, Copy, Deed, blocks, changes, copies, deeds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEFT_OUT = "……"
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
# CLIPS is what a reader on Windows has.
SETTINGS = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1", "KAOHE_RULES": "clips"}


def output(line: str, folder: Path) -> str:
    """What a command shows on the screen."""
    program, *arguments = shlex.split(line)
    assert program == "kaohe", line
    run = subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        cwd=folder,
        env={**os.environ, **SETTINGS},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode in {0, 1, 3, 4}, run.stdout
    return run.stdout.rstrip("\n") + "\n"


def walked(page: str, folder: Path, shows: Callable[[str, Path], str] = output) -> list[tuple[int, str, str]]:
    """Does what the page says; returns where each console block stands, what it holds, and what it should.

    `cd` leads to another folder, as it leads the reader there; files are written where the reader is.
    `shows` runs a command line in the folder and returns what is to stand below it.
    """
    found = []
    steps: list[Block | Change | Copy | Deed] = [*blocks(page), *changes(page), *copies(page), *deeds(page)]
    for step in sorted(steps, key=lambda each: each.start):
        match step:
            case Deed():
                do(step, folder)
            case Change(file, old, new):
                change_file(folder / file, old, new)
            case Copy(file, name):
                shutil.copyfile(folder / file, folder / name)
            case Block(language="console"):
                shown, folder = run_commands(step.text, folder, shows)
                found.append((step.start, step.text, shown))
            case Block(file=str()):
                put_block(step, folder)
            case _:
                continue
    return found


def do(deed: Deed, folder: Path) -> None:
    """Does something with files."""
    path = folder / deed.words[-1]
    match deed.verb:
        case "copy" if (ROOT / deed.words[0]).is_dir():
            shutil.copytree(ROOT / deed.words[0], path)
        case "copy":
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / deed.words[0], path)
        case "save":
            path = folder / deed.words[0]
            path.write_bytes(path.read_text("utf-8").encode(deed.words[1]))
        case "remove":
            path.unlink()
        case "fill":
            fill(folder / deed.words[0], deed.words[1:])
        case _:
            path.mkdir(parents=True)


def fill(path: Path, typed: tuple[str, ...]) -> None:
    """Types into a workbook as at the keyboard: digits are a number, all else is a text."""
    book: Any = load_workbook(path)
    for place, text in zip(typed[::2], typed[1::2], strict=True):
        sheet, cell = place.split("!")
        book[sheet][cell] = int(text) if text.isdigit() else text
    book.save(path)


def put_block(block: Block, folder: Path) -> None:
    """Writes a block to its file, or into it."""
    path = folder / str(block.file)
    if block.after is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")
        return
    lines = path.read_text("utf-8").splitlines(keepends=True)
    line = f"{block.after}\n"
    assert lines.count(line) == 1, f"{path.name}: “{block.after}” should stand there once"
    lines.insert(lines.index(line) + 1, block.text)
    path.write_text("".join(lines), "utf-8")


def change_file(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{path.name}: “{old}” should stand there once"
    path.write_text(text.replace(old, new), "utf-8")


def run_commands(text: str, folder: Path, shows: Callable[[str, Path], str]) -> tuple[str, Path]:
    """Runs every command of a block and puts what it prints after it, cut where the block is cut.

    Also returns the folder in which the commands have left the reader.
    """
    shown = []
    for match in _COMMAND.finditer(text):
        shown.append(f"$ {match[1]}\n")
        if match[1].startswith("cd "):
            folder = (folder / match[1].removeprefix("cd ")).resolve(strict=True)
        else:
            shown.append(cut_like(match[2], shows(match[1], folder)))
    return "".join(shown), folder


def cut_like(shown: str, whole: str) -> str:
    """Cuts an output to as many lines before and after the sign as are shown now."""
    lines, old = whole.splitlines(), shown.splitlines()
    if LEFT_OUT not in old:
        return whole
    head = old.index(LEFT_OUT)
    tail = len(old) - head - 1
    assert head + tail < len(lines), f"nothing is left out: {shown}"
    return "\n".join([*lines[:head], LEFT_OUT, *lines[len(lines) - tail :]]) + "\n"
