"""What an editor asks of a scheme's text that is saved nowhere: problems, completion, explanations, layout."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import Field

from engine import api
from engine.editor.complete import complete
from engine.editor.document import Document
from engine.editor.hover import hover
from engine.editor.item import ItemKind
from engine.layout.formatted import formatted
from engine.mending.mend import mend_text
from engine.problem.problem import has_errors
from engine.reading.read_scheme import read_scheme
from engine.report.problems import problems_json
from engine.report.read import read_json, readable
from engine.scheme.view import AS_SAID
from engine.text.written import Written
from service.web.answers import RefusedError, json_data, json_text
from service.web.api.described import answers
from service.web.api.scheme import Sent, Text
from service.web.api.shapes import FORMATTED, HOVER, ITEMS, PROBLEMS, READ
from service.web.asked import Served, no_item
from service.web.folder import Folder

router = APIRouter(prefix="/api/v1", tags=["编辑"])
# More than anybody reads; what is typed next narrows them down.
MOST_OFFERED = 300
_KINDS = {
    ItemKind.KEY: "key",
    ItemKind.WORD: "word",
    ItemKind.NAME: "name",
    ItemKind.FUNCTION: "function",
    ItemKind.OPERATOR: "operator",
}


class Whole(Sent):
    """A text of the scheme."""

    text: Text


class At(Whole):
    """A text and a place in it, counted in characters (code points) from 0; lines end with one character."""

    offset: Annotated[int, Field(ge=0, description="光标的位置：前面有几个字符（Unicode 码点，换行算一个）")]


class Reading(Whole):
    """A text and what is to be read of it."""

    item: Annotated[str | None, Field(max_length=200, description="只念这一项：编号或名称")] = None


@router.post("/lint", summary="检查一份没有保存的方案，与 kaohe check --json 相同", responses=answers(PROBLEMS, 422))
def lint(folder: Served, sent: Annotated[Whole, Body()]) -> Response:
    """Return what `kaohe check --json` would say of the scheme's file with this text."""
    with folder.working:
        found = api.examine_sources(folder.source(sent.text), folder.scheme.parent, None, [], AS_SAID)
    return json_text(problems_json(found.problems, found.silenced))


@router.post("/complete", summary="光标处可以写什么", responses=answers(ITEMS, 422))
def completed(folder: Served, sent: Annotated[At, Body()]) -> Response:
    """Return what may be written at a place."""
    document = _document(folder, sent.text)
    items = complete(document, min(sent.offset, len(document.source.text)))
    listed = [
        {
            "label": item.label,
            "kind": _KINDS[item.kind],
            "text": item.new_text,
            "start": item.start,
            "end": item.end,
            "detail": item.detail,
            "documentation": item.documentation,
        }
        for item in items[:MOST_OFFERED]
    ]
    return json_data({"schema": "kaohe/complete@1", "items": listed, "more": len(items) > MOST_OFFERED})


@router.post("/hover", summary="光标处的词是什么意思（Markdown）；没有可说的为空", responses=answers(HOVER, 422))
def hovered(folder: Served, sent: Annotated[At, Body()]) -> Response:
    """Return what there is to say of the word at a place."""
    document = _document(folder, sent.text)
    offset = min(sent.offset, len(document.source.text))
    found = hover(document, offset)
    start, end = (found.span.start, found.span.end) if found else (offset, offset)
    markdown = found.markdown if found else None
    return json_data({"schema": "kaohe/hover@1", "markdown": markdown, "start": start, "end": end})


@router.post("/format", summary="排版后的全文，与 kaohe fmt 相同", responses=answers(FORMATTED, 422))
def laid_out(folder: Served, sent: Annotated[Whole, Body()]) -> Response:
    """Return the text in the one layout."""
    source = folder.source(sent.text)
    text, problems = formatted(source)
    if text is None:
        raise RefusedError(problems)
    return _text(source.text, text, 0)


@router.post("/fix", summary="改正有把握的错误后的全文，与 kaohe check --fix 相同", responses=answers(FORMATTED, 422))
def fixed(folder: Served, sent: Annotated[Whole, Body()]) -> Response:
    """Return the text with everything put right that is safe to put right."""
    source = folder.source(sent.text, mended=True)
    with folder.working:
        mended = mend_text(Written(source, source.text, bom=False), folder.scheme, AS_SAID)
    return _text(source.text, mended.after.source.text, len(mended.mended))


@router.post("/read", summary="把方案或其中一项念成文字，与 kaohe read --json 相同", responses=answers(READ, 404, 422))
def read(folder: Served, sent: Annotated[Reading, Body()]) -> Response:
    """Return the sentences of a scheme, or of one part of it."""
    scheme, problems = read_scheme(folder.source(sent.text), folder.scheme.parent)
    if scheme is None or has_errors(problems):
        raise RefusedError(problems)
    known = readable(scheme)
    if sent.item is not None and sent.item not in known:
        raise no_item(scheme.title, sent.item, known)
    return json_text(read_json(scheme, [sent.item] if sent.item is not None else []))


def _document(folder: Folder, text: str) -> Document:
    return Document(folder.source(text).text, folder.scheme.resolve())


def _text(before: str, text: str, mended: int) -> Response:
    return json_data({"schema": "kaohe/text@1", "text": text, "changed": text != before, "mended": mended})
