"""Read the declarations of facts, and the units that are assessed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import Unit
from engine.problem.codes import Code
from engine.reading.context import name_problems
from engine.scheme.cycle import Cycle
from engine.scheme.model import FactDeclaration, FactType, UnitEntry
from engine.scheme.unit_vocabulary import UNIT
from engine.scheme.vocabulary import FACT
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
        span=name.span,
    )
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
    periods = declared.cycle.periods if declared.cycle else ()

    def bound(other: str, period: str) -> str:
        return f"{other}.{period}" if context.names.periods.get(other) == periods else other

    return tuple(
        replace(
            declared, name=f"{declared.name}.{period}", of=declared.name,
            at_most=tuple(bound(other, period) for other in declared.at_most),
        )
        for period in periods
    )  # fmt: skip


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
    if type_ in (FactType.DECIMAL, FactType.PERCENT):
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
    known = {unit.name for unit in units} | {unit.group for unit in units if unit.group}

    def named(field: str) -> frozenset[str]:
        found = (context.known(scalar, known, "单位或组", Code.UNIT_UNKNOWN) for scalar in record.words(field))
        return frozenset(word for word in found if word)

    if not record.has("only_for"):
        return named("not_for")
    asked = named("only_for")
    return frozenset(unit.name for unit in units if not unit.among(asked))
