"""Every scoring method there is; adding one is one line here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.methods import (
    as_points,
    bands,
    cases,
    checklist,
    count,
    interpolation,
    inverse,
    matter_deduction,
    matter_score,
    occurrence,
    proportional,
    rank_points,
    reach,
    shortfall,
    surplus,
    two_slope,
    window,
    year_on_year,
    yes_no,
)
from engine.vocabulary.shape import Variants

if TYPE_CHECKING:
    from engine.methods.method import Method

METHODS: tuple[Method, ...] = (
    reach.METHOD,
    yes_no.METHOD,
    shortfall.METHOD,
    two_slope.METHOD,
    occurrence.METHOD,
    matter_deduction.METHOD,
    count.METHOD,
    matter_score.METHOD,
    surplus.METHOD,
    checklist.METHOD,
    cases.METHOD,
    bands.METHOD,
    window.METHOD,
    proportional.METHOD,
    inverse.METHOD,
    interpolation.METHOD,
    as_points.METHOD,
    year_on_year.METHOD,
    rank_points.METHOD,
)

BY_WORD = MappingProxyType({method.word: method for method in METHODS})

SCORING = Variants(
    "方法",
    "计分",
    "这个指标怎么计分：先写“方法”，再写该方法要的各项。",
    MappingProxyType({method.word: method.concept for method in METHODS}),
)
