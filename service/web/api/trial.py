"""What would change: under another text of the scheme, with other facts, between two editions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import Field

from engine.compare.report_json import diff_json, whatif_json
from engine.compare.whatif import Change, what_if
from service.web.answers import RefusedError, json_text
from service.web.api.described import answers
from service.web.api.editor import Whole
from service.web.api.scheme import Sent, Text
from service.web.api.shapes import DIFF, WHATIF
from service.web.asked import Now, Served, assessed, unit_named

router = APIRouter(prefix="/api/v1", tags=["试算"])
MOST_CHANGES = 1000
Name = Annotated[str, Field(max_length=200)]


class Other(Sent):
    """Another value of a fact of one unit."""

    unit: Annotated[Name, Field(description="单位的名称或编码")]
    fact: Annotated[Name, Field(description="数据项的名称")]
    value: Annotated[Name, Field(description="另一个值，照数据文件里的写法：46、95%、是")]


class What(Sent):
    """Other values, and another text of the scheme where that is asked for too."""

    changes: Annotated[list[Other], Field(max_length=MOST_CHANGES)]
    text: Annotated[Text | None, Field(description="方案的全文；不写则用存着的方案")] = None


class Two(Sent):
    """Two editions of the scheme; without `old` the saved one."""

    new: Text
    old: Text | None = None


@router.post(
    "/trial",
    summary="没有保存的方案会让谁的得分、名次、等次变，每处改动各占多少，与 kaohe diff --json 相同",
    responses=answers(DIFF, 422),
)
def trial(folder: Served, sent: Annotated[Whole, Body()]) -> Response:
    """Return what `kaohe diff` would say of the saved scheme and this text, with the facts as they are."""
    diff, problems = folder.trial(sent.text)
    if diff is None:
        raise RefusedError(problems)
    return json_text(diff_json(diff, problems))


@router.post(
    "/whatif",
    summary="数据是另一个值时，各单位的得分、名次、等次会怎样；别的数据都不变",
    responses=answers(WHATIF, 404, 422),
)
def whatif(folder: Served, state: Now, sent: Annotated[What, Body()]) -> Response:
    """Return who would stand elsewhere."""
    before = assessed(state)
    changes = [Change(unit_named(before.scheme, each.unit), each.fact, each.value) for each in sent.changes]
    with folder.working:
        scheme, problems = (before.scheme, []) if sent.text is None else folder.read(sent.text)
        if scheme is None:
            raise RefusedError(problems)
        after, found = what_if(before, folder.fact_files(), scheme, changes)
        if after is None:
            raise RefusedError(found)
    return json_text(whatif_json(before, after, found))


@router.post(
    "/diff", summary="比较两份方案，连同对各单位的影响，与 kaohe diff --json 相同", responses=answers(DIFF, 422)
)
def diff(folder: Served, sent: Annotated[Two, Body()]) -> Response:
    """Return what `kaohe diff OLD NEW FACTS --json` prints."""
    found, problems = folder.diff(sent.old, sent.new)
    if found is None:
        raise RefusedError(problems)
    return json_text(diff_json(found, problems))
