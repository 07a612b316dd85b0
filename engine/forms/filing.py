"""Where an import puts what a form says, and what stands there already."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.cells import file_name
from engine.forms.facts_file import Origin, facts_text, imported_from, is_intact, same_but_time
from engine.forms.form import FormHead, FormKind
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.unit_vocabulary import SELF_ASSESSED

if TYPE_CHECKING:
    from pathlib import Path

    from engine.forms.receive import FormFile, OfUnit
    from engine.forms.shelf import Shelf
    from engine.scheme.model import Scheme

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

    `replaced` is the sha256 of the file that it takes the place of, which a NEW one does where that reported nothing;
    `keep` that a person has written in that.
    """

    unit: str
    path: Path
    text: str
    action: Action
    problem: Problem | None = None
    replaced: str = ""
    keep: bool = False


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
    own, text = made
    unit = of_unit.unit
    name = shelf.place(own, unit)
    path = shelf.folder / name
    there = shelf.texts.get(name)
    replaced = shelf.digests.get(name, "")
    if there is not None and is_intact(there):
        action = Action.SAME if same_but_time(there, text) else Action.UPDATE
        return Filing(unit, path, text, action, replaced=replaced)
    blank = there is not None and shelf.is_blank(name)
    if there is not None and not blank and not force:
        changed = "导入以后有人改过" if imported_from(there) else "是手写的，不是导入的"
        fix = "请核对两边的数；确实要以填报表为准，加 --force，原来的另存为 .bak"
        return _held(unit, path, text, (f"{shelf.name}/{name}", f"{changed}，没有覆盖", fix))
    by_hand = () if head.kind is FormKind.MARKING else shelf.by_hand(scheme, unit, head.origin)
    if (other := next((each for each in by_hand if each != name), None)) is not None:
        fix = "请核对两边的数，把不用的一份移走；同一个来源的数只能有一份"
        says = f"里已有“{unit}”的数据（手写的），没有再导入一份"
        return _held(unit, path, text, (f"{shelf.name}/{other}", says, fix))
    if there is None or blank:
        return Filing(unit, path, text, Action.NEW, replaced=replaced)
    return Filing(unit, path, text, Action.UPDATE, replaced=replaced, keep=True)


def _held(unit: str, path: Path, text: str, told: tuple[str, str, str]) -> Filing:
    """Return what is not written; `told` is the file in the way, what is the matter with it, and what to do."""
    file, says, fix = told
    problem = Problem(Code.FACTS_CHANGED, f"“{file}”{says}", file=file, help=fix)
    return Filing(unit, path, text, Action.HELD, problem)
