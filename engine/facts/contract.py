"""What a scheme expects of a unit's file, checked with cerberus; its only door.

cerberus sees flat maps: the head of the file, and one map of fact to value for each origin. Every
value is parsed first, exactly, from its raw text; what cannot be parsed goes in as text and fails
its type. Errors come back as what is wrong, by field; the caller knows the places.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cerberus import TypeDefinition, Validator, errors

from engine.number import Unit, parse_decimal, parse_quantity
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import UNIT_FILE
from engine.vocabulary.shape import YES_NO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scheme.model import FactDeclaration, Scheme


class Fault(Enum):
    """What can be wrong with a field."""

    UNKNOWN = "unknown"
    REQUIRED = "required"
    KIND = "kind"
    NOT_ALLOWED = "not_allowed"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"


_FAULTS = {
    errors.REQUIRED_FIELD.code: Fault.REQUIRED,
    errors.BAD_TYPE.code: Fault.KIND,
    errors.UNALLOWED_VALUE.code: Fault.NOT_ALLOWED,
    errors.MIN_VALUE.code: Fault.TOO_SMALL,
    errors.MAX_VALUE.code: Fault.TOO_LARGE,
    errors.EMPTY_NOT_ALLOWED.code: Fault.REQUIRED,
}


class _ExactValidator(Validator):  # type: ignore[misc]  # cerberus has no types
    types_mapping = {**Validator.types_mapping, "exact": TypeDefinition("exact", (Fraction,), ())}  # noqa: RUF012


@dataclass(frozen=True, slots=True, eq=False)
class Contract:
    """The validators for one scheme; made once, used for every file."""

    head: Any
    values: Any

    def check_head(self, head: Mapping[str, object]) -> list[tuple[str, Fault]]:
        """Return the faulty keys of a file's head, sub-maps given as `{}`."""
        return _faults(self.head, head)

    def check_values(self, values: Mapping[str, object]) -> list[tuple[str, Fault]]:
        """Return the facts whose value, as `parse_value` gave it, breaks the contract."""
        return _faults(self.values, values)


def make_contract(scheme: Scheme) -> Contract:
    """Derive the contract from a scheme."""
    key = {field.name: field.key for field in UNIT_FILE.fields}
    head = {
        key["unit"]: {"type": "string", "required": True, "empty": False},
        key["scheme"]: {"type": "string", "required": True, "empty": False},
        key["illustrative"]: {"type": "string", "allowed": list(YES_NO)},
        key["origin"]: {"type": "string", "allowed": list(scheme.origins.precedence)},
        key["imported"]: {"type": "dict"},
        key["facts"]: {"type": "dict", "required": True},
        key["narrative"]: {"type": "string"},
    }
    values = {name: _rules(fact) for name, fact in scheme.facts.items()}
    return Contract(_ExactValidator(head), _ExactValidator(values))


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


def _faults(validator: Any, document: Mapping[str, object]) -> list[tuple[str, Fault]]:  # noqa: ANN401
    # What is not known is told here: cerberus sorts all its errors anew with each that it finds.
    unknown = [(key, Fault.UNKNOWN) for key in document if key not in validator.schema]
    known = {key: value for key, value in document.items() if key in validator.schema}
    # Nothing is to be coerced, renamed or filled in: going through a file for that takes most of the time.
    validator.validate(known, normalize=False)
    # Only the error objects carry codes; the public `errors` are English sentences.
    return unknown + [(error.document_path[-1], _FAULTS[error.code]) for error in validator._errors]  # noqa: SLF001


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
            if quantity is None or quantity.unit is not Unit.PERCENT or not _fits(quantity.value * 100, fact.digits):
                return text
            return quantity.value
        case _:
            number = parse_decimal(text)
            return number if number is not None and _fits(number, fact.digits) else text


def _fits(value: Fraction, digits: int) -> bool:
    scaled: Fraction = value * 10**digits
    return scaled.denominator == 1
