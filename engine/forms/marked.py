"""What an assessor is to mark: facts by their names, or all that an indicator, an adjustment or a rule reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.lines import Line
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.adjustment import adjustments
from engine.scheme.model import Section, all_items
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.forms.lines import Heading
    from engine.scheme.model import Scheme

_MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Marked:
    """The lines of what was named."""

    lines: tuple[Line, ...]


def find_marked(scheme: Scheme, listed: Sequence[Heading | Line], name: str) -> Marked | Problem:
    """Return the lines of a fact, or of the facts that a part of the scheme reads; a problem for any other name.

    `listed` are all the lines of the scheme.
    """
    lines = [each for each in listed if isinstance(each, Line)]
    declared = {fact.of or fact.name for fact in scheme.facts.values()}
    if name in declared:
        return Marked(tuple(line for line in lines if line.name == name))
    parts = _parts(scheme)
    if name in parts:
        return Marked(tuple(line for line in lines if parts[name] & {*line.uses}))
    near = suggest(name, [*declared, *parts])
    known = "、".join(list(parts)[:_MOST_LISTED]) + ("等" if len(parts) > _MOST_LISTED else "")
    fix = f"是不是“{near}”？" if near else f"可以写数据项的名称，或这些编号：{known}"
    return Problem(Code.NO_SUCH_ITEM, f"方案里没有“{name}”这个数据项或指标", help=fix)


def _parts(scheme: Scheme) -> dict[str, frozenset[str]]:
    """Return the ids of a scheme, each with those that stand under it and itself."""
    found: dict[str, frozenset[str]] = {}
    for item in all_items(scheme.items):
        under = all_items(item.parts) if isinstance(item, Section) else ()
        found[item.id] = frozenset([item.id, *(each.id for each in under)])
    for each in adjustments((*scheme.bonuses, *scheme.penalties)):
        found[each.id] = frozenset([each.id])
    return found | {rule.id: frozenset([rule.id]) for rule in scheme.rules}
