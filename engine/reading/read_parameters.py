"""Read 参数: constants, and tables by date, group, unit or a fact's option."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.number import Quantity, parse_quantity
from engine.problem.codes import Code
from engine.scheme.calendar import parse_date
from engine.scheme.formula import FactRef
from engine.scheme.functions import Label, Parameter
from engine.scheme.in_force import in_force
from engine.scheme.model import FactType
from engine.scheme.parameter_vocabulary import BY_DATE, BY_GROUP, BY_UNIT, TABLE
from engine.text.tree import Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.number import Unit
    from engine.reading.context import Context
    from engine.scheme.model import FactDeclaration, UnitEntry
    from engine.text.tree import Entry
    from engine.vocabulary.record import Record

MOST_NAMED = 6
Worth = dict[str, tuple["Fraction", "Unit"]]


class ParameterReader:
    """Reads parameters over the facts and units of a scheme."""

    def __init__(self, context: Context, facts: dict[str, FactDeclaration], units: Sequence[UnitEntry]) -> None:
        self.context, self.facts, self.units = context, facts, units

    def read(self, entries: Sequence[Entry]) -> dict[str, Parameter]:
        """Return the parameters that are sound, by name."""
        found = {}
        for entry in entries:
            if entry.key.text in self.context.names.facts:
                help_ = "参数和数据项的名称不能相同，请改一个"
                self._report(Code.ID_TWICE, f"参数“{entry.key.text}”与一个数据项同名", entry.key, help_)
            elif entry.key.text in (*self.context.names.items, *self.context.names.rules):
                help_ = "参数的名称和编号不能相同，请改一个"
                self._report(Code.ID_TWICE, f"参数“{entry.key.text}”与一个编号相同", entry.key, help_)
            if (parameter := self._parameter(entry)) is not None:
                found[entry.key.text] = parameter
        return found

    def _parameter(self, entry: Entry) -> Parameter | None:
        name, node = entry.key.text, entry.value
        if isinstance(node, Scalar):
            amount = parse_quantity(node.text)
            if amount is None:
                return None
            return Parameter(name, (("", amount.value),), amount.unit, chosen="", span=entry.key.span)
        record = self.context.record(node, TABLE)
        by = record.scalar("by") if record else None
        if record is None or by is None:
            return None
        values = self._values(record)
        units = {amount.unit for _, amount in values}
        if rest := record.amount("rest"):
            units.add(rest.unit)
        if len(units) != 1 or len(values) < len(record.entries("values")):
            if len(units) > 1:
                help_ = "一张表里的取值要同为数、同为百分数，或同为百分点"
                self._report(Code.KINDS_MIXED, f"参数“{name}”的取值不是同一类", entry.key, help_)
            return None
        worth = tuple((key.text.strip(), amount.value) for key, amount in values)
        made = Parameter(name, worth, units.pop(), rest.value if rest else None, span=entry.key.span)
        return self._keyed(made, by, record, [key for key, _ in values])

    def _values(self, record: Record) -> list[tuple[Scalar, Quantity]]:
        found = []
        for each in record.entries("values"):
            amount = parse_quantity(each.value.text) if isinstance(each.value, Scalar) else None
            if amount is not None:
                found.append((each.key, amount))
        return found

    def _keyed(self, made: Parameter, by: Scalar, record: Record, keys: list[Scalar]) -> Parameter | None:
        """Return a table with what it is looked up by, once its words are seen to be known and whole."""
        word = by.text.strip()
        if word == BY_DATE:
            return self._by_date(made, by, record, keys)
        if word in (BY_GROUP, BY_UNIT):
            label = Label.GROUP if word == BY_GROUP else Label.UNIT
            known = [unit.group if label is Label.GROUP else unit.name for unit in self.units]
            wanted = [each for each in dict.fromkeys(known) if each]
            sound = self._covers(made, record, wanted, (word, Code.UNIT_UNKNOWN))
            return replace(made, label=label) if sound else None
        fact = self.facts.get(word)
        if fact is None or fact.type is not FactType.CHOICE or fact.of:
            help_ = f"“按”后面写“{BY_DATE}”“{BY_GROUP}”“{BY_UNIT}”，或一个全年只有一个数的“选项”类数据项"
            self._report(Code.NAME_UNKNOWN, f"参数不能按“{word}”取值", by, help_)
            return None
        sound = self._covers(made, record, fact.options, (f"“{word}”的选项", Code.NAME_UNKNOWN))
        return replace(made, key=FactRef(word, span=by.span)) if sound else None

    def _covers(self, made: Parameter, record: Record, wanted: Sequence[str], kind: tuple[str, Code]) -> bool:
        """Report words that are not known, and those that have no value; `kind` says what they are."""
        keys = [entry.key for entry in record.entries("values")]
        found = [self.context.known(key, wanted, *kind) for key in keys]
        named = {word for word in found if word}
        lacking = [word for word in wanted if word not in named]
        if kind[0] == BY_GROUP and any(unit.group is None for unit in self.units):
            lacking.append("不分组的单位")
        if None in found or record.has("rest") or not lacking:
            return None not in found
        listed = "、".join(lacking[:MOST_NAMED]) + ("等" if len(lacking) > MOST_NAMED else "")
        help_ = f"请在“取值”里补写，或写一行“{TABLE.by_name['rest'].key}”"
        message = f"参数“{made.name}”没有写{listed}取多少"
        self.context.report(Code.KEY_MISSING, message, record.key_place("values"), help_)
        return False

    def _by_date(self, made: Parameter, by: Scalar, record: Record, keys: list[Scalar]) -> Parameter | None:
        wrong = [key for key in keys if parse_date(key.text) is None]
        for key in wrong:
            self._report(Code.VALUE_KIND, f"“{key.text}”不是一个日期", key, "请写成 2016-01-01 的样子")
        if record.has("rest"):
            help_ = "从哪一天起取多少，都写在“取值”里；请删去这一行"
            self.context.report(Code.KEYS_EXCLUSIVE, "按日期取值的不写“其余”", record.key_place("rest"), help_)
        if wrong or record.has("rest"):
            return None
        day = self.context.calendar.on
        if day is None:
            help_ = "请补写“考核期间”（如 2021-01-01 至 2021-12-31）或“年度”"
            message = f"参数“{made.name}”按日期取值，而方案没有写考核到哪一天为止"
            self._report(Code.KEY_MISSING, message, by, help_)
            return None
        chosen = in_force([key.text.strip() for key in keys], day)
        if chosen is None:
            message = f"参数“{made.name}”在 {day} 还没有取值"
            self._report(Code.LIMITS_CONTRADICT, message, by, "请补写在那以前开始的取值")
            return None
        return replace(made, chosen=chosen)

    def _report(self, code: Code, message: str, at: Scalar, help_: str) -> None:
        self.context.report(code, message, at.span, help_)


def report_unused(context: Context) -> None:
    """Report parameters that no formula reads, once all formulas are read; one that is broken might read any."""
    for name, parameter in context.names.parameters.items():
        if name not in context.used and not context.unread:
            help_ = "请在计算公式或条件中用上它，或删去"
            context.report(Code.FACT_UNUSED, f"参数“{name}”没有用在任何算式里", parameter.span, help_)
