"""What a form says of a line: what is meant, what is to be filled in, and what a wrong value is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.words import named
from engine.forms.form import LISTED, NONE
from engine.scheme.last_year import LAST_RESULTS
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import EVIDENCE, MISSING, NOT_APPLICABLE, NOT_RATED
from engine.sentences.facts import limit_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.forms.lines import Line
    from engine.scheme.model import FactDeclaration, Scheme

_COUNTED = (FactType.WHOLE, FactType.DECIMAL, FactType.PERCENT, FactType.PANEL)
_AS_ABOVE = "同上"
# More options than a person reads at a glance are seen in the list itself.
_LONGEST_LISTED = 80


def may_exempt(scheme: Scheme, fact: FactDeclaration, origin: str) -> bool:
    """Say whether that origin may report that a fact does not apply; a rater may not, who gives a mark or none."""
    return fact.type is not FactType.PANEL and (fact.may_not_apply or origin in scheme.origins.may_exempt)


def for_not_applicable(scheme: Scheme, fact: FactDeclaration, origin: str) -> str:
    """Say what to write where a fact does not apply, or where its reporter thinks so and may not say it."""
    if may_exempt(scheme, fact, origin):
        return f"不适用的写“{NOT_APPLICABLE}”"
    granting = named(sorted(scheme.origins.may_exempt))
    decided = f"（由{granting}认定）" if granting else ""
    return f"认为不适用的也写“{MISSING}”，并说明理由{decided}"


def meaning(line: Line, scheme: Scheme, origin: str) -> str:
    """Say all that is to be known of a line: the statistical meaning, what is filled in, and what reads it besides.

    Of a fact that is reported by period, it is said with the first of them.
    """
    if line.period and not line.is_first:
        return _AS_ABOVE
    told = [_ended(" ".join(line.fact.meaning.split()))] if line.fact.meaning else []
    told.append(_ended("；".join(_to_fill_in(line, scheme, origin))))
    if line.uses[1:]:
        told.append(f"还用于 {'、'.join(line.uses[1:])}。")
    return "".join(told)


def prompt(line: Line, scheme: Scheme, origin: str) -> str:
    """Say beside a cell what is to be filled in."""
    told = [f"口径：{_ended(' '.join(line.fact.meaning.split()))}"] if line.fact.meaning else []
    return "\n".join([_ended("；".join(_to_fill_in(line, scheme, origin))), *told])


def error(line: Line, scheme: Scheme, origin: str) -> str:
    """Say what Excel shows where something else is typed in."""
    told = _ended("，".join([_kind(line.fact), *_limits(line.fact)]))
    if line.fact.type in _COUNTED:
        told += "只填确切的数，不带计量单位，不写“约”“左右”。"
    empty = f"没有打分的空着，或写“{NOT_RATED}”" if line.fact.type is FactType.PANEL else "没有数据的空着"
    other = f"；不适用的写“{NOT_APPLICABLE}”" if may_exempt(scheme, line.fact, origin) else ""
    return f"{told}{empty}{other}。"


def full_name(line: Line) -> str:
    """Return the name of a line's fact, with its period."""
    return f"{line.name}（{line.period}）" if line.period else line.name


def _to_fill_in(line: Line, scheme: Scheme, origin: str) -> Iterator[str]:
    fact = line.fact
    if fact.from_last is not None:
        what = "结果" if fact.from_last in LAST_RESULTS else "数据"
        yield f"一般不用填，取上年的{what}“{fact.from_last}”，与它不同时才填"
    yield "，".join([_kind(fact), *_limits(fact)])
    if line.period:
        yield f"填从考核期间开始累计到{line.period}的数" if fact.cumulative else f"填{line.period}当期的数"
    if line.asked.evidence:
        yield f"要写{EVIDENCE}，没有{EVIDENCE}的暂不计分"
    if may_exempt(scheme, fact, origin):
        yield f"不适用的写“{NOT_APPLICABLE}”"


def _limits(fact: FactDeclaration) -> list[str]:
    return [*limit_words(fact)] if fact.type in _COUNTED else []


def _kind(fact: FactDeclaration) -> str:
    """Say what a value looks like."""
    digits = f"，最多 {fact.digits} 位小数" if fact.digits else ""
    match fact.type:
        case FactType.YES_NO:
            return "选“是”或“否”"
        case FactType.CHOICE:
            listed = "、".join(fact.options)
            return (
                f"选一个：{listed}"
                if len(listed) <= _LONGEST_LISTED
                else f"在下拉列表的 {len(fact.options)} 个里选一个"
            )
        case FactType.MATTERS:
            return f"有的选“{LISTED}”，逐件填到后面的事项表；一件也没有的选“{NONE}”"
        case FactType.PERCENT:
            return f"填百分数，如 {'93.5' if fact.digits else '93'}%{digits}"
        case FactType.DECIMAL:
            return f"填数{digits}"
        case FactType.PANEL:
            return f"打分，填数{digits}" if fact.digits else "打分，填整数"
        case FactType.WHOLE:
            return "填整数"


def _ended(text: str) -> str:
    return f"{text.rstrip('。；;')}。"
