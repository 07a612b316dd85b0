"""The fictional scheme: every answer that docs/decisions.md worked out by hand is what comes out."""

from __future__ import annotations

from tests.assessing import assess_shipped, tiers_of

# From the table of all fourteen units in docs/decisions.md: total, final tier or status, rank.
WORKED = {
    "望舒街道": ("97.78", "优秀", 1),
    "听澜街道": ("97.43", "优秀", 2),
    "疏影街道": ("96.06", "不合格", 3),
    "松筠街道": ("95.03", "优良", 4),
    "漱玉街道": ("93.44", "优良", 5),
    "怀瑾街道": ("93.33", "优良", 6),
    "蒹葭镇": ("93.33", "优良", 6),
    "云岫街道": ("92.08", "优良", 8),
    "棠棣镇": ("89.57", "优良", 9),
    "伐檀镇": ("84.10", "合格", 10),
    "揽月街道": ("83.61", "优良", 11),
    "采蘩镇": ("74.92", "合格", 12),
    "斯干镇": ("60.00", "合格", 13),
    "良耜镇": (None, None, 0),
}


def test_the_worked_answers_come_out() -> None:
    assessment = assess_shipped("shili-2022")
    results, judgement = assessment.results, assessment.judgement
    tiers = tiers_of(assessment)
    found = {
        unit: (
            f"{results.total.at(row) // 100}.{results.total.at(row) % 100:02d}" if results.has_total[row] else None,
            tiers[unit],
            int(judgement.ranks[row]),
        )
        for row, unit in enumerate(assessment.facts.units)
    }
    assert found == WORKED


def test_what_really_occurs_in_the_facts() -> None:
    """Both vetoes, a chain of warnings, a tie at the cut, a kept place, everything provisional."""
    assessment = assess_shipped("shili-2022")
    judgement, units = assessment.judgement, assessment.facts.units
    fired = {rule: [units[row] for row in truth.true.nonzero()[0]] for rule, truth in judgement.rules.items()}
    assert fired["V1"] == ["疏影街道"]
    assert fired["V2"] == ["松筠街道"]
    assert fired["V3"] == fired["W2"] == ["伐檀镇"]
    assert set(fired["W1"]) == {"伐檀镇", "采蘩镇", "斯干镇"}
    reasons = {unit: losses[0].reason.value for unit, losses in judgement.displaced.items()}
    assert reasons == {"怀瑾街道": "tied", "蒹葭镇": "tied", "云岫街道": "full"}
    (allotment,) = judgement.allotments
    assert (allotment.places, allotment.empty, allotment.kept_empty_for) == (4, 2, ("松筠街道",))
    assert judgement.provisional.all()
    undecided = [units[row] for row in (~judgement.rules["V2"].true & ~judgement.rules["V2"].false).nonzero()[0]]
    assert undecided == ["疏影街道"]
