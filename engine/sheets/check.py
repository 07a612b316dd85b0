"""What Excel checks where a person types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.sheets.limits import LONGEST_MESSAGE, LONGEST_TITLE, fitting


@dataclass(frozen=True, slots=True)
class Check:
    """What Excel accepts in a cell: one of `options`, or a value for which `formula` holds; and what it says of it.

    `options` are the words themselves, or the reference of cells that hold them (`='_选项'!$A$1:$A$9`). Without either
    there is only the prompt.
    """

    options: tuple[str, ...] | str = ()
    formula: str = ""
    title: str = ""
    prompt: str = ""
    error: str = ""


def rule_of(check: Check) -> dict[str, Any]:
    """Return the rule in the words of XlsxWriter; its texts are cut to what Excel shows."""
    told: dict[str, Any] = {"validate": "any"}
    if check.options:
        source = check.options if isinstance(check.options, str) else list(check.options)
        told = {"validate": "list", "source": source}
    elif check.formula:
        told = {"validate": "custom", "value": check.formula}
    told |= {"error_title": "填得不对", "error_message": fitting(check.error, LONGEST_MESSAGE, "……")}
    if check.prompt:
        told["input_title"] = fitting(check.title, LONGEST_TITLE, "…")
        told["input_message"] = fitting(check.prompt, LONGEST_MESSAGE, "……")
    return told
