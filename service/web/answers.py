"""Answers: JSON as the commands write it, documents, and problems with the status that fits them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import Response

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.report.problems import problems_json

if TYPE_CHECKING:
    from collections.abc import Sequence

# Sent with every answer that says what is wrong with what was sent.
UNPROCESSABLE = 422
NOT_FOUND = 404
FORBIDDEN = 403
CONFLICT = 409
HTML = "text/html"
# A document is one file that has its styles in it; it runs no script and loads nothing.
_OF_DOCUMENTS = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)


class RefusedError(Exception):
    """A request that cannot be done: what is wrong, and the status that says what sort of wrong."""

    def __init__(self, problems: Sequence[Problem], status: int = UNPROCESSABLE) -> None:
        super().__init__()
        self.problems, self.status = tuple(problems), status


def refusal(message: str, help_: str, status: int) -> RefusedError:
    """Return what to raise where the service does not do something."""
    return RefusedError([Problem(Code.NOT_SERVED, message, help=help_)], status)


def json_text(text: str, status: int = 200) -> Response:
    """Return JSON that is written already."""
    # A text may hold half of a rare character, which no UTF-8 can.
    return Response(text.encode("utf-8", errors="replace"), status, media_type="application/json")


def json_data(data: dict[str, Any], status: int = 200) -> Response:
    """Return data as JSON."""
    return json_text(json.dumps(data, ensure_ascii=False, indent=2), status)


def problems_answer(problems: Sequence[Problem], status: int = UNPROCESSABLE) -> Response:
    """Return problems as `kaohe/problems@1`."""
    return json_text(problems_json(problems), status)


def document(data: bytes, media_type: str, name: str, *, inline: bool = False) -> Response:
    """Return a file under a name; `name` may hold anything, for nothing of it gets into the header as it is."""
    how = "inline" if inline else "attachment"
    headers = {"content-disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}"}
    if media_type == HTML:
        headers["content-security-policy"] = _OF_DOCUMENTS
    return Response(data, media_type=media_type, headers=headers)
