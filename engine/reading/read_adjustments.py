"""Read bonuses and penalties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.number import parse_decimal
from engine.problem.codes import Code
from engine.reading.kind import Kind
from engine.reading.read_rules import read_condition
from engine.scheme.adjustment import Adjustable, Adjustment, AdjustmentGroup, Counted, Listed
from engine.scheme.adjustment_vocabulary import EACH_TIME, NEEDED, NONE_REPORTED, ONCE
from engine.scheme.model import FactType
from engine.text.tree import Entry, Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from engine.reading.context import Context
    from engine.reading.read_items import ItemReader
    from engine.scheme.model import FactDeclaration
    from engine.vocabulary.record import Record
    from engine.vocabulary.shape import Concept

# What only a single adjustment has, and what only one that lists matters has.
LEAF_KEYS = ("each", "once", "evidence", "missing", "gate")
MATTER_KEYS = ("once",)


@dataclass(frozen=True, slots=True)
class AdjustmentReader:
    """Reads the adjustments of one side; `capped` says that a cap is due, on each or on its group."""

    context: Context
    items: ItemReader
    facts: Mapping[str, FactDeclaration]
    concept: Concept
    capped: bool

    def read(self, entries: Collection[Entry], *, under_cap: bool = False) -> tuple[Adjustable, ...]:
        """Read those that are sound; `under_cap` says that they stand in a group."""
        found = (self._adjustable(entry, under_cap=under_cap) for entry in entries)
        return tuple(each for each in found if each)

    def _key(self, name: str) -> str:
        return self.concept.by_name[name].key

    def _adjustable(self, entry: Entry, *, under_cap: bool) -> Adjustable | None:
        record = self.context.record(entry.value, self.concept)
        if record is None:
            return None
        self._check_positive(record)
        read = self._group if record.has("parts") else self._single
        return read(entry, record, under_cap=under_cap)

    def _check_positive(self, record: Record) -> None:
        for name in ("each", "cap"):
            value = record.number(name)
            if value is not None and value <= 0:
                self._report_not_positive(self._key(name), record.place(name))

    def _report_not_positive(self, word: str, span: object) -> None:
        self.context.report(Code.STEP_NOT_POSITIVE, f"“{word}”应大于 0", span, "请写正数，不带负号")  # type: ignore[arg-type]

    def _group(self, entry: Entry, record: Record, *, under_cap: bool) -> AdjustmentGroup | None:
        for name in (name for name in LEAF_KEYS if name in self.concept.by_name and record.has(name)):
            message = f"“{entry.key.text}”有“分项”，就不能再写“{self._key(name)}”"
            self.context.report(Code.KEYS_EXCLUSIVE, message, record.key_place(name), "请把它移到各分项里")
        entries = record.entries("parts")
        parts = self.read(entries, under_cap=True)
        title, cap = record.text("title"), record.number("cap")
        if not record.has("cap"):
            self._report_no_cap(entry)
        if title is None or cap is None or len(parts) < len(entries):
            return None
        clause, note = record.text("clause"), record.text("note")
        order = self._order(record, under_cap=under_cap)
        return AdjustmentGroup(entry.key.text, title, cap, parts, clause, note, order, span=entry.key.span)

    def _report_no_cap(self, entry: Entry) -> None:
        word = self._key("cap")
        self.context.report(Code.KEY_MISSING, f"“{entry.key.text}”缺少“{word}”", entry.key.span, f"请补写“{word}”")

    def _single(self, entry: Entry, record: Record, *, under_cap: bool) -> Adjustment | None:
        source = self._listed(entry, record) if record.has("matters") else self._counted(entry, record)
        title, cap = record.text("title"), record.number("cap")
        if self.capped and not under_cap and not record.has("cap"):
            self._report_no_cap(entry)
        gate = read_condition(record, "gate", self.context)
        broken = (cap is None and record.has("cap")) or (gate is None and record.has("gate"))
        if source is None or title is None or broken:
            return None
        if cap is not None:
            self.items.check_digits(record, "cap", cap)
        return Adjustment(
            entry.key.text, title, source, cap,
            record.text("evidence") == NEEDED,
            not self._has_missing() or record.text("missing") == NONE_REPORTED,
            record.text("clause"), record.text("note"),
            gate, self._order(record, under_cap=under_cap), span=entry.key.span,
        )  # fmt: skip

    def _order(self, record: Record, *, under_cap: bool) -> int | None:
        """Read the step in which it is added; the parts of a group are added with the group."""
        if under_cap and record.has("order"):
            help_ = "请把“次序”写在它所在的一类上"
            self.context.report(Code.KEYS_EXCLUSIVE, "一类里的各项不单写“次序”", record.key_place("order"), help_)
        return record.whole("order")

    def _has_missing(self) -> bool:
        return "missing" in self.concept.by_name

    def _counted(self, entry: Entry, record: Record) -> Counted | None:
        for name in (name for name in MATTER_KEYS if record.has(name)):
            help_ = f"“{self._key(name)}”只用于逐件列出的“事项”；请删去，或把“计算公式”改成“事项”"
            self.context.report(
                Code.KEYS_EXCLUSIVE, f"按算式计算的不写“{self._key(name)}”", record.key_place(name), help_
            )
        expr, kind = self.items.formula("", record)
        if kind not in (Kind.NUMBER, Kind.UNKNOWN):
            message = f"{self.concept.title}项的数值应是一个数，现为{kind.value}"
            help_ = f"{self.concept.title}按项数计算，请写一个计数的数据项"
            self.context.report(Code.UNIT_OF_QUANTITY, message, record.place("formula"), help_)
        each = record.number("each")
        if not record.has("each"):
            self._report_missing(entry, "each")
        elif record.mapping("each") is not None:
            help_ = "请只写一个数；要分类别的，请用“事项”类的数据项"
            self.context.report(Code.VALUE_KIND, "按算式计算的“每项”不分类别", record.place("each"), help_)
        return None if expr is None or each is None else Counted(expr, each)

    def _report_missing(self, entry: Entry, name: str) -> None:
        word = self._key(name)
        message = f"“{entry.key.text}”缺少“{word}”"
        self.context.report(
            Code.KEY_MISSING, message, entry.key.span, f"请补写“{word}”：{self.concept.by_name[name].help}"
        )

    def _listed(self, entry: Entry, record: Record) -> Listed | None:
        for name in ("each", "once"):
            if not record.has(name):
                self._report_missing(entry, name)
        scalar = record.scalar("matters")
        fact = self._matter_fact(scalar) if scalar else None
        once = record.text("once")
        if fact is None or once not in (ONCE, EACH_TIME):
            return None
        each = self._worth(record, fact)
        return Listed(fact.name, each, once == ONCE) if each else None

    def _matter_fact(self, scalar: Scalar) -> FactDeclaration | None:
        name = self.context.known(scalar, self.context.names.facts, "数据项", Code.NAME_UNKNOWN)
        fact = self.facts.get(name) if name else None
        if fact is not None and fact.type is not FactType.MATTERS:
            help_ = "请写一个类型为“事项”的数据项；按个数计算的，请用“计算公式”"
            self.context.report(Code.KINDS_MIXED, f"“{name}”不是“事项”类的数据项", scalar.span, help_)
            return None
        return fact

    def _worth(self, record: Record, fact: FactDeclaration) -> tuple[tuple[str | None, Fraction], ...]:
        """Read the points of a matter, by class where they differ: every class has to have them."""
        number = record.number("each")
        if number is not None:
            return ((None, number),)
        found: list[tuple[str | None, Fraction]] = []
        for entry in record.entries("each"):
            name = self.context.known(entry.key, fact.classes, "类别", Code.NAME_UNKNOWN)
            points = parse_decimal(entry.value.text) if isinstance(entry.value, Scalar) else None
            if points is not None and points < 0:
                self._report_not_positive(f"每项：{entry.key.text}", entry.value.span)
            if name and points is not None:
                found.append((name, points))
        named = {name for name, _ in found}
        lacking = [each for each in fact.classes if each not in named]
        if record.mapping("each") is not None and lacking and len(found) == len(record.entries("each")):
            listed = "、".join(lacking)
            help_ = f"“{fact.name}”的类别有：{'、'.join(fact.classes)}；不计分的写 0，如 {lacking[0]}: 0"
            self.context.report(Code.KEY_MISSING, f"“每项”没有写{listed}", record.key_place("each"), help_)
            return ()
        return tuple(found)
