"""Read bonuses and penalties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.methods.matter_fields import MATTER_KEYS, NEEDED
from engine.number import exact_text
from engine.primitives.registry import primitive_of
from engine.primitives.steps import Steps
from engine.problem.codes import Code
from engine.reading.kind import Kind
from engine.reading.read_rules import read_condition
from engine.scheme.adjustment import Adjustable, Adjustment, AdjustmentGroup, Counted, Scored
from engine.scheme.adjustment_vocabulary import NONE_REPORTED

if TYPE_CHECKING:
    from collections.abc import Collection
    from fractions import Fraction

    from engine.methods.method import Method
    from engine.primitives.registry import Spec
    from engine.reading.context import Context
    from engine.reading.read_items import ItemReader
    from engine.scheme.listed import Listed
    from engine.text.tree import Entry
    from engine.vocabulary.record import Record
    from engine.vocabulary.shape import Concept

# What only a single adjustment has.
LEAF_KEYS = ("each", "scoring", *MATTER_KEYS, "evidence", "missing", "gate")


@dataclass(frozen=True, slots=True)
class AdjustmentReader:
    """Reads the adjustments of one side; `capped` says that a cap is due, on each or on its group."""

    context: Context
    items: ItemReader
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
        for name in ("cap",) if record.has("matters") else ("each", "cap"):
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
        source = self._source(entry, record)
        title, cap = record.text("title"), record.number("cap")
        if self.capped and not under_cap and not record.has("cap") and not record.has("scoring"):
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

    def _source(self, entry: Entry, record: Record) -> Counted | Listed | Scored | None:
        if record.has("matters"):
            if record.has("scoring"):
                message = f"逐件列出的“事项”不写“{self._key('scoring')}”"
                help_ = f"每件的分写在“{self._key('each')}”里；请删去"
                self.context.report(Code.KEYS_EXCLUSIVE, message, record.key_place("scoring"), help_)
            return self._listed(entry, record)
        for name in (name for name in MATTER_KEYS if record.has(name)):
            help_ = f"“{self._key(name)}”只用于逐件列出的“事项”；请删去，或把“计算公式”改成“事项”"
            self.context.report(
                Code.KEYS_EXCLUSIVE, f"按算式计算的不写“{self._key(name)}”", record.key_place(name), help_
            )
        return self._scored(entry, record) if record.has("scoring") else self._counted(entry, record)

    def _has_missing(self) -> bool:
        return "missing" in self.concept.by_name

    def _counted(self, entry: Entry, record: Record) -> Counted | None:
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
        return self.items.worth.listed(record)

    def _scored(self, entry: Entry, record: Record) -> Scored | None:
        """Read a value and the method that gives points for it; the cap is what full marks are to an indicator."""
        word = self._key("scoring")
        if record.has("each"):
            message = f"写了“{word}”，就不能再写“{self._key('each')}”"
            self.context.report(Code.KEYS_EXCLUSIVE, message, record.key_place("each"), "请留下一个")
        if not record.has("cap"):
            help_ = f"按“{word}”计算的，“{self._key('cap')}”就是满分；请补写"
            self.context.report(Code.KEY_MISSING, f"“{entry.key.text}”缺少“{self._key('cap')}”", entry.key.span, help_)
        expr, kind = self.items.formula("", record)
        method, cap = self.items.method(record, kind), record.number("cap")
        if method is None or expr is None or cap is None or not self._fits(record, *method, cap):
            return None
        return Scored(expr, method[1], method[0].word, cap)

    def _fits(self, record: Record, method: Method, spec: Spec, cap: Fraction) -> bool:
        """Say whether a method can score what stands beside the base total; what it cannot do is reported."""
        place, side = record.key_place("scoring"), self.concept.title
        if isinstance(spec, Steps) and spec.section_floor:
            message, help_ = f"{side}不在任何一类指标里，扣分范围不能是“本类”", "请写“本项”"
            self.context.report(Code.LIMITS_CONTRADICT, message, place, help_)
            return False
        highest = primitive_of(spec).highest(spec, cap)
        if highest > cap:
            message = f"“{method.word}”最高可得 {exact_text(highest)} 分，超过了“{self._key('cap')}”{exact_text(cap)}"
            self.context.report(Code.POINTS_SUM, message, place, f"请改“{self._key('cap')}”或各档的得分")
        return highest <= cap
