"""Read an indicator that is scored in every period: a section whose parts are the periods (mechanism B8)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.methods import cases
from engine.problem.codes import Code
from engine.scheme.combining import WAY_OF, Combining, Periodic
from engine.scheme.cycle import cycle_of
from engine.scheme.model import Section
from engine.scheme.parse_formula import parse_formula
from engine.text.tree import Mapping, Scalar

if TYPE_CHECKING:
    from engine.reading.read_items import ItemReader
    from engine.scheme.model import Indicator
    from engine.vocabulary.record import Record


def read_by_period(key: Scalar, record: Record, reader: ItemReader) -> Section | None:
    """Read the indicator once for each period; what is wrong with it is told once."""
    context = reader.context
    word, points = record.choice("by_period"), record.number("points")
    facts = _periodic(record, reader)
    if facts is None:
        return None
    known = context.names.periods
    found = {known.all[base]: fact for fact in facts if (base := known.base(fact))}
    if len(found) > 1:
        message = f"{'、'.join(f'“{fact}”' for fact in found.values())}的周期不同，不能放在一起逐期计分"
        context.report(Code.PERIOD_OPEN, message, record.key_place("by_period"), "请分成几个指标")
    elif not found:
        fix = "请在“计算公式”里直接写逐期填报的数据项，如 办结件数 / 受理件数；全年只计一次分的，请删去“逐期计分”"
        message = "逐期计分的指标，没有用到逐期填报的数据项"
        context.report(Code.PERIOD_OPEN, message, record.key_place("by_period"), fix)
    if len(found) != 1 or word is None:
        return None
    way, periods = Periodic[word], next(iter(found))
    reader.share = points / len(periods) if points is not None and way is Periodic.SUM else None
    parts: list[Indicator] = []
    for period in periods:
        part = _of_period(key, record, reader, period, told=bool(parts))
        if part is None:
            break
        parts.append(part)
    reader.share = context.period = None
    context.kinds.values.pop(key.text, None)
    if len(parts) < len(periods) or points is None:
        return None
    combining = Combining(rest=WAY_OF[way], cycle=cycle_of(periods[0]))
    floored = any(reader.takes_from_section(part) for part in parts)
    return Section(
        key.text, record.text("title") or "", points, tuple(parts), record.text("clause"), record.text("note"), floored,
        span=key.span, combining=combining,
    )  # fmt: skip


def _of_period(key: Scalar, record: Record, reader: ItemReader, period: str, *, told: bool) -> Indicator | None:
    context = reader.context
    lists = (context.problems, context.kinds.problems)
    before = [len(problems) for problems in lists]
    context.period = period
    part = reader.indicator(key, record)
    if told:
        for problems, count in zip(lists, before, strict=True):
            del problems[count:]
    return None if part is None else replace(part, id=f"{key.text}.{period}", title=period, note=None)


def _periodic(record: Record, reader: ItemReader) -> list[str] | None:
    """Return the facts with periods that stand by themselves in the indicator's formulas; None where one is broken."""
    names = reader.context.names
    scoring = record.mapping("scoring")
    listed = scoring.get(cases.CONCEPT.by_name["cases"].key) if scoring else None
    nodes = getattr(listed.value, "items", ()) if listed else ()
    whens = [each.get(cases.CASE.by_name["when"].key) for each in nodes if isinstance(each, Mapping)]
    found: list[str] = []
    for scalar in (record.scalar("formula"), record.scalar("factor"), *(when.value for when in whens if when)):
        if not isinstance(scalar, Scalar):
            continue
        expr, problems = parse_formula(scalar, names)
        stand = [each.span.text for each in problems if each.code is Code.PERIOD_OPEN and each.span]
        if expr is None and any(names.periods.base(each) is None for each in stand or ("",)):
            reader.context.problems.extend(problems)
            return None
        found += stand
    return found
