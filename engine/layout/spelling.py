"""How a single value is written: on one line, over several, as a block; quotes only where something needs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.number import parse_quantity
from engine.text.misread import read_otherwise

if TYPE_CHECKING:
    from engine.text.tree import Scalar

# A text that nobody can mistake for anything else, whether it stands alone or in brackets.
_PLAIN = re.compile(
    r"[A-Za-z\u4e00-\u9fff《（〔【“](?:[\w \u3000-\u303f\u2010-\u2026\uff00-\uffef·%/<>=≥≤≠+*×÷.()-]*[^\s:])?"
)
_BLOCK = re.compile(r"(?P<style>[|>])(?P<how>[-+0-9]*)(?P<rest>[^\n]*)(?:\n(?P<body>.*))?", re.DOTALL)


def needs_no_quotes(text: str) -> bool:
    """Say whether a text means the same to everybody, in quotes or without."""
    sure = _PLAIN.fullmatch(text) is not None and " #" not in text and "  " not in text
    return sure and text != "null" and parse_quantity(text) is None and not read_otherwise(text)


def spelled(scalar: Scalar) -> str:
    """Return a value as it is to be written."""
    raw = scalar.span.text
    return scalar.text if raw[:1] in ("'", '"') and needs_no_quotes(scalar.text) else raw


def is_block(scalar: Scalar) -> bool:
    """Say whether a value stands below its key behind a `|` or `>`."""
    return not scalar.plain and scalar.span.text[:1] in ("|", ">")


def run_on(raw: str, indent: int) -> list[str]:
    """Return the lines of a value in quotes or without that runs over several, all but the first indented."""
    first, *others = raw.split("\n")
    # A backslash at the end of a line may hold on to the blank behind it.
    lines = [line.lstrip(" \t") if "\\" in line else line.strip(" \t") for line in others]
    return [first if "\\" in first else first.rstrip(" \t"), *(" " * indent + line if line else "" for line in lines)]


def block(scalar: Scalar, beside: int, indent: int) -> tuple[list[str], bool]:
    """Return the lines of a block, and whether the blank lines at its end belong to it.

    `beside` is the column of what it belongs to in the source; its lines are to be indented by `indent`.
    """
    match = _BLOCK.fullmatch(scalar.span.text)
    assert match is not None, "the parser has found a block here"  # noqa: S101
    raw = match["body"] or ""
    digit = "".join(char for char in match["how"] if char.isdigit())
    chomp = match["how"].strip("0123456789")
    if raw and not raw.endswith("\n"):
        # The last line of a file that has no end: with one it would be another text.
        chomp = "-"
    lines = raw.removesuffix("\n").split("\n") if raw else []
    filled = [line for line in lines if line.strip(" ")]
    margin = beside + int(digit) if digit else len(filled[0]) - len(filled[0].lstrip(" ")) if filled else None
    body = [line[margin:] if margin is not None else "" for line in lines]
    while chomp != "+" and body and not body[-1]:
        body.pop()
    # The digit says how far the lines stand in from what they belong to; ours always stand in by two.
    header = match["style"] + ("2" if digit else "") + chomp
    rest = match["rest"].strip()
    first = f"{header} {rest}" if rest else header
    return [first, *(" " * indent + line if line else "" for line in body)], chomp == "+"
