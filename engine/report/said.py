"""Parts of an explanation in words, as the terminal and the documents both say them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import about_text, exact_text, fixed_text
from engine.report.losses import BESIDE, before_conversion, given_back, losing, lost
from engine.scheme.formula import period_of
from engine.sentences.formulas import fact_name
from engine.text.spacing import spaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.explain.derivation import Derivation, FactUse

ZERO = Fraction(0)
MOST_NAMED = 3
PENALTIES = frozenset({"penalty", "penalties"})
UNNUMBERED = frozenset({"unit", "bonuses", "penalties", "matter"})
BOOKKEEPING = frozenset({"conversion", "rounding", "cap", "clamp", "effect", "combination", "scale", "start"})


def where_points_went(root: Derivation) -> Iterator[str]:
    """Say in one sentence where the points went."""
    losses = [(loss, node) for loss, node in losing(root, Fraction(1)) if loss > 0]
    if losses:
        top = sorted(losses, key=lambda pair: -pair[0])[:MOST_NAMED]
        named = "、".join(f"{known_as(node)}（扣 {about_text(loss, 2)} 分）" for loss, node in top)
        most = "主要" if len(losses) > MOST_NAMED else "都"
        known = "" if root.value is not None else "已算出的各项"
        back = given_back(root)
        floor = f"；其中超出“扣完为止”的 {about_text(back, 2)} 分不再扣" if back else ""
        when = "折算前" if before_conversion(root) else ""
        yield f"{known}{when}共扣 {about_text(lost(root), 2)} 分，{most}在：{named}{floor}"
    sides = [node for node in root.parts if node.kind in ("bonuses", "penalties") and node.value]
    if sides:
        yield "，".join(f"另{adjusted(node)}" for node in sides)


def known_as(node: Derivation) -> str:
    """Name a part: by its id as well, where the scheme gives it one."""
    return node.title if node.kind in BOOKKEEPING else f"{node.id} {node.title}"


def adjusted(node: Derivation) -> str:
    """Say how many points a bonus, a penalty or one of their matters adds or takes off."""
    if node.value is None:
        return "算不出来"
    if node.kind == "matter":
        return "不计分" if not node.value else f"{'加' if node.value > 0 else '扣'} {number_text(abs(node.value))} 分"
    return f"{'扣' if node.kind in PENALTIES else '加'} {number_text(abs(node.value))} 分"


def number_text(value: Fraction | None) -> str:
    """Write a number exactly; where no decimal does, the fraction, and about how much it is."""
    if value is None:
        return "-"
    text = exact_text(value)
    return f"{text}（{about_text(value)}）" if "/" in text else text


def _fact(fact: FactUse) -> str:
    origin = f"（{fact.origin}）" if fact.origin else ""
    remarks = f"；{'，'.join(fact.remarks)}" if fact.remarks else ""
    at = f"  {fact.at}" if fact.at else ""
    value = spaced(f"{fact.value}{fact.measure}") if fact.measure else fact.value
    return f"{fact_name(fact.name)} = {value}{origin}{remarks}{at}"


def fact_lines(facts: Sequence[FactUse]) -> list[str]:
    """Return a line for each fact; the periods of a fact that have nothing special are put into one."""
    lines: dict[tuple[str, ...], list[FactUse]] = {}
    for fact in facts:
        alone = fact.of is None or fact.remarks
        file, _, _ = fact.at.rpartition(":")
        key = (fact.name,) if alone else (fact.of or "", fact.origin or "", file or fact.at)
        lines.setdefault(key, []).append(fact)
    return [_periods(those) if len(those) > 1 else _fact(those[0]) for those in lines.values()]


def _periods(facts: Sequence[FactUse]) -> str:
    first, last = facts[0], facts[-1]
    told = "、".join(f"{period_of(fact.name)} {fact.value}" for fact in facts)
    measure = f"（{first.measure}）" if first.measure else ""
    end = last.at.rpartition(":")[2]
    at = first.at if first.at == last.at else f"{first.at}-{end}"
    return (
        f"{fact_name(first.of or first.name)}{measure}：{told}"
        + (f"（{first.origin}）" if first.origin else "")
        + (f"  {at}" if at else "")
    )


def sum_line(root: Derivation, digits: int, number: Callable[[Fraction], str] = exact_text) -> str:
    """Say how the parts of a total, which has so many decimals, add up to it, or why there is none."""
    if root.value is None:
        if root.steps:
            return f"合计  {root.steps[0]}，没有总分"
        return f"合计  因有{_unsettled(root)}，总分算不出来"
    terms = " ".join(_term(part, number, first=index == 0) for index, part in enumerate(root.parts))
    return f"合计  {terms} = {fixed_text(root.value, digits)}"


def _unsettled(root: Derivation) -> str:
    open_ = [part for part in root.parts if part.value is None]
    if not open_:
        return "规则无法判定"
    beside = all(part.kind in BESIDE for part in open_)
    return "加分或扣分算不出来" if beside else "指标的得分算不出来"


def _term(part: Derivation, number: Callable[[Fraction], str], *, first: bool) -> str:
    value = part.value or ZERO
    name = part.title.partition("（")[0] if part.kind in (*BOOKKEEPING, *UNNUMBERED) else part.id
    term = f"{name} {number(abs(value))}"
    return term if first and value >= 0 else f"{'-' if value < 0 else '+'} {term}"


def period_text(part: Derivation) -> str:
    """Tell one period in a line, which is named once."""
    told = "；".join(step for step in part.steps if not step.startswith(("规则：", "若", "说明：", "本项不计分")))
    points = "得分算不出来" if part.value is None else f"得分 {number_text(part.value)} / {number_text(part.full)}"
    return f"{part.title}  {points if part.applies else '不计分'}" + (
        f"  {told.replace(f'{spaced(part.title)}的', '')}" if told else ""
    )
