"""Other values in the place of what units reported, and all units assessed again: nothing is estimated.

The values stand where the reported ones do in the trees of the files, so that everything that is checked of facts is
checked of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.folder import gather_facts
from engine.facts.inputs import units_in_tables
from engine.facts.last_year import load_last_year
from engine.facts.reported import reported
from engine.facts.unit_file import UnitFileReader
from engine.facts.values import KEY
from engine.judge.judge import assess
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors, sort_problems, without_edits
from engine.scheme.model import FactType
from engine.text.suggest import suggest
from engine.text.tree import Entry, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.compare.shared_facts import FactFiles
    from engine.facts.table import UnitFacts
    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme
    from engine.text.source import Source, Span
    from engine.text.tree import Node

_LISTED = (FactType.MATTERS, FactType.PANEL)


@dataclass(frozen=True, slots=True)
class Change:
    """Another value of a unit's fact, as it would be written in its file."""

    unit: str
    fact: str
    value: str


def what_if(
    before: Assessment, files: FactFiles, scheme: Scheme, changes: Sequence[Change]
) -> tuple[Assessment | None, list[Problem]]:
    """Return the result with other values; None when one of them cannot be, with what is wrong.

    `before` is the result of the files as they are. Raises RuleEngineError when no rule engine can be used.
    """
    wrong = [problem for change in changes if (problem := _refused(before, scheme, change)) is not None]
    if wrong:
        return None, wrong
    last, told = load_last_year(scheme)
    in_tables, found = units_in_tables(scheme, files.inputs)
    told = [*files.unread, *without_edits(told), *found]
    of_tables: list[tuple[Source, Node | None, list[Problem]]] = [
        (unit.source, unit.tree, []) for unit in in_tables if unit.whole
    ]
    trees = [*files.sources, *of_tables]
    made = _Changed(before, changes)
    reader = UnitFileReader(scheme)
    parts = [_part(reader, made.tree(tree), source, composed) for source, tree, composed in trees]
    if made.left:
        return None, [_no_place(change) for change in made.left]
    table, found = gather_facts(scheme, parts, files.name, last=last)
    problems = sort_problems([*told, *without_edits(found)])
    return (None, problems) if has_errors(problems) else (assess(scheme, table), problems)


def _part(
    reader: UnitFileReader, tree: Node | None, source: Source, composed: list[Problem]
) -> tuple[UnitFacts | None, list[Problem]]:
    if not isinstance(tree, Mapping):
        return reader.read_part(source)
    facts, found = reader.read_part_tree(tree, source)
    return facts, [*composed, *found]


class _Changed:
    """Puts the values in their places; `left` are the changes whose place was not met yet."""

    def __init__(self, before: Assessment, changes: Sequence[Change]) -> None:
        self.left: list[Change] = []
        self._there: dict[tuple[str, int, int], Change] = {}
        self._new: dict[str, list[Change]] = {}
        for change in {(each.unit, each.fact): each for each in changes}.values():
            self.left.append(change)
            counted = before.facts.cell(change.unit, change.fact).counted
            if counted is not None:
                self._there[_key(counted.span)] = change
            else:
                self._new.setdefault(change.unit, []).append(change)

    def tree(self, tree: Node | None) -> Node | None:
        """Return a unit's tree with the values that belong into it."""
        facts = tree.get(KEY["facts"]) if isinstance(tree, Mapping) else None
        if not isinstance(tree, Mapping) or facts is None or not isinstance(facts.value, Mapping):
            return tree
        unit = tree.get(KEY["unit"])
        named = unit.value.text.strip() if unit and isinstance(unit.value, Scalar) else ""
        new = self._new.pop(named, [])
        made = self._within(facts.value)
        for change in new:
            self.left.remove(change)
            made = _with(made, change)
        if made is facts.value:
            return tree
        return Mapping(tuple(Entry(each.key, made) if each is facts else each for each in tree.entries), tree.span)

    def _within(self, tree: Mapping) -> Mapping:
        """Put in those that stand for another value."""
        entries = [Entry(each.key, self._value(each.value)) for each in tree.entries]
        alike = all(new.value is old.value for new, old in zip(entries, tree.entries, strict=True))
        return tree if alike else Mapping(tuple(entries), tree.span)

    def _value(self, node: Node) -> Node:
        if isinstance(node, Mapping):
            return self._within(node)
        change = self._there.get(_key(node.span)) if isinstance(node, Scalar) else None
        if change is None:
            return node
        if change in self.left:
            self.left.remove(change)
        return Scalar(change.value, plain=True, span=node.span)


def _key(span: Span) -> tuple[str, int, int]:
    # A sheet's text is its own: two sheets of one file are told apart by what they are called.
    return f"{span.source.name}|{getattr(span.source, 'sheet', '')}", span.start, span.end


def _with(facts: Mapping, change: Change) -> Mapping:
    """Return a unit's facts with a value that nobody reported; of a fact by periods, that of one period."""
    name, _, period = change.fact.partition(".")
    value = Scalar(change.value, plain=True, span=facts.span)
    there = facts.get(name)
    if period:
        given = there.value if there is not None and isinstance(there.value, Mapping) else Mapping((), facts.span)
        key = Scalar(period, plain=True, span=facts.span)
        others = tuple(each for each in given.entries if each.key.text != period)
        added: Node = Mapping((*others, Entry(key, value)), facts.span)
    else:
        added = value
    rest = tuple(each for each in facts.entries if each is not there)
    return Mapping((*rest, Entry(Scalar(name, plain=True, span=facts.span), added)), facts.span)


def _refused(before: Assessment, scheme: Scheme, change: Change) -> Problem | None:
    """Return why a value cannot be tried at all."""
    known = reported(scheme)
    if change.fact not in known:
        fact = scheme.facts.get(change.fact)
        if fact is not None and fact.type in _LISTED:
            message = f"“{change.fact}”是逐项列出的，这里只能试单个的数"
            return Problem(Code.NO_SUCH_ITEM, message, help="请在数据文件里改")
        near = suggest(change.fact, known)
        message = f"方案里没有“{change.fact}”这个可以填报的数据项" + (f"，是不是“{near}”？" if near else "")
        return Problem(Code.NO_SUCH_ITEM, message, help="写数据项的名称；逐期填报的写“名称.期”，如 走访户数.3月")
    if change.unit in before.scheme.exempt:
        return Problem(Code.NO_SUCH_UNIT, f"“{change.unit}”免考，没有数据可试", help="请换一个单位")
    return None


def _no_place(change: Change) -> Problem:
    message = f"“{change.unit}”没有交数据，没有地方试“{change.fact}”的值"
    return Problem(Code.NO_SUCH_UNIT, message, help="请先有这个单位的数据")
