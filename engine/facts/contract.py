"""What a scheme expects of a unit's file, as rules for cerberus.

They are rules of flat maps: the head of the file, and one map of fact to value for each origin. Every
value is parsed first, exactly, from its raw text; what cannot be parsed goes in as text and fails
its type. Errors come back as what is wrong, by field; the caller knows the places.

Most files are good, and telling so is a tenth of the work of saying what is wrong: what plainly keeps
the rules is not put to cerberus, nor is cerberus imported. A test asserts that the two never disagree.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.dataclass import dataclass
from engine.number import Unit, parse_decimal, parse_quantity
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import UNIT_FILE
from engine.vocabulary.shape import YES_NO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.scheme.model import FactDeclaration, Scheme


Faults: TypeAlias = "Callable[[Mapping[str, object]], list[tuple[str, Fault]]]"


class Fault(Enum):
    """What can be wrong with a field."""

    UNKNOWN = "unknown"
    REQUIRED = "required"
    KIND = "kind"
    NOT_ALLOWED = "not_allowed"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"


Rules = dict[str, dict[str, Any]]


@dataclass(frozen=True, eq=False)
class Contract:
    """The rules of one scheme; made once, used for every file."""

    head: Rules
    values: Rules

    def check_head(self, head: Mapping[str, object]) -> list[tuple[str, Fault]]:
        """Return the faulty keys of a file's head, sub-maps given as `{}`."""
        complete = all(key in head for key, rules in self.head.items() if rules.get("required"))
        if complete and all(_is_sound(self.head.get(key), value) for key, value in head.items()):
            return []
        return self._head_faults(head)

    def check_values(self, values: Mapping[str, object]) -> list[tuple[str, Fault]]:
        """Return the facts whose value, as `parse_value` gave it, breaks the contract."""
        doubtful = {name: value for name, value in values.items() if not _is_sound(self.values.get(name), value)}
        return self._value_faults(doubtful) if doubtful else []

    @cached_property
    def _head_faults(self) -> Faults:
        return _judge_of(self.head)

    @cached_property
    def _value_faults(self) -> Faults:
        return _judge_of(self.values)


def _judge_of(rules: Rules) -> Faults:
    """Return what tells the faults of a map; imported here, for most files are without."""
    from engine.facts.cerberus_door import judge  # noqa: PLC0415

    return judge(rules)


def make_contract(scheme: Scheme) -> Contract:
    """Derive the contract from a scheme."""
    key = {field.name: field.key for field in UNIT_FILE.fields}
    head: Rules = {
        key["unit"]: {"type": "string", "required": True, "empty": False},
        key["scheme"]: {"type": "string", "required": True, "empty": False},
        key["illustrative"]: {"type": "string", "allowed": list(YES_NO)},
        key["origin"]: {"type": "string", "allowed": list(scheme.origins.precedence)},
        key["facts"]: {"type": "dict", "required": True},
        key["narrative"]: {"type": "string"},
    }
    values = {name: _rules(fact) for name, fact in scheme.facts.items()}
    return Contract(head, values)


def _rules(fact: FactDeclaration) -> dict[str, Any]:
    match fact.type:
        case FactType.YES_NO:
            return {"type": "boolean"}
        case FactType.CHOICE:
            return {"allowed": list(fact.options)}
        case FactType.MATTERS:
            return {}  # a list, which cerberus does not see: `matters` reads it
        case _:
            rules: dict[str, Any] = {"type": "exact"}
            if fact.low is not None:
                rules["min"] = fact.low
            if fact.high is not None:
                rules["max"] = fact.high
            return rules


_KINDS = {"string": str, "dict": dict, "boolean": bool, "exact": Fraction}


def _is_sound(rules: Mapping[str, Any] | None, value: Any) -> bool:  # noqa: ANN401  a file may hold anything
    """Say whether a value keeps its rules, which are of the kinds that are made above; without rules it is unknown."""
    if rules is None:
        return False
    kind = rules.get("type")
    if kind is not None and not isinstance(value, _KINDS[kind]):
        return False
    allowed, low, high = rules.get("allowed"), rules.get("min"), rules.get("max")
    if (low is not None and value < low) or (high is not None and value > high):
        return False
    if value == "" and rules.get("empty") is False:
        return False
    known: bool = allowed is None or value in allowed
    return known


def parse_value(fact: FactDeclaration, text: str) -> Fraction | bool | str:
    """Return the exact value of a fact from its raw text, or the text itself when it is not of the type."""
    match fact.type:
        case FactType.YES_NO:
            yes: bool | str = YES_NO.get(text, text)
            return yes
        case FactType.CHOICE:
            return text
        case FactType.PERCENT:
            quantity = parse_quantity(text)
            if quantity is None or quantity.unit is not Unit.PERCENT or not _fits(quantity.value, fact.digits + 2):
                return text
            return quantity.value
        case _:
            number = parse_decimal(text)
            return number if number is not None and _fits(number, fact.digits) else text


def _fits(value: Fraction, digits: int) -> bool:
    scale: int = 10**digits
    return scale % value.denominator == 0
