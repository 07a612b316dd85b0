"""The sixty indicators in OpenFisca-core: float32 columns, every variable traced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from tests.bench.workload import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PERIOD = "2022"
UNIT = build_entity(key="unit", plural="units", label="a unit", is_person=True)


def _variable(name: str, formula: Callable[..., Any] | None = None) -> type[Variable]:
    members: dict[str, Any] = {"value_type": float, "entity": UNIT, "definition_period": DateUnit.YEAR}
    if formula is not None:
        members["formula"] = formula
    return type(name, (Variable,), members)


def _rate(part: str, whole: str) -> Callable[..., Any]:
    return lambda unit, period: unit(part, period) / unit(whole, period)


def _scored(value: str, points: Callable[[Any], Any]) -> Callable[..., Any]:
    """Points of a value; a missing one (NaN) has none."""

    def formula(unit: Any, period: Any) -> Any:  # noqa: ANN401
        found = unit(value, period)
        return np.where(np.isnan(found), np.float32(0), points(found))

    return formula


def _two_slopes(value: Any) -> Any:  # noqa: ANN401
    first = np.clip(np.float32(0.99) - value, 0, np.float32(0.04))
    second = np.maximum(np.float32(0.95) - value, 0)
    return np.maximum(np.float32(2) - first * np.float32(10) - second * np.float32(30), 0)


def _bands(edges: tuple[float, ...], points: tuple[float, ...]) -> Callable[[Any], Any]:
    limits, worth = np.array(edges, np.float32), np.array(points, np.float32)
    return lambda value: worth[np.searchsorted(limits, value, side="right")]


_KINDS: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("a", "rate_a", lambda v: np.clip(2 - np.maximum(np.float32(0.98) - v, 0) * np.float32(10), 0, 2)),
    ("b", "rate_b", lambda v: np.clip(2 - np.ceil(np.maximum(1 - v, 0) * np.float32(50)) * np.float32(0.2), 0, 2)),
    ("c", "rate_c", _bands((0.8, 0.9, 0.98), (0, 1, 1.5, 2))),
    ("d", "件数", lambda v: np.maximum(2 - v * np.float32(0.5), 0)),
    ("e", "覆盖率", lambda v: np.where(v >= np.float32(0.95), np.float32(2), np.float32(0))),
    ("f", "建立", lambda v: v * np.float32(2)),
    ("g", "rate_g", lambda v: np.minimum(v * 2, 2)),
    ("h", "准确率", _two_slopes),
    ("i", "满意度", lambda v: np.interp(v, (0.6, 0.8, 0.95), (0, 1, 2)).astype(np.float32)),
    ("j", "人次", _bands((50, 100, 200), (0, 0.6, 1.2, 2))),
)
_RATES = (
    ("rate_a", "已办", "应办"),
    ("rate_b", "实访", "应访"),
    ("rate_c", "实查", "应查"),
    ("rate_g", "场次", "计划"),
)


def make_system(facts: tuple[str, ...]) -> TaxBenefitSystem:
    """Return the scheme as OpenFisca has it."""
    system = TaxBenefitSystem([UNIT])
    for fact in facts:
        system.add_variable(_variable(fact))
    for n in range(1, SECTIONS + 1):
        for rate, part, whole in _RATES:
            system.add_variable(_variable(f"{rate}{n}", _rate(f"{part}{n}", f"{whole}{n}")))
        for kind, value, points in _KINDS:
            system.add_variable(_variable(f"S{n}{kind}", _scored(f"{value}{n}", points)))
        system.add_variable(_variable(f"S{n}", _sum([f"S{n}{kind}" for kind, *_ in _KINDS])))
    system.add_variable(_variable("total", _sum([f"S{n}" for n in range(1, SECTIONS + 1)])))
    return system


def _sum(names: list[str]) -> Callable[..., Any]:
    return lambda unit, period: sum(unit(name, period) for name in names)


def make_run(columns: Mapping[str, Any]) -> Callable[[], Any]:
    """Return a run over float32 columns (NaN where a value is missing), each on a simulation of its own."""
    system = make_system(tuple(columns))
    count = next(iter(columns.values())).size

    def run() -> Any:  # noqa: ANN401
        simulation = SimulationBuilder().build_default_simulation(system, count=count)
        simulation.trace = True
        for name, column in columns.items():
            simulation.set_input(name, PERIOD, column)
        return simulation.calculate("total", PERIOD)

    return run
