"""The file of a unit's facts that an import writes, and how it is told whether a person has changed it since."""

from __future__ import annotations

import re
from hashlib import sha256

from engine.dataclass import dataclass
from engine.scheme.unit_vocabulary import IMPORTED, UNIT_FILE
from engine.text.misread import read_otherwise
from engine.text.tree import Listing, Mapping, Node, Scalar

_KEY = {each.name: each.key for each in IMPORTED.fields}
_UNIT_KEY = {each.name: each.key for each in UNIT_FILE.fields}
_HEAD = "# 由填报表导入，请不要在这里改数：改填报表，再导入。确实要在这里改，以后导入就不会覆盖这个文件。\n"
_INTACT = re.compile(rf"(?m)^(  {_KEY['intact']}: )([0-9a-f]{{64}})$")
_FROM = re.compile(rf"(?m)^  {_KEY['sha256']}: ([0-9a-f]{{64}})$")
_TIME = re.compile(rf"(?m)^(  {_KEY['time']}: )(.*)$")
_WORD = re.compile(r"\w|[（《〔“【]")
_STEP = "  "
_UNKNOWN = "f" * 64


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that facts are imported from, and when."""

    file: str
    sha256: str
    time: str


def facts_text(tree: Mapping, origin: Origin) -> str:
    """Return the text of a unit's file, with the record of where it comes from behind its head."""
    lines: list[str] = []
    for entry in tree.entries:
        if entry.key.text == _UNIT_KEY["facts"]:
            lines += ["", *_record(origin), ""]
        elif entry.key.text == _UNIT_KEY["narrative"]:
            lines.append("")
        lines += _entry_lines(entry.key.text, entry.value, "")
    text = _HEAD + "\n".join(lines) + "\n"
    return _INTACT.sub(rf"\g<1>{digest(text)}", text)


def digest(text: str) -> str:
    """Return what a file's text comes to, its own mark aside, and whatever ends its lines."""
    same_ends = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return sha256(_INTACT.sub(rf"\g<1>{_UNKNOWN}", same_ends).encode()).hexdigest()


def is_intact(text: str) -> bool:
    """Say whether a file is as an import wrote it, to the letter."""
    told = _INTACT.search(text.replace("\r\n", "\n"))
    return told is not None and told[2] == digest(text)


def imported_from(text: str) -> str:
    """Return the sha256 of the file that a unit's file was imported from; nothing where it was not."""
    told = _FROM.search(text.replace("\r\n", "\n"))
    return told[1] if told else ""


def same_but_time(one: str, other: str) -> bool:
    """Say whether two files say the same, apart from when they were imported."""
    timeless = [_TIME.sub(r"\g<1>", _INTACT.sub(r"\g<1>", text.replace("\r\n", "\n"))) for text in (one, other)]
    return timeless[0] == timeless[1]


def _record(origin: Origin) -> list[str]:
    said = {"file": origin.file, "sha256": origin.sha256, "time": origin.time, "intact": _UNKNOWN}
    return [f"{_UNIT_KEY['imported']}:", *(f"{_STEP}{_KEY[name]}: {_scalar(text)}" for name, text in said.items())]


def _entry_lines(key: str, value: Node, indent: str) -> list[str]:
    start = f"{indent}{_scalar(key)}:"
    match value:
        case Scalar():
            return _text_lines(start, value.text, indent)
        case Mapping():
            below = [_entry_lines(entry.key.text, entry.value, indent + _STEP) for entry in value.entries]
            # A form may come back with nothing filled in.
            return [start if below else f"{start} {{}}", *(line for lines in below for line in lines)]
        case Listing():
            return [start, *(line for item in value.items for line in _item_lines(item, indent + _STEP))]


def _item_lines(item: Node, indent: str) -> list[str]:
    """Return the lines of an item of a list, the first behind a dash."""
    match item:
        case Scalar():
            return [f"{indent}- {_scalar(item.text)}"]
        case Mapping():
            below = [_entry_lines(entry.key.text, entry.value, indent + _STEP) for entry in item.entries]
            lines = [line for lines in below for line in lines]
            return [f"{indent}- {lines[0].removeprefix(indent + _STEP)}", *lines[1:]]
        case Listing():
            raise AssertionError("a list in a list is no part of a unit's file")


def _text_lines(start: str, text: str, indent: str) -> list[str]:
    """Return a value behind its key: several lines as a block where that keeps every character."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocked = len(lines) > 1 and lines[0][:1].strip() and lines[-1].strip() and all(map(str.isprintable, lines))
    if blocked and all(line == line.rstrip() for line in lines):
        return [f"{start} |-", *(f"{indent}{_STEP}{line}" if line else "" for line in lines)]
    return [f"{start} {_scalar(text)}"]


def _scalar(text: str) -> str:
    """Return a text on one line, in double quotes where anybody could read it as something else."""
    plain = _WORD.match(text) and text.isprintable() and ": " not in text and " #" not in text
    if plain and text == text.strip() and not text.endswith(":") and text != "null" and not read_otherwise(text):
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char == "\n":
        return "\\n"
    return char if char.isprintable() or char == "\u3000" else f"\\U{ord(char):08x}"
