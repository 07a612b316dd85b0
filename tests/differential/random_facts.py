"""Facts of random units: declared, valued, missing, not applicable, and written in every form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.scheme.calendar import UNDATED
from engine.scheme.cycle import Cycle
from tests.differential.texts import Map, Node

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from engine.scheme.calendar import Calendar

CUMULATIVE, LAST = 0.3, 0.15
OPTIONS = ("优先", "一般", "滞后")
UNREPORTED: tuple[Node | None, ...] = (None, None, "未报", "~", {"核定": "未报"})
KINDS = ("small", "small", "positive", "signed", "decimal", "percent", "percent", "yes", "choice")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a case; `values` are by unit, None where it is missing or not applicable.

    The period of a `closed` one has ended; a `figure` is of a fact with marks, which is declared and reported apart;
    `last` is what there was last year.
    """

    name: str
    kind: str
    declaration: Map
    values: tuple[Fraction | None, ...]
    cells: tuple[Node | None, ...]
    of: str | None = None
    closed: bool = True
    figure: bool = False
    last: tuple[Node | None, ...] = ()

    @property
    def period(self) -> str:
        """The period of a fact that is reported in periods; its name ends with it."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Habits:
    """How the facts of a case tend to be."""

    units: int
    distinct: int
    missing: float
    void: float
    huge: bool


def random_habits(rng: random.Random) -> Habits:
    """Chooses few units more often than many, and often facts that are all there."""
    return Habits(
        units=rng.choice((1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10, 16)),
        distinct=rng.choice((1, 2, 2, 3, 3, 4, 6)),
        missing=rng.choice((0, 0, 0, 0.02, 0.08, 0.3)),
        void=rng.choice((0, 0, 0.05, 0.15, 0.4)),
        huge=rng.random() < 0.3,
    )


def random_facts(rng: random.Random, habits: Habits, calendar: Calendar = UNDATED) -> list[Fact]:
    """Makes facts of every kind, of which at least one is a number and one never is zero."""
    kinds = ["small", "positive", *rng.choices(KINDS, k=rng.randint(2, 5))]
    if habits.huge:
        kinds.append("huge")
    facts = [_fact(rng, f"数{letter}", kind, habits) for letter, kind in zip("甲乙丙丁戊己庚辛", kinds, strict=False)]
    if rng.random() < 0.35:
        cycle = rng.choice([cycle for cycle in (*Cycle, Cycle.QUARTER) if calendar.fits(cycle)])
        for name in ("期甲", "期乙")[: rng.randint(1, 2)]:
            facts += _in_periods(rng, name, (cycle, calendar), habits)
    return [with_last(rng, fact) if fact.of is None and rng.random() < LAST else fact for fact in facts]


def declared(facts: list[Fact]) -> Map:
    """Returns 数据项; what is reported in periods is declared once."""
    return {fact.of or fact.name: fact.declaration for fact in facts if not fact.figure}


def reported(facts: list[Fact], unit: int) -> Map:
    """Returns what a unit reports, by fact, and by period where there are any."""
    row: Map = {}
    for fact in facts:
        cell = fact.cells[unit]
        if cell is None or fact.figure:
            continue
        if fact.of is None:
            row[fact.name] = cell
        else:
            periods = row.setdefault(fact.of, {})
            assert isinstance(periods, dict), "no fact has two forms"
            periods[fact.period] = cell
    return row


def _in_periods(rng: random.Random, name: str, time: tuple[Cycle, Calendar], habits: Habits) -> list[Fact]:
    """Makes a fact for each period, all of the same declaration; it may be cumulative, or fall all the same."""
    kind = rng.choice(("small", "positive", "percent", "decimal", "yes"))
    flavour = _FLAVOURS[kind](rng)
    cycle, calendar = time
    flavour[0]["周期"] = cycle.value
    if kind in ("small", "decimal") and rng.random() < CUMULATIVE:  # what one period adds to a positive one may be 0
        flavour[0]["累计"] = "是"
    scarce = replace(habits, missing=habits.missing / 4, void=habits.void / 4)
    closed = calendar.closed(cycle)
    return [
        replace(_fact(rng, f"{name}.{period}", kind, scarce, flavour), of=name, closed=period in closed)
        for period in calendar.periods(cycle)
    ]


def with_last(rng: random.Random, fact: Fact) -> Fact:
    """Takes a fact from last year where a unit reports none; now and then there is nothing there either."""
    fact.declaration["取自上年"] = f"去{fact.name}"
    missing = [index for index, cell in enumerate(fact.cells) if cell is None]
    reported = [cell for cell in fact.cells if isinstance(cell, str) and cell not in ("未报", "~")]
    last = tuple(rng.choice((*reported, None)) for _ in fact.cells)
    cells = list(fact.cells)
    for index, _ in enumerate(cells):
        if index not in missing and rng.random() < LAST:
            cells[index] = rng.choice(UNREPORTED)
    return replace(fact, cells=tuple(cells), last=last)


def _fact(rng: random.Random, name: str, kind: str, habits: Habits, flavour: Flavour | None = None) -> Fact:
    declaration, draw, write = flavour or _FLAVOURS[kind](rng)
    pool = [draw() for _ in range(habits.distinct)]
    if rng.random() < 0.1:
        declaration["可不适用"] = "是"
    cells: list[Node | None] = []
    values: list[Fraction | None] = []
    for _ in range(habits.units):
        value = rng.choice(pool)
        chance = rng.random()
        if chance < habits.missing:
            cells.append(rng.choice(UNREPORTED))
        elif chance < habits.missing + habits.void:
            cells.append(_void(rng, write(value), free="可不适用" in declaration))
        else:
            cells.append(_told(rng, write(value), write(rng.choice(pool))))
        values.append(value if chance >= habits.missing + habits.void else None)
    return Fact(name, kind, declaration, tuple(values), tuple(cells))


def _void(rng: random.Random, own: str, *, free: bool) -> Node:
    if free and rng.random() < 0.5:
        return "不适用"
    forms: tuple[Node, ...] = ({"核定": "不适用"}, {"自评": own, "核定": "不适用"})
    return rng.choice(forms)


def _told(rng: random.Random, text: str, other: str) -> Node:
    forms: tuple[Node, ...] = (
        text, text, text, {"核定": text, "自评": other}, {"自评": text, "核定": "未报"}, {"自评": text, "佐证": "材料"},
        {"核定": text, "自评": "不适用"},
    )  # fmt: skip
    return rng.choice(forms)


Flavour = tuple[Map, "Callable[[], Fraction]", "Callable[[Fraction], str]"]


def _small(rng: random.Random) -> Flavour:
    top = rng.choice((1, 3, 7, 12))
    return {"类型": "整数", "下限": "0"}, lambda: Fraction(rng.randint(0, top)), exact_text


def _positive(rng: random.Random) -> Flavour:
    choices = rng.choice((range(1, 5), range(1, 10), (3, 6, 12, 15, 24, 48), (3, 6, 30)))
    return {"类型": "整数", "下限": "1"}, lambda: Fraction(rng.choice(choices)), exact_text


def _signed(rng: random.Random) -> Flavour:
    return {"类型": "整数"}, lambda: Fraction(rng.randint(-9, 9)), exact_text


def _decimal(rng: random.Random) -> Flavour:
    digits = rng.randint(1, 4)
    scale = 10**digits
    declaration: Map = {"类型": "小数", "小数位": str(digits)}
    low = 0
    if rng.random() < 0.5:
        declaration["下限"] = "0"
    else:
        low = -20 * scale

    def draw() -> Fraction:
        return Fraction(rng.choice((rng.randint(low, 20 * scale), rng.randint(0, 40) * scale // 2)), scale)

    return declaration, draw, exact_text


def _huge(rng: random.Random) -> Flavour:
    # Eleven digits that begin with 1 may be a telephone number: the first digit is never 1 or 8.
    def draw() -> Fraction:
        size = 10 ** rng.randint(8, 12)
        return Fraction(rng.choice((2, 3, 4, 5, 6, 7, 9)) * size * 10**6 + rng.randint(0, size * 10**6 - 1), 10**6)

    declaration: Map = {"类型": "小数", "小数位": "6"}
    if rng.random() < 0.5:
        declaration["下限"] = "1"
    return declaration, draw, exact_text


def _percent(rng: random.Random) -> Flavour:
    digits = rng.randint(0, 3)
    scale = 10**digits

    def draw() -> Fraction:
        fine = rng.randint(0, 100 * scale)
        return Fraction(rng.choice((fine, rng.choice((0, 50, 80, 90, 95, 100)) * scale)), 100 * scale)

    declaration: Map = {"类型": "百分数", "小数位": str(digits), "下限": "0%", "上限": "100%"}
    return declaration, draw, lambda value: exact_text(value * 100) + "%"


def _yes(rng: random.Random) -> Flavour:
    return {"类型": "是否"}, lambda: Fraction(rng.randint(0, 1)), lambda value: "是" if value else "否"


def _choice(rng: random.Random) -> Flavour:
    options = rng.sample(OPTIONS, rng.randint(2, 3))
    declaration: Map = {"类型": "选项", "选项": list(options)}
    return declaration, lambda: Fraction(rng.randrange(len(options))), lambda value: options[int(value)]


_FLAVOURS: dict[str, Callable[[random.Random], Flavour]] = {
    "small": _small,
    "positive": _positive,
    "signed": _signed,
    "decimal": _decimal,
    "huge": _huge,
    "percent": _percent,
    "yes": _yes,
    "choice": _choice,
}
