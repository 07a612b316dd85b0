"""What a formula is worth and whether a condition holds, for one unit (sections 1, 2 and 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from engine.number import Quantity
from engine.reference.comparing import holds, words_compare
from engine.reference.functions import Company, value_of_function
from engine.reference.matters import points_alone
from engine.reference.state import State, Value
from engine.scheme.formula import (
    Aggregate,
    AnyOf,
    Attribute,
    Binary,
    Both,
    Cases,
    Compare,
    Expr,
    FactRef,
    Figure,
    FigureRef,
    Fired,
    FiredCount,
    Function,
    ItemRef,
    Literal,
    Matters,
    Negative,
    Not,
    OptionWord,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

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


def value_of(expr: Expr, known: Known) -> Value:
    """Return the number, option word or state of a formula (section 2)."""
    match expr:
        case Literal(value):
            return value.value if isinstance(value, Quantity) else Fraction(value)
        case OptionWord(word):
            return word
        case FactRef(name):
            return fact_value(known.facts, name)
        case ItemRef(item, attribute):
            return known.items[item, attribute]
        case FigureRef(figure):
            return known.figures[figure]
        case Negative(part):
            operands = operands_of((part,), known)
            return operands if isinstance(operands, State) else -operands[0]
        case Binary(operator, left, right):
            operands = operands_of((left, right), known)
            return operands if isinstance(operands, State) else calculated(operator, *operands)
        case FiredCount():
            possible = possible_counts(expr, known)
            return Fraction(possible[0]) if len(possible) == 1 else State.MISSING
        case Aggregate() | Cases() | Matters():
            return made_value(expr, known)
        case Compare() | Fired() | Not() | Both() | AnyOf():
            raise TypeError(f"a condition stands where a value has to: {expr}")
        case _:
            return value_of_function(expr, known, value_of)


def made_value(expr: Aggregate | Cases | Matters, known: Known) -> Value:
    """Return what several values, conditions or matters make (section 2)."""
    match expr:
        case Aggregate(Function.COUNT, parts):
            return counted(parts, known)
        case Cases(conditions, points, rest):
            return first_case(conditions, points, rest, known)
        case Matters(FactRef(name)):
            return points_of_matters(known.facts.get(name), expr)
        case Aggregate(function, parts):
            operands = operands_of(parts, known)
            return operands if isinstance(operands, State) else put_together(function, operands)


def number_of(expr: Expr, known: Known) -> Fraction | State:
    """Return the value of a formula that is no option word."""
    value = value_of(expr, known)
    if isinstance(value, str):
        raise TypeError(f"an option word stands where a number has to: {value}")
    return value


def fact_value(facts: UnitFacts, name: str) -> Value:
    """Return a fact's value or state; yes is 1 and no is 0, matters are counted (section 1)."""
    if name not in facts:
        listed, _, class_ = name.partition(".")
        return number_of_class(facts.get(listed), class_)
    given = facts[name]
    if isinstance(given, Given):
        return State.NOT_APPLICABLE if given is Given.NOT_APPLICABLE else State.MISSING
    if isinstance(given, tuple):
        return Fraction(len(given))
    return given if isinstance(given, str) else Fraction(given)


def points_of_matters(given: object, made: Matters) -> Value:
    """Return what the matters of a fact come to, or the state that the fact has (section 2)."""
    if isinstance(given, tuple):
        return points_alone(made.listed, given, evidence=made.evidence)
    return State.NOT_APPLICABLE if isinstance(given, Given) else State.MISSING


def number_of_class(given: object, class_: str) -> Value:
    """Return how many matters of a class a unit lists (section 1)."""
    if isinstance(given, tuple):
        return Fraction(sum(each.class_ == class_ for each in given))
    return State.NOT_APPLICABLE if isinstance(given, Given) else State.MISSING


def operands_of(parts: tuple[Expr, ...], known: Known) -> list[Fraction] | State:
    """Return the numbers of all parts, or the state that wins among them (section 2)."""
    values = [number_of(part, known) for part in parts]
    state = winning_state(values)
    if state is not None:
        return state
    return [value for value in values if isinstance(value, Fraction)]


def put_together(function: Function, numbers: list[Fraction]) -> Fraction:
    """Return the largest, the smallest, the sum or the mean (section 2)."""
    match function:
        case Function.LARGEST:
            return max(numbers)
        case Function.SMALLEST:
            return min(numbers)
        case Function.SUM:
            return sum(numbers, NO)
        case Function.MEAN:
            return sum(numbers, NO) / len(numbers)
        case Function.COUNT:
            raise TypeError("conditions are counted, not numbers")
        case _:
            assert_never(function)


def counted(conditions: tuple[Expr, ...], known: Known) -> Fraction | State:
    """Return how many of the conditions hold; every operand of every one needs a value (section 2)."""
    state = winning_state(value_of(operand, known) for each in conditions for operand in compared(each))
    if state is not None:
        return state
    return Fraction(sum(truth_of(each, known) is True for each in conditions))


def first_case(conditions: tuple[Expr, ...], points: tuple[Expr, ...], rest: Expr, known: Known) -> Fraction | State:
    """Return the points of the first condition that holds; every operand of every one needs a value (section 2)."""
    state = winning_state(value_of(operand, known) for each in conditions for operand in compared(each))
    if state is not None:
        return state
    chosen = next((worth for each, worth in zip(conditions, points, strict=True) if truth_of(each, known)), rest)
    return number_of(chosen, known)


def compared(condition: Expr) -> list[Expr]:
    """Return the operands of all comparisons in a condition."""
    match condition:
        case Compare(_, left, right):
            return [left, right]
        case Not(part):
            return compared(part)
        case Both(parts) | AnyOf(parts):
            return [operand for part in parts for operand in compared(part)]
        case _:
            return [condition]


def winning_state(values: Iterable[Value]) -> State | None:
    """Return the first of the list of section 2 that any of the values has."""
    present = set(values)
    for state in State:
        if state in present:
            return state
    return None


def calculated(operator: str, left: Fraction, right: Fraction) -> Fraction | State:
    """Combine two numbers; only a division by zero has a state (section 2)."""
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right != 0 else State.ZERO_DENOMINATOR
        case _:
            raise ValueError(f"no such operator: {operator}")


def truth_of(expr: Expr, known: Known) -> Truth:
    """Return whether a condition holds, in Kleene's logic (section 6)."""
    match expr:
        case Compare(operator, left, right):
            if isinstance(left, FiredCount) != isinstance(right, FiredCount):
                return count_truth(expr, known)
            return comparison(operator, value_of(left, known), value_of(right, known))
        case Fired(rule):
            return rule in known.rules and truth_of(known.rules[rule], known)
        case Not(part):
            truth = truth_of(part, known)
            return None if truth is None else not truth
        case Both(parts):
            truths = [truth_of(part, known) for part in parts]
            return False if False in truths else None if None in truths else True
        case AnyOf(parts):
            truths = [truth_of(part, known) for part in parts]
            return True if True in truths else None if None in truths else False
        case _:
            return bare_truth(value_of(expr, known))


def possible_counts(node: FiredCount, known: Known) -> range:
    """Return every number of conditions that may turn out to hold (section 6)."""
    truths = [truth_of(condition, known) for rule in node.rules for condition in known.counted[rule]]
    return range(truths.count(True), len(truths) - truths.count(False) + 1)


def count_truth(expr: Compare, known: Known) -> Truth:
    """Return the truth that a comparison has whatever the number of fired rules turns out to be (section 6)."""
    truths: set[Truth] = set()
    left, right = expr.left, expr.right
    if isinstance(left, FiredCount):
        other = value_of(right, known)
        truths.update(comparison(expr.operator, Fraction(each), other) for each in possible_counts(left, known))
    if isinstance(right, FiredCount):
        other = value_of(left, known)
        truths.update(comparison(expr.operator, other, Fraction(each)) for each in possible_counts(right, known))
    return truths.pop() if len(truths) == 1 else None


def bare_truth(value: Value) -> Truth:
    """Take a bare yes/no value for a condition, as if it were compared with yes (section 6)."""
    if isinstance(value, str) or value not in (*State, YES, NO):
        raise TypeError(f"a value stands where a condition has to: {value}")
    return comparison("=", value, YES)


def comparison(operator: str, left: Value, right: Value) -> Truth:
    """Compare two values; the state that wins by section 2 decides what comes of it (section 6)."""
    state = winning_state((left, right))
    if state is State.MISSING:
        return None
    if state is not None:
        return False
    if isinstance(left, str) and isinstance(right, str):
        return words_compare(operator, left, right)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return holds(operator, left, right)
    raise TypeError(f"an option word is compared with a number: {left}, {right}")
