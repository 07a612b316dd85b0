"""How a wrong fact is told: what was found, what was expected, what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.facts.contract import Fault, parse_value
from engine.number import exact_text, parse_quantity
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.respelling import ENGLISH
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import MISSING, NOT_APPLICABLE, NOT_RATED, UNIT_FILE
from engine.text.edits import Edit
from engine.text.figures import plain_number
from engine.text.sheet import Sheet
from engine.text.suggest import mistyped, suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from engine.facts.table import Cell, Mark, Reported
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.text.source import Span
    from engine.text.tree import Scalar

MOST_NAMED = 5
_ABOUT = re.compile(r"(左右|约|多|余|以上|以下)")
_CHINESE_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百千万亿点]+")
_FULL_WIDTH = re.compile(r"[\uff10-\uff19]")
_PERCENT_SIGNS = ("%", "\uff05")
_THOUSANDS = re.compile(r"[0-9][,\uff0c_][0-9]")


def value_problem(fact: FactDeclaration, fault: Fault, reported: Reported, granting: Collection[str]) -> Problem:
    """Word a value that is not of its type or outside its limits; `granting` may say 不适用."""
    if fault in (Fault.TOO_SMALL, Fault.TOO_LARGE):
        limit = fact.low if fault is Fault.TOO_SMALL else fact.high
        shown = _limit_text(fact, limit)
        side = "小于下限" if fault is Fault.TOO_SMALL else "大于上限"
        message = f"“{fact.name}”{side} {shown}，现为“{reported.text}”"
        fix = "请核对数据；如果数据无误，应修改方案里的界限"
        if _in_table(reported.span):  # who fills in a form cannot change the scheme
            fix = "请核对数据；数据无误的，请说明情况，由制定方案的部门修改方案里的界限"
        if meant := _hundredth(fact, reported.text):
            fix = f"是不是 {meant}？{fix}"
        return Problem(Code.FACT_LIMIT, message, reported.span, help=fix)
    message = f"“{fact.name}”应为{_expected(fact)}，现为“{reported.text}”"
    help_, edits = _fix(fact, reported, granting), _rewritten(fact, reported)
    return Problem(Code.FACT_VALUE, message, reported.span, help=help_, edits=edits)


def _hundredth(fact: FactDeclaration, text: str) -> str:
    """Return the percentage that became a hundred times itself, where a program took `99.35` in such a cell for 1."""
    quantity = parse_quantity(text) if fact.type is FactType.PERCENT else None
    if quantity is None or fact.high is None or quantity.value <= fact.high:
        return ""
    meant = quantity.value / 100
    return f"{exact_text(meant * 100)}%" if (fact.low or 0) <= meant <= fact.high else ""


def _rewritten(fact: FactDeclaration, reported: Reported) -> tuple[Edit, ...]:
    """Return what puts a value right: another way to write the same, if there is one that the fact may have."""
    text = reported.text
    match fact.type:
        case FactType.YES_NO:
            meant = ENGLISH.get(text.lower())
        case FactType.CHOICE:
            meant = mistyped(text, fact.options, by_sound=False)
        case _:
            meant = plain_number(text, (fact.measure,) if fact.measure else ())
    good = meant is not None and (meant in fact.options or not isinstance(parse_value(fact, meant), str))
    return (Edit(reported.span, meant),) if meant and good else ()


def _limit_text(fact: FactDeclaration, limit: object) -> str:
    if limit is None:
        return ""
    return exact_text(limit * 100) + "%" if fact.type is FactType.PERCENT else exact_text(limit)  # type: ignore[operator, arg-type]


def _expected(fact: FactDeclaration) -> str:
    match fact.type:
        case FactType.WHOLE:
            return "整数"
        case FactType.DECIMAL:
            return f"数（最多 {fact.digits} 位小数）"
        case FactType.PERCENT:
            return f"百分数（最多 {fact.digits} 位小数，如 93.5%）"
        case FactType.YES_NO:
            return "“是”或“否”"
        case FactType.CHOICE:
            return "、".join(f"“{word}”" for word in fact.options) + "之一"
        case FactType.MATTERS:
            return "逐件列出的事项"
        case FactType.PANEL:
            return f"数（最多 {fact.digits} 位小数）" if fact.digits else "整数"


def _in_table(span: Span) -> bool:
    return isinstance(span.source, Sheet)


def _fix(fact: FactDeclaration, reported: Reported, granting: Collection[str]) -> str:
    text = reported.text
    if said := _fix_of_kind(fact, text):
        return said
    if _CHINESE_NUMBER.fullmatch(text):
        return "请写阿拉伯数字，如 48；确实没有发生的写 0，没有数据的写“未报”"
    if _FULL_WIDTH.search(text):
        return "数字是全角的，请改成半角"
    if _THOUSANDS.search(text):
        return "数字中间不加逗号或下划线"
    if _ABOUT.search(text) and fact.type is not FactType.CHOICE:
        other = "要说明的写在别的格里" if _in_table(reported.span) else "说明写到“佐证”或“说明”里"
        return f"请填确切的数；{other}"
    if re.fullmatch(r"-?0[0-9]+(\.[0-9]+)?", text):
        return "数字前面多了 0，请去掉"
    if fact.type is FactType.PERCENT and re.fullmatch(r"-?[0-9.]+", text):
        return "百分数要带“%”，免得 0.95 与 95 分不清"
    found = re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?)\s*(.*)", text)
    if found and fact.type is FactType.PERCENT and found[2] in _PERCENT_SIGNS:
        return _too_many_digits(fact)
    if found and fact.type in (FactType.WHOLE, FactType.DECIMAL):
        return _number_fix(fact, found[1], found[2])
    if fact.may_not_apply or not granting:
        return f"没有数据请写“未报”；不适用请写“{NOT_APPLICABLE}”" if fact.may_not_apply else "没有数据请写“未报”"
    return f"没有数据请写“未报”；不适用须由{named(granting)}写“{NOT_APPLICABLE}”"


def _fix_of_kind(fact: FactDeclaration, text: str) -> str:
    """Say what facts of this kind alone are told; nothing where the text is like that of any number."""
    if fact.type is FactType.YES_NO:
        return "请写汉字“是”或“否”；没有数据请写“未报”"
    if fact.type is FactType.PANEL and not re.search(r"[0-9]", text):
        return f"请填分数；没有打分的写“{NOT_RATED}”，不要填 0"
    if fact.type is FactType.CHOICE and (near := suggest(text, fact.options)):
        return f"是不是“{near}”？"
    return ""


def _number_fix(fact: FactDeclaration, number: str, rest: str) -> str:
    """Say what to do with a number that has something wrong in it or after it."""
    if rest in _PERCENT_SIGNS:
        return "这里要填数量，不是百分数"
    if not rest:
        return _too_many_digits(fact)
    example = "" if fact.type is FactType.WHOLE and "." in number else f"，如 {number}"
    other = f"；计量单位是“{fact.measure}”，请核对" if fact.measure and rest != fact.measure else ""
    return f"只填{'整' if not example else ''}数{example}；计量单位不用写{other}"


def _too_many_digits(fact: FactDeclaration) -> str:
    if fact.type is FactType.WHOLE:
        return "只能填整数"
    return f"最多 {fact.digits} 位小数，请按规定修约后填" if fact.digits else "不能有小数，请按规定修约后填"


def named(origins: Collection[str]) -> str:
    """Name the origins, any one of which will do."""
    return "或".join(f"“{each}”" for each in origins)


def cell_problem(fact: FactDeclaration, counted: Reported, granting: Collection[str]) -> Problem:
    """Word a 不适用 that nobody granted."""
    who = "、".join(sorted(granting))
    fix = f"请由{who}认定，写成“{who}: {NOT_APPLICABLE}”；没有数据请写“{MISSING}”"
    if not granting:
        fix = f"方案没有写谁可以认定不适用（可认定不适用）；没有数据请写“{MISSING}”"
    elif _in_table(counted.span):
        fix = f"“{NOT_APPLICABLE}”由{named(sorted(granting))}认定，这里请写“{MISSING}”，并说明理由"
    message = f"“{fact.of or fact.name}”填了“{NOT_APPLICABLE}”，但“{counted.origin}”无权认定"
    return Problem(Code.NOT_APPLICABLE_UNGRANTED, message, counted.span, help=fix)


def limit_problem(fact: FactDeclaration, cell: Cell, other: str, limit: Cell) -> Problem:
    """Word a value that is larger than the fact that bounds it."""
    own, bound = cell.counted, limit.counted
    assert own is not None and bound is not None, "both facts have values"  # noqa: PT018, S101
    by, of = (f"（{own.origin}）", f"（{bound.origin}）") if own.origin != bound.origin else ("", "")
    return Problem(
        Code.FACT_PAIR,
        f"“{fact.name}”是 {own.text}{by}，大于“{other}”的 {bound.text}{of}",
        own.span,
        help="请核对两个数；前者不应超过后者",
        also=((f"“{other}”在这里", bound.span),),
    )


def value_twice(unit: str, pairs: Sequence[tuple[str, Reported, Reported]]) -> Problem:
    """Word values that two places give: `pairs` are the facts, each with what its origin says of it there."""
    pairs = sorted(pairs, key=lambda pair: pair[2].span.start)
    _, first, second = pairs[0]
    facts = _some(list(dict.fromkeys(f"“{name}”" for name, _, _ in pairs)))
    origins = "、".join(dict.fromkeys(f"“{each.origin}”" for _, each, _ in pairs))
    said = "" if len(pairs) > 1 or first.text == second.text else f"：一处是 {first.text}，一处是 {second.text}"
    fix = "同一来源的同一个数只报一次：请核对以哪处为准，删去另一处；如果其中一处是别的来源的，请改正“来源”"
    if len(pairs) > 1 and all(one.text == other.text for _, one, other in pairs):
        fix = "两处的数都一样，多半是同一份数据存了两遍：请删去一份；如果是另一个单位的，请改正“单位”"
    return Problem(
        Code.UNIT_TWICE,
        f"“{unit}”的{facts}，两处都报了{origins}的数{said}",
        second.span,
        help=fix,
        also=(("另一处在这里", first.span),),
    )


def mark_twice(unit: str, fact: str, pairs: Sequence[tuple[Mark, Mark]]) -> Problem:
    """Word marks that a rater gives a unit in two places."""
    first, second = pairs[0]
    raters = _some([f"“{mark.rater}”" for mark, _ in pairs])
    return Problem(
        Code.MARK_TWICE,
        f"“{unit}”的“{fact}”，{raters}在两处都打了分",
        second.span,
        help="每个评委或点位只打一次分：请核对以哪处为准，删去另一处；如果是两个人，请写清是谁",
        also=(("另一处在这里", first.span),),
    )


def narrative_twice(unit: str, first: Scalar, second: Scalar) -> Problem:
    """Word the second of two texts on a unit's work."""
    return Problem(
        Code.NARRATIVE_TWICE,
        f"“{unit}”有两份“{UNIT_FILE.by_name['narrative'].key}”",
        second.span,
        help="请合成一份，写在一个文件里",
        also=(("另一份在这里", first.span),),
    )


def _some(names: Sequence[str]) -> str:
    """Name the first of some things, and how many there are."""
    listed = "、".join(names[:MOST_NAMED])
    return f"{listed}等 {len(names)} 项" if len(names) > MOST_NAMED else listed


def other_scheme(id_: str, expected: str | None, scheme: Scheme, span: Span) -> Problem | None:
    """Word files of last year that are not of the expected scheme; without one, of any but this year's."""
    if expected is None and id_ == scheme.id:
        help_ = "请核对“上年”里写的路径；两年的方案编号确实相同的，在“上年”里写明“方案编号”"
        return Problem(Code.OTHER_SCHEME, f"这是本方案“{id_}”的，不是上年的", span, help=help_)
    if expected is not None and id_ != expected:
        help_ = "上年的数据和结果应是同一个方案的；请核对“上年”里写的路径和方案编号"
        return Problem(Code.OTHER_SCHEME, f"这是方案“{id_}”的，不是上年方案“{expected}”的", span, help=help_)
    return None
