"""Units among each other: ranks and quotas, worked by hand (semantics, sections 8 and 9)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.number import Rounding
from engine.reference.reference import Displaced, evaluate_reference
from engine.scheme.judging import Bar, CutTies, ImposeGrade, QuotaBase, Ranking, RankTies
from engine.scheme.model import Missing
from tests.unit.reference.builder import (
    as_is,
    indicator,
    places,
    rule,
    scheme,
    share,
    tier,
    unit,
    unit_facts,
)

if TYPE_CHECKING:
    from engine.reference.reference import ReferenceResult
    from engine.scheme.judging import Quota
    from engine.scheme.model import Scheme

F = Fraction
Totals = dict[str, int | None]

# The total is a + b, of 60 and 40; the rules touch only units that report such a fact as met.
PAIR = scheme(
    indicator("A", "60", "a", as_is()),
    indicator("B", "40", "b", as_is()),
    rules=(
        rule("V", "veto = 1", ImposeGrade("不合格")),
        rule("LOSE", "barred = 1", Bar(("优秀", "优良"), keeps_place=False)),
        rule("KEEP", "barred = 2", Bar(("优秀", "优良"), keeps_place=True)),
    ),
)


def tiers(excellent: Quota | None, good: Quota | None = None) -> Scheme:
    """The scheme with these quotas on its two best tiers."""
    four = (
        tier("优秀", "得分 >= 90", excellent),
        tier("优良", "得分 >= 80", good),
        tier("合格", "得分 >= 60"),
        tier("不合格"),
    )
    return replace(PAIR, tiers=four)


def results(
    of: Scheme,
    totals: Totals,
    **special: dict[str, int],
) -> dict[str, ReferenceResult]:
    """What comes of units with these totals, 30 of them from B; None reports nothing."""
    entries = tuple(unit(name, name[1:] or None) for name in totals)
    facts = {}
    for name, total in totals.items():
        points = {} if total is None else {"a": total - 30, "b": 30}
        facts[name] = unit_facts(**{"veto": 0, "barred": 0} | points | special.get(name, {}))
    return evaluate_reference(replace(of, units=entries), facts)


def tier_of(found: dict[str, ReferenceResult]) -> dict[str, str | None]:
    """The tier of every unit."""
    return {name: each.tier for name, each in found.items()}


# Fourteen units; 30% of them are 4.2, so 4 places. 丁 and 戊 tie for the fourth.
FOURTEEN: Totals = {
    "甲": 98, "乙": 96, "丙": 95, "丁": 92, "戊": 92, "己": 91, "庚": 85,
    "辛": 84, "壬": 83, "癸": 82, "子": 81, "丑": 70, "寅": 65, "卯": 50,
}  # fmt: skip


def test_strict_cut_lets_none_of_the_tied_enter() -> None:
    found = results(tiers(share("30%")), FOURTEEN)
    # above the tie: 甲 乙 丙; the last of them has 95; one of the four places stays empty
    assert [name for name, each in found.items() if each.tier == "优秀"] == ["甲", "乙", "丙"]
    ahead = ("甲", "乙", "丙")
    # the line is the tied total itself
    assert found["丁"].displaced == Displaced("优秀", "tied", ahead, F(0), 1)
    assert found["戊"].displaced == found["丁"].displaced
    assert found["己"].displaced == Displaced("优秀", "full", ahead, F(1), 1)
    assert (found["丁"].score_tier, found["丁"].tier) == ("优秀", "优良")
    assert found["庚"].displaced is None
    assert [found[name].tier for name in "丑卯"] == ["合格", "不合格"]


def test_lenient_cut_lets_all_of_the_tied_enter() -> None:
    found = results(tiers(share("30%", ties=CutTies.LENIENT)), FOURTEEN)
    assert [name for name, each in found.items() if each.tier == "优秀"] == list("甲乙丙丁戊")
    # five have entered four places: none is empty
    assert found["己"].displaced == Displaced("优秀", "full", tuple("甲乙丙丁戊"), F(1), 0)


def test_keys_break_the_tie_at_the_cut() -> None:
    of = tiers(share("30%", ties=CutTies.KEYS, keys=("B",)))
    found = results(of, FOURTEEN, 戊={"a": 58, "b": 34})
    # 丁 and 戊 have 92; B brought 丁 30 and 戊 34
    assert [name for name, each in found.items() if each.tier == "优秀"] == list("甲乙丙戊")
    assert found["丁"].displaced == Displaced("优秀", "full", tuple("甲乙丙戊"), F(0), 0)


def test_keys_that_do_not_break_the_tie_let_none_of_the_tied_enter() -> None:
    of = tiers(share("30%", ties=CutTies.KEYS, keys=("B",)))
    found = results(of, FOURTEEN | {"己": 92}, 己={"a": 58, "b": 34})
    # the key of 己 wins the fourth place
    assert [name for name, each in found.items() if each.tier == "优秀"] == list("甲乙丙己")
    found = results(of, FOURTEEN)
    assert [name for name, each in found.items() if each.tier == "优秀"] == list("甲乙丙")
    assert found["戊"].displaced == Displaced("优秀", "tied", tuple("甲乙丙"), F(0), 1)


@pytest.mark.parametrize(
    ("rounding", "count"),
    [(Rounding.DOWN, 4), (Rounding.HALF_UP, 5), (Rounding.HALF_EVEN, 4), (Rounding.UP, 5)],
)
def test_share_is_rounded_to_places_as_declared(rounding: Rounding, count: int) -> None:
    # 45% of ten units are 4.5
    totals: Totals = {name: 99 - place for place, name in enumerate("甲乙丙丁戊己庚辛壬癸")}
    found = results(tiers(share("45%", rounding=rounding)), totals)
    assert sum(each.tier == "优秀" for each in found.values()) == count


def test_displaced_unit_competes_in_the_next_tier() -> None:
    of = tiers(places(1), places(2))
    found = results(of, {"甲": 95, "乙": 93, "丙": 88, "丁": 85})
    # 乙 comes down with 93 and takes a place, 丙 the other; none is left for 丁
    assert tier_of(found) == {"甲": "优秀", "乙": "优良", "丙": "优良", "丁": "合格"}
    assert found["乙"].displaced == Displaced("优秀", "full", ("甲",), F(2), 0)
    assert found["丁"].displaced == Displaced("优良", "full", ("乙", "丙"), F(3), 0)


def test_first_displacement_is_the_one_on_record() -> None:
    found = results(tiers(places(1), places(1)), {"甲": 95, "乙": 93, "丙": 92})
    assert tier_of(found) == {"甲": "优秀", "乙": "优良", "丙": "合格"}
    assert found["丙"].displaced == Displaced("优秀", "full", ("甲",), F(3), 0)


def test_no_places_displace_everyone_without_a_gap() -> None:
    found = results(tiers(share("30%")), {"甲": 95, "乙": 85})  # 0.6 → 0 places
    assert found["甲"].displaced == Displaced("优秀", "full", (), F(0), 0)
    assert found["甲"].tier == "优良"


def test_tie_for_the_only_place_leaves_it_empty() -> None:
    found = results(tiers(places(1)), {"甲": 95, "乙": 95, "丙": 90})
    assert tier_of(found) == {"甲": "优良", "乙": "优良", "丙": "优良"}
    assert found["乙"].displaced == Displaced("优秀", "tied", (), F(0), 1)
    # 90 has to pass the 95 of the tie that was shut out
    assert found["丙"].displaced == Displaced("优秀", "full", (), F(5), 1)


def test_units_ahead_stand_by_total_and_then_in_unit_order() -> None:
    found = results(tiers(places(3)), {"丁": 90, "甲": 93, "乙": 95, "丙": 93})
    assert found["丁"].displaced == Displaced("优秀", "full", ("乙", "甲", "丙"), F(3), 0)


def test_barred_unit_gives_its_place_to_the_next() -> None:
    found = results(tiers(places(1)), {"甲": 95, "乙": 92}, 甲={"barred": 1})
    assert tier_of(found) == {"甲": "合格", "乙": "优秀"}


def test_kept_place_stays_empty() -> None:
    found = results(tiers(places(2)), {"甲": 95, "乙": 97, "丙": 92}, 甲={"barred": 2})
    # 乙 has the first place, 甲 leaves the second empty, and is the last above the cut: 95 − 92
    assert tier_of(found) == {"甲": "合格", "乙": "优秀", "丙": "优良"}
    assert (found["甲"].kept, found["甲"].displaced) == (frozenset({"优秀", "优良"}), None)
    assert found["丙"].displaced == Displaced("优秀", "full", ("乙",), F(3), 1)


def test_kept_place_is_taken_once_and_in_the_best_tier_that_has_room() -> None:
    of = tiers(places(1), places(1))
    # 甲 would have been 优秀: it blocks that place only
    found = results(of, {"甲": 95, "乙": 85}, 甲={"barred": 2})
    assert tier_of(found) == {"甲": "合格", "乙": "优良"}
    # 丙 is ahead of it there: it blocks the place of 优良 instead
    found = results(of, {"甲": 95, "乙": 85, "丙": 97}, 甲={"barred": 2})
    assert tier_of(found) == {"甲": "合格", "乙": "合格", "丙": "优秀"}
    assert found["乙"].displaced == Displaced("优良", "full", (), F(10), 1)


def test_unit_with_a_tier_keeps_no_place_below_it() -> None:
    bar = rule("KEEP", "barred = 2", Bar(("优良",), keeps_place=True))
    of = replace(tiers(places(1), places(1)), rules=(bar,))
    found = results(of, {"甲": 95, "乙": 85}, 甲={"barred": 2})
    assert found["甲"].kept == {"优良"}
    assert tier_of(found) == {"甲": "优秀", "乙": "优良"}


def test_ghost_counts_in_a_tie_across_the_cut() -> None:
    found = results(tiers(places(1)), {"甲": 95, "乙": 95}, 甲={"barred": 2})
    assert found["乙"].displaced == Displaced("优秀", "tied", (), F(0), 1)
    lenient = tiers(places(1, ties=CutTies.LENIENT))
    assert results(lenient, {"甲": 95, "乙": 95}, 甲={"barred": 2})["乙"].tier == "优秀"


def test_tier_without_quota_takes_all() -> None:
    found = results(tiers(None), {"甲": 95, "乙": 95, "丙": 90}, 丙={"barred": 2})
    assert tier_of(found) == {"甲": "优秀", "乙": "优秀", "丙": "合格"}


def test_base_counts_unrated_units_only_if_it_is_of_all() -> None:
    totals: Totals = {"甲": 95, "乙": 93, "丙": None, "丁": None}
    # half of four units are two places, half of the two rated ones are one
    found = results(tiers(share("50%")), totals)
    assert tier_of(found) == {"甲": "优秀", "乙": "优秀", "丙": None, "丁": None}
    found = results(tiers(share("50%", base=QuotaBase.RATED)), totals)
    assert tier_of(found) == {"甲": "优秀", "乙": "优良", "丙": None, "丁": None}
    assert all(each.provisional for each in found.values())


def test_exempt_unit_is_in_no_base() -> None:
    of = replace(tiers(share("50%")), exempt={"丁": "新设单位"})
    found = results(of, {"甲": 95, "乙": 93, "丙": 91, "丁": 99})
    # half of three units are 1.5, so one place
    assert tier_of(found) == {"甲": "优秀", "乙": "优良", "丙": "优良", "丁": None}
    assert found["丁"].rank is None
    assert not any(each.provisional for each in found.values())
    found = results(of, {"甲": 95, "乙": None, "丁": 99})
    assert [each.provisional for each in found.values()] == [True, True, False]


def test_undecided_unit_has_a_rank_and_does_not_compete() -> None:
    of = replace(tiers(places(1)), units=(unit("甲"), unit("乙"), unit("丙")))
    facts = {
        "甲": unit_facts(a=60, b=39, barred=0),
        "乙": unit_facts(a=60, b=35, barred=0, veto=0),
        "丙": unit_facts(a=20, b=30, barred=0),
    }
    found = evaluate_reference(of, facts)
    # nobody has reported the veto of 甲 and 丙; 丙 is 不合格 either way
    assert tier_of(found) == {"甲": None, "乙": "优秀", "丙": "不合格"}
    assert [each.status for each in found.values()] == ["undecided", "rated", "rated"]
    assert [each.rank for each in found.values()] == [1, 2, 3]
    assert all(each.provisional for each in found.values())


def test_groups_have_places_of_their_own() -> None:
    of = tiers(share("50%", base=QuotaBase.GROUP_ALL))
    found = results(of, {"甲街": 99, "乙街": 98, "丙镇": 92, "丁镇": 91, "戊镇": None})
    # 街 has two units and one place; 镇 three units, 1.5, one place
    assert [each.tier for each in found.values()] == ["优秀", "优良", "优秀", "优良", None]
    assert found["丁镇"].displaced == Displaced("优秀", "full", ("丙镇",), F(1), 0)
    # only 镇 waits for a unit, but all units are ranked together
    assert all(each.provisional for each in found.values())
    of = replace(of, ranking=Ranking(RankTies.COMPETITION, (), by_group=True))
    found = results(of, {"甲街": 99, "乙街": 98, "丙镇": 92, "丁镇": 91, "戊镇": None})
    assert [name for name, each in found.items() if each.provisional] == ["丙镇", "丁镇", "戊镇"]
    # a number of places holds in each group
    of = tiers(places(1, base=QuotaBase.GROUP_RATED))
    found = results(of, {"甲街": 99, "乙街": 98, "丙镇": 92})
    assert [each.tier for each in found.values()] == ["优秀", "优良", "优秀"]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        (RankTies.COMPETITION, [1, 1, 3, None]),
        (RankTies.DENSE, [1, 1, 2, None]),
        (RankTies.KEYS, [2, 1, 3, None]),  # B brought 甲 30 and 乙 34
    ],
)
def test_ranks_after_a_tie_go_on_as_declared(ties: RankTies, expected: list[int | None]) -> None:
    of = replace(PAIR, ranking=Ranking(ties, ("B",), by_group=False))
    found = results(of, {"甲": 90, "乙": 90, "丙": 80, "丁": None}, 乙={"a": 56, "b": 34})
    assert [each.rank for each in found.values()] == expected


def test_units_equal_in_all_keys_share_a_rank() -> None:
    of = replace(PAIR, ranking=Ranking(RankTies.KEYS, ("A", "B"), by_group=False))
    found = results(of, {"甲": 80, "乙": 90, "丙": 90})
    assert [each.rank for each in found.values()] == [3, 1, 1]


def test_unit_without_points_in_a_key_ranks_last_among_equals() -> None:
    items = (PAIR.items[0], indicator("B", "40", "b", as_is(), missing=Missing.NOT_APPLICABLE))
    of = replace(PAIR, items=items, ranking=Ranking(RankTies.KEYS, ("B",), by_group=False))
    entries = (unit("甲"), unit("乙"))
    # 甲: 30 × 100 / 60 = 50, B left out; 乙: 50 + 0, and no points are less than 0 points
    facts = {"甲": unit_facts(a=30), "乙": unit_facts(a=50, b=0)}
    found = evaluate_reference(replace(of, units=entries), facts)
    assert [each.total for each in found.values()] == [F(50), F(50)]
    assert [each.rank for each in found.values()] == [2, 1]


def test_ranks_are_given_per_group_if_asked_for() -> None:
    of = replace(PAIR, ranking=Ranking(RankTies.COMPETITION, (), by_group=True))
    found = results(of, {"甲街": 90, "乙镇": 85, "丙街": 80, "丁镇": 95})
    assert [each.rank for each in found.values()] == [1, 2, 2, 1]


def test_unit_for_which_nothing_applies_takes_no_place() -> None:
    spared = indicator("A", "100", "a", as_is(), not_for=frozenset({"甲"}))
    of = scheme(spared, tiers=(tier("优秀", "checked = 1", places(1)), tier("不合格")))
    found = results(of, {"甲": 95, "乙": 50}, 甲={"checked": 1}, 乙={"checked": 1})
    assert (found["甲"].status, found["甲"].ladder) == ("undecided", ("优秀", "不合格"))
    assert tier_of(found) == {"甲": None, "乙": "优秀"}
