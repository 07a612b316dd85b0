"""Scores, ranks and explanations over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from engine import api
from engine.report.facts_said import facts_json
from engine.report.problems import problems_json
from engine.report.score import rank_json, score_json
from engine.report.why import exempt_json, items_of, why_json
from service.web.answers import NOT_FOUND, json_text, refusal
from service.web.api.described import answers
from service.web.api.shapes import FACTS, PROBLEMS, SCORE, TRACE
from service.web.asked import Now, assessed, no_item, unit_named

router = APIRouter(prefix="/api/v1", tags=["结果"])
Unit = Annotated[str, Path(max_length=200, description="单位的名称或编码")]
MOST_ASKED = 1_000_000


@router.get("/problems", summary="方案和数据的全部问题，与 kaohe check --json 相同", responses=answers(PROBLEMS))
def problems(state: Now) -> Response:
    """Return what `kaohe check --json` prints."""
    return json_text(problems_json(state.problems, state.silenced))


@router.get("/score", summary="全部单位的得分、名次、等次，与 kaohe score --json 相同", responses=answers(SCORE, 422))
def score(state: Now) -> Response:
    """Return what `kaohe score --json` prints."""
    return json_text(score_json(assessed(state)))


@router.get("/rank", summary="按名次列出的单位，与 kaohe rank --json 相同", responses=answers(SCORE, 404, 422))
def rank(
    state: Now,
    group: Annotated[str | None, Query(max_length=200, description="只要这一组")] = None,
    top: Annotated[int | None, Query(ge=1, le=MOST_ASKED, description="只要前几个")] = None,
) -> Response:
    """Return what `kaohe rank --json` prints."""
    assessment = assessed(state)
    groups = sorted({unit.group for unit in assessment.scheme.units if unit.group})
    if group is not None and group not in groups:
        listed = "、".join(groups)
        raise refusal(f"没有“{group}”这个组", f"方案里的组有：{listed}" if groups else "这个方案没有分组", NOT_FOUND)
    return json_text(rank_json(assessment, group=group, top=top))


@router.get("/units", summary="全部单位，按方案的顺序，形状与 /score 相同", responses=answers(SCORE, 422))
def units(state: Now) -> Response:
    """Return the units in the scheme's order."""
    return json_text(score_json(assessed(state)))


@router.get(
    "/units/{unit}/trace",
    summary="一个单位的得分和等次从何而来，与 kaohe why --json 相同",
    responses=answers(TRACE, 404, 422),
)
def trace(
    state: Now,
    unit: Unit,
    item: Annotated[str | None, Query(max_length=200, description="只要这一项：指标、规则或加分项的编号")] = None,
) -> Response:
    """Return what `kaohe why --json` prints."""
    assessment = assessed(state)
    name = unit_named(assessment.scheme, unit)
    if name in assessment.scheme.exempt:
        return json_text(exempt_json(name))
    explanation = api.explain(assessment, name)
    known = items_of(explanation)
    if item is not None and item not in known:
        raise no_item(name, item, known)
    return json_text(why_json(explanation, item))


@router.get("/facts", summary="各单位报了什么：每个数、来源、出处", responses=answers(FACTS, 422))
def facts(state: Now) -> Response:
    """Return what each unit reported, with origin and place."""
    return json_text(facts_json(assessed(state)))
