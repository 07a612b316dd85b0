"""Telling a page that the files have changed, as server-sent events."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from service.web.api.described import file_answers
from service.web.asked import Served
from service.web.watch import changes

router = APIRouter(prefix="/api/v1", tags=["变化"])
EVENTS = "text/event-stream"


@router.get(
    "/events", summary="文件变化时发出 changed（server-sent events），一直开着", responses=file_answers(EVENTS),
    response_class=StreamingResponse,
)  # fmt: skip
async def events(request: Request, folder: Served) -> StreamingResponse:
    """Send an event for every change, until the client has gone."""
    return StreamingResponse(changes(folder, request.is_disconnected), media_type=EVENTS)
