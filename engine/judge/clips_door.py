"""The door to CLIPS (clipspy), and its only importer: the twin of `rete`, where that cannot run.

CLIPS chains by itself, so a situation takes one run: its true keys are asserted as the facts
`(k0)`, `(k7)` …, what lies between is asserted by rules, and every firing is recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import clips

from engine.judge.production import Clause, Production, RuleEngineError, Situation, lower

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SENTINEL: Final = "sentinel"
_BEGUN: Final = "begun"  # the fact of every situation, for the rules that are always true
_LAST: Final = -10_000  # the lowest salience CLIPS knows


def fire(productions: Sequence[Production], situations: Sequence[Situation]) -> list[frozenset[str]]:
    """Return, for each situation in order, the ids of the productions that fire in it."""
    program = lower(productions)
    vectors = [program.truths_of(situation) for situation in situations]
    recorded: list[str] = []
    fired: dict[frozenset[str], frozenset[str]] = {}
    try:
        environment = _environment([clause for row in program.levels for clause in row], recorded)
        for vector in vectors:
            if vector not in fired:
                fired[vector] = program.fired_ids(_ask(environment, vector, recorded))
    except clips.CLIPSError as error:
        raise _distrust(str(error)) from error
    return [fired[vector] for vector in vectors]


def _environment(clauses: Sequence[Clause], recorded: list[str]) -> Any:  # noqa: ANN401
    """Return a fresh environment that holds the clauses and the sentinel."""
    environment = clips.Environment()
    environment.define_function(_recorder(recorded), name="record")
    for number, clause in enumerate(clauses):
        environment.build(_rule(f"c{number}", clause))
    environment.build(_sentinel())
    return environment


def _recorder(recorded: list[str]) -> Callable[[str], None]:
    return recorded.append


def _rule(name: str, clause: Clause) -> str:
    patterns = " ".join(f"({key})" for key in (_BEGUN, *clause.body))
    return f"(defrule {name} {patterns} => (assert ({clause.head})) (record {clause.head}))"


def _sentinel() -> str:
    salience = f"(declare (salience {_LAST}))"
    return f"(defrule {_SENTINEL} {salience} ({_BEGUN}) => (record {_SENTINEL}))"


def _ask(
    environment: Any,  # noqa: ANN401 - clipspy has no types
    vector: frozenset[str],
    recorded: list[str],
) -> frozenset[str]:
    """Return the heads that fire for one vector of truths."""
    recorded.clear()
    environment.reset()
    # Not assert_string: what it returns is never freed, slows down all that follows, and makes
    # CLIPS complain on standard output in the end.
    environment.load_facts("".join(f"({key})" for key in (_BEGUN, *vector)))
    runs = environment.run()
    # An action that fails halts the run without raising; an interrupt in one is only printed.
    if not recorded or recorded[-1] != _SENTINEL or runs != len(recorded):
        raise _distrust("哨兵规则没有触发，或有规则动作出错")
    return frozenset(map(str, recorded[:-1]))


def _distrust(reason: str) -> RuleEngineError:
    return RuleEngineError(f"规则引擎 CLIPS 工作不正常：{reason}。结果未采用；可设置 KAOHE_RULES=durable 后重试")
