# ruff: noqa: S311, SLF001 - random rule sets are no secrets; failures are planted inside a door
"""Both doors agree with the plain oracle, and notice when their engine does not do its work."""

from __future__ import annotations

import importlib
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.judge.production import AllOf, AnyOf, Condition, Holds, Production, RuleEngineError, keys_of, lower
from tests import plain_fire

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

    from engine.judge.production import Situation

TRUE = AllOf(())
FALSE = AnyOf(())
ODD = ("重大案件.得分率", "a b", "r0", "k0", "s", "id", 'quo"te', "it's", "#", "", "(", "$s", "\n")


@pytest.fixture(scope="module", params=["rete", "clips_door"])
def door(request: pytest.FixtureRequest) -> ModuleType:
    return load(request.param)


def load(name: str) -> ModuleType:
    if name == "rete":
        pytest.importorskip("durable.engine", reason="durable_rules cannot be imported here", exc_type=ImportError)
    return importlib.import_module(f"engine.judge.{name}")


def check(door: ModuleType, rules: Sequence[Production], situations: Sequence[Situation]) -> list[frozenset[str]]:
    fired: list[frozenset[str]] = door.fire(rules, situations)
    assert plain_fire.fire(rules, situations) == fired
    return fired


def numbered(conditions: Iterable[Condition]) -> list[Production]:
    return [Production(f"规则{n}", condition) for n, condition in enumerate(conditions)]


def holds(*numbers: int) -> tuple[Holds, ...]:
    return tuple(Holds(f"{number}") for number in numbers)


def keys(*numbers: int) -> Situation:
    return frozenset(map(str, numbers))


# Random rule sets


def random_condition(rng: random.Random, width: int, depth: int) -> Condition:
    roll = rng.random()
    if not depth or roll < 0.3:
        return Holds(f"{rng.randrange(width)}")
    if roll < 0.35:
        return rng.choice((TRUE, FALSE))
    group = rng.choice((AllOf, AnyOf))
    size = rng.choice((1, 2, 2, 3, 3, 5))
    return group(tuple(random_condition(rng, width, depth - 1) for _ in range(size)))


def random_situation(rng: random.Random, width: int) -> Situation:
    share = rng.choice((0.05, 0.3, 0.5, 0.7, 0.95))
    return frozenset(f"{key}" for key in range(width) if rng.random() < share)


@pytest.mark.parametrize("seed", range(30))
def test_random_rule_sets_fire_as_the_oracle_says(door: ModuleType, seed: int) -> None:
    rng = random.Random(seed)
    width = rng.choice((1, 3, 10, 40, 300))
    depth = rng.choice((1, 2, 3, 4, 6))
    rules = numbered(random_condition(rng, width, depth) for _ in range(rng.randint(1, 150)))
    check(door, rules, [random_situation(rng, width) for _ in range(rng.randint(1, 200))])


names = st.sampled_from([*ODD, *"甲乙丙丁戊"]) | st.text(max_size=5)
conditions = st.recursive(
    names.map(Holds),
    lambda inner: st.builds(
        lambda group, parts: group(tuple(parts)),
        st.sampled_from((AllOf, AnyOf)),
        st.lists(inner, max_size=4),
    ),
    max_leaves=40,
)
productions = st.builds(Production, names, conditions)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(productions, max_size=12), st.lists(st.frozensets(names, max_size=8), max_size=12))
def test_any_names_and_nesting_fire_as_the_oracle_says(
    door: ModuleType, rules: list[Production], situations: list[Situation]
) -> None:
    check(door, rules, situations)


def test_doors_agree_over_many_distinct_situations() -> None:
    rete, clips = load("rete"), load("clips_door")
    rng = random.Random(20_000)
    rules = numbered(random_condition(rng, 20, 3) for _ in range(8))
    situations = [
        frozenset(f"{key}" for key in range(20) if number >> key & 1) for number in rng.sample(range(2**20), 20_000)
    ]
    assert check(rete, rules, situations) == clips.fire(rules, situations)


# Limits of durable_rules, each met on purpose


def test_seventy_rules_fire_at_once(door: ModuleType) -> None:
    rules = numbered(holds(*range(70)))
    assert [len(ids) for ids in check(door, rules, [keys(*range(70)), keys(), keys(*range(1, 70))])] == [70, 0, 69]


def test_seventy_rules_share_one_condition(door: ModuleType) -> None:
    check(door, numbered([Holds("1")] * 70), [keys(1), keys(2)])


def test_branches_below_one_another_do_not_fill_the_stack(door: ModuleType) -> None:
    comb = [AllOf(holds(*range(depth), 100 + n)) for depth in range(8) for n in range(30)]
    check(door, numbered(comb), [keys(*range(200)), keys(*range(100, 200)), keys(0, 1, 2, 103)])


def test_three_hundred_keys_and_three_hundred_rules(door: ModuleType) -> None:
    conditions = [AllOf(holds(n, (n * 7 + 1) % 300, (n * 11 + 2) % 300)) for n in range(300)]
    rng = random.Random(300)
    everything = [keys(), keys(*range(300)), *(random_situation(rng, 300) for _ in range(20))]
    check(door, numbered(conditions), everything)


@pytest.mark.parametrize("width", [200, 201, 240, 253, 300, 1_000])
def test_one_condition_reads_more_keys_than_a_fact_may_have(door: ModuleType, width: int) -> None:
    rules = numbered([AllOf(holds(*range(width))), AnyOf(holds(*range(width)))])
    check(door, rules, [keys(*range(width)), keys(*range(1, width)), keys(width - 1), keys()])


def test_groups_of_alternatives_do_not_multiply(door: ModuleType) -> None:
    pairs = AllOf(tuple(AnyOf(holds(2 * n, 2 * n + 1)) for n in range(40)))
    assert len([c for level in lower(numbered([pairs])).levels for c in level]) < 100
    check(door, numbered([pairs]), [keys(*range(80)), keys(*range(0, 80, 2)), keys(*range(79))])


@pytest.mark.parametrize("depth", [16, 40, 120])
def test_deep_nesting(door: ModuleType, depth: int) -> None:
    condition: Condition = Holds("0")
    for n in range(1, depth):
        group = (AllOf, AnyOf)[n % 2]
        condition = group((condition, AnyOf(holds(n, n + 1)), AllOf(holds(n + 2, n + 3))))
    rng = random.Random(depth)
    situations = [random_situation(rng, depth + 3) for _ in range(20)]
    check(door, numbered([condition]), [keys(*range(depth + 3)), keys(), *situations])


# Constants, nothing, names, order


def test_constants(door: ModuleType) -> None:
    rules = numbered([TRUE, FALSE, AllOf((TRUE, Holds("1"))), AnyOf((FALSE, Holds("1")))])
    assert [{"规则0"}, {"规则0", "规则2", "规则3"}] == check(door, rules, [keys(), keys(1)])


def test_nothing_to_fire_or_to_ask(door: ModuleType) -> None:
    assert [frozenset(), frozenset()] == check(door, [], [keys(), keys(1)])
    assert check(door, numbered(holds(1)), []) == []
    assert [frozenset()] == check(door, numbered([FALSE]), [keys(1)])


def test_odd_names_stay_apart(door: ModuleType) -> None:
    alone = [frozenset((name,)) for name in ODD]
    assert alone == check(door, [Production(name, Holds(name)) for name in ODD], alone)


def test_one_id_may_have_several_rules_and_situations_may_repeat(door: ModuleType) -> None:
    rules = [Production("V1", Holds("1")), Production("V1", Holds("2"))]
    check(door, rules, [keys(2), keys(1), keys(3), keys(2), keys(1, 2), keys(2)])


def test_keys_of_a_condition_are_all_that_it_reads() -> None:
    condition = AllOf((Holds("甲"), AnyOf((Holds("乙"), AllOf(holds(1, 2)), TRUE)), FALSE))
    assert {"甲", "乙", "1", "2"} == keys_of(condition)


def test_threads_do_not_disturb_each_other(door: ModuleType) -> None:
    def work(seed: int) -> None:
        rng = random.Random(seed)
        rules = numbered(random_condition(rng, 12, 3) for _ in range(10))
        check(door, rules, [random_situation(rng, 12) for _ in range(300)])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(8)))


@pytest.mark.parametrize("name", ["rete", "clips_door"])
def test_nothing_is_printed_and_no_thread_is_left(name: str) -> None:
    load(name)
    program = (
        f"import threading; from engine.judge import {name} as door\n"
        "from engine.judge.production import Holds, Production\n"
        "rules = [Production(f'{n}', Holds(f'{n}')) for n in range(100)]\n"
        "for _ in range(3): door.fire(rules, [frozenset(map(str, range(n))) for n in range(100)])\n"
        "assert threading.active_count() == 1\n"
    )
    # A process of its own: C code prints past Python, some of it as late as at the end.
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# Planted failures

RULES = numbered(holds(1, 2))


@pytest.mark.parametrize("rules", [RULES, numbered((TRUE, *holds(1, 2)))])
@pytest.mark.parametrize("situation", [keys(), keys(1), keys(1, 2)])
def test_an_engine_whose_sentinel_is_silent_is_not_believed(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, rules: list[Production], situation: Situation
) -> None:
    silent = {} if door.__name__.endswith("rete") else "(defrule other (other) => )"
    monkeypatch.setattr(door, "_sentinel", lambda *_: silent)
    with pytest.raises(RuleEngineError, match="哨兵"):
        door.fire(rules, [situation])


def test_an_exception_that_durable_rules_swallows_is_raised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rete = load("rete")
    whole = rete._action

    def fail(_: object) -> None:
        raise ValueError("planted")

    monkeypatch.setattr(rete, "_action", lambda *a: fail if a[0] == "r0" else whole(*a))
    assert [{"规则1"}] == rete.fire(RULES, [keys(2)])
    with pytest.raises(RuleEngineError, match="planted"):
        rete.fire(RULES, [keys(2), keys(1)])


def test_an_action_that_durable_rules_would_call_as_asynchronous_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rete = load("rete")
    monkeypatch.setattr(rete, "_action", lambda head, recorded: lambda _, head=head: recorded.append(head))
    with pytest.raises(RuleEngineError):
        rete.fire(RULES, [keys(1, 2)])


def test_an_id_whose_hash_is_taken_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    rete = load("rete")
    monkeypatch.setattr(rete, "count", lambda: iter((0, 1, 1, 1, 2)))
    monkeypatch.setattr(rete._Host, "retract_fact", lambda *_: None)  # so that f1 stays taken
    assert [{"规则0"}, {"规则1"}, set()] == rete.fire(RULES, [keys(1), keys(2), keys()])
    monkeypatch.setattr(rete, "count", lambda: iter([0] * 9))
    with pytest.raises(RuleEngineError, match="哨兵"):
        rete.fire(RULES, [keys(1), keys(2)])


def test_what_durable_rules_refuses_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rete = load("rete")
    monkeypatch.setattr(rete, "_MOST_CLAUSES", 70)
    with pytest.raises(RuleEngineError, match="303"):
        rete.fire(numbered(holds(*range(70))), [keys(*range(70))])
    monkeypatch.setattr(rete, "_definition", lambda *_: {"c": {"all": 1, "run": lambda _: None}})
    with pytest.raises(RuleEngineError, match="规则无法登记"):
        rete.fire(RULES, [keys(1)])


def test_an_action_that_fails_or_is_lost_in_clips_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    door = load("clips_door")
    known = {"r1": "r1", "sentinel": "sentinel"}  # r0 is a KeyError
    monkeypatch.setattr(door, "_recorder", lambda log: lambda head: log.append(known[head]))
    assert [{"规则1"}] == door.fire(RULES, [keys(2)])
    with pytest.raises(RuleEngineError, match="动作出错"):
        door.fire(RULES, [keys(1, 2)])
    monkeypatch.setattr(door, "_recorder", lambda log: lambda head: log.append(head) if head in known else None)
    with pytest.raises(RuleEngineError, match="动作出错"):
        door.fire(RULES, [keys(1, 2)])


def test_what_clips_refuses_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    door = load("clips_door")
    monkeypatch.setattr(door, "_rule", lambda *_: "(defrule")
    with pytest.raises(RuleEngineError, match="CLIPS"):
        door.fire(RULES, [keys(1)])
