"""Production rules as plain data, and the one form that both doors can fire.

A condition is built from literals, `AllOf` and `AnyOf`, nested at will. No engine is given that
nesting: durable_rules compiles it into paths that multiply (a rule fired 2,700 times for one
fact) and refuses more than 15 groups, CLIPS expands it in the same way. `lower` therefore turns
conditions into clauses, `head` if every key of `body`, naming what would multiply as a truth of
its own. Firing the clauses, level after level, is left to the engines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class RuleEngineError(Exception):
    """The rule engine is missing, or gave an answer that cannot be trusted; words for the user."""


@dataclass(frozen=True, slots=True)
class Holds:
    """This key is true in the situation."""

    key: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; true when there are none."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; false when there are none."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Holds | AllOf | AnyOf
Situation: TypeAlias = frozenset[str]
"""The keys that are true; all others are false."""


@dataclass(frozen=True, slots=True)
class Production:
    """A rule: its id fires in every situation in which its condition holds."""

    id: str
    when: Condition


def keys_of(condition: Condition) -> frozenset[str]:
    """Return every key that the condition reads."""
    match condition:
        case Holds(key):
            return frozenset((key,))
        case AllOf(parts) | AnyOf(parts):
            return frozenset().union(*map(keys_of, parts))
        case _:
            assert_never(condition)


@dataclass(frozen=True, slots=True)
class Clause:
    """`head` becomes true when every name in `body` is; always, when there is none."""

    head: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """Productions as clauses over the safe names `k0…` (keys), `r0…` (ids) and `a0…` (between).

    The clauses of a level read only keys and what earlier levels made true.
    """

    names: Mapping[str, str]  # key → k…
    ids: Mapping[str, str]  # r… → id
    levels: tuple[tuple[Clause, ...], ...]

    def truths_of(self, situation: Situation) -> frozenset[str]:
        """Return the names of the true keys that some rule reads."""
        names = self.names
        return frozenset(names[key] for key in situation if key in names)

    def fired_ids(self, truths: Iterable[str]) -> frozenset[str]:
        """Return the ids of the productions among the names that became true."""
        ids = self.ids
        return frozenset(ids[name] for name in truths if name in ids)


def lower(productions: Sequence[Production]) -> Program:
    """Turn productions into clauses that together say the same, in size linear to theirs."""
    keys: frozenset[str] = frozenset().union(*(keys_of(rule.when) for rule in productions))
    names = {key: f"k{number}" for number, key in enumerate(sorted(keys))}
    heads = {id_: f"r{n}" for n, id_ in enumerate(dict.fromkeys(rule.id for rule in productions))}
    lowering = _Lowering(names)
    for rule in productions:
        for body in lowering.alternatives(rule.when):
            lowering.add(heads[rule.id], body)
    return Program(names, {head: id_ for id_, head in heads.items()}, lowering.levels())


_Body: TypeAlias = frozenset[str]

# (a or b) and (c or d) is multiplied out into four clauses; anything wider gets a name, which
# costs one more level of firing but never grows.
_MULTIPLIED_OUT = 4

# durable_rules refuses a fact of more than 252 keys, so no clause may read as many.
_WIDEST_BODY = 200


class _Lowering:
    """Collects the clauses of a program and the level on which each one can be fired."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._clauses: dict[Clause, int] = {}
        self._level_after: dict[str, int] = {}  # a… → the first level that may read it

    def levels(self) -> tuple[tuple[Clause, ...], ...]:
        """Return the clauses collected so far, by level."""
        count = max(self._clauses.values(), default=-1) + 1
        rows: list[list[Clause]] = [[] for _ in range(count)]
        for clause, level in self._clauses.items():
            rows[level].append(clause)
        return tuple(tuple(row) for row in rows)

    def add(self, head: str, body: _Body) -> int:
        """Add one clause and return the first level that may read its head."""
        narrow = tuple(self._narrowed(sorted(body)))
        level = max((self._level_after.get(name, 0) for name in narrow), default=0)
        self._clauses[Clause(head, narrow)] = level
        return level + 1

    def alternatives(self, condition: Condition) -> list[_Body]:
        """Return bodies of which at least one is true exactly when the condition holds."""
        match condition:
            case Holds(key):
                return [frozenset((self._names[key],))]
            case AnyOf(parts):
                bodies = (body for part in parts for body in self.alternatives(part))
                return list(dict.fromkeys(bodies))
            case AllOf(parts):
                return self._conjunction([self.alternatives(part) for part in parts])
            case _:
                assert_never(condition)

    def _conjunction(self, parts: list[list[_Body]]) -> list[_Body]:
        if not all(parts):
            return []  # a part that is never true
        product: list[_Body] = [frozenset()]
        for part in sorted(parts, key=len):
            fits = len(part) == 1 or len(product) * len(part) <= _MULTIPLIED_OUT
            factor = part if fits else [frozenset((self._named(part),))]
            product = [left | right for left in product for right in factor]
        return list(dict.fromkeys(product))

    def _named(self, bodies: Iterable[_Body]) -> str:
        """Name a truth between the keys and the rules: true when one of the bodies is."""
        name = f"a{len(self._level_after)}"
        self._level_after[name] = 0  # takes the name before `add` may need further ones
        self._level_after[name] = max(self.add(name, body) for body in bodies)
        return name

    def _narrowed(self, body: list[str]) -> Iterator[str]:
        if len(body) <= _WIDEST_BODY:
            yield from body
            return
        chunks = (body[at : at + _WIDEST_BODY] for at in range(0, len(body), _WIDEST_BODY))
        # More than 200 chunks would be too wide again: narrowed once more.
        yield from self._narrowed([self._named([frozenset(chunk)]) for chunk in chunks])
