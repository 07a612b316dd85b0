"""The scheme's file over HTTP: reading it, saving it, and what was saved."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Body, Response
from pydantic import BaseModel, ConfigDict, Field

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.reading.files import LARGEST_FILE
from engine.report.problems import problem_json
from service.web.answers import CONFLICT, RefusedError, json_data
from service.web.api.described import answers, reference
from service.web.api.shapes import AUDIT, SCHEME
from service.web.api.shapes import CONFLICT as CONFLICT_SHAPE
from service.web.asked import Served, Writable
from service.web.audit import read_audit
from service.web.folder import ConflictError, Folder

router = APIRouter(prefix="/api/v1", tags=["方案"])
Text = Annotated[str, Field(max_length=LARGEST_FILE, description="方案的全文")]


class Sent(BaseModel):
    """What every request has in common: nothing is passed over that nobody asked for."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Saving(Sent):
    """A text, and the SHA-256 of the file that it was made from."""

    text: Text
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="读出时的 SHA-256")]


@router.get("/scheme", summary="方案的全文、SHA-256 和问题", responses=answers(SCHEME))
def scheme(folder: Served, after: BackgroundTasks) -> Response:
    """Return the text as it stands in the file."""
    # Who reads it is likely to change it.
    after.add_task(folder.prepare)
    return _shown(folder)


_SAVED = answers(SCHEME, 409, 422) | {
    CONFLICT: {
        "description": "文件已经被改过：两边的全文",
        "content": {"application/json": {"schema": reference(CONFLICT_SHAPE)}},
    }
}


@router.put("/scheme", summary="保存方案；文件已经被别人改过的，两边的全文都给出，不保存", responses=_SAVED)
def save(folder: Writable, saving: Annotated[Saving, Body()]) -> Response:
    """Put a text in the place of the one that it was made from."""
    try:
        folder.save(saving.text, saving.sha256)
    except ConflictError as error:
        return json_data(
            {
                "schema": "kaohe/conflict@1",
                "message": "方案刚刚被别的程序改过，没有保存",
                "mine": saving.text,
                "theirs": error.text,
                "sha256": error.sha256,
            },
            CONFLICT,
        )
    except OSError as error:
        name = str(folder.scheme)
        message, fix = f"写不了“{name}”，没有保存：{reason(error)}", "请检查权限，或关闭正在使用它的程序后再试"
        raise RefusedError([Problem(Code.FILE_UNREADABLE, message, file=name, help=fix)]) from error
    return _shown(folder)


@router.get("/audit", summary="本服务写入过什么：时间、前后的 SHA-256、大小，最近的在前", responses=answers(AUDIT))
def audit(folder: Served) -> Response:
    """Return the lines of the audit file."""
    return json_data({"schema": "kaohe/audit@1", "entries": read_audit(folder.scheme.parent)})


def _shown(folder: Folder) -> Response:
    state = folder.state()
    return json_data(
        {
            "schema": "kaohe/scheme@1",
            "file": str(folder.scheme),
            "text": state.text,
            "sha256": state.sha256,
            "writable": folder.writable,
            "problems": [problem_json(each) for each in state.problems],
        }
    )
