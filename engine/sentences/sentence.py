"""Any part of a scheme as a plain sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.adjustment import adjustable
from engine.scheme.duties import duties
from engine.scheme.model import Indicator
from engine.sentences.adjustments import adjustment_sentence
from engine.sentences.facts import fact_sentence, parameter_sentence, written_facts
from engine.sentences.heads import HEADS
from engine.sentences.items import indicator_sentence, section_sentence
from engine.sentences.judging import publication_sentence, ranking_sentence, rule_sentence, tier_sentence
from engine.sentences.uses import parameters, uses
from engine.text.spacing import closed_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.adjustment import Adjustable
    from engine.scheme.duties import Duty
    from engine.scheme.model import Item, Scheme

Parts = list[tuple[str, str]]
FACTS, PARAMETERS = "数据项", "参数"
# The chapters whose parts have a name and no id.
BY_NAME = frozenset({FACTS, PARAMETERS})


@dataclass(frozen=True, slots=True)
class Chapter:
    """Parts of one sort: each with its id or name, and its sentence."""

    title: str
    parts: tuple[tuple[str, str], ...]


def sentence(scheme: Scheme, id_: str) -> str | None:
    """Say the part of a scheme that has an id or a name; None where there is no such thing.

    An indicator, section, bonus, penalty or rule by its id; a tier, fact or parameter by its name; `分数`, `名次` and
    the other heads by their word. A member of a fact (`甲.3月`) is said as its fact is.
    """
    found = dict(reversed(sentences(scheme)))
    return found.get(id_) or found.get(id_.partition(".")[0] if id_ in scheme.facts else id_)


def sentences(scheme: Scheme) -> Parts:
    """Return every part of a scheme by its id or name, with its sentence, chapter by chapter."""
    return [part for chapter in chapters(scheme) for part in chapter.parts]


def chapters(scheme: Scheme) -> tuple[Chapter, ...]:
    """Return all that a scheme says: its rules, in written order, then the facts and parameters that they read."""
    used = uses(scheme)
    said: tuple[tuple[str, Parts], ...] = (
        ("总的规定", [(name, told) for name, say in HEADS if (told := say(scheme)) is not None]),
        ("指标", list(_items(scheme.items, scheme, duties(scheme.items)))),
        ("加分", _adjustments(scheme.bonuses, scheme)),
        ("扣分", _adjustments(scheme.penalties, scheme)),
        ("规则", [(rule.id, rule_sentence(rule, scheme)) for rule in scheme.rules]),
        ("等次", [(tier.name, tier_sentence(tier, scheme)) for tier in scheme.tiers]),
        ("名次和公布", [("名次", ranking_sentence(scheme)), ("公布", publication_sentence(scheme))]),
        (
            FACTS,
            [(name, fact_sentence(name, fact, used.get(name, ()))) for name, fact in written_facts(scheme).items()],
        ),
        (PARAMETERS, [(name, parameter_sentence(each)) for name, each in parameters(scheme).items()]),
    )
    return tuple(
        Chapter(title, tuple((id_, _in_a_line(told)) for id_, told in parts)) for title, parts in said if parts
    )


def _in_a_line(told: str) -> str:
    """Return a sentence without the line ends of clauses and notes that were written in several lines."""
    return closed_up("".join(line.strip() for line in told.splitlines()))


def _adjustments(parts: tuple[Adjustable, ...], scheme: Scheme) -> Parts:
    return [(each.id, adjustment_sentence(each, scheme)) for each in adjustable(parts)]


def _items(items: tuple[Item, ...], scheme: Scheme, duty_of: dict[str, Duty]) -> Iterator[tuple[str, str]]:
    for item in items:
        if isinstance(item, Indicator):
            yield item.id, indicator_sentence(item, scheme, duty_of.get(item.id))
        else:
            yield item.id, section_sentence(item, scheme, duty_of.get(item.id))
            if item.combining.cycle is None:
                yield from _items(item.parts, scheme, duty_of)
