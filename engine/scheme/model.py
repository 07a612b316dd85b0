"""The nouns of a scheme: frozen, positioned, without behaviour."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.combining import ADDED, Combining, Filling
from engine.text.source import Span, place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.number import Rounding
    from engine.primitives.registry import Spec
    from engine.scheme.adjustment import Adjustable
    from engine.scheme.calendar import Calendar
    from engine.scheme.cycle import Cycle
    from engine.scheme.formula import Expr
    from engine.scheme.judging import Publication, Ranking, Rule, Tier
    from engine.scheme.last_year import LastYear
    from engine.scheme.panel import PanelMember, PanelRules
    from engine.scheme.silence import Silence


class FactType(Enum):
    """What a fact's value looks like; the value is what the scheme says."""

    WHOLE = "整数"
    DECIMAL = "小数"
    PERCENT = "百分数"
    YES_NO = "是否"
    CHOICE = "选项"
    MATTERS = "事项"
    PANEL = "多值"


class Missing(Enum):
    """What an indicator gets when a fact it needs is 未报."""

    INCOMPLETE = "须补报"
    ZERO = "计零分"
    NOT_APPLICABLE = "视同不适用"


class ZeroDenominator(Enum):
    """What an indicator gets when its formula divides by zero."""

    NOT_APPLICABLE = "不适用"
    FULL = "计满分"
    ZERO = "计零分"


class Conversion(Enum):
    """How points that are not applicable are made up for (mechanism B6, forms 1, 2 and 4)."""

    WHOLE = "按总分比例"
    SECTION = "按上级比例"
    FULL = "计满分"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that a scheme rests on."""

    title: str
    number: str | None


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit that is assessed."""

    name: str
    group: str | None
    code: str | None = None
    span: Span = place()

    def among(self, labels: frozenset[str]) -> bool:
        """Whether units and groups that are named together have this one among them."""
        return self.name in labels or self.group in labels


@dataclass(frozen=True, slots=True)
class FactDeclaration:
    """A fact: its type, unit and limits. Limits are in the fact's own scale (95% is 19/20).

    A fact that is reported in periods is a fact for each, named `fact.period`; `of` is what the scheme calls them all.
    The value of a fact that lists matters is their number; for each of its `classes` there is a fact
    `fact.class`, the number of those; `circumstances` are what a matter may have besides. A fact that several raters
    give marks for (`panel`) has no value of its own; for each `PanelMember` there is a fact `fact.member`.
    `fact.origin` is what that origin alone reports.

    The period of an `open_` fact has not ended. The values of a `cumulative` one count from the first period on.
    `from_last` is what is taken from last year where this year's file has nothing: a fact, or a result.
    """

    name: str
    type: FactType
    measure: str | None
    digits: int
    low: Fraction | None
    high: Fraction | None
    at_most: tuple[str, ...]
    options: tuple[str, ...]
    may_not_apply: bool
    meaning: str | None
    classes: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()
    of: str | None = None
    cycle: Cycle | None = None
    open_: bool = False
    cumulative: bool = False
    origin: str | None = None
    panel: PanelRules | None = None
    member: PanelMember | None = None
    from_last: str | None = None
    span: Span = place()


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """Round to `digits` decimals; of the percentage when `as_percent`."""

    digits: int
    mode: Rounding
    as_percent: bool = False
    span: Span = place()


@dataclass(frozen=True, slots=True)
class RoundingLevels:
    """Where rounding happens; only the total always has a rule."""

    total: RoundingRule
    value: RoundingRule | None
    indicator: RoundingRule | None
    section: RoundingRule | None


@dataclass(frozen=True, slots=True)
class Marking:
    """How points add up to a total; `at` tells where each field was declared.

    `inner` is what the top items add up to where that is not `full`; with fewer than `least` of them that apply
    there is no total.
    """

    full: Fraction
    lowest: Fraction
    highest: Fraction
    rounding: RoundingLevels
    missing: Missing
    conversion: Conversion
    bonus_cap: Fraction | None
    penalty_cap: Fraction | None
    span: Span = place()
    inner: Fraction | None = None
    least: int = 1
    at: dict[str, Span] = field(default_factory=dict, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Origins:
    """Where values come from: which one counts first, and which may say 不适用."""

    precedence: tuple[str, ...]
    may_exempt: frozenset[str]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A leaf that is scored: value formula, method and its word, what to do without a value.

    `factor` multiplies its points; `filling` says what its full points stand for where it does not apply.
    """

    id: str
    title: str
    points: Fraction
    formula: Expr
    method: Spec
    word: str
    rounding: RoundingRule | None
    zero_denominator: ZeroDenominator | None
    missing: Missing
    not_for: frozenset[str]
    clause: str | None
    lead: str | None
    note: str | None
    partners: tuple[str, ...] = ()
    span: Span = place()
    factor: Expr | None = None
    filling: Filling = Filling.BY_SCHEME

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """All that it works out of facts."""
        return (self.formula,) if self.factor is None else (self.formula, self.factor)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of indicators or further sections; `floored` when a part may take its points down to 0.

    `lead` and `partners` are for those of its parts that name none (`engine.scheme.duties`).
    """

    id: str
    title: str
    points: Fraction
    parts: tuple[Item, ...]
    clause: str | None
    note: str | None = None
    floored: bool = False
    lead: str | None = None
    partners: tuple[str, ...] = ()
    span: Span = place()
    combining: Combining = ADDED

    @property
    def inner(self) -> Fraction:
        """What its parts add up to, or each of them has where they are not added."""
        return self.points if self.combining.inner is None else self.combining.inner

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """What it works out of facts itself."""
        weights = self.combining.weights
        return () if weights is None or weights.number is None else (weights.number,)


Item = Section | Indicator


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme, free of errors when it comes out of `engine.reading`."""

    id: str
    title: str
    year: int | None
    calendar: Calendar
    issuer: str | None
    documents: tuple[Document, ...]
    note: str | None
    marking: Marking
    units: tuple[UnitEntry, ...]
    exempt: dict[str, str]
    origins: Origins
    facts: dict[str, FactDeclaration]
    items: tuple[Item, ...]
    bonuses: tuple[Adjustable, ...]
    penalties: tuple[Adjustable, ...]
    rules: tuple[Rule, ...]
    tiers: tuple[Tier, ...]
    ranking: Ranking
    publication: Publication
    last_year: LastYear | None = None
    silences: tuple[Silence, ...] = field(default=(), compare=False, repr=False, kw_only=True)
    source_name: str = place()
    sha256: str = place()


def unit_called(scheme: Scheme, named: str) -> str | None:
    """Return the name of the unit with that name, or else with that code; None where there is none."""
    by_code = {unit.code: unit.name for unit in scheme.units if unit.code}
    return named if any(unit.name == named for unit in scheme.units) else by_code.get(named)


def indicators(items: tuple[Item, ...]) -> Iterator[Indicator]:
    """Yield the leaves in written order."""
    for item in items:
        if isinstance(item, Section):
            yield from indicators(item.parts)
        else:
            yield item


def all_items(items: tuple[Item, ...]) -> Iterator[Item]:
    """Yield sections and indicators in written order, a section before its parts."""
    for item in items:
        yield item
        if isinstance(item, Section):
            yield from all_items(item.parts)


def written_items(items: tuple[Item, ...]) -> Iterator[Item]:
    """Yield what the scheme writes as indicators, in order: one that is scored in periods is one."""
    for item in items:
        if isinstance(item, Section) and item.combining.cycle is None:
            yield from written_items(item.parts)
        else:
            yield item
