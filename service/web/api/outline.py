"""The outline of a scheme's text that is saved nowhere, as an editor shows it beside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Response

from engine.editor.document import Document
from engine.editor.symbols import symbols
from service.web.answers import json_data
from service.web.api.described import answers
from service.web.api.editor import Whole
from service.web.api.shapes import OUTLINE
from service.web.asked import Served

if TYPE_CHECKING:
    from engine.editor.symbols import Symbol

router = APIRouter(prefix="/api/v1", tags=["编辑"])


@router.post("/outline", summary="方案的目录：各部分的名称和所在的行", responses=answers(OUTLINE, 422))
def outline(folder: Served, sent: Annotated[Whole, Body()]) -> Response:
    """Return the parts of a text; it need not be sound."""
    document = Document(sent.text, folder.scheme.resolve())
    return json_data({"schema": "kaohe/outline@1", "symbols": [_symbol(each) for each in symbols(document)]})


def _symbol(symbol: Symbol) -> dict[str, Any]:
    source = symbol.span.source
    return {
        "name": symbol.name,
        "detail": symbol.detail,
        "line": symbol.name_span.line,
        "end_line": source.line_of(max(symbol.span.start, symbol.span.end - 1)),
        "parts": [_symbol(each) for each in symbol.parts],
    }
