"""Read what matters are worth: one form for bonuses, penalties and the methods that score matters."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.methods.matter_fields import NEEDED, Same
from engine.number import Unit, exact_text, parse_decimal
from engine.problem.codes import Code
from engine.scheme.formula import FactRef, Matters
from engine.scheme.listed import Listed, Window
from engine.scheme.model import FactType
from engine.scheme.vocabulary import SCHEME
from engine.text.tree import Entry, Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.reading.context import Context
    from engine.scheme.model import FactDeclaration
    from engine.text.source import Span
    from engine.vocabulary.record import Record

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class WorthReader:
    """Reads the worth of matters from the keys of `methods.matter_fields`; `scheme` is where the period stands."""

    context: Context
    facts: Mapping[str, FactDeclaration]
    scheme: Record

    def listed(self, record: Record) -> Listed | None:
        """Return what the matters of a fact are worth; None when anything needed is wrong or not there."""
        scalar = record.scalar("matters")
        fact = self._fact(scalar) if scalar else None
        once = record.choice("once")
        if fact is None or once is None:
            return None
        same = Same[once]
        each, share = self._each(record, fact), self._share(record, same)
        again, circumstances = self._again(record), self._circumstances(record, fact)
        per_level, window = record.number("per_level"), self._window(record)
        if per_level is not None and per_level <= 0:
            self._not_positive(record, "per_level")
        if not each or share is None or circumstances is None:
            return None
        return Listed(fact.name, each, same, share, per_level or Fraction(0), again, circumstances, window)

    def value(self, record: Record) -> Matters | None:
        """Return the formula of an indicator that its matters make the points of."""
        listed, scalar = self.listed(record), record.scalar("matters")
        if listed is None or scalar is None:
            return None
        evidence = record.text("evidence") == NEEDED
        return Matters(FactRef(listed.fact, span=scalar.span), listed, evidence, span=scalar.span)

    def _fact(self, scalar: Scalar) -> FactDeclaration | None:
        name = self.context.known(scalar, self.context.names.facts, "数据项", Code.NAME_UNKNOWN)
        fact = self.facts.get(name) if name else None
        if fact is not None and fact.type is not FactType.MATTERS:
            help_ = "请写一个类型为“事项”的数据项；按个数计算的，请用“计算公式”"
            self.context.report(Code.KINDS_MIXED, f"“{name}”不是“事项”类的数据项", scalar.span, help_)
            return None
        return fact

    def _not_positive(self, record: Record, name: str, of: str = "", span: Span | None = None) -> None:
        word = record.concept.by_name[name].key + of
        self.context.report(
            Code.STEP_NOT_POSITIVE, f"“{word}”应大于 0", span or record.place(name), "请写正数，不带负号"
        )

    def _each(self, record: Record, fact: FactDeclaration) -> tuple[tuple[str | None, Fraction], ...]:
        """Read the points of a matter, by class where they differ: every class has to have them."""
        number = record.number("each")
        if number is not None:
            if number <= 0:
                self._not_positive(record, "each")
            return ((None, number),)
        found: list[tuple[str | None, Fraction]] = []
        for entry in record.entries("each"):
            name = self.context.known(entry.key, fact.classes, "类别", Code.NAME_UNKNOWN)
            points = parse_decimal(entry.value.text) if isinstance(entry.value, Scalar) else None
            if points is not None and points < 0:
                self._not_positive(record, "each", f"：{entry.key.text}", entry.value.span)
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

    def _share(self, record: Record, same: Same) -> Fraction | None:
        """Read by how much a matter is lessened each time; it is asked for where it is needed, and nowhere else."""
        word, needs = record.concept.by_name["share"].key, f"“同一事项: {Same.LESSENING.value}”"
        if same is not Same.LESSENING:
            if record.has("share"):
                help_ = f"请删去“{word}”，或写{needs}"
                self.context.report(Code.KEYS_EXCLUSIVE, f"“{word}”只用于{needs}", record.key_place("share"), help_)
            return ONE
        amount = record.amount("share")
        if not record.has("share"):
            help_ = f"请补写，如 {word}: 50%（第二高的计一半，第三高的计四分之一）"
            self.context.report(Code.KEY_MISSING, f"写了{needs}，却没有写“{word}”", record.key_place("once"), help_)
        elif amount is not None and not (amount.unit is Unit.PERCENT and 0 <= amount.value < 1):
            help_ = "请写 0% 到 100% 之间的百分数（不含 100%），如 50%"
            self.context.report(Code.UNIT_OF_QUANTITY, f"“{amount}”不能作“{word}”", record.place("share"), help_)
        else:
            return amount.value if amount else None
        return None

    def _again(self, record: Record) -> Fraction | None:
        number = record.number("again")
        if number is not None and number <= 1:
            self._not_more(record, "again", number, record.place("again"))
        return number

    def _not_more(self, record: Record, name: str, number: Fraction, span: Span) -> None:
        word = record.concept.by_name[name].key
        help_ = "加倍写 2，加半倍写 1.5；不加倍的请删去"
        self.context.report(Code.LIMITS_CONTRADICT, f"“{word}”的倍数应大于 1，现为 {exact_text(number)}", span, help_)

    def _circumstances(self, record: Record, fact: FactDeclaration) -> tuple[tuple[str, Fraction], ...] | None:
        found = []
        for entry in record.entries("circumstances"):
            word = self.context.known(entry.key, fact.circumstances, "情形", Code.NAME_UNKNOWN)
            times = _times(entry)
            if times is not None and times <= 1:
                self._not_more(record, "circumstances", times, entry.value.span)
            if word and times is not None:
                found.append((word, times))
        return tuple(found) if len(found) == len(record.entries("circumstances")) else None

    def _window(self, record: Record) -> Window | None:
        """Read which matters belong to the assessment, where only those count."""
        if not record.yes("within", default=False):
            return None
        word, (period, year) = record.concept.by_name["within"].key, (SCHEME.by_name[n].key for n in ("period", "year"))
        days, of = self.context.calendar, self.scheme.whole("year")
        place = record.place("within")
        if not days.dated:
            help_ = f"请在方案开头写，如 {period}: 2021-01-01 至 2021-12-31"
            self.context.report(Code.KEY_MISSING, f"写了“{word}”，要有“{period}”", place, help_)
        if of is None:
            help_ = f"请在方案开头写，如 {year}: 2021"
            self.context.report(Code.KEY_MISSING, f"写了“{word}”，要有“{year}”", place, help_)
        return Window(days.first, days.last, of) if days.dated and of is not None else None


def _times(entry: Entry) -> Fraction | None:
    return parse_decimal(entry.value.text) if isinstance(entry.value, Scalar) else None
