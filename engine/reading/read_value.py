"""Read what an indicator's value is made of: a formula, or what its method lists."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.methods import cases, checklist
from engine.number import Quantity, Unit, parse_decimal
from engine.problem.codes import Code
from engine.reading.kind import Kind
from engine.scheme import formula as f
from engine.scheme.model import FactType
from engine.text.tree import Entry, Scalar

if TYPE_CHECKING:
    from engine.methods.method import Method
    from engine.reading.context import Context
    from engine.reading.read_worth import WorthReader
    from engine.vocabulary.record import Record


@dataclass(frozen=True, slots=True)
class ValueReader:
    """Reads the values of indicators, which may use nothing that comes after all values."""

    context: Context
    worth: WorthReader

    def on_facts(self, scalar: Scalar | None) -> f.Expr | None:
        """Read a formula or condition that may use facts and the values of indicators alone."""
        expr = self.context.formula(scalar)
        return None if expr is None or self.looks_forward(expr) else expr

    def looks_forward(self, expr: f.Expr) -> bool:
        """Report what a value cannot be made of: points come after all values."""
        found = next((node for node in f.walk(expr) if _comes_later(node)), None)
        if found is not None:
            help_ = "指标的数值先于一切得分；与得分、规则有关的条件写在“规则”或“等次”里"
            message = "这里只能用数据项和其他指标的数值，不能用得分和“已触发”"
            self.context.report(Code.FORWARD_LOOK, message, found.span, help_)
        return found is not None

    def made(self, id_: str, record: Record, scoring: tuple[Method, Record] | None) -> tuple[f.Expr | None, Kind]:
        """Make the formula of a method that brings its value: a sum over a list, or cases."""
        if scoring is None:
            return None, Kind.UNKNOWN
        method, part = scoring
        if record.has("formula"):
            help_ = f"“{method.word}”自己列出了各数据项；请删去“计算公式”"
            self.context.report(
                Code.KEYS_EXCLUSIVE, f"“{method.word}”不写“计算公式”", record.key_place("formula"), help_
            )
        value = self._value(method, part)
        if value is None:
            return None, Kind.UNKNOWN
        self.context.kinds.values[id_] = Kind.NUMBER
        return value, Kind.NUMBER

    def _value(self, method: Method, part: Record) -> f.Expr | None:
        if method.concept is cases.CONCEPT:
            return self._cases(part)
        return self._checklist(part) if method.concept is checklist.CONCEPT else self.worth.value(part)

    def _checklist(self, part: Record) -> f.Expr | None:
        """Return the sum of the points over the facts that are 是."""
        terms = [self._list_item(entry) for entry in checklist.items(part)]
        known = [term for term in terms if term is not None]
        if not known or len(known) < len(terms):
            return None
        return reduce(lambda left, right: f.Binary("+", left, right, span=right.span), known)

    def _cases(self, part: Record) -> f.Expr | None:
        """Return the cases, each with its points."""
        records = [self.context.record(node, cases.CASE) for node in part.items("cases")]
        conditions = [self.on_facts(each.scalar("when")) if each else None for each in records]
        points = [self.on_facts(each.scalar("points")) if each else None for each in records]
        rest = self.on_facts(part.scalar("rest"))
        sound = [(when, worth) for when, worth in zip(conditions, points, strict=True) if when and worth]
        if rest is None or not sound or len(sound) < part.count("cases"):
            return None
        whens, worths = zip(*sound, strict=True)
        made = f.Cases(whens, worths, rest, span=part.place("cases"))
        self.context.kinds.of(made)
        return made

    def _list_item(self, entry: Entry) -> f.Expr | None:
        name = self.context.known(entry.key, self.context.names.facts, "数据项", Code.NAME_UNKNOWN)
        points = parse_decimal(entry.value.text) if isinstance(entry.value, Scalar) else None
        fact = self.context.facts.get(name) if name else None
        if name in self.context.names.periods.all:
            help_ = "清单里的数据项，应全年只有一个“是”或“否”"
            self.context.report(Code.PERIOD_OPEN, f"“{name}”逐期填报，不能列入清单", entry.key.span, help_)
        if fact is not None and fact.type is not FactType.YES_NO:
            help_ = "清单里的数据项，类型应为“是否”"
            self.context.report(Code.KINDS_MIXED, f"“{name}”不是“是否”类的数据项", entry.key.span, help_)
            return None
        if fact is None or points is None:
            return None
        worth = f.Literal(Quantity(points, Unit.PLAIN), span=entry.value.span)
        return f.Binary("*", f.FactRef(fact.name, span=entry.key.span), worth, span=entry.key.span)


def _comes_later(node: f.Expr) -> bool:
    if isinstance(node, f.ItemRef):
        return node.attribute is not f.Attribute.VALUE
    return isinstance(node, f.FigureRef | f.Fired | f.FiredCount)
