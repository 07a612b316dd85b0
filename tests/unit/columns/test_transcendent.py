"""Powers, logarithms and roots are rounded correctly: known values, ties, and every branch; the reference agrees."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from engine.columns.transcendent import natural_log, power, root, square_root
from engine.reference.irrational import ln_rounded, power_rounded, root_rounded

F = Fraction
LIMIT = F(10**40)


@pytest.mark.parametrize(
    ("base", "exponent", "digits", "result"),
    [
        (F(2), F(1, 2), 12, F("1.414213562373")),
        (F(5, 3), F("0.58510638"), 6, F("1.348358")),
        (F(1, 4), F(1, 2), 0, F(1)),  # 0.5, a tie, is exact
        (F("0.0025"), F(1, 2), 1, F("0.1")),  # 0.05, a tie
        (F("6.25"), F(-1, 2), 1, F("0.4")),
        (F(8, 27), F(2, 3), 3, F("0.444")),
        (F(2), F(-3), 2, F("0.13")),  # 0.125, a tie
        (F(0), F(0), 3, F(1)),
        (F(0), F(2), 3, F(0)),
        (F(7), F(0), 3, F(1)),
        (F(1), F(10**9, 7), 3, F(1)),
        (F(10), F(39), 0, F(10**39)),
        (F(10), F(40), 0, None),
        (F(10), F(10**12), 0, None),
        (F(1, 2), F(10**12), 12, F(0)),
        (F(0), F(-1), 2, None),
        (F(-8), F(2), 2, None),
    ],
)
def test_power(base: Fraction, exponent: Fraction, digits: int, result: Fraction | None) -> None:
    assert power(base, exponent, digits) == result


def test_power_next_to_a_tie_is_not_taken_for_one() -> None:
    # The root lies 10^-30 above and below 0.125, far beyond the first digits that are worked out.
    off = F(1, 10**30)
    assert power((F(1, 8) + off) ** 2, F(1, 2), 2) == F("0.13")
    assert power((F(1, 8) - off) ** 2, F(1, 2), 2) == F("0.12")
    above, below = F(1, 64) + F(1, 10**60), F(1, 64) - F(1, 10**60)
    assert (power(above, F(1, 2), 2), power(below, F(1, 2), 2)) == (F("0.13"), F("0.12"))
    assert (root(above, 2, 2), root(below, 2, 2)) == (F("0.13"), F("0.12"))
    assert (square_root(above, 2), square_root(below, 2)) == (F("0.13"), F("0.12"))


@pytest.mark.parametrize(
    ("value", "digits", "result"),
    [
        (F(1), 5, F(0)),
        (F(100), 10, F("4.6051701860")),
        (F(1, 100), 10, F("-4.6051701860")),
        (F(10**30), 3, F("69.078")),
        (F(10**20 + 1, 10**20), 12, F(0)),
        (F(0), 2, None),
        (F(-1), 2, None),
    ],
)
def test_natural_log(value: Fraction, digits: int, result: Fraction | None) -> None:
    assert natural_log(value, digits) == result


@pytest.mark.parametrize(
    ("value", "degree", "digits", "result"),
    [(F(27), 3, 2, F(3)), (F(2), 3, 4, F("1.2599")), (F(0), 3, 2, F(0)), (F(-1), 3, 2, None), (F(1, 8), 3, 0, F(1))],
)
def test_root(value: Fraction, degree: int, digits: int, result: Fraction | None) -> None:
    assert root(value, degree, digits) == result


def test_the_reference_comes_to_the_same_by_other_means() -> None:
    rng = Random(7)  # noqa: S311  nothing here is a secret
    for _ in range(400):
        base, digits = F(rng.randint(1, 60), rng.randint(1, 20)), rng.randint(0, 12)
        exponent, degree = F(rng.randint(-12, 12), rng.randint(1, 6)), rng.randint(2, 5)
        assert power(base, exponent, digits) == power_rounded(base, exponent, digits, LIMIT)
        assert natural_log(base, digits) == ln_rounded(base, digits)
        assert root(base, degree, digits) == root_rounded(base, degree, digits)
        assert square_root(base, digits) == root_rounded(base, 2, digits)
