"""The tables of the formulas' parser that are kept are those of the grammar."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.scheme.grow import TABLES, load_parser, make_parser, tables_of

if TYPE_CHECKING:
    import pytest
    from lark import Lark


def steps(parser: Lark) -> list[str]:
    """What is done in each state, by token; states numbered as they are met, for lark numbers them anew each time."""
    table: Any = parser.parser.parser.parser.parse_table
    numbers = {table.start_states["start"]: 0}
    found = []
    for state in (queue := list(numbers)):
        for token, (action, what) in sorted(table.states[state].items()):
            if isinstance(what, int):
                if what not in numbers:
                    numbers[what] = len(numbers)
                    queue.append(what)
                done: object = numbers[what]
            else:
                parts = " ".join(str(each.name) for each in what.expansion)
                done = f"{what.origin.name}: {parts} {what.alias} {what.options.expand1} {what.order}"
            found.append(f"{numbers[state]} {token} {action} {done}")
    return found


def test_kept_tables_are_those_of_the_grammar(pytestconfig: pytest.Config) -> None:
    made = make_parser()
    held = load_parser(TABLES.read_text("utf-8"))
    if pytestconfig.getoption("--golden-update") and (held is None or steps(held) != steps(made)):
        TABLES.write_text(json.dumps(tables_of(made), separators=(",", ":")) + "\n", encoding="utf-8")
    kept = load_parser(TABLES.read_text("utf-8"))
    assert kept is not None, "they are of another version of lark than the one in requirements-dev.lock"
    assert steps(kept) == steps(made)
    assert len(steps(made)) > 200


def test_tables_of_another_version_of_lark_are_not_used() -> None:
    tables = json.loads(TABLES.read_text("utf-8"))
    assert load_parser(json.dumps({**tables, "lark": "1.1"})) is None


def test_another_grammar_has_other_tables() -> None:
    made = make_parser()
    tables = tables_of(made)
    state = next(iter(tables["data"]["parser"]["parser"]["states"].values()))
    state.pop(next(iter(state)))
    changed = load_parser(json.dumps(tables))
    assert changed is not None
    assert steps(changed) != steps(made)
