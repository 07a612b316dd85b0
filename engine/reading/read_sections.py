"""Read how the parts of a section are put together: 内部满分, 合成, 权重, 至少适用."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import Quantity, Unit, exact_text, parse_quantity
from engine.problem.codes import Code
from engine.reading.ranges import zero_denominators
from engine.reading.sums import misfit
from engine.scheme import formula as f
from engine.scheme.combining import Combining, Way, Weights
from engine.scheme.section_vocabulary import WAY, WEIGHT_CASE
from engine.scheme.vocabulary import REST, SECTION
from engine.text.tree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.reading.context import Context
    from engine.reading.read_items import ItemReader
    from engine.scheme.model import Item, UnitEntry
    from engine.vocabulary.record import Record

SECTION_KEYS = ("inner", "combine", "weights", "rest_weights", "least")
ONE = Fraction(1)


def read_combining(
    key: Scalar, record: Record, points: Fraction, parts: tuple[Item, ...], reader: ItemReader
) -> Combining | None:
    """Read how the parts of a section are put together, and check their points; None where that cannot be read."""
    context, units = reader.context, reader.units
    inner = record.number("inner")
    ways = _ways(record, units, context)
    least = read_least(record, len(parts), "分项", context)
    if ways is None or not all(
        [is_positive(record, "inner", inner, context), is_positive(record, "points", points, context)]
    ):
        return None
    used = {way for _, way in ways[0]} | {ways[1]}
    if Way.WEIGHTED in used:
        weights = _weights(record, parts, reader)
        if weights is None:
            return None
    else:
        weights = None
        for name in ("weights", "rest_weights"):
            if record.has(name):
                fix = f"请写“{_key('combine')}: {Way.WEIGHTED.value}”，或删去“{_key(name)}”"
                message = f"只有“{Way.WEIGHTED.value}”才写“{_key(name)}”"
                context.report(Code.KEYS_EXCLUSIVE, message, record.key_place(name), fix)
    combining = Combining(inner, ways[0], ways[1], weights, least)
    _check_points(key, record, points, parts, combining=combining, reader=reader)
    return combining


def _key(name: str) -> str:
    return SECTION.by_name[name].key


def _check_points(
    key: Scalar, record: Record, points: Fraction, parts: tuple[Item, ...], *, combining: Combining, reader: ItemReader
) -> None:
    name, wanted = ("points", points) if combining.inner is None else ("inner", combining.inner)
    found = misfit(parts, combining, wanted, reader.units)
    if found is None:
        return
    whose, level = f"{found.whose}的" if found.whose else "", "本级分值" if name == "points" else "内部满分"
    fix = f"请改分值，使{whose}分项之和等于{level}"
    if not combining.adds:
        fix = "取低、取高、平均、加权的各分项，分值都要与它相等；相加的，各分项之和要与它相等"
    message = f"“{key.text}”的{_key(name)}是 {exact_text(wanted)}，{found.message}"
    reader.context.report(Code.POINTS_SUM, message, record.place(name), fix)


def is_positive(record: Record, name: str, number: Fraction | None, context: Context) -> bool:
    """Say whether a number that may be left out is above 0; one that is not is reported."""
    if number is None or number > 0:
        return not record.has(name) or number is not None
    word = record.concept.by_name[name].key
    context.report(Code.STEP_NOT_POSITIVE, f"“{word}”应大于 0", record.place(name), "请写正数，或删去这一行")
    return False


def read_least(record: Record, count: int, what: str, context: Context) -> int:
    """Read 至少适用: a number of parts, of which there are `count`."""
    least = record.whole("least")
    if least is None:
        return 1
    if not 1 <= least <= count:
        word = record.concept.by_name["least"].key
        message = f"“{word}”是 {least}，而{what}有 {count} 个"
        context.report(Code.LIMITS_CONTRADICT, message, record.place("least"), f"请写 1 到 {count} 之间的数，或删去")
    return max(least, 1)


def _ways(
    record: Record, units: Sequence[UnitEntry], context: Context
) -> tuple[tuple[tuple[str, Way], ...], Way] | None:
    """Read 合成: one way, or one for each group; None where it cannot be read."""
    if not record.has("combine"):
        return (), Way.SUM
    entry = record.entry("combine")
    if entry is None:
        return None
    if isinstance(entry.value, Scalar):
        word = WAY.words.get(entry.value.text)
        return ((), Way[word]) if word else None
    if not isinstance(entry.value, Mapping):
        return None
    known = dict.fromkeys([*(unit.name for unit in units), *(unit.group for unit in units if unit.group)])
    ways: list[tuple[str, Way]] = []
    rest: Way | None = None
    for each in entry.value.entries:
        word = WAY.words.get(each.value.text) if isinstance(each.value, Scalar) else None
        if each.key.text != REST and context.known(each.key, known, "单位或组", Code.UNIT_UNKNOWN) is None:
            return None
        if word is None:
            return None
        if each.key.text == REST:
            rest = Way[word]
        else:
            ways.append((each.key.text, Way[word]))
    left = [unit for unit in units if not unit.among(frozenset(label for label, _ in ways))]
    if rest is None and left:
        whose = left[0].group or left[0].name
        message = f"“{_key('combine')}”没有写“{whose}”怎样合成"
        context.report(Code.KEY_MISSING, message, entry.key.span, f"请补写“{whose}: …”，或“{REST}: {Way.SUM.value}”")
        return None
    return tuple(ways), rest or ways[-1][1]


def _weights(record: Record, parts: tuple[Item, ...], reader: ItemReader) -> Weights | None:
    """Read 权重 and 其余权重."""
    context, entry = reader.context, record.entry("weights")
    ids = [part.id for part in parts]
    if entry is None:
        if not record.has("weights"):
            fix = "请补写各分项的权重，如 权重: {A1: 70%, A2: 30%}"
            message = f"写了“{Way.WEIGHTED.value}”，却没有写“{_key('weights')}”"
            context.report(Code.KEY_MISSING, message, record.key_place("combine"), fix)
        return None
    if isinstance(entry.value, Mapping):
        if record.has("rest_weights"):
            message = f"“{_key('weights')}”没有分情形，不写“{_key('rest_weights')}”"
            context.report(Code.KEYS_EXCLUSIVE, message, record.key_place("rest_weights"), "请删去这一行")
        only = _of_case(entry.value, ids, context)
        return None if only is None else Weights(None, (only,))
    return _cases(record, ids, reader)


def _cases(record: Record, ids: list[str], reader: ItemReader) -> Weights | None:
    context = reader.context
    cases = [context.record(node, WEIGHT_CASE) for node in record.items("weights")]
    conditions = [reader.values.on_facts(each.scalar("when")) if each else None for each in cases]
    weights = [
        _of_case(mapping, ids, context) if each and (mapping := each.mapping("weights")) else None for each in cases
    ]
    rest_node = record.mapping("rest_weights")
    rest = _of_case(rest_node, ids, context) if rest_node else None
    if not record.has("rest_weights"):
        message = f"“{_key('weights')}”分情形写的，还要写“{_key('rest_weights')}”"
        fix = "请补写哪一种情形也不符合时的权重，如 其余权重: {A1: 70%, A2: 30%}"
        context.report(Code.KEY_MISSING, message, record.key_place("weights"), fix)
    sound = [when for when in conditions if when is not None]
    of = [each for each in (*weights, rest) if each is not None]
    if not sound or len(sound) < record.count("weights") or len(of) <= len(sound):
        return None
    span = record.place("weights")
    places = [f.Literal(Quantity(Fraction(number), Unit.PLAIN), span=span) for number in range(len(sound) + 1)]
    number = f.Cases(tuple(sound), tuple(places[:-1]), places[-1], span=span)
    context.kinds.of(number)
    for divisor in (divisor for when in sound for divisor in zero_denominators(when, context.kinds.facts)):
        fix = "请把该数据项的下限设为大于 0，或改写成乘法，如 甲 < 90% × 乙"
        context.report(Code.CONDITION_DENOMINATOR, f"条件里的分母“{divisor.span.text}”可能为 0", divisor.span, fix)
    return Weights(number, tuple(of))


def _of_case(node: Mapping, ids: list[str], context: Context) -> tuple[Fraction, ...] | None:
    """Read the weights of one case, in the order of the parts."""
    if node in context.broken:
        return None
    found: dict[str, Fraction] = {}
    for entry in node.entries:
        id_ = context.known(entry.key, ids, "分项", Code.NAME_UNKNOWN)
        amount = parse_quantity(entry.value.text) if isinstance(entry.value, Scalar) else None
        if id_ is None or amount is None:
            return None
        if amount.unit is not Unit.PERCENT or amount.value < 0:
            fix = "请写百分数，如 70%"
            context.report(Code.UNIT_OF_QUANTITY, f"权重应是百分数，现为“{amount}”", entry.value.span, fix)
            return None
        found[id_] = amount.value
    total = sum(found.values(), Fraction(0))
    absent = [id_ for id_ in ids if id_ not in found]
    if absent:
        context.report(Code.KEY_MISSING, f"没有写“{absent[0]}”的权重", node.span, f"请补写，不计的写 {absent[0]}: 0%")
        return None
    if total != ONE:
        message = f"权重之和是 {exact_text(total * 100)}%，不是 100%"
        context.report(Code.POINTS_SUM, message, node.span, "请改权重，使各分项加起来是 100%")
        return None
    return tuple(found[id_] for id_ in ids)
