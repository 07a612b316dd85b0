"""Forms that came back: who sent one, what is wrong in which cell, importing, and marked copies to send back."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Response, UploadFile
from fastapi import Form as FormField
from fastapi.responses import RedirectResponse

from engine.dataclass import dataclass
from engine.forms.cells import file_name
from engine.forms.outcome import Doing, Fate
from engine.forms.returning import is_to_be_returned
from engine.problem.codes import Severity
from service.web.answers import RefusedError
from service.web.api import returns as api
from service.web.asked import Now, Writable
from service.web.pages.frame import Asked, Page, not_yet, show, with_query
from service.web.pages.paged import paged
from service.web.pages.told import Told, told

if TYPE_CHECKING:
    from engine.forms.outcome import Outcome, Outcomes

router = APIRouter(include_in_schema=False)
_READY = frozenset({Fate.NEW, Fate.UPDATE, Fate.PART})
Sent = Annotated[list[UploadFile], File()]


@dataclass(frozen=True, slots=True)
class Form:
    """A form as the grid has it; `marked` is where its marked copy is, empty where there is nothing to send back."""

    file: str
    units: str
    word: str
    grave: bool
    good: bool
    filled: str
    errors: int
    remarks: int
    marked: str
    problems: tuple[Told, ...]


@router.get("/returns")
def returns(of: Page) -> Response:
    """Show how all forms stand."""
    if of.derived.state.scheme is None:
        return not_yet(of, "填报")
    with of.folder.working:
        outcomes = api.outcomes_now(of.folder, of.derived.state, Doing.STATUS)
    forms = [_form(of, outcomes, each) for each in outcomes.forms]
    missing = list(outcomes.collected.missing)
    page = paged(forms, of.query("page"))
    return show(
        of,
        "returns.html",
        "填报",
        forms=page.rows,
        page=page,
        ready=outcomes.number(*_READY),
        held=outcomes.number(Fate.HELD),
        bad=sum(each.grave for each in forms),
        missing=missing,
        expected=len(of.derived.state.scheme.units) - len(of.derived.state.scheme.exempt),
        others=told(outcomes.collected.problems, of.folder),
        said=_said(of),
        quality=of.derived.quality if of.derived.state.assessment else None,
        writable=of.folder.writable,
    )


def _form(of: Asked, outcomes: Outcomes, each: Outcome) -> Form:
    name = each.file.path.name
    units = "、".join(dict.fromkeys(unit.unit for unit in each.file.units)) or "、".join(each.file.named)
    errors = each.count(Severity.ERROR)
    due = is_to_be_returned(each.file, with_remarks=False)
    return Form(
        file_name(each.file.name), units, outcomes.word(each), errors > 0, each.fate in _READY | {Fate.SAME},
        f"{each.filled}/{each.asked}" if each.file.units else "", errors,
        each.count(Severity.WARNING, Severity.HINT),
        f"/api/v1/returns/{quote(os.fsencode(name), safe='')}/marked" if due else "",
        tuple(map(_on_page, told(each.problems, of.folder))),
    )  # fmt: skip


def _on_page(problem: Told) -> Told:
    """Say what to do here, where the help speaks of the command."""
    return replace(problem, help=problem.help.replace("加 --force", "在上面勾选“也覆盖”"))


def _said(of: Asked) -> str:
    """Say what was done just before."""
    kept, taken, wrong = of.query("kept"), of.query("taken"), of.query("wrong")
    if kept.isdigit():
        return f"收到 {int(kept)} 个文件，存进了“收回”。" + (f"没有收：{wrong}。" if wrong else "")
    return f"导入了 {int(taken)} 份。" if taken.isdigit() else wrong


@router.post("/returns")
def receive(folder: Writable, state: Now, files: Sent) -> Response:
    """Keep the files that are sent, and go back to how all of them stand."""
    try:
        received = api.received(folder, state, [each for each in files if each.filename])
    except RefusedError as error:
        return _back({"wrong": "；".join(each.message for each in error.problems)})
    kept = [each for each in received if each["saved_as"]]
    failed = "；".join(f"{each['name']} {each['message']}" for each in received if not each["saved_as"])
    return _back({"kept": str(len(kept)), "wrong": failed})


@router.post("/returns/import")
def import_(folder: Writable, state: Now, force: Annotated[str, FormField()] = "") -> Response:
    """Write the facts of every unit whose form is right."""
    try:
        outcomes = api.imported(folder, state, api.Importing(force=bool(force)))
    except RefusedError as error:
        return _back({"wrong": "；".join(each.message for each in error.problems)})
    return _back({"taken": str(outcomes.number(*_READY))})


def _back(said: dict[str, str]) -> Response:
    return RedirectResponse(with_query("/returns", said), 303)
