"""What is known of one unit: the nouns that formulas and conditions read (sections 1 and 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.reference.functions import Company

if TYPE_CHECKING:
    from datetime import date

    from engine.reference.state import State
    from engine.scheme.formula import Attribute, Expr, Figure
    from engine.scheme.model import UnitEntry


class Given(Enum):
    """What a unit's facts may say instead of a value (section 1); a missing one need not be named."""

    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


YES, NO = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Told:
    """A matter that a unit lists: two of one name are one matter; `proven` says that evidence is given.

    `year` is the one that it is entered for, where that is told.
    """

    name: str
    class_: str | None
    proven: bool
    date: date | None = None
    level: int = 1
    circumstances: frozenset[str] = frozenset()
    year: int | None = None


UnitFacts = Mapping[str, Fraction | bool | str | Given | tuple[Told, ...]]
Truth = bool | None  # None is Kleene's third value: undecided


@dataclass(frozen=True, slots=True)
class Known:
    """What formulas and conditions of one unit may read (section 6, operands).

    Items and figures are entered as they become complete. `proven` are the facts for which evidence is given, `rules`
    those that concern the unit, `counted` what each rule counts (nothing for a rule that does not concern it).
    `company` are the units it is compared with.
    """

    facts: UnitFacts
    proven: frozenset[str] = frozenset()
    items: dict[tuple[str, Attribute], Fraction | State] = field(default_factory=dict)
    figures: dict[Figure, Fraction | State] = field(default_factory=dict)
    rules: Mapping[str, Expr] = field(default_factory=dict)
    counted: Mapping[str, tuple[Expr, ...]] = field(default_factory=dict)
    entry: UnitEntry | None = None
    company: Company = field(default_factory=Company)
