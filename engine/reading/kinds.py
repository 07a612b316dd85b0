"""What kind of value a formula gives: numbers, rates and percentage points are not mixed.

A quotient of two counts may be read either way (a rate, or so many per head), so it fits both; where
the first is declared not to exceed the second, it is a rate.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import Quantity, Unit
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.function_kinds import kind_of_function, of_percent
from engine.reading.kind import KIND_OF_UNIT, NUMERIC, Kind
from engine.reading.shares import is_share
from engine.scheme import formula as f
from engine.scheme.model import FactDeclaration, FactType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.primitives.primitive import Stated
    from engine.text.source import Span


_OF_TYPE = {
    FactType.WHOLE: Kind.NUMBER,
    FactType.DECIMAL: Kind.NUMBER,
    FactType.PERCENT: Kind.RATE,
    FactType.YES_NO: Kind.YES_NO,
    FactType.CHOICE: Kind.OPTION,
    FactType.MATTERS: Kind.NUMBER,
    FactType.PANEL: Kind.NUMBER,
}
_PRODUCTS = {
    frozenset({Kind.NUMBER}): Kind.NUMBER,
    frozenset({Kind.RATE}): Kind.RATE,
    frozenset({Kind.NUMBER, Kind.RATE}): Kind.NUMBER,
    frozenset({Kind.NUMBER, Kind.POINT}): Kind.POINT,
    frozenset({Kind.RATE, Kind.POINT}): Kind.POINT,
}
_QUOTIENTS = {
    (Kind.RATE, Kind.NUMBER): Kind.RATE,
    (Kind.NUMBER, Kind.RATE): Kind.NUMBER,
    (Kind.POINT, Kind.NUMBER): Kind.POINT,
}


@dataclass
class Kinds:
    """Infers kinds of formulas over the given facts; `values` are the kinds of items' values."""

    facts: Mapping[str, FactDeclaration]
    values: dict[str, Kind] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, expr: f.Expr) -> Kind:  # noqa: C901, PLR0911, PLR0912  one case for each node of the language
        """Return the kind of an expression; what does not fit is reported once, where it stands."""
        match expr:
            case f.Literal(bool()):
                return Kind.YES_NO
            case f.Literal(value):
                return KIND_OF_UNIT[value.unit] if not isinstance(value, bool) else Kind.YES_NO
            case f.OptionWord():
                return Kind.OPTION
            case f.FactRef(name):
                declared = self.facts.get(name)
                return _OF_TYPE[declared.type] if declared else Kind.UNKNOWN
            case f.ItemRef(id, attribute):
                return self._of_item(id, attribute)
            case f.FigureRef(figure):
                return Kind.RATE if figure is f.Figure.LOWEST_RATE else Kind.NUMBER
            case f.Negative(part):
                return self._numeric(part)
            case f.Binary(operator, left, right):
                return self._binary(expr, operator, self._numeric(left), self._numeric(right))
            case f.Aggregate(f.Function.COUNT, parts):
                for part in parts:
                    self._counted(part)
                return Kind.NUMBER
            case f.Cases(conditions, points, rest):
                for part in conditions:
                    self._counted(part)
                for part in (*points, rest):
                    self._points(part)
                return Kind.NUMBER
            case f.Matters():
                return Kind.NUMBER
            case f.Aggregate(_, parts):
                return self._aggregate(expr, [self._numeric(part) for part in parts])
            case f.Compare():
                self._compare(expr)
                return Kind.CONDITION
            case f.Fired():
                return Kind.CONDITION
            case f.FiredCount():
                return Kind.NUMBER
            case f.Not(part):
                self.condition(part)
                return Kind.CONDITION
            case f.Both(parts) | f.AnyOf(parts):
                for part in parts:
                    self.condition(part)
                return Kind.CONDITION
            case _:
                return kind_of_function(expr, self.of, self._numeric, self._mixed)

    def settled(self, expr: f.Expr) -> f.Expr:
        """Return a formula whose roundings know whether they are of a percentage; nothing is reported."""
        silent = Kinds(self.facts, self.values)
        return f.mapped(expr, lambda node: of_percent(node, silent.of(node)) if isinstance(node, f.ROUNDING) else node)

    def _points(self, expr: f.Expr) -> None:
        kind = self._numeric(expr)
        if kind in (Kind.RATE, Kind.POINT):
            help_ = "请乘以分值，如 目标完成率 / 100% × 4"
            self._report(Code.UNIT_OF_QUANTITY, f"得分应是一个数，现为{kind.value}", expr.span, help_)

    def _of_item(self, id_: str, attribute: f.Attribute) -> Kind:
        match attribute:
            case f.Attribute.POINTS:
                return Kind.NUMBER
            case f.Attribute.RATE:
                return Kind.RATE
            case f.Attribute.VALUE:
                return self.values.get(id_, Kind.UNKNOWN)

    def condition(self, expr: f.Expr, example: str = "得分 >= 90") -> None:
        """Check that an expression can be true or false, as a bare 是否 fact can; `example` could stand there."""
        kind = self.of(expr)
        if kind not in (Kind.CONDITION, Kind.YES_NO, Kind.UNKNOWN):
            self._report(
                Code.NOT_A_CONDITION, f"这里应是一个条件，现为{kind.value}", expr.span, f"请写出比较，如 {example}"
            )

    def value(self, expr: f.Expr) -> Kind:
        """Check that a formula gives a number or 是/否, and return its kind."""
        kind = self.of(expr)
        if kind in (Kind.CONDITION, Kind.OPTION):
            help_ = "请写成数据项的加减乘除；条件写在“规则”或“等次”里"
            self._report(Code.NOT_A_CONDITION, f"这里应是一个数，现为{kind.value}", expr.span, help_)
            return Kind.UNKNOWN
        return kind

    def _numeric(self, expr: f.Expr) -> Kind:
        kind = self.of(expr)
        if kind not in NUMERIC and kind is not Kind.UNKNOWN:
            self._report(
                Code.KINDS_MIXED, f"这里应是一个数，现为{kind.value}", expr.span, "“是否”“选项”不能参加加减乘除"
            )
            return Kind.UNKNOWN
        return kind

    def _binary(self, expr: f.Binary, operator: str, left: Kind, right: Kind) -> Kind:
        if Kind.UNKNOWN in (left, right):
            return Kind.UNKNOWN
        if operator in "+-":
            return self._sum(expr, left, right)
        if Kind.QUOTIENT in (left, right):
            return Kind.QUOTIENT
        if operator == "/" and is_share(expr.left, expr.right, self.facts):
            return Kind.RATE
        if operator == "/":
            return _QUOTIENTS.get((left, right), Kind.QUOTIENT)
        if isinstance(expr.left, f.Literal) and left is Kind.NUMBER:
            return right  # a weight times a rate is a rate: 0.3 × 甲率 + 0.7 × 乙率
        return _PRODUCTS.get(frozenset({left, right}), Kind.QUOTIENT)

    def _sum(self, expr: f.Binary, left: Kind, right: Kind) -> Kind:
        if left is Kind.RATE and right is Kind.RATE:
            complement = isinstance(expr.left, f.Literal)  # 100% - 差错率 is a rate
            return Kind.POINT if expr.operator == "-" and not complement else Kind.RATE
        if {left, right} == {Kind.RATE, Kind.POINT}:
            return Kind.RATE
        differ = expr.operator == "-" and not isinstance(expr.left, f.Literal)
        if differ and {left, right} == {Kind.RATE, Kind.QUOTIENT}:
            return Kind.POINT  # a quotient that a rate is taken off is one too
        if left is right or Kind.QUOTIENT in (left, right):
            return left if right is Kind.QUOTIENT else right
        self._mixed(expr.span, left, right)
        return Kind.UNKNOWN

    def _counted(self, expr: f.Expr) -> None:
        """Check a condition that makes a value: figures are compared there, nothing that rules decide."""
        named = next(iter(f.facts_in(expr)), "数据项")
        self.condition(expr, f"{named.partition('.')[0]} >= 30")
        for node in f.walk(expr):
            if isinstance(node, f.Fired | f.FiredCount) or self._compares_options(node):
                help_ = "这里比较数、百分数、“是”“否”和选项（数据项写在前面，如 核查结论 = 属实），不用“已触发”“触发数”"
                self._report(Code.KINDS_MIXED, f"这里不能写“{node.span.text}”", node.span, help_)

    def _compares_options(self, node: f.Expr) -> bool:
        """Say whether options are compared otherwise than a fact with a word."""
        if not isinstance(node, f.Compare):
            return False
        return isinstance(node.left, f.OptionWord) or (
            isinstance(node.right, f.FactRef) and self.of(node.right) is Kind.OPTION
        )

    def _aggregate(self, expr: f.Aggregate, kinds: list[Kind]) -> Kind:
        known = [kind for kind in kinds if kind not in (Kind.UNKNOWN, Kind.QUOTIENT)]
        if len(set(known)) > 1:
            self._mixed(expr.span, known[0], next(k for k in known if k is not known[0]))
            return Kind.UNKNOWN
        return known[0] if known else kinds[0]

    def _compare(self, expr: f.Compare) -> None:
        left, right = self.of(expr.left), self.of(expr.right)
        if Kind.UNKNOWN in (left, right):
            return
        if Kind.CONDITION in (left, right):
            self._report(Code.KINDS_MIXED, "条件不能再参加比较", expr.span, "几个条件之间用“且”“或”连接")
        elif left in NUMERIC and right in NUMERIC:
            if left is not right and Kind.QUOTIENT not in (left, right):
                self._mixed(expr.span, left, right)
        elif left is not right:
            self._mixed(expr.span, left, right)
        elif expr.operator not in "=≠":
            self._report(Code.KINDS_MIXED, f"{left.value}只能比较是否相等", expr.span, "请用“=”或“≠”")
        elif left is Kind.OPTION:
            self._options(expr)

    def _options(self, expr: f.Compare) -> None:
        for fact, word in ((expr.left, expr.right), (expr.right, expr.left)):
            if isinstance(fact, f.FactRef) and isinstance(word, f.OptionWord):
                options = self.facts[fact.name].options
                if word.word not in options:
                    help_ = f"“{fact.name}”的选项有：" + "、".join(options)
                    self._report(Code.NAME_UNKNOWN, f"“{fact.name}”没有“{word.word}”这个选项", word.span, help_)
                return
        if isinstance(expr.left, f.OptionWord):
            self._report(Code.KINDS_MIXED, "两边都是选项，比较没有意义", expr.span, "请在一边写数据项的名称")

    def fits(self, stated: tuple[Stated, ...], kind: Kind) -> None:
        """Check that a method's targets and steps fit the value's kind, and each other."""
        for each in {each.span: each for each in stated}.values():  # what a method derives has the place of its source
            self._stated(each, kind)
        if kind is not Kind.QUOTIENT:
            return
        levels = [each for each in stated if not each.is_step and isinstance(each.level, Quantity)]
        units = {each.level.unit for each in levels if isinstance(each.level, Quantity)}
        for each in stated:
            if each.is_step and isinstance(each.level, Quantity) and len(units) == 1:
                plain = Unit.PLAIN in units
                if plain != (each.level.unit is Unit.PLAIN):
                    self._misfit_of(each, levels[0])
        if len(units) > 1:
            self._misfit_of(levels[-1], levels[0])

    def _misfit_of(self, one: Stated, other: Stated) -> None:
        message = f"“{one.level}”与“{other.level}”不是一类：一个是普通的数，一个是百分数或百分点"
        help_ = "数值是比率时，目标写百分数（如 95%），扣分单位写百分点（如 1个百分点）"
        also = (("与它不一致", other.span),)
        self.problems.append(Problem(Code.UNIT_OF_QUANTITY, message, one.span, help=help_, also=also))

    def _stated(self, stated: Stated, kind: Kind) -> None:
        if kind is Kind.UNKNOWN:
            return
        if isinstance(stated.level, bool) or kind is Kind.YES_NO:
            if not (isinstance(stated.level, bool) and kind is Kind.YES_NO):
                self._misfit(stated.span, str(stated.level) if not isinstance(stated.level, bool) else "是/否", kind)
            return
        wanted = {
            Kind.NUMBER: {Unit.PLAIN},
            Kind.RATE: {Unit.POINT} if stated.is_step else {Unit.PERCENT},
            Kind.POINT: {Unit.POINT},
            Kind.QUOTIENT: {Unit.PLAIN, Unit.POINT} if stated.is_step else {Unit.PLAIN, Unit.PERCENT, Unit.POINT},
        }[kind]
        if stated.level.unit not in wanted:
            self._misfit(stated.span, str(stated.level), kind)

    def _misfit(self, span: Span, level: str, kind: Kind) -> None:
        if level.endswith("%") and kind in (Kind.QUOTIENT, Kind.RATE):
            help_ = "“每低 1%”有两种读法；比率相差请写“1个百分点”"
        elif kind is Kind.RATE:
            help_ = "比率的目标写百分数（如 95%），扣分单位写百分点（如 1个百分点）"
        elif kind is Kind.YES_NO:
            help_ = "“是否”类的指标请用“达标得满分”，写“等于: 是”或“等于: 否”"
        else:
            help_ = "请写成与指标数值同类的数"
        self._report(Code.UNIT_OF_QUANTITY, f"“{level}”与指标数值不是一类：指标数值是{kind.value}", span, help_)

    def _mixed(self, span: Span, left: Kind, right: Kind) -> None:
        kinds = {left, right}
        if kinds == {Kind.NUMBER, Kind.RATE}:
            help_ = "百分数与普通的数差一百倍：比率写 80%，分数和个数写 80"
        elif Kind.POINT in kinds:
            help_ = "两个比率之差写“个百分点”，如 2个百分点"
        else:
            help_ = "同一类的量才能比较或相加：数与数，百分数与百分数，“是否”与“是”“否”，选项与选项"
        self._report(Code.KINDS_MIXED, f"{left.value}与{right.value}放在了一起", span, help_)

    def _report(self, code: Code, message: str, span: Span, help_: str) -> None:
        self.problems.append(Problem(code, message, span, help=help_))
