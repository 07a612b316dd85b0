"""Make the summary of an assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.score import warnings
from engine.report.view.summary.adjusted import adjusted_topic
from engine.report.view.summary.conclusions import conclusions_topic
from engine.report.view.summary.ground import make_ground
from engine.report.view.summary.losses import losses_topic
from engine.report.view.summary.near import near_topic
from engine.report.view.summary.nouns import Summary
from engine.report.view.summary.places import lines, places_topic
from engine.report.view.summary.quality import quality_topic
from engine.report.view.summary.ranking import ranking_topic, stands
from engine.report.view.summary.rules import rules_topic
from engine.report.view.summary.run import run_topic
from engine.report.view.summary.sections import sections_topic
from engine.report.view.summary.states import states_topic

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment


def make_summary(assessment: Assessment, *, program: str, made: str) -> Summary:
    """Return the summary; `program` is the version that makes it, `made` when, both as they are to be read."""
    ground = make_ground(assessment)
    topics = (
        conclusions_topic(ground),
        ranking_topic(ground),
        sections_topic(ground),
        losses_topic(ground),
        adjusted_topic(ground),
        rules_topic(ground),
        places_topic(ground),
        near_topic(ground),
        quality_topic(ground),
        states_topic(ground),
        run_topic(ground, program, made),
    )
    return Summary(
        assessment.scheme.title, "考核情况汇总（内部版）", program, assessment.facts.illustrative,
        tuple(warnings(assessment)), topics, stands(ground), lines(ground), assessment.results.digits,
    )  # fmt: skip
