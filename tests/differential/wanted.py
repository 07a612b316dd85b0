"""The mechanisms that a run of the differential test has to meet, as `mechanisms` and `judged` name them."""

from __future__ import annotations

from engine.facts.table import Standing
from engine.methods.registry import METHODS
from engine.scheme.combining import WAY_OF, Periodic, Way
from engine.scheme.cycle import Cycle
from engine.scheme.model import Conversion
from engine.scheme.panel import PanelMember

_MODES = ("HALF_UP", "HALF_EVEN", "DOWN", "UP")
_ADJUSTED = (
    "MISSING", "NOT_APPLICABLE", "ZERO_DENOMINATOR", "capped", "negative", "sum capped", "group capped",
    "without evidence", "matter COUNTED", "matter PENDING", "matter yields to its own", "matter yields to another",
    "every time", "by class", "matter OUTSIDE", "by a method",
)  # fmt: skip
_EFFECTS = (
    "impose", "ceiling", "bar, place free", "bar, place kept", "step down", "step up", "step in order", "void items",
    "void total", "deduct from item", "deduct from total", "warn",
)  # fmt: skip
_BY_GROUP: dict[str, tuple[str, ...]] = {
    "bands": ("PLAIN", "PERCENT", "POINT", "exactly on a closed end", "exactly on an open end"),
    "bonus": _ADJUSTED,
    "penalty": (*_ADJUSTED, "incomplete"),
    "clamp": ("highest", "lowest"),
    "columns": ("python integers", "beyond int64"),
    "combining": (
        *(way.name for way in Way), *(f"{way.name} of some" for way in Way if way is not Way.SUM),
        *(f"some under {conversion.name}" for conversion in Conversion),
        *(f"periods {WAY_OF[way].name}" for way in Periodic),
        "inner full marks", "inner full marks of the total", "no items", "too few items", "too few", "alternatives",
        "alternatives under FULL", "by group", "weights do not apply", "weights missing", "several cases",
        "full marks where it does not apply",
    ),
    "condition": (
        ">=", ">", "<=", "<", "=", "≠", "Both", "AnyOf", "Not", "fired", "run", "fired count", "fired count open",
        "fired count open, yet certain",
    ),
    "conversion": ("WHOLE", "SECTION", "FULL"),
    "curve": ("below", "between", "above", "to full"),
    "depth": ("1", "2", "3"),
    "displaced": ("FULL", "TIED", "from two tiers"),
    "fact": (
        "WHOLE", "DECIMAL", "PERCENT", "YES_NO", "CHOICE", "huge", "missing", "no file", "several origins",
        "void by 核定", "void by 自评",
    ),
    "effect": (
        "item loses points", "section loses points", "item open", "section open", "item open, yet the same",
        "total loses points", "total voided", "total open", "total open, yet the same",
    ),
    "factor": ("applied", "up to full marks", "down to zero", "missing"),
    "fired": _EFFECTS,
    "gate": ("open", "shut", "undecided", "undecided, yet the same"),
    "formula": (
        "+", "-", "*", "/", "nested quotient", "unary minus", "largest", "smallest", "sum", "mean", "count", "periods",
        "first case", "later case", "no case",
    ),
    "function": (
        *_MODES, *(f"{mode} of percent" for mode in _MODES),
        "MEAN", "HIGHEST", "LOWEST", "SUM", "DEVIATION", "RANK", "RANK_FROM_LOWEST", "own group", "someone left out",
        "nobody left", "pool of figures", "POWER", "LOG", "GEOMETRIC", "cannot be calculated",
        "first known is not the first", "is MISSING", "is NOT_APPLICABLE", "named GROUP", "named UNIT",
        "value of another indicator", "value of a later indicator", "points worked out",
    ),
    "parameter": (
        "constant", "by date", "by unit", "by group", "by option", "rest", "option missing",
    ),
    "matter": (
        "repeated", "repeated without a date", "first by date, not by list", "circumstance", "several multipliers",
        "higher level", "higher level, multiplied", "outside by date", "outside by year", "inside by year alone",
        "lessened", "lessened twice", "lessened in another", "yields in an indicator", "pending in an indicator",
    ),
    "method": tuple(method.word for method in METHODS),
    "not for": ("unit", "group"),
    "last year": ("filled", "own value first", "nothing there either"),
    "operand": (
        "fact", "option", "POINTS", "RATE", "VALUE", "TOTAL", "BASE", "BONUS", "PENALTY", "LOWEST_RATE", "RANK",
        "RANK_FROM_LAST",
    ),
    "origin": ("of a fact", "in a period", "VALUE", "MISSING", "NOT_APPLICABLE", "may not say 不适用"),
    "panel": (
        *(member.name for member in PanelMember), *(f"mark {standing.name}" for standing in Standing), "too few",
        "all same", "high", "low",
    ),
    "period": (
        *(cycle.name for cycle in Cycle), "year that begins late", "reported while it runs", "those that have ended",
        "none has ended", "too few for a run", "own part of a cumulative fact", "sum of a cumulative fact",
    ),
    "points": ("negative", "rounded"),
    "policy": (
        "MISSING", "MISSING_ZERO", "MISSING_NOT_APPLICABLE", "DIVISION_NOT_APPLICABLE", "DIVISION_FULL",
        "DIVISION_ZERO", "NOT_APPLICABLE",
    ),
    "provisional": ("one group",),
    "quota": (
        "ALL", "RATED", "GROUP_ALL", "GROUP_RATED", "STRICT", "LENIENT", "KEYS", "count", "count by group",
        *(f"share {mode}" for mode in _MODES), "place kept empty", "more than places",
    ),
    "ranking": ("COMPETITION", "DENSE", "KEYS", "by group", "someone left out", "leaving out undecided"),
    "ranked": (
        "COMPETITION", "DENSE", "high first", "low first", "by group", "all", "least", "someone left out",
    ),
    "rounded value": (*_MODES, *(f"{mode} of percent" for mode in _MODES)),
    "rounding": (
        *(f"{level} {mode}" for level in ("indicator", "section", "total") for mode in _MODES),
        *(f"{digits} digits" for digits in range(5)), "section changes points",
    ),
    "rule": ("not for someone", "each period"),
    "section": ("kept from falling below zero",),
    "sequence": ("in order", "kept in bounds"),
    "status": (
        "rated", "exempt", "incomplete", "undecided", "nothing applies", "one tier without a total", "all exempt",
    ),
    "steps": (
        "falling", "rising", "off", "on", "PRO_RATA", "IGNORED", "WHOLE", "whole steps", "second slope", "deepest",
        "most", "until zero", "until full", "not until zero",
    ),
    "sum": ("grid", "exact path"),
    "threshold": (">=", ">", "<=", "<", "=", "yes or no", "exactly on the level"),
    "tiers": ("2", "3", "4", "5", "long ladder", "lowered by rules", "raised by rules", "total on the line"),
    "total": ("exact", *(f"{how} {mode}" for how in ("rounded", "tie") for mode in _MODES)),
    "undecided": (*_EFFECTS, "but the same either way"),
}  # fmt: skip
MECHANISMS = tuple(f"{group}/{name}" for group, names in _BY_GROUP.items() for name in names)
