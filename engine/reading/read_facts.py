"""Read the declarations of facts, and the units that are assessed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import Unit
from engine.problem.codes import Code
from engine.reading.context import name_problems
from engine.reading.read_panel import no_panel_keys, read_panel
from engine.scheme.cycle import Cycle
from engine.scheme.fact_vocabulary import FACT
from engine.scheme.last_year import LAST_RESULTS, LastResult
from engine.scheme.model import FactDeclaration, FactType, UnitEntry
from engine.scheme.unit_vocabulary import UNIT
from engine.text.tree import Listing, Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.number import Quantity
    from engine.reading.context import Context
    from engine.vocabulary.record import Record

DEFAULT_DIGITS = 2


def read_fact(name: Scalar, node: Node, context: Context) -> tuple[FactDeclaration, ...]:
    """Read one declaration, of a fact or of one for each period; a wrong limit is reported and left out."""
    record = context.record(node, FACT)
    if record is None or (kind := record.choice("type")) is None:
        return ()
    type_ = FactType[kind]
    low, high = _limit(record, "low", type_, context), _limit(record, "high", type_, context)
    if low is not None and high is not None and low > high:
        context.report(
            Code.LIMITS_CONTRADICT, "下限大于上限，任何数都填不进去", record.place("low"), "请检查两个数是否写反"
        )
    cycle = record.choice("cycle")
    declared = FactDeclaration(
        name.text,
        type_,
        record.text("measure"),
        _digits(record, type_, context),
        low,
        high,
        tuple(scalar.text for scalar in one_or_many(record, "at_most")),
        _options(record, type_, context),
        record.yes("may_not_apply", default=False),
        record.text("meaning"),
        cycle=Cycle[cycle] if cycle else None,
        cumulative=_cumulative(record, type_, context),
        from_last=_from_last(record, type_, context),
        span=name.span,
    )
    if type_ is FactType.PANEL:
        return read_panel(declared, record, context)
    no_panel_keys(record, type_, context)
    if type_ is FactType.MATTERS:
        return _matters(declared, record, context)
    for key in (each for each in ("classes", "circumstances") if record.has(each)):
        word = FACT.by_name[key].key
        help_ = f"“{word}”只用于类型为“事项”的数据项；可选的词请写“选项”"
        context.report(Code.LIMITS_CONTRADICT, f"类型为“{type_.value}”时不能写“{word}”", record.key_place(key), help_)
    return _in_periods(declared, context) if declared.cycle else (declared,)


def _matters(declared: FactDeclaration, record: Record, context: Context) -> tuple[FactDeclaration, ...]:
    """Return a fact that lists matters, and the number of those of each class as facts."""
    for name in ("low", "high", "at_most", "cycle"):
        if record.has(name):
            word = FACT.by_name[name].key
            help_ = "“事项”逐件列出，没有上下限，也不分期；请删去这一行"
            context.report(Code.LIMITS_CONTRADICT, f"类型为“事项”时不能写“{word}”", record.key_place(name), help_)
    classes, circumstances = (_words(record, name, context) for name in ("classes", "circumstances"))
    listed = replace(
        declared, classes=classes, circumstances=circumstances, low=Fraction(0), at_most=(), cycle=None
    )  # fmt: skip
    number = replace(listed, type=FactType.WHOLE, classes=(), circumstances=(), of=declared.name)
    return (listed, *(replace(number, name=f"{declared.name}.{each}") for each in classes))


def _words(record: Record, name: str, context: Context) -> tuple[str, ...]:
    """Return the words that matters may be told apart by, each once."""
    title = FACT.by_name[name].key
    words = [each for each in record.words(name) if context.one_word(each, title)]
    context.problems.extend(name_problems(words, title, None))
    return tuple(dict.fromkeys(each.text.strip() for each in words))


def _in_periods(declared: FactDeclaration, context: Context) -> tuple[FactDeclaration, ...]:
    """Return the fact of each period; what bounds it in the same periods does so period by period."""
    known, cycle = context.names.periods, declared.cycle
    periods = known.all.get(declared.name, ())
    if cycle and not context.calendar.fits(cycle):
        help_ = f"“周期: {cycle.value}”要能把“考核期间”整段分完；请核对“考核期间”，或改“周期”"
        context.report(Code.LIMITS_CONTRADICT, _misfit(cycle, context), declared.span, help_)

    def bound(other: str, period: str) -> str:
        return f"{other}.{period}" if known.all.get(other) == periods else other

    return tuple(
        replace(
            declared, name=f"{declared.name}.{period}", of=declared.name,
            open_=period not in known.closed.get(declared.name, periods),
            at_most=tuple(bound(other, period) for other in declared.at_most),
        )
        for period in periods
    )  # fmt: skip


def _misfit(cycle: Cycle, context: Context) -> str:
    if not context.calendar.dated:
        return "逐年填报的数据项，要知道考核期间是哪几年"
    first, last = context.calendar.first, context.calendar.last
    return f"考核期间 {first} 至 {last} 分不成整{cycle.value.removeprefix('半') if cycle is not Cycle.HALF else '半年'}"


def _cumulative(record: Record, type_: FactType, context: Context) -> bool:
    """Read 累计, which is of numbers that are reported in periods."""
    if not record.yes("cumulative", default=False):
        return False
    if record.has("cycle") and type_ in (FactType.WHOLE, FactType.DECIMAL):
        return True
    help_ = "“累计”只用于有“周期”的整数或小数；请补写“周期”，或删去这一行"
    context.report(Code.LIMITS_CONTRADICT, "这个数据项不能写“累计”", record.key_place("cumulative"), help_)
    return False


_RESULT_TYPES = {
    LastResult.SCORE: FactType.DECIMAL,
    LastResult.RANK: FactType.WHOLE,
    LastResult.TIER: FactType.CHOICE,
}


def _from_last(record: Record, type_: FactType, context: Context) -> str | None:
    """Read 取自上年: the name of a fact, or one of the results, which each have a type."""
    word = record.text("from_last")
    if word is None:
        return None
    if type_ in (FactType.MATTERS, FactType.PANEL):
        help_ = "“事项”和“多值”不能取自上年；请删去这一行，要比较的数另列一个数据项"
    elif word not in LAST_RESULTS or _RESULT_TYPES[LAST_RESULTS[word]] is type_:
        if word not in LAST_RESULTS or not record.has("cycle"):
            return word
        help_ = f"上年的“{word}”只有一个，请删去“周期”"
    else:
        help_ = f"上年的“{word}”，类型应为“{_RESULT_TYPES[LAST_RESULTS[word]].value}”"
    message = f"类型为“{type_.value}”的数据项不能取上年的“{word}”"
    context.report(Code.LIMITS_CONTRADICT, message, record.place("from_last"), help_)
    return None


def _limit(record: Record, name: str, type_: FactType, context: Context) -> Fraction | None:
    amount = record.amount(name)
    if amount is None:
        return None
    if problem := _limit_help(amount, type_):
        context.report(Code.UNIT_OF_QUANTITY, f"“{amount}”不能作“{type_.value}”的界限", record.place(name), problem)
        return None
    return amount.value


def _limit_help(amount: Quantity, type_: FactType) -> str | None:
    if type_ in (FactType.YES_NO, FactType.CHOICE, FactType.MATTERS):
        return "“是否”“选项”和“事项”没有上下限；请删去这一行"
    if type_ is FactType.PERCENT:
        return None if amount.unit is Unit.PERCENT else "百分数的界限也写百分数，如 100%"
    if amount.unit is not Unit.PLAIN:
        return "请写一个不带 % 的数；如果数据本身是比率，类型应为“百分数”"
    if type_ is FactType.WHOLE and amount.value.denominator != 1:
        return "整数的界限也应是整数"
    return None


def _digits(record: Record, type_: FactType, context: Context) -> int:
    digits = record.whole("digits")
    if type_ in (FactType.DECIMAL, FactType.PERCENT, FactType.PANEL):
        return DEFAULT_DIGITS if digits is None else digits
    if digits:
        fix = "要填小数时，类型应为“小数”或“百分数”；否则请删去这一行"
        context.report(Code.LIMITS_CONTRADICT, f"类型为“{type_.value}”的数据没有小数位", record.place("digits"), fix)
    return 0


def _options(record: Record, type_: FactType, context: Context) -> tuple[str, ...]:
    options = tuple(dict.fromkeys(each.text for each in record.words("options") if context.one_word(each, "选项")))
    if type_ is FactType.CHOICE and not record.has("options"):
        context.report(
            Code.KEY_MISSING, "类型为“选项”，却没有写“选项”", record.key_place("type"), "请补写，如 选项: [优先, 一般]"
        )
    elif type_ is not FactType.CHOICE and options:
        context.report(
            Code.LIMITS_CONTRADICT,
            f"类型为“{type_.value}”时不能写“选项”",
            record.key_place("options"),
            "请把类型改成“选项”，或删去选项",
        )
    return options


def one_or_many(record: Record, name: str) -> Iterable[Scalar]:
    """Return the words of a field that may be one word or a list."""
    scalar = record.scalar(name)
    return (scalar,) if scalar else record.words(name)


def check_fact_pairs(declared: Iterable[FactDeclaration], nodes: dict[str, Record], context: Context) -> None:
    """Check that 不超过 names another fact of the same kind, and of the same periods or of the whole year."""
    facts = {fact.of or fact.name: fact for fact in declared}
    for name, record in nodes.items():
        for scalar in one_or_many(record, "at_most"):
            other = context.known(scalar, context.names.facts, "数据项", Code.NAME_UNKNOWN)
            if other is None or other not in facts or name not in facts:
                continue
            if other == name:
                context.report(Code.LIMITS_CONTRADICT, "数据项不能与自己比较", scalar.span, "请写另一个数据项")
            elif facts[other].cycle and facts[other].cumulative is not facts[name].cumulative:
                help_ = "“不超过”前后的两个数据项，要么都是累计数，要么都不是"
                context.report(Code.LIMITS_CONTRADICT, f"“{name}”与“{other}”只有一个是累计数", scalar.span, help_)
            elif facts[other].cycle not in (None, facts[name].cycle):
                help_ = "“不超过”后面的数据项，周期要相同，或者全年只有一个数"
                context.report(Code.LIMITS_CONTRADICT, f"“{name}”与“{other}”的周期不同", scalar.span, help_)
            elif FactType.YES_NO in (facts[name].type, facts[other].type) or (
                (facts[name].type is FactType.PERCENT) != (facts[other].type is FactType.PERCENT)
            ):
                help_ = "“不超过”只用于同类的两个数"
                context.report(Code.LIMITS_CONTRADICT, f"“{name}”与“{other}”不是同类的数", scalar.span, help_)


def read_units(node: Node | None, context: Context) -> list[UnitEntry]:
    """Read the units, in groups or in one list; a unit named twice is reported."""
    units: list[UnitEntry] = []
    groups: list[tuple[str | None, Node]] = []
    if isinstance(node, Listing):
        groups = [(None, node)]
    elif isinstance(node, Mapping):
        groups = [(entry.key.text, entry.value) for entry in node.entries]
    for group, listing in groups:
        if isinstance(listing, Listing):
            units.extend(filter(None, (_unit(item, group, context) for item in listing.items)))
    seen: dict[str, UnitEntry] = {}
    for unit in units:
        if unit.name in seen:
            also = (("第一次在这里", seen[unit.name].span),)
            context.report(Code.ID_TWICE, f"单位“{unit.name}”列了两次", unit.span, "请删去多余的一个", also)
        seen.setdefault(unit.name, unit)
    return list(seen.values())


def _unit(item: Node, group: str | None, context: Context) -> UnitEntry | None:
    if item in context.broken:
        return None
    if isinstance(item, Scalar):
        context.one_word(item, "单位名称")
        return UnitEntry(item.text.strip(), group, span=item.span)
    record = context.record(item, UNIT)
    name = record.text("name") if record else None
    return UnitEntry(name, group, record.text("code"), span=record.place("name")) if record and name else None


def read_not_for(record: Record, units: Sequence[UnitEntry], context: Context) -> frozenset[str]:
    """Read whom an indicator or rule is not for: units and groups, or all units but those that 适用于 names."""
    if record.has("not_for") and record.has("only_for"):
        words = [record.concept.by_name[name].key for name in ("not_for", "only_for")]
        message = f"“{words[0]}”和“{words[1]}”只能写一个"
        context.report(Code.KEYS_EXCLUSIVE, message, record.key_place("only_for"), "请留下一个")
    if not record.has("not_for") and not record.has("only_for"):
        return frozenset()
    known = dict.fromkeys([*(unit.name for unit in units), *(unit.group for unit in units if unit.group)])

    def named(field: str) -> frozenset[str]:
        found = (context.known(scalar, known, "单位或组", Code.UNIT_UNKNOWN) for scalar in record.words(field))
        return frozenset(word for word in found if word)

    if not record.has("only_for"):
        return named("not_for")
    asked = named("only_for")
    return frozenset(unit.name for unit in units if not unit.among(asked))
