"""From what a command line asks for to the forms to be made."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from cli.assessing import find_unit
from cli.chinese import did_you_mean
from cli.ends import Misuse, Stopped
from cli.folders import LONGEST_PART, name_part
from engine.dataclass import dataclass
from engine.forms.asking import Asking
from engine.forms.form import FormHead, FormKind
from engine.forms.known import NOTHING_KNOWN, Known, known_of, with_last_year
from engine.forms.layout import unit_key
from engine.forms.lines import Line, assessed, is_panel, lines_of
from engine.forms.marked import Marked, find_marked
from engine.problem.problem import has_errors
from engine.scheme.asked import usual_origin

if TYPE_CHECKING:
    from datetime import date

    from engine.facts.table import FactTable
    from engine.scheme.model import Scheme

_SEPARATORS = re.compile(r"[,，、;；]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of the command, by their names."""

    unit: tuple[str, ...]
    single: bool
    marking: tuple[str, ...]
    assessor: tuple[str, ...]
    origin: str | None
    deadline: date | None
    contact: str

    @property
    def kind(self) -> FormKind:
        """The kind of form that is wanted."""
        return FormKind.MARKING if self.marking else FormKind.SINGLE if self.single else FormKind.UNIT


def check_wanted(wanted: Wanted) -> None:
    """Refuse options that do not go together."""
    context = click.get_current_context()
    if wanted.single and wanted.marking:
        raise Misuse("--single 和 --marking 只能用一个", context)
    if wanted.unit and wanted.kind is not FormKind.UNIT:
        raise Misuse(f"--unit 不能与 --{'marking' if wanted.marking else 'single'} 一起用：那张表里是全部单位", context)
    if wanted.assessor and not wanted.marking:
        raise Misuse("--assessor 要与 --marking 一起用，写明请评委给哪个指标打分", context)


def askings(scheme: Scheme, table: FactTable | None, wanted: Wanted) -> dict[str, Asking]:
    """Return the forms to be made, by the names of their files. Raises Stopped and Misuse."""
    origin = _origin(scheme, wanted)
    known = NOTHING_KNOWN if table is None else known_of(scheme, table, origin)
    if wanted.kind is FormKind.UNIT:
        known, problems = with_last_year(scheme, known)
        if has_errors(problems):
            raise Stopped(problems)
    lines = lines_of(scheme)
    if wanted.kind is not FormKind.MARKING and not any(isinstance(each, Line) and not is_panel(each) for each in lines):
        raise Misuse(
            "没有要单位填报的数据项：或由评委打分（用 --marking），或还没有结束的一期", click.get_current_context()
        )
    as_of = scheme.calendar.as_of
    head = FormHead(wanted.kind, scheme.id, scheme.sha256, origin, as_of=str(as_of) if as_of else "")
    asking = Asking(scheme, head, lines, known, wanted.deadline, wanted.contact)
    match wanted.kind:
        case FormKind.UNIT:
            return _for_units(asking, wanted)
        case FormKind.SINGLE:
            head = replace(head, illustrative=bool(known.made_up))
            return {f"{head.kind.value}{_of_origin(scheme, origin)}.xlsx": replace(asking, head=head)}
        case FormKind.MARKING:
            return _for_assessors(asking, wanted)


def _for_units(asking: Asking, wanted: Wanted) -> dict[str, Asking]:
    scheme, head = asking.scheme, asking.head
    chosen = {find_unit(scheme, each): each for each in wanted.unit}
    for name in chosen:
        if name in scheme.exempt:
            raise Misuse(f"“{name}”免考，不用填报", click.get_current_context())
    made = {}
    for unit in assessed(scheme):
        if chosen and unit.name not in chosen:
            continue
        own = replace(head, unit=unit.name, code=unit.code or "", illustrative=unit.name in asking.known.made_up)
        name = f"{name_part(unit_key(scheme, unit))}_{name_part(unit.name)}{_of_origin(scheme, head.origin)}.xlsx"
        made[name] = replace(asking, head=own)
    return made


def _for_assessors(asking: Asking, wanted: Wanted) -> dict[str, Asking]:
    scheme, head = asking.scheme, asking.head
    names = [part for each in wanted.marking for part in _parts(each, asking)]
    found = [find_marked(scheme, asking.lines, name) for name in names]
    if problems := [each for each in found if not isinstance(each, Marked)]:
        raise Stopped(problems)
    lines = [line for each in found if isinstance(each, Marked) for line in each.lines]
    facts = tuple(dict.fromkeys(line.name for line in lines))
    if not facts:
        raise Misuse(f"{_quoted(names)}没有要填的数据：还没有已经结束的一期", click.get_current_context())
    marked = [line.name for line in lines if is_panel(line)]
    if marked and not wanted.assessor:
        message = f"“{marked[0]}”由几个评委各打各的分，请加 --assessor 写明是哪个评委，如 --assessor 评委1"
        raise Misuse(message, click.get_current_context())
    listed = "、".join(names)
    what = name_part(listed if len(listed) <= LONGEST_PART else f"{names[0]}等{len(names)}项")
    known = _of_facts(asking.known, facts)
    made = {}
    for rater in wanted.assessor or ("",):
        own = replace(head, facts=facts, rater=rater, illustrative=bool(asking.known.made_up))
        named = "_".join(each for each in (own.title, what, name_part(rater)) if each)
        # That of a reviewer is called after the origin.
        origin = _of_origin(scheme, head.origin, usual=scheme.origins.precedence[0]) if rater else ""
        made[f"{named}{origin}.xlsx"] = replace(asking, head=own, known=known)
    return made


def _of_facts(known: Known, facts: tuple[str, ...]) -> Known:
    present = {key: text for key, text in known.present.items() if key[1].partition(".")[0] in facts}
    return replace(known, present=present)


def _origin(scheme: Scheme, wanted: Wanted) -> str:
    """Return the origin of what is filled in: what a reviewer or assessor says counts first."""
    precedence = scheme.origins.precedence
    if wanted.origin is None:
        return precedence[0] if wanted.kind is FormKind.MARKING else usual_origin(scheme)
    if wanted.origin not in precedence:
        known = "、".join(precedence)
        message = f"方案不认“{wanted.origin}”这个来源{did_you_mean(wanted.origin, precedence) or '。'}方案认得：{known}"
        raise Misuse(message, click.get_current_context())
    return wanted.origin


def _of_origin(scheme: Scheme, origin: str, usual: str = "") -> str:
    return "" if origin == (usual or usual_origin(scheme)) else f"_{name_part(origin)}"


def _parts(named: str, asking: Asking) -> list[str]:
    """Return the names that are written together; a name may have such signs itself."""
    if isinstance(find_marked(asking.scheme, asking.lines, named), Marked):
        return [named]
    return [part.strip() for part in _SEPARATORS.split(named) if part.strip()] or [named]


def _quoted(names: list[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
