"""The parts of a score as entries of a letter."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from engine.number import about_text
from engine.report.losses import BESIDE, lost
from engine.report.said import BOOKKEEPING, PENALTIES, UNNUMBERED, adjusted, period_text
from engine.report.view.letter import Entry
from engine.scheme.unit_vocabulary import EVIDENCE
from engine.sentences.formulas import fact_name
from engine.text.spacing import closed_up, spaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from engine.explain.derivation import Derivation, FactUse
    from engine.report.view.weighing import Loss

_RULE, _DUTY, _NOTE, _WANTED = "规则：", "分工：", "说明：", "若"
_BONUSES = frozenset({"bonus", "bonuses"})
# What is said of evidence: it stands in a column of its own.
_PROOF = (f"{EVIDENCE}：", "核定方式：", "说明：")
# Points that no decimal writes are about so many decimals; the sum of all parts is written exactly.
DIGITS = 2
# Where a value stands in a unit's own file: the folder is nobody's business.
_OWN_PLACE = re.compile(r"(?:.*[/\\])?([^/\\]+\.ya?ml):([0-9]+)")
_FILE_PLACE = re.compile(r"(?:.*[/\\])([^/\\]+\.(?:xlsx?|et|csv|parquet)[: ].*)", re.IGNORECASE)
# The periods of one fact are put together from so many on.
_FEW = 2


def entries(root: Derivation, unit: str) -> Iterator[Entry]:
    """Yield every part of a total, or of a part of it, in the order of the scheme, with its depth."""
    for part in root.parts:
        yield from _with_parts(part, unit, 0)


def without_adjustments(root: Derivation) -> Derivation:
    """Return a total without its bonuses and penalties, which are told by themselves."""
    return replace(root, parts=tuple(part for part in root.parts if part.kind not in BESIDE))


def _with_parts(node: Derivation, unit: str, depth: int) -> Iterator[Entry]:
    yield entry(node, unit, depth=depth)
    for part in node.parts:
        # The periods of one indicator are lines of it.
        if not (node.folded and part.kind == "indicator"):
            yield from _with_parts(part, unit, depth + 1)


def entry(node: Derivation, unit: str, *, depth: int = 0, loss: Loss | None = None) -> Entry:
    """Return one part; `loss` is what it cost of the total, where that is to be told instead of its own points."""
    if node.kind == "indicator" and not node.applies and not node.facts:
        return _not_asked(node, unit, depth)
    steps = [closed_up(step) for step in node.steps]
    rule = [step.removeprefix(_RULE) for step in steps if step.startswith(_RULE)]
    if node.folded:
        told = (step.removeprefix(_RULE) for part in node.parts for step in part.steps if step.startswith(_RULE))
        rule += list(dict.fromkeys(closed_up(step) for step in told))
        steps += [
            closed_up(period_text(part)) for part in node.parts if part.kind == "indicator" and _tells(part, loss)
        ]
    wanted = [step for step in steps if step.startswith(_WANTED)]
    notes = [step.removeprefix(mark) for step in steps for mark in (_NOTE, _DUTY) if step.startswith(mark)]
    special = (_RULE, _DUTY, _NOTE, _WANTED)
    weight = loss.words() if loss else ""
    return Entry(
        node.id if node.id.startswith(f"{unit}/") else f"{unit}/{node.id}",
        "" if node.kind in BOOKKEEPING | (UNNUMBERED - {"matter"}) else node.id,
        node.title if node.kind == "matter" else spaced(node.title),
        depth,
        _points(node),
        "" if node.full is None or node.kind in BOOKKEEPING | PENALTIES | _BONUSES else about_text(node.full, DIGITS),
        _change(node) if loss is None else minus(loss.total),
        tuple(fact_texts(node.facts)),
        tuple(proofs(node.facts)),
        tuple(rule),
        (*(step for step in steps if not step.startswith(special)), *([weight] if weight else [])),
        tuple(wanted),
        tuple(notes),
        node.clause or "",
    )


def _not_asked(node: Derivation, unit: str, depth: int) -> Entry:
    """Return a line for an indicator that the unit is not asked for."""
    full = "" if node.full is None else about_text(node.full, DIGITS)
    title, nothing = spaced(node.title), ()
    return Entry(
        f"{unit}/{node.id}", node.id, title, depth, _points(node), full, "",
        nothing, nothing, nothing, nothing, nothing, nothing, "",
    )  # fmt: skip


def _tells(part: Derivation, loss: Loss | None) -> bool:
    """Say whether a period is worth a line: where losses are told, one that lost points."""
    return loss is None or part.value is None or lost(part) != 0


def _points(node: Derivation) -> str:
    if node.value is None:
        return "算不出来"
    if not node.applies:
        return "不计分" if node.facts or node.parts else "不考核"
    sign = "+" if node.kind in BOOKKEEPING | _BONUSES and node.value > 0 else ""
    return sign + about_text(node.value, DIGITS)


def _change(node: Derivation) -> str:
    if node.kind in BOOKKEEPING or node.value is None or not node.applies:
        return ""
    if node.kind in PENALTIES | _BONUSES | {"matter"}:
        return adjusted(node)
    loss = lost(node)
    return minus(loss) if loss else ""


def minus(loss: Fraction) -> str:
    """Write what a loss takes off: `-1.22`, `约-13.33`; `+2` where it is a gain."""
    text = about_text(abs(loss), DIGITS)
    sign = "-" if loss > 0 else "+"
    return f"约{sign}{text.removeprefix('约')}" if text.startswith("约") else sign + text


def fact_texts(facts: Sequence[FactUse]) -> Iterator[str]:
    """Yield each fact as it counts, with what others said of it; the periods of a fact are put into one."""
    families: dict[str, list[FactUse]] = {}
    for fact in facts:
        families.setdefault(fact.of or fact.name, []).append(fact)
    for name, family in families.items():
        plain = [fact for fact in family if not _others(fact)]
        if len(plain) > _FEW:
            told = "、".join(f"{fact.name.rpartition('.')[2]} {fact.value}" for fact in plain)
            measure = f"（{plain[0].measure}）" if plain[0].measure else ""
            yield f"{fact_name(name)}{measure}：{told}" + (f"（{plain[0].origin}）" if plain[0].origin else "")
        yield from (_fact(fact) for fact in family if len(plain) <= _FEW or _others(fact))


def _fact(fact: FactUse) -> str:
    value = spaced(f"{fact.value}{fact.measure}") if fact.measure else fact.value
    said = "；".join([*([fact.origin] if fact.origin else []), *_others(fact)])
    return f"{fact_name(fact.name)} {value}" + (f"（{said}）" if said else "")


def _others(fact: FactUse) -> list[str]:
    return [remark for remark in fact.remarks if not remark.startswith(_PROOF)]


def proofs(facts: Sequence[FactUse]) -> Iterator[str]:
    """Yield what proves the facts and where they stand, each thing once; lines of one file are put together."""
    told: dict[str, None] = {}
    lines: dict[str, list[int]] = {}
    for fact in facts:
        remarks = [remark for remark in fact.remarks if remark.startswith(_PROOF)]
        said = [remark.removeprefix(_PROOF[0]) for remark in remarks]
        own = _OWN_PLACE.fullmatch(fact.at)
        if own:
            lines.setdefault(own[1], []).append(int(own[2]))
        elif fact.at:
            said.append(_FILE_PLACE.sub(r"\1", fact.at))
        if said:
            told["；".join(said)] = None
    yield from told
    for file, numbers in lines.items():
        yield f"{file} 第 {'、'.join(_runs(sorted(set(numbers))))} 行"


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Yield ascending numbers, those that follow one another as `33-44`."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        yield str(found[0]) if len(found) == 1 else f"{found[0]}-{found[-1]}"
