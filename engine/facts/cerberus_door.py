"""The only door to cerberus: rules in, what is wrong with a flat map out."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from cerberus import TypeDefinition, Validator, errors

from engine.facts.contract import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.contract import Faults, Rules

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


def judge(rules: Rules) -> Faults:
    """Return what tells the faults of a map under these rules, by field."""
    return partial(_faults, _ExactValidator(rules))


def _faults(validator: Any, document: Mapping[str, object]) -> list[tuple[str, Fault]]:  # noqa: ANN401
    # What is not known is told here: cerberus sorts all its errors anew with each that it finds.
    unknown = [(key, Fault.UNKNOWN) for key in document if key not in validator.schema]
    known = {key: value for key, value in document.items() if key in validator.schema}
    # Nothing is to be coerced, renamed or filled in: going through a file for that takes most of the time.
    validator.validate(known, normalize=False)
    # Only the error objects carry codes; the public `errors` are English sentences.
    return unknown + [(error.document_path[-1], _FAULTS[error.code]) for error in validator._errors]  # noqa: SLF001
