"""Where an import puts what a form says, and what stands there already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING

from engine.forms.cells import file_name
from engine.forms.facts_file import Origin, facts_text, imported_from, is_intact, same_but_time
from engine.forms.form import FormHead, FormKind
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.folders import SUFFIXES
from engine.scheme.asked import usual_origin
from engine.scheme.unit_vocabulary import SELF_ASSESSED, UNIT_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine.forms.receive import FormFile, OfUnit
    from engine.scheme.model import Scheme

_KEY = {each.name: each.key for each in UNIT_FILE.fields}
_UNIT = re.compile(rf"""(?m)^{_KEY["unit"]}:[ ]*["']?([^"'#\n\r]*?)["']?[ ]*(?:#.*)?\r?$""")
_ORIGIN = re.compile(rf"""(?m)^{_KEY["origin"]}:[ ]*["']?([^"'#\n\r]*?)["']?[ ]*(?:#.*)?\r?$""")
# Windows allows none of these in the name of a file.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


class Action(Enum):
    """What an import does about a unit's file; the value says it in JSON."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Filing:
    """A unit's file as an import would write it; a HELD one is not written, and its `problem` says why.

    `replaced` is the sha256 of the file that it takes the place of; `keep` that a person has written in that.
    """

    unit: str
    path: Path
    text: str
    action: Action
    problem: Problem | None = None
    replaced: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of facts, and the files that are in it: the text and the sha256 of each."""

    folder: Path
    name: str
    texts: dict[str, str]
    digests: dict[str, str]


def target_name(head: FormHead, unit: str) -> str:
    """Return the name of the file for a unit: its own report under its name, others with who gives them."""
    parts = [unit]
    if head.kind is FormKind.MARKING:
        parts += [head.origin, *([head.rater] if head.rater else []), _facts_named(head.facts)]
    elif head.origin != SELF_ASSESSED:
        parts.append(head.origin)
    return ".".join(_FORBIDDEN.sub("_", part) for part in parts if part)


def _facts_named(facts: tuple[str, ...]) -> str:
    return f"{facts[0]}等{len(facts)}项" if len(facts) > 1 else "".join(facts)


def read_shelf(folder: Path, name: str) -> Shelf:
    """Read the files that are in the folder of facts; there may be none yet."""
    texts, digests = {}, {}
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith("."):
                # What is no text in UTF-8 was not written by an import: whatever it is, it is not overwritten.
                data = path.read_bytes()
                texts[path.name], digests[path.name] = data.decode("utf-8", errors="replace"), sha256(data).hexdigest()
    return Shelf(folder, name, texts, digests)


def file_units(scheme: Scheme, shelf: Shelf, file: FormFile, time: str, *, force: bool = False) -> list[Filing]:
    """Return what is to be written for each unit that a form gives good answers for."""
    if not file.good or file.form is None or file.book is None:
        return []
    origin = Origin(file_name(file.name), file.book.sha256, time)
    filed = []
    for each in file.units:
        if each.good:
            name = f"{target_name(file.form.head, each.unit)}.yaml"
            filed.append(
                _filing(scheme, shelf, file.form.head, each, (name, facts_text(each.tree, origin)), force=force)
            )
    return filed


def _filing(
    scheme: Scheme, shelf: Shelf, head: FormHead, of_unit: OfUnit, made: tuple[str, str], *, force: bool
) -> Filing:
    name, text = made
    path = shelf.folder / name
    there = shelf.texts.get(name)
    replaced = shelf.digests.get(name, "")
    if there is not None and is_intact(there):
        action = Action.SAME if same_but_time(there, text) else Action.UPDATE
        return Filing(of_unit.unit, path, text, action, replaced=replaced)
    if there is not None and not force:
        changed = "导入以后有人改过" if imported_from(there) else "是手写的，不是导入的"
        fix = "请核对两边的数；确实要以填报表为准，加 --force，原来的另存为 .bak"
        return _held(of_unit.unit, path, text, (f"{shelf.name}/{name}", f"{changed}，没有覆盖", fix))
    by_hand = [
        other for other in _written_by_hand(shelf, name) if _says(scheme, shelf.texts[other], of_unit.unit, head)
    ]
    if by_hand:
        fix = "请核对两边的数，把不用的一份移走；同一个来源的数只能有一份"
        says = f"里已有“{of_unit.unit}”的数据（手写的），没有再导入一份"
        return _held(of_unit.unit, path, text, (f"{shelf.name}/{by_hand[0]}", says, fix))
    action = Action.NEW if there is None else Action.UPDATE
    return Filing(of_unit.unit, path, text, action, replaced=replaced, keep=there is not None)


def _held(unit: str, path: Path, text: str, told: tuple[str, str, str]) -> Filing:
    """Return what is not written; `told` is the file in the way, what is the matter with it, and what to do."""
    file, says, fix = told
    problem = Problem(Code.FACTS_CHANGED, f"“{file}”{says}", file=file, help=fix)
    return Filing(unit, path, text, Action.HELD, problem)


def _written_by_hand(shelf: Shelf, name: str) -> Iterable[str]:
    return (other for other, text in shelf.texts.items() if other != name and not imported_from(text))


def _says(scheme: Scheme, text: str, unit: str, head: FormHead) -> bool:
    """Say whether a file that a person wrote gives the same unit's values of the same origin."""
    told = _UNIT.search(text)
    if head.kind is FormKind.MARKING or told is None or told[1].strip() != unit:
        return False
    alone = _ORIGIN.search(text)
    usual = alone[1].strip() if alone else usual_origin(scheme)
    return usual == head.origin or re.search(rf"(?m)^\s+{re.escape(head.origin)}:", text) is not None
