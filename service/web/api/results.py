"""Scores, ranks and explanations over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from engine import api
from engine.report.score import score_json
from engine.report.why import items_of, why_json
from service.web.answers import json_text, problems_answer
from service.web.asked import folder_of, not_found
from service.web.folder import Folder

router = APIRouter(prefix="/api/v1", tags=["结果"])
Served = Annotated[Folder, Depends(folder_of)]


@router.get("/score", summary="全部单位的得分、名次、等次（kaohe/score@1）")
def score(folder: Served) -> Response:
    """Return what `kaohe score --json` prints."""
    state = folder.state()
    return json_text(score_json(state.assessment)) if state.assessment else problems_answer(state.problems)


@router.get("/units/{unit}/trace", summary="一个单位的得分和等次从何而来（kaohe/trace@1）")
def trace(folder: Served, unit: str, item: str | None = None) -> Response:
    """Return what `kaohe why --json` prints."""
    state = folder.state()
    if state.assessment is None:
        return problems_answer(state.problems)
    if unit not in state.assessment.facts.units:
        return not_found(f"没有“{unit}”这个单位")
    explanation = api.explain(state.assessment, unit)
    if item is not None and item not in items_of(explanation):
        return not_found(f"“{unit}”没有“{item}”这一项")
    return json_text(why_json(explanation, item))
