"""Forms that came back: sending them, how they stand, the marked copies, and importing the good ones."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Body, File, Path, Response, UploadFile
from pydantic import Field

from engine.forms.collect import collect
from engine.forms.outcome import Doing, Outcomes, outcomes_of
from engine.forms.recognise import Intake
from engine.forms.report import outcomes_data, outcomes_json
from engine.forms.returning import return_form, returned_name
from engine.forms.shelf import read_shelf
from engine.forms.write_facts import is_due, write_facts
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from service.web.answers import FORBIDDEN, NOT_FOUND, RefusedError, document, json_data, json_text, refusal
from service.web.api.described import answers, file_answers
from service.web.api.documents import XLSX
from service.web.api.scheme import Sent
from service.web.api.shapes import FORMS
from service.web.asked import Now, Served, Writable
from service.web.audit import Saved, note_save
from service.web.folder import Folder, State
from service.web.uploads import MOST_FILES, keep, safe_name, within

router = APIRouter(prefix="/api/v1", tags=["填报"])
Name = Annotated[str, Path(max_length=300, description="填报表的文件名，如 /returns 里列出的")]
Sendings = Annotated[list[UploadFile], File(description="填报表，可以一次发几份")]


class Importing(Sent):
    """How forms are imported: as what origin, and over what."""

    origin: Annotated[str | None, Field(max_length=200, description="不论表里怎么写，都作为这个来源的数")] = None
    newest: Annotated[bool, Field(description="一个单位交了几份的，取保存时间最晚的一份")] = False
    migrate: Annotated[bool, Field(description="别的方案的填报表也收，按数据项的名称对应")] = False
    force: Annotated[bool, Field(description="手写的、导入以后改过的也覆盖，原来的另存为 .bak")] = False
    dry_run: Annotated[bool, Field(description="只检查，什么都不写入")] = False


@router.get("/returns", summary="收回的填报表怎样了，与 kaohe form status --json 相同", responses=answers(FORMS, 422))
def status(folder: Served, state: Now) -> Response:
    """Return what `kaohe form status --json` prints."""
    with folder.working:
        return json_text(outcomes_json(outcomes_now(folder, state, Doing.STATUS)))


@router.post(
    "/returns", summary="交填报表：存进“收回”，不覆盖已有的，然后逐格检查", responses=answers(FORMS, 413, 415, 422)
)
def receive(folder: Writable, state: Now, files: Sendings) -> Response:
    """Keep the files that are sent, and tell how all of them stand."""
    with folder.working:
        kept = received(folder, state, files)
        outcomes = outcomes_now(folder, state, Doing.STATUS)
        return json_data({**outcomes_data(outcomes), "received": kept})


def received(folder: Folder, state: State, files: list[UploadFile]) -> list[dict[str, Any]]:
    """Keep files that are sent and tell what became of each; raises RefusedError where none may be."""
    if len(files) > MOST_FILES:
        raise refusal(f"一次最多交 {MOST_FILES} 个文件", "请分几次交", 413)
    if state.scheme is None:
        raise RefusedError(state.problems)
    if not folder.returned.resolve().is_relative_to(folder.scheme.parent.resolve()):
        raise refusal("“收回”是一个链接，指向考核文件夹以外，没有接收", "请把“收回”换成普通的文件夹", FORBIDDEN)
    with folder.working:
        return [_received(folder, each.filename or "", each.file.read()) for each in files]


@router.post(
    "/returns/import", summary="导入没有错误的填报表，与 kaohe form import --json 相同", responses=answers(FORMS, 422)
)
def import_(folder: Writable, state: Now, sent: Annotated[Importing | None, Body()] = None) -> Response:
    """Write the facts of every unit whose form is right."""
    return json_text(outcomes_json(imported(folder, state, sent or Importing())))


def imported(folder: Folder, state: State, how: Importing) -> Outcomes:
    """Import the forms as it is asked, and return what became of each; raises RefusedError."""
    with folder.working:
        outcomes = outcomes_now(folder, state, Doing.DRY_RUN if how.dry_run else Doing.IMPORT, how)
        if not how.dry_run:
            _write(folder, outcomes)
        return outcomes


@router.get(
    "/returns/{name}/marked", summary="退回件：要改的格子标红、加批注的一份", responses=file_answers(XLSX, 404, 422),
    response_class=Response,
)  # fmt: skip
def marked(folder: Served, state: Now, name: Name) -> Response:
    """Return the copy of a form with its mistakes marked."""
    if within(folder.returned, name) is None:
        raise refusal(f"“收回”里没有“{name}”这个文件", "请照 /returns 里列出的文件名写", NOT_FOUND)
    with folder.working:
        outcomes = outcomes_now(folder, state, Doing.STATUS)
        found = next((each.file for each in outcomes.forms if each.file.path.name == name), None)
        if found is None:
            raise refusal(f"“{name}”不是填报表，没有退回件", "请照 /returns 里列出的文件名写", NOT_FOUND)
        data, _ = return_form(found)
    return document(data, XLSX, returned_name(found))


def outcomes_now(folder: Folder, state: State, doing: Doing, how: Importing | None = None) -> Outcomes:
    """Return how the forms stand, or would; raises RefusedError where nobody can say."""
    asked = how or Importing()
    if state.scheme is None:
        raise RefusedError(state.problems)
    if asked.origin is not None and asked.origin not in state.scheme.origins.precedence:
        known = "、".join(state.scheme.origins.precedence)
        raise refusal(f"方案不认“{asked.origin}”这个来源", f"可以写：{known}", 422)
    intake = Intake(state.scheme, asked.origin, asked.migrate)
    collected = collect(intake, folder.returned, folder.returned.as_posix(), newest=asked.newest)
    # Nobody has sent anything yet: that is how it stands, and no mistake.
    collected.problems = [each for each in collected.problems if each.code not in {Code.NO_FORMS, Code.FILE_NOT_FOUND}]
    now = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    shelf = read_shelf(folder.facts, folder.facts.as_posix())
    return outcomes_of(state.scheme, collected, shelf, doing, time=now, force=asked.force)


def _received(folder: Folder, sent: str, data: bytes) -> dict[str, Any]:
    name = safe_name(sent)
    try:
        kept, new = keep(folder.returned, name, data)
        if new:
            note_save(folder.scheme.parent, Saved(kept.name, "", sha256(data).hexdigest(), len(data), "收填报表"))
    except OSError as error:
        return {"name": sent, "saved_as": None, "message": f"没有存下：{reason(error)}"}
    return {"name": sent, "saved_as": kept.name, "message": "已存进“收回”"}


def _write(folder: Folder, outcomes: Outcomes) -> None:
    try:
        for filing in (each for form in outcomes.forms for each in form.filings if is_due(each)):
            data = filing.text.encode("utf-8", errors="replace")
            saved = Saved(filing.path.name, filing.replaced, sha256(data).hexdigest(), len(data), "导入填报表")
            note_save(folder.scheme.parent, saved)
        write_facts(outcomes, folder.facts)
    except OSError as error:
        name = folder.facts.as_posix()
        message = f"没有导入，“{name}”或审计文件写不了：{reason(error)}"
        raise RefusedError([Problem(Code.FILE_UNREADABLE, message, file=name, help="请检查权限")]) from error
