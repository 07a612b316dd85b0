"""The blank file of facts for a unit: every fact that it has to report, and beside it what is to be written there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.editor.setup import modeline
from engine.founding.draft import FACTS_NAME, FORBIDDEN_IN_NAMES, LAST_NAME
from engine.founding.yaml_text import one_line, scalar_text
from engine.scheme.asked import asked_of, usual_origin
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import EVIDENCE, MATTER, SELF_ASSESSED, UNIT_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.scheme.asked import Asked
    from engine.scheme.model import FactDeclaration, Scheme, UnitEntry

_KEY = {field.name: field.key for field in UNIT_FILE.fields}
_MATTER = {field.name: field.key for field in MATTER.fields}
_HEAD = """\
# 在冒号后面填数（冒号后空一格）。空着就是未报；确实是零的写 0。“#”后面是说明，不用改。
# 填完以后在考核文件夹里运行 kaohe check，看还有哪些没有报。
"""


def form_name(scheme: Scheme, unit: UnitEntry) -> str:
    """Return the path of a unit's file in the folder; the number keeps the order of the list."""
    names = [each.name for each in scheme.units]
    number = names.index(unit.name) + 1
    name = FORBIDDEN_IN_NAMES.sub("-", unit.name)
    return f"{FACTS_NAME}/{number:0{max(len(str(len(names))), 2)}}-{name}.yaml"


def form_text(scheme: Scheme, unit: UnitEntry, last: Callable[[str], str | None] = lambda _: None) -> str:
    """Return a unit's blank file; `last` says what it reported last year for a fact, in its periods `fact.period`."""
    lines = [f"{_KEY['unit']}: {scalar_text(unit.name)}", f"{_KEY['scheme']}: {scalar_text(scheme.id)}"]
    if (origin := usual_origin(scheme)) != SELF_ASSESSED:
        lines.append(f"{_KEY['origin']}: {scalar_text(origin)}")
    lines.append(f"{_KEY['facts']}:")
    for asked in asked_of(scheme, unit):
        lines += _lines(asked, last)
    return modeline("facts", form_name(scheme, unit)) + "\n" + _HEAD + "\n".join(lines) + "\n"


def _lines(asked: Asked, last: Callable[[str], str | None]) -> list[str]:
    name, fact = asked.name, asked.fact
    said = [] if asked.periods else _last(last(name))
    lines = [f"  {scalar_text(name)}: # {'；'.join([*_expected(asked), *said])}"]
    if fact.type is FactType.MATTERS:
        lines += _example(asked)
    for period in asked.periods:
        said = _last(last(f"{name}.{period}"))
        lines.append(f"    {scalar_text(period)}:{_comment(said)}")
        lines += [f"      {scalar_text(origin)}:" for origin in _origins(asked)]
    if not asked.periods:
        lines += [f"    {scalar_text(origin)}:" for origin in _origins(asked)]
    return lines


def _origins(asked: Asked) -> Sequence[str]:
    return (*asked.origins, EVIDENCE) if asked.evidence and asked.origins else asked.origins


def _last(text: str | None) -> list[str]:
    return [] if text is None else [f"{LAST_NAME} {one_line(text)}"]


def _comment(said: list[str]) -> str:
    return f" # {'；'.join(said)}" if said else ""


def _expected(asked: Asked) -> Iterator[str]:
    """Yield what is to be written, in a few words each."""
    fact = asked.fact
    if fact.from_last is not None:
        yield f"取自{LAST_NAME}的“{fact.from_last}”，一般不用填；与上年报的不同才填"
    yield _typed(fact)
    if fact.cycle is not None:
        yield "从考核期间开始累计到各期" if fact.cumulative else f"每{fact.cycle.value}一个数"
    bounds = [f"“{other.rpartition('.')[0] if asked.periods else other}”" for other in fact.at_most]
    if bounds:
        yield f"不超过{'和'.join(bounds)}"
    if asked.evidence:
        yield "要写佐证，没有佐证的暂不计"
    if fact.meaning:
        yield one_line(fact.meaning)


def _typed(fact: FactDeclaration) -> str:
    """Return what a value looks like."""
    measure = f"（{fact.measure}）" if fact.measure else ""
    match fact.type:
        case FactType.YES_NO:
            return "是或否"
        case FactType.CHOICE:
            return f"填其中一个：{'、'.join(fact.options)}"
        case FactType.MATTERS:
            return "逐件列出，一件也没有的写“无”"
        case FactType.PANEL:
            return f"一个评委（抽样点）一行：代号和所打的分{measure}"
        case FactType.PERCENT:
            return f"百分数，如 93.5%，最多 {fact.digits} 位小数" if fact.digits else "百分数，如 93%，不带小数"
        case FactType.DECIMAL:
            return f"数{measure}，最多 {fact.digits} 位小数"
        case FactType.WHOLE:
            return f"整数{measure}"


def _example(asked: Asked) -> Iterator[str]:
    """Yield how a matter is written, as comments."""
    rows = [("name", "名称或文号")]
    rows += [("class_", "或".join(asked.fact.classes))] if asked.fact.classes else []
    rows += [("date", "发生的日期，年四位，月和日各两位，中间用 -"), ("evidence", "有什么材料为证")]
    for number, (key, says) in enumerate(rows):
        yield f"  #  {'- ' if number == 0 else '  '}{_MATTER[key]}: {says}"
