"""The 2021 assessment of Changning: the tiers are those of the notice, and they are earned."""

from __future__ import annotations

import re

from tests.assessing import ROOT, assess_shipped, assess_texts, fact_texts, scheme_text, tiers_of

NAME = "changning-2021"
BEST = {"天山街道", "新华街道", "程桥街道"}
ORDER = [
    "新华街道",
    "江苏街道",
    "华阳街道",
    "周桥街道",
    "天山街道",
    "仙霞街道",
    "虹桥街道",
    "程桥街道",
    "北新泾街道",
    "新泾镇",
]


def best_of(found: dict[str, str | None]) -> set[str]:
    return {unit for unit, tier in found.items() if tier == "优秀"}


def file_of(texts: dict[str, str], unit: str) -> str:
    return next(name for name, text in texts.items() if re.search(rf"^单位: {unit}$", text, re.MULTILINE))


def test_tiers_are_those_of_the_notice() -> None:
    found = tiers_of(assess_shipped(NAME))
    assert list(found) == ORDER
    assert best_of(found) == BEST
    assert {unit for unit, tier in found.items() if tier == "优良"} == set(ORDER) - BEST


def test_a_unit_misses_the_best_tier_by_the_quota_alone() -> None:
    assessment = assess_shipped(NAME)
    (displaced,) = assessment.judgement.displaced["江苏街道"]
    assert set(displaced.allotment.entered) == BEST
    assert displaced.gap > 0
    assert assessment.judgement.score_tiers[ORDER.index("江苏街道")] == 0


def test_exchanging_two_units_facts_exchanges_their_tiers() -> None:
    texts = fact_texts(NAME)
    best, other = file_of(texts, "天山街道"), file_of(texts, "江苏街道")
    exchanged = dict(texts)
    # Only the heads stay: what each unit is called.
    exchanged[best] = texts[other].replace("单位: 江苏街道", "单位: 天山街道")
    exchanged[other] = texts[best].replace("单位: 天山街道", "单位: 江苏街道")
    found = tiers_of(assess_texts(scheme_text(NAME), exchanged))
    assert best_of(found) == BEST - {"天山街道"} | {"江苏街道"}


def test_improving_the_displaced_unit_displaces_another() -> None:
    texts = fact_texts(NAME)
    name = file_of(texts, "江苏街道")
    improved = re.sub(r"亲子活动场次: \d+", "亲子活动场次: 12", texts[name])
    assert improved != texts[name]
    assessment = assess_texts(scheme_text(NAME), {**texts, name: improved})
    assert best_of(tiers_of(assessment)) == {"天山街道", "新华街道", "江苏街道"}
    assert set(assessment.judgement.displaced) == {"程桥街道"}


def test_another_quota_gives_another_number_of_places() -> None:
    text = scheme_text(NAME)
    for share, count in (("20%", 2), ("40%", 4)):
        edited = text.replace("比例上限: 30%", f"比例上限: {share}")
        assert edited != text
        assert len(best_of(tiers_of(assess_texts(edited, fact_texts(NAME))))) == count, share


def test_every_fact_file_says_that_it_is_illustrative() -> None:
    for name, text in fact_texts(NAME).items():
        assert re.search("^示例: 是", text, re.MULTILINE), name
    assert assess_shipped(NAME).facts.illustrative
    assert "30% 比例，是从 10 个单位中有 3 个优秀单位推断的" in scheme_text(NAME)
    assert "推断" in (ROOT / "README.md").read_text(encoding="utf-8")
