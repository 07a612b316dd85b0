"""Random facts for any scheme: what its units could report, now and then what they could not."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.scheme.model import FactType
from tests.differential.texts import to_yaml

if TYPE_CHECKING:
    import random

    from engine.scheme.model import FactDeclaration, Scheme
    from tests.differential.texts import Map, Node

_MISSING, _VOID, _EXTREME, _FITTING = 0.05, 0.05, 0.03, 0.998
# Numbers of so many digits may be those of a telephone or an identity card.
_LIKE_A_PERSON = (11, 15, 18)


def reports(rng: random.Random, scheme: Scheme) -> dict[str, str]:
    """The text of each unit's file."""
    told: dict[str, FactDeclaration] = {}
    for fact in scheme.facts.values():
        if not fact.origin and not fact.member:
            told.setdefault(fact.of or fact.name, fact)
    texts = {}
    for unit in scheme.units:
        facts: Map = {
            _quoted(name): value for name, fact in told.items() if (value := _reported(rng, scheme, fact)) is not None
        }
        head: Map = {"单位": _quoted(unit.name), "方案编号": _quoted(scheme.id), "示例": "是"}
        head |= {"来源": _quoted(scheme.origins.precedence[0]), "数据": facts}
        texts[unit.name] = to_yaml(head)
    return texts


def _reported(rng: random.Random, scheme: Scheme, fact: FactDeclaration) -> Node | None:
    if rng.random() < _MISSING:
        return None
    if fact.cycle is not None:
        periods = scheme.calendar.periods(fact.cycle)
        return {period: _value(rng, scheme, fact) for period in periods[:40]}
    return _value(rng, scheme, fact)


def _value(rng: random.Random, scheme: Scheme, fact: FactDeclaration) -> Node:
    if rng.random() < _VOID and scheme.origins.may_exempt:
        return {_quoted(min(scheme.origins.may_exempt)): "不适用"}
    match fact.type:
        case FactType.YES_NO:
            return rng.choice("是否")
        case FactType.CHOICE:
            return _quoted(rng.choice(fact.options))
        case FactType.MATTERS:
            return _matters(rng, fact)
        case FactType.PANEL:
            return {f"评委{n}": _number(rng, fact) for n in range(rng.randint(1, 6))}
        case _:
            return _number(rng, fact)


def _matters(rng: random.Random, fact: FactDeclaration) -> Node:
    rows: list[Node] = []
    for n in range(rng.randint(0, 4)):
        row: Map = {"事项": f"第{rng.randint(0, n)}件", "日期": "2021-06-01", "佐证": "材料"}
        classes = [name for name in fact.classes if name]
        if classes:
            row["类别"] = _quoted(rng.choice(classes))
        rows.append(row)
    return rows or "无"


def _number(rng: random.Random, fact: FactDeclaration) -> str:
    scale = 10**fact.digits
    percent = fact.type is FactType.PERCENT
    low = fact.low if fact.low is not None else (-5 if rng.random() < _EXTREME else 0)
    high = (
        fact.high
        if fact.high is not None
        else max(low, 0) + rng.choice((1, 10, 100, 10**15 if rng.random() < _EXTREME else 50))
    )
    in_steps = (int(low * scale * (100 if percent else 1)), int(high * scale * (100 if percent else 1)))
    drawn = rng.choice((rng.randint(min(in_steps), max(in_steps)), min(in_steps), max(in_steps)))
    if fact.at_most and rng.random() < _FITTING:
        drawn = min(in_steps)
    if len(str(abs(drawn))) in _LIKE_A_PERSON:
        drawn = drawn // 10
    text = _decimal(drawn, fact.digits)
    return f"{text}%" if percent else text


def _decimal(steps: int, digits: int) -> str:
    return exact_text(Fraction(steps, 10**digits))


def _quoted(text: str) -> str:
    """A text in double quotes, whatever it is."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
