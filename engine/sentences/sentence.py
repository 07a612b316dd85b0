"""Any part of a scheme as a plain sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scheme.adjustment import adjustable
from engine.scheme.duties import duties
from engine.scheme.model import Indicator, Section
from engine.sentences.adjustments import adjustment_sentence
from engine.sentences.facts import fact_sentence, parameter_sentence, written_facts
from engine.sentences.heads import HEADS
from engine.sentences.items import indicator_sentence, section_sentence
from engine.sentences.judging import publication_sentence, ranking_sentence, rule_sentence, tier_sentence
from engine.sentences.uses import parameters, uses
from engine.text.spacing import closed_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.duties import Duty
    from engine.scheme.model import Item, Scheme

TAILS = (("名次", ranking_sentence), ("公布", publication_sentence))


def sentence(scheme: Scheme, id_: str) -> str | None:
    """Say the part of a scheme that has an id or a name; None where there is no such thing.

    An indicator, section, bonus, penalty or rule by its id; a tier, fact or parameter by its name; `分数`, `名次` and
    the other heads by their word. A member of a fact (`甲.3月`) is said as its fact is.
    """
    found = dict(reversed(sentences(scheme)))
    return found.get(id_) or found.get(id_.partition(".")[0] if id_ in scheme.facts else id_)


def sentences(scheme: Scheme) -> list[tuple[str, str]]:
    """Return every part of a scheme by its id or name, with its sentence, in written order."""
    return [(id_, closed_up(said)) for id_, said in _all(scheme)]


def _all(scheme: Scheme) -> Iterator[tuple[str, str]]:
    for name, say in HEADS:
        if (said := say(scheme)) is not None:
            yield name, said
    used = uses(scheme)
    for name, fact in written_facts(scheme).items():
        yield name, fact_sentence(name, fact, used.get(name, ()))
    for name, parameter in parameters(scheme).items():
        yield name, parameter_sentence(parameter)
    yield from _items(scheme.items, scheme, duties(scheme.items))
    for adjustment in adjustable((*scheme.bonuses, *scheme.penalties)):
        yield adjustment.id, adjustment_sentence(adjustment, scheme)
    for rule in scheme.rules:
        yield rule.id, rule_sentence(rule, scheme)
    for tier in scheme.tiers:
        yield tier.name, tier_sentence(tier, scheme)
    for name, say_tail in TAILS:
        yield name, say_tail(scheme)


def _items(items: tuple[Item, ...], scheme: Scheme, duty_of: dict[str, Duty]) -> Iterator[tuple[str, str]]:
    for item in items:
        if isinstance(item, Indicator):
            yield item.id, indicator_sentence(item, scheme, duty_of.get(item.id))
            continue
        assert isinstance(item, Section), item.id  # noqa: S101  an item is one or the other
        yield item.id, section_sentence(item, scheme, duty_of.get(item.id))
        if item.combining.cycle is None:
            yield from _items(item.parts, scheme, duty_of)
