"""YAML texts spoilt by hand: lines, subtrees, keys and values put in, taken out, moved, doubled and replaced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.fuzz.formulas import KEYS as FORMULA_KEYS
from tests.fuzz.formulas import spoilt_formula
from tests.fuzz.pool import keys
from tests.fuzz.scalars import SIGNS, random_scalar

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

_ENTRY = re.compile(r"^(?P<head>\s*(?:- )*)(?P<key>[^\s:#-][^:#]*?):(?P<value>(?: .*)?)$")
_NAME = re.compile(r"^ {2,8}([^\s:#{}\[\]-]+):", re.MULTILINE)
MOST_LINES = 4000

Lines = list[str]


def spoilt(rng: random.Random, text: str, times: int | None = None) -> str:
    """A text after a few changes; most are small, so that much of it is still read."""
    lines = text.split("\n")
    names = _NAME.findall(text)
    for _ in range(times or rng.choice((1, 1, 1, 2, 2, 3, 5, 12))):
        change = rng.choices(_CHANGES, _WEIGHTS)[0]
        lines = change(rng, lines, names) or [""]
    return "\n".join(lines[:MOST_LINES])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _subtree(lines: Lines, at: int) -> int:
    """The end of the subtree that begins on a line."""
    depth, end = _indent(lines[at]), at + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > depth):
        end += 1
    return end


def _at(rng: random.Random, lines: Lines) -> int:
    return rng.randrange(len(lines))


def _delete(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    at = _at(rng, lines)
    return lines[:at] + lines[at + 1 :]


def _delete_subtree(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    at = _at(rng, lines)
    return lines[:at] + lines[_subtree(lines, at) :]


def _copy_subtree(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    """Doubles a subtree, here or elsewhere; now and then with the indentation of its new place."""
    at, to = _at(rng, lines), _at(rng, lines)
    taken = lines[at : _subtree(lines, at)]
    if rng.random() < 0.6:
        shift = _indent(lines[to]) - _indent(taken[0])
        taken = [" " * max(_indent(line) + shift, 0) + line.lstrip(" ") for line in taken]
    if rng.random() < 0.4:
        taken[0] = re.sub(r"^(\s*)([^\s:]+):", rf"\g<1>\g<2>{rng.randint(2, 9)}:", taken[0])
    return lines[:to] + taken + lines[to:]


def _move_subtree(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    at = _at(rng, lines)
    end = _subtree(lines, at)
    rest = lines[:at] + lines[end:]
    if not rest:
        return lines
    to = _at(rng, rest)
    shift = _indent(rest[to]) - _indent(lines[at])
    moved = [" " * max(_indent(line) + shift, 0) + line.lstrip(" ") for line in lines[at:end]]
    return rest[:to] + moved + rest[to:]


def _many(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    """Repeats a subtree a hundred times, each under a key of its own."""
    at = _at(rng, lines)
    end = _subtree(lines, at)
    taken = lines[at:end]
    times = min(rng.choice((20, 100, 400)), MOST_LINES // len(taken))
    found = [re.sub(r"^(\s*(?:- )?)([^\s:]+):", rf"\g<1>\g<2>{n}:", taken[0]) for n in range(times)]
    return lines[:end] + [line for first in found for line in (first, *taken[1:])] + lines[end:]


def _swap(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    at, other = _at(rng, lines), _at(rng, lines)
    lines = [*lines]
    lines[at], lines[other] = lines[other], lines[at]
    return lines


def _reindent(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    at = _at(rng, lines)
    end = _subtree(lines, at) if rng.random() < 0.5 else at + 1
    by = rng.choice((-4, -2, -1, 1, 2, 4, 8))
    blank = "\t" if rng.random() < 0.15 else "\u3000" if rng.random() < 0.1 else " "
    moved = [blank * max(_indent(line) + by, 0) + line.lstrip(" ") for line in lines[at:end]]
    return lines[:at] + moved + lines[end:]


def _on_entry(lines: Lines, at: int, new: Callable[[re.Match[str]], str]) -> Lines:
    match = _ENTRY.match(lines[at])
    return lines if match is None else [*lines[:at], new(match), *lines[at + 1 :]]


def _key(rng: random.Random, lines: Lines, names: Sequence[str]) -> Lines:
    """Puts another key: one of the language, one of elsewhere in the file, or the same with a slip."""
    key = rng.choice((rng.choice(keys()), rng.choice(names or ["甲"]), random_scalar(rng)[:300]))

    def new(match: re.Match[str]) -> str:
        old = match["key"]
        cut = rng.randrange(len(old))
        put = rng.choice((key, key, old[:cut] + old[cut + 1 :], old[:cut] + rng.choice(SIGNS) + old[cut:]))
        return f"{match['head']}{put}:{match['value']}"

    return _on_entry(lines, _at(rng, lines), new)


def _value(rng: random.Random, lines: Lines, names: Sequence[str]) -> Lines:
    """Puts another value: one of the pool, a name, or that of another line."""
    other = _ENTRY.match(lines[_at(rng, lines)])
    put = rng.choice(
        (random_scalar(rng), random_scalar(rng), rng.choice(names or ["甲"]), other["value"] if other else "1")
    )
    return _on_entry(lines, _at(rng, lines), lambda match: f"{match['head']}{match['key']}: {put.lstrip(' ')}")


def _number(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    """Changes a number of the text a little, so that the file is often still sound."""
    numbered = [at for at, line in enumerate(lines) if re.search(r"\d", line)]
    if not numbered:
        return lines
    at = rng.choice(numbered)
    places = list(re.finditer(r"\d+", lines[at]))
    place = rng.choice(places)
    put = str(max(int(place[0][:18]) + rng.choice((-10, -1, 1, 1, 7, 50)), 0))
    return [*lines[:at], lines[at][: place.start()] + put + lines[at][place.end() :], *lines[at + 1 :]]


def _formula(rng: random.Random, lines: Lines, names: Sequence[str]) -> Lines:
    held = [at for at, line in enumerate(lines) if (m := _ENTRY.match(line)) and m["key"].strip() in FORMULA_KEYS]
    at = rng.choice(held) if held else _at(rng, lines)
    quote = rng.choice(("", "", "'", '"', "|\n          ", ">\n          "))

    def new(match: re.Match[str]) -> str:
        formula = spoilt_formula(rng, match["value"].strip(" '\""), names)
        if quote == "'":
            formula = formula.replace("'", "''")
        return f"{match['head']}{match['key']}: {quote}{formula}{quote.strip('|>').strip()}"

    return _on_entry(lines, at, new)


def _char(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    at = _at(rng, lines)
    line = lines[at]
    column = rng.randint(0, len(line))
    put = "" if rng.random() < 0.3 else rng.choice(SIGNS)
    return [*lines[:at], line[:column] + put + line[column + rng.randint(0, 2) :], *lines[at + 1 :]]


def _yaml(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    """Puts in what YAML has and kaohe does not."""
    name = rng.choice("abc")

    def new(match: re.Match[str]) -> str:
        head, key, value = match["head"], match["key"], match["value"]
        return rng.choice(
            (
                f"{head}{key}: &{name}{value}", f"{head}{key}: *{name}", f"{head}{key}: !!{name}{value}",
                f"{head}<<: *{name}", f"{head}? {key}\n{head}:{value}", f"{head}? [{key}]\n{head}:{value}",
                f"{head}{key}: {{a: &{name} [*{name}, *{name}], b: *{name}}}", f"{head}{key}: |\n{head}    {value}",
                f"{head}{key}: >+2\n{head}  {value}", f"---\n{head}{key}:{value}", f"...\n{head}{key}:{value}",
                f"%YAML 1.1\n---\n{head}{key}:{value}", f"{head}{key}:" + " [" * rng.choice((3, 70, 3000)),
                f"{head}{key}: " + "{a: " * rng.choice((3, 70, 3000)), f"{head}- " * 70 + f"{key}:{value}",
                f"{head}{key}: {value} # 注", f"{head}{{{key}: {value}}}", f"{head}[{key}: {value}]",
                f'{head}"{key}":{value}',
            )
        )  # fmt: skip

    return _on_entry(lines, _at(rng, lines), new)


def _tail(rng: random.Random, lines: Lines, _: Sequence[str]) -> Lines:
    at = _at(rng, lines)
    return rng.choice((lines[:at], lines[at:], [*lines[:at], lines[at][: len(lines[at]) // 2]]))


_CHANGES: tuple[Callable[[random.Random, Lines, Sequence[str]], Lines], ...] = (
    _delete, _delete_subtree, _copy_subtree, _move_subtree, _many, _swap, _reindent, _key, _value, _number, _formula,
    _char, _yaml, _tail,
)  # fmt: skip
_WEIGHTS = (6, 6, 6, 5, 1, 4, 5, 12, 20, 14, 16, 7, 5, 1)
