"""Read sections and indicators."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.registry import BY_WORD, SCORING
from engine.number import Quantity, exact_text
from engine.primitives.curve import Curve
from engine.primitives.registry import primitive_of
from engine.primitives.steps import Steps
from engine.problem.codes import Code
from engine.reading.kind import Kind
from engine.reading.read_by_period import read_by_period
from engine.reading.read_duty import read_duty
from engine.reading.read_facts import read_not_for
from engine.reading.read_marking import read_rounding
from engine.reading.read_sections import SECTION_KEYS, read_combining
from engine.reading.read_value import ValueReader
from engine.reading.sums import filled
from engine.reading.value_order import may_be_undefined
from engine.scheme import formula as f
from engine.scheme.combining import Filling
from engine.scheme.functions import Inexact
from engine.scheme.model import Indicator, Item, Missing, Section, ZeroDenominator
from engine.scheme.vocabulary import SECTION
from engine.text.tree import Entry, Mapping, Scalar
from engine.vocabulary.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.methods.method import Method
    from engine.number import Rounding
    from engine.primitives.registry import Spec
    from engine.reading.context import Context
    from engine.reading.read_worth import WorthReader
    from engine.scheme.model import Marking, UnitEntry

LEAF_KEYS = (
    "formula", "scoring", "by_period", "factor", "zero_denominator", "missing", "not_for", "only_for", "filling",
    "rounding",
)  # fmt: skip
ZERO = Fraction(0)


class ItemReader:
    """Reads the tree of items; `marking` gives the defaults."""

    def __init__(
        self, context: Context, marking: Marking | None, units: Sequence[UnitEntry], mode: Rounding | None,
        worth: WorthReader,
    ) -> None:  # fmt: skip
        self.context, self.marking, self.units, self.mode, self.worth = context, marking, units, mode, worth
        self.values = ValueReader(context, worth)
        self.share: Fraction | None = None  # of one period, while an indicator is read that shares its points out

    def read(self, entries: tuple[Entry, ...]) -> tuple[Item, ...]:
        """Read the parts that are sound."""
        return tuple(item for entry in entries if (item := self._item(entry)))

    def _item(self, entry: Entry) -> Item | None:
        record = self.context.record(entry.value, SECTION)
        if record is None:
            return None
        is_section = record.has("parts")
        leaf = [name for name in LEAF_KEYS if record.has(name)]
        if is_section and leaf:
            self.context.report(
                Code.KEYS_EXCLUSIVE,
                f"“{entry.key.text}”有“分项”，就不能再写“{SECTION.by_name[leaf[0]].key}”",
                record.key_place(leaf[0]),
                "有分项的指标由分项计分；请把它移到某个分项里，或删去“分项”",
            )
        if is_section:
            return self._section(entry.key, record)
        for name in SECTION_KEYS:
            if record.has(name):
                message = f"“{entry.key.text}”没有“分项”，不写“{SECTION.by_name[name].key}”"
                self.context.report(Code.KEYS_EXCLUSIVE, message, record.key_place(name), "请删去，或补写“分项”")
        return read_by_period(entry.key, record, self) if record.has("by_period") else self.indicator(entry.key, record)

    def _section(self, key: Scalar, record: Record) -> Section | None:
        entries = record.entries("parts")
        parts = self.read(entries)
        title, points = record.text("title"), record.number("points")
        if title is None or points is None or len(parts) < len(entries) or not parts:
            return None
        combining = read_combining(key, record, points, parts, self)
        if combining is None:
            return None
        floored = any(self.takes_from_section(part) for part in parts)
        clause, note = record.text("clause"), record.text("note")
        inner = points if combining.inner is None else combining.inner
        parts = filled(parts, combining, inner, self.units)
        lead, partners = read_duty(record)
        return Section(
            key.text, title, points, parts, clause, note, floored, lead, partners, span=key.span, combining=combining
        )

    @staticmethod
    def takes_from_section(item: Item) -> bool:
        """Say whether an item may take the points of the section around it."""
        return isinstance(item, Indicator) and isinstance(item.method, Steps) and item.method.section_floor

    def indicator(self, key: Scalar, record: Record) -> Indicator | None:
        """Read a leaf; of one that shares its points out to periods, one period's."""
        context = self.context
        scoring = self._scoring(record.mapping("scoring"))
        makes_value = scoring is not None and scoring[0].makes_value
        unknown = scoring is None and record.has("scoring")  # which may need no 计算公式: told by its own mistake
        for name in ("scoring",) if makes_value or unknown else ("formula", "scoring"):
            if not record.has(name):
                word = SECTION.by_name[name].key
                help_ = f"请补写“{word}”；如果它有下一级指标，请写“分项”"
                context.report(Code.KEY_MISSING, f"“{key.text}”缺少“{word}”", key.span, help_)
        formula, kind = self.values.made(key.text, record, scoring) if makes_value else self.formula(key.text, record)
        spec = self._spec(scoring, kind)
        title, points = record.text("title"), self.share or record.number("points")
        factor = self._factor(record)
        if points is not None and points <= 0:
            context.report(Code.STEP_NOT_POSITIVE, "分值应大于 0", record.place("points"), "不计分的内容不要列为指标")
        missing = record.choice("missing")
        if (
            scoring is None
            or spec is None
            or formula is None
            or title is None
            or points is None
            or self.marking is None
            or (factor is None and record.has("factor"))
        ):
            return None
        self._check_highest(record, spec, points, formula)
        self.check_digits(record, "points", points)
        rounding = read_rounding(record, "rounding", self.mode) if self.mode else None
        lead, partners = read_duty(record)
        return Indicator(
            key.text,
            title,
            points,
            formula,
            spec,
            scoring[0].word,
            rounding or self.marking.rounding.value,
            self._zero(record, formula, *(() if factor is None else (factor,))),
            Missing[missing] if missing else self.marking.missing,
            read_not_for(record, self.units, self.context),
            record.text("clause"),
            lead,
            record.text("note"),
            partners,
            span=key.span,
            factor=factor,
            filling=Filling[record.choice("filling") or Filling.BY_SCHEME.name],
        )

    def _factor(self, record: Record) -> f.Expr | None:
        """Read 系数: a number, made of facts alone."""
        expr = self.context.formula(record.scalar("factor"))
        if expr is None or self.values.looks_forward(expr):
            return None
        kind = self.context.kinds.value(expr)
        if kind in (Kind.YES_NO, Kind.POINT):
            fix = "系数写一个数，如 1.2，或算出一个数的公式"
            self.context.report(Code.KINDS_MIXED, f"系数应是一个数，现为{kind.value}", expr.span, fix)
        return None if kind is Kind.UNKNOWN else expr

    def formula(self, id_: str, record: Record) -> tuple[f.Expr | None, Kind]:
        """Read 计算公式, and return it with its kind; `id_` names the indicator whose value it gives.

        Without an id it is that of an adjustment, which comes after the points and may read them.
        """
        expr = self.context.formula(record.scalar("formula"))
        if expr is None:
            return None, Kind.UNKNOWN
        if id_ and self.values.looks_forward(expr):
            return None, Kind.UNKNOWN
        kind = self.context.kinds.value(expr)
        if id_:
            self.context.kinds.values[id_] = kind
        return expr, kind

    def _scoring(self, node: Mapping | None) -> tuple[Method, Record] | None:
        """Return the method that is named, and its part of the scheme."""
        word = node.get(SCORING.key) if node else None
        if node is None or word is None or not isinstance(word.value, Scalar) or word.value.text not in BY_WORD:
            return None
        method = BY_WORD[word.value.text]
        return method, Record(node, method.concept, self.context.broken)

    def _spec(self, scoring: tuple[Method, Record] | None, kind: Kind) -> Spec | None:
        if scoring is None:
            return None
        spec, problems = scoring[0].read(scoring[1])
        self.context.problems.extend(problems)
        if spec is not None:
            self.context.kinds.fits(primitive_of(spec).states(spec), kind)
        return spec

    def method(self, record: Record, kind: Kind) -> tuple[Method, Spec] | None:
        """Read 计分 of what has a value of its own and is no indicator."""
        scoring = self._scoring(record.mapping("scoring"))
        if scoring is not None and scoring[0].makes_value:
            message = f"“{scoring[0].word}”只用于指标"
            help_ = f"{record.concept.title}逐件计分的，写“事项”和“每项”；其他请换一种计分方法"
            self.context.report(Code.KEYS_EXCLUSIVE, message, record.key_place("scoring"), help_)
            return None
        spec = self._spec(scoring, kind)
        return None if scoring is None or spec is None else (scoring[0], spec)

    def _check_highest(self, record: Record, spec: Spec, points: Fraction, formula: f.Expr) -> None:
        highest = primitive_of(spec).highest(spec, points)
        if isinstance(formula, f.Cases):
            stated = [number for each in (*formula.points, formula.rest) if (number := _stated(each)) is not None]
            highest = max(stated, default=highest)
        if isinstance(spec, Curve) and spec.to_full and spec.knots[0].points >= points:
            message, fix = "“最低得”应小于“分值”", "请改其中一个"
            self.context.report(Code.LIMITS_CONTRADICT, message, spec.knots[0].span, fix)
        if highest > points:
            self.context.report(
                Code.POINTS_SUM,
                f"最高可得 {exact_text(highest)} 分，超过了分值 {exact_text(points)}",
                record.key_place("scoring"),
                "请改分值或各档的得分",
            )

    def check_digits(self, record: Record, name: str, points: Fraction) -> None:
        """Full points and caps have to survive the rounding of an indicator's points."""
        rule = self.marking.rounding.indicator if self.marking else None
        if rule and (points * 10**rule.digits).denominator != 1:
            word = record.concept.by_name[name].key
            self.context.report(
                Code.SCORE_RANGE,
                f"“{word}”{exact_text(points)} 的小数位多于“指标得分”的 {rule.digits} 位",
                record.place(name),
                "请减少小数位，或增加“修约”下“指标得分”的小数位",
            )

    def _zero(self, record: Record, *formulas: f.Expr) -> ZeroDenominator | None:
        word = record.choice("zero_denominator")
        part = next((found for each in formulas if (found := may_be_undefined(each, self.context))), None)
        if part is not None and not record.has("zero_denominator"):
            divides = not isinstance(part, Inexact | f.ItemRef)
            message = f"分母“{part.span.text}”可能为 0" if divides else f"“{part.span.text}”可能算不出来"
            fix = "如果它不会是 0，请把该数据项的下限设为 1" if divides else "如果它总能算出来，请给数据项写上下限"
            self.context.report(
                Code.ZERO_DENOMINATOR,
                f"{message}，却没有写“分母为零”怎么办",
                part.span,
                f"请补写“分母为零: 不适用”（或 计满分、计零分）；{fix}",
            )
        return ZeroDenominator[word] if word else None


def _stated(expr: f.Expr) -> Fraction | None:
    """Return points that are written as a number."""
    if isinstance(expr, f.Negative):
        inner = _stated(expr.part)
        return None if inner is None else -inner
    known = isinstance(expr, f.Literal) and isinstance(expr.value, Quantity)
    return expr.value.value if known else None  # type: ignore[union-attr]  # `known` says so
