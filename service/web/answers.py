"""Answers: JSON as the commands write it, and problems with the status that fits them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi import Response

from engine.report.problems import problems_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.problem.problem import Problem

# Sent with every answer that says what is wrong with what was sent.
UNPROCESSABLE = 422


def json_text(text: str, status: int = 200) -> Response:
    """Return JSON that is written already."""
    return Response(text, status, media_type="application/json")


def json_data(data: dict[str, Any], status: int = 200) -> Response:
    """Return data as JSON."""
    return json_text(json.dumps(data, ensure_ascii=False), status)


def problems_answer(problems: Sequence[Problem], status: int = UNPROCESSABLE) -> Response:
    """Return problems as `kaohe/problems@1`."""
    return json_text(problems_json(problems), status)
