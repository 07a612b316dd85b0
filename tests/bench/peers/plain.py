"""The sixty indicators as a program somebody writes by hand: plain `Decimal`, no trace, no scheme."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from tests.bench.workload import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

D = Decimal
CENT, ZERO, TWO = D("0.01"), D(0), D(2)
Unit = "Mapping[str, Decimal | None]"


def _bands(value: Decimal, bands: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    return next((points for edge, points in bands if value >= edge), ZERO)


def _two_slopes(value: Decimal) -> Decimal:
    first = min(max(D("0.99") - value, ZERO), D("0.04"))
    return max(TWO - first * 10 - max(D("0.95") - value, ZERO) * 30, ZERO)


def _between(value: Decimal) -> Decimal:
    if value >= D("0.95"):
        return TWO
    if value >= D("0.8"):
        return 1 + (value - D("0.8")) / D("0.15")
    return (value - D("0.6")) / D("0.2") if value >= D("0.6") else ZERO


_RATES: tuple[tuple[str, str, Callable[[Decimal], Decimal]], ...] = (
    ("已办", "应办", lambda v: TWO - max(D("0.98") - v, ZERO) * 10),
    ("实访", "应访", lambda v: TWO - (max(1 - v, ZERO) * 50).to_integral_value(ROUND_CEILING) * D("0.2")),
    ("实查", "应查", lambda v: _bands(v, ((D("0.98"), TWO), (D("0.9"), D("1.5")), (D("0.8"), D(1))))),
    ("场次", "计划", lambda v: min(v * 2, TWO)),
)
_FIGURES: tuple[tuple[str, Callable[[Decimal], Decimal]], ...] = (
    ("件数", lambda v: TWO - v * D("0.5")),
    ("覆盖率", lambda v: TWO if v >= D("0.95") else ZERO),
    ("建立", lambda v: v * 2),
    ("准确率", _two_slopes),
    ("满意度", _between),
    ("人次", lambda v: _bands(v, ((D(200), TWO), (D(100), D("1.2")), (D(50), D("0.6"))))),
)


def total_of(unit: Mapping[str, Decimal | None]) -> Decimal:
    """Return the total of a unit's facts; what is missing has no points."""
    total = ZERO
    for n in range(1, SECTIONS + 1):
        for part, whole, points in _RATES:
            a, b = unit[f"{part}{n}"], unit[f"{whole}{n}"]
            if a is not None and b is not None:
                total += max(points(a / b), ZERO).quantize(CENT, ROUND_HALF_UP)
        for fact, points in _FIGURES:
            if (value := unit[f"{fact}{n}"]) is not None:
                total += max(points(value), ZERO).quantize(CENT, ROUND_HALF_UP)
    return total
