"""The door to durable_rules, and its only importer: truths in, fired ids out.

What the guards below are for was read in the source of 2.0.28 and measured; a rule set is kept
so small that no limit of the engine can be met, lives for one call, and is freed after it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any, Final, TypeAlias

from durable import engine as durable_engine

from engine.judge.production import Clause, Production, RuleEngineError, Situation, lower

# The original asks datetime.utcfromtimestamp, deprecated since 3.12, for every rule fired, and
# drops the rules still to fire when the clock jumps by ten seconds. Only differences are taken.
durable_engine._unix_now = time.monotonic  # noqa: SLF001

_NAME: Final = "kaohe"
_SENTINEL: Final = "s"

# A fact is matched with a stack of 64 nodes. Nodes waiting on it begin disjoint sub-trees and each
# of these ends in a clause, so 60 clauses and the sentinel can never fill it (error 303).
_MOST_CLAUSES: Final = 60

# Keys are told apart by a 32-bit hash of their names (all of k0…k19999 and a0…a19999 differ).
# A fact holds 252 of them, less `id`, `sid`, the sentinel and some air (error 302).
_MOST_KEYS: Final = 240

# The id of a fact is looked up by a 32-bit hash, and may collide with the state's own.
_MOST_IDS: Final = 4

_Action: TypeAlias = Callable[[Any], None]
_Names: TypeAlias = frozenset[str]


def fire(productions: Sequence[Production], situations: Sequence[Situation]) -> list[frozenset[str]]:
    """Return, for each situation in order, the ids of the productions that fire in it."""
    program = lower(productions)
    truths = [program.truths_of(situation) for situation in situations]
    for level in program.levels:
        for part in _partition(level):
            truths = _extend(part, truths)
    return [program.fired_ids(names) for names in truths]


def _partition(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """Cut clauses into sets that the engine can hold, in their order."""
    part: list[Clause] = []
    keys: set[str] = set()
    for clause in clauses:
        if part and (len(part) == _MOST_CLAUSES or len(keys.union(clause.body)) > _MOST_KEYS):
            yield part
            part, keys = [], set()
        part.append(clause)
        keys.update(clause.body)
    if part:
        yield part


def _extend(part: Sequence[Clause], truths: Sequence[_Names]) -> list[_Names]:
    """Add to each situation's truths the heads that fire in it, asking once per distinct vector."""
    keys = frozenset(key for clause in part for key in clause.body)
    vectors = [names & keys for names in truths]
    recorded: list[str] = []
    fired: dict[_Names, _Names] = {}
    with _rules(_definition(part, recorded)) as host:
        ids = count()
        for vector in vectors:
            if vector not in fired:
                fired[vector] = _ask(host, vector, recorded, ids)
    return [names | fired[vector] for names, vector in zip(truths, vectors, strict=True)]


def _definition(part: Sequence[Clause], recorded: list[str]) -> dict[str, dict[str, Any]]:
    """Return a fresh rule set: registering one consumes it."""
    rules = {
        f"c{number}": {
            "all": [{"m": {"$and": [{key: True} for key in (_SENTINEL, *clause.body)]}}],
            "run": _action(clause.head, recorded),
        }
        for number, clause in enumerate(part)
    }
    return {**rules, **_sentinel(recorded)}


def _sentinel(recorded: list[str]) -> dict[str, dict[str, Any]]:
    """Return the rule that always fires, and last: then every other rule has had its turn."""
    always = [{"m": {"$and": [{_SENTINEL: True}]}}]
    action = _action(_SENTINEL, recorded)
    return {_SENTINEL: {"all": always, "run": action, "pri": _MOST_CLAUSES}}


def _action(head: str, recorded: list[str]) -> _Action:
    # Exactly one parameter: with two, even a defaulted one, it would be called as asynchronous.
    def record(_: Any) -> None:  # noqa: ANN401 - durable_rules has no types
        recorded.append(head)

    return record


class _Host(durable_engine.Host):  # type: ignore[misc]  # durable_rules has no types
    """A host without the two threads that poll for work of other processes.

    They take actions away from the caller: one firing in 100,000 went missing that way.
    """

    def _run(self) -> None:
        pass


@contextmanager
def _rules(definition: Mapping[str, Mapping[str, Any]]) -> Iterator[_Host]:
    """Register a rule set for the length of a `with`; left alone it would keep 1.3 MB for ever."""
    host = _Host()
    try:
        host.register_rulesets({_NAME: definition})
    except Exception as error:
        raise _distrust(f"规则无法登记（{error}）") from error
    # No `finally`: an engine that has failed is left alone. Freeing what it did not finish with
    # crashed the process once in some hundred times; a command that fails ends soon anyway.
    yield host
    with suppress(Exception):  # there is no state if no fact has come as far
        host.delete_state(_NAME)
    ruleset = host.get_ruleset(_NAME)
    durable_engine.durable_rules_engine.delete_ruleset(ruleset._handle)  # noqa: SLF001


def _ask(host: _Host, vector: _Names, recorded: list[str], ids: Iterator[int]) -> _Names:
    """Return the heads that fire for one vector of truths."""
    for _ in range(_MOST_IDS):
        recorded.clear()
        fact_id = f"f{next(ids)}"
        try:
            # Only what is true: an absent key matches no condition.
            fact = {"id": fact_id, _SENTINEL: True, **dict.fromkeys(vector, True)}
            state = host.assert_fact(_NAME, fact)
            host.retract_fact(_NAME, {"id": fact_id})
        except (
            durable_engine.MessageObservedException,  # the id's hash is taken: another id
            durable_engine.MessageNotHandledException,  # nothing fired, not even the sentinel
        ):
            continue
        except Exception as error:
            raise _distrust(f"断言事实时出错（{error}）") from error
        if isinstance(state, dict) and "exception" in state:
            raise _distrust(f"规则动作出错（{state['exception']}）")
        # No state: something else has taken the actions, and who knows which of them were run.
        if isinstance(state, dict) and recorded and recorded[-1] == _SENTINEL:
            return frozenset(recorded[:-1])
    raise _distrust("哨兵规则没有触发，其余规则是否触发不可信")


def _distrust(reason: str) -> RuleEngineError:
    return RuleEngineError(f"规则引擎 durable_rules 工作不正常：{reason}。结果未采用；可设置 KAOHE_RULES=clips 后重试")
