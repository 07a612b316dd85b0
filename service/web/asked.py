"""What requests ask of: the folder that is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fastapi import Request, Response

from engine.problem.codes import Code
from engine.problem.problem import Problem
from service.web.answers import problems_answer

if TYPE_CHECKING:
    from service.web.folder import Folder


def folder_of(request: Request) -> Folder:
    """Return the folder that is served."""
    return cast("Folder", request.app.state.folder)


def not_found(message: str) -> Response:
    """Say that there is no such thing."""
    return problems_answer([Problem(Code.NO_SUCH_ITEM, message)], 404)
