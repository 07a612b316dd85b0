"""Formulas and conditions as they are spoken: `得分 >= 90` is 得分不低于 90 分."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import Quantity, Unit
from engine.scheme import formula as f
from engine.scheme.cycle import cycle_of
from engine.scheme.functions import (
    RANKS,
    Across,
    Among,
    FirstKnown,
    HasState,
    Inexact,
    Label,
    Parameter,
    Pooled,
    Rounded,
    Transcendent,
)
from engine.scheme.model import FactType, indicators
from engine.sentences.formulas import arithmetic, by_name
from engine.sentences.function_words import MODES
from engine.sentences.measures import declared, measure_of
from engine.text.spacing import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.scheme.model import Scheme

LEVELS = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "=": "为", "≠": "不为"}
PLACES = {
    "<=": "在第 {} 名以内",
    "<": "在第 {} 名之前",
    "=": "为第 {} 名",
    ">=": "在第 {} 名或以后",
    ">": "在第 {} 名之后",
    "≠": "不为第 {} 名",
}
_ACROSS = {
    Across.MEAN: "平均数",
    Across.HIGHEST: "最高数",
    Across.LOWEST: "最低数",
    Across.SUM: "合计",
    Across.DEVIATION: "标准差",
    Across.RANK: "名次（由高到低）",
    Across.RANK_FROM_LOWEST: "名次（由低到高）",
}
_POINTS = "分"
_OF_POINTS = frozenset({f.Figure.TOTAL, f.Figure.BASE, f.Figure.BONUS, f.Figure.PENALTY})


@dataclass(frozen=True, slots=True)
class Voice:
    """Says the formulas of a scheme; where `each_period`, those of one period, for all of them."""

    scheme: Scheme
    each_period: bool = False

    def number(self, expr: f.Expr) -> str:  # noqa: C901, PLR0911, PLR0912  one case for each node
        """Say what a value is worked out of: `实访户数 ÷ 应访户数`."""
        match expr:
            case f.Literal(bool(yes)):
                return "“是”" if yes else "“否”"
            case f.Literal(value):
                return str(value)
            case f.OptionWord(word):
                return f"“{word}”"
            case f.Matters(fact):
                return self.number(fact)
            case f.FactRef() | f.ItemRef() | f.FigureRef():
                return self._named(expr)
            case Parameter(name):
                return f"{name}（参数）"
            case f.Binary(_, left, right) if left.span == expr.span == right.span:
                # A cumulative fact in one period by itself: what had been reached, less that of the period before.
                return self._named(left) + ("" if self.each_period else "当期数")
            case f.Binary() | f.Negative():
                return arithmetic(expr, self._term)
            case f.Aggregate():
                return self._aggregate(expr)
            case f.FiredCount(rules):
                return f"{'、'.join(rules)} 触发的次数"
            case FirstKnown(parts):
                return joined(self._all(parts), "中第一个有数的")
            case Rounded(part, digits, mode, of_percent):
                return f"（{self.number(part)}，{MODES[mode]}，{digits_words(digits, of_percent=of_percent)}）"
            case Inexact():
                return self._inexact(expr)
            case Pooled():
                return self._pooled(expr)
            case _:
                return self.condition(expr)

    def condition(self, expr: f.Expr) -> str:
        """Say when a condition holds: `得分不低于 90 分，且 C2 的得分率低于 80%`."""
        match expr:
            case f.AnyOf(run=run) if run is not None:
                return self._run(expr, run)
            case f.Both(parts):
                return self._chained("，且", parts)
            case f.AnyOf(parts):
                return self._chained("，或者", parts)
            case _:
                return self._simple(expr)

    def _simple(self, expr: f.Expr) -> str:
        match expr:
            case f.Compare():
                return self._compare(expr)
            case f.Not(part):
                return self._denied(part)
            case f.Fired(rule):
                return f"{rule} 已触发"
            case HasState(part, state):
                return f"{self.number(part)}{state.value}"
            case Among(label, word):
                return f"本单位属于“{word}”组" if label is Label.GROUP else f"本单位是“{word}”"
            case f.FactRef():
                return f"{self._named(expr)}为“是”"
            case _:
                return self.number(expr)

    def _chained(self, word: str, parts: Sequence[f.Expr]) -> str:
        first, *others = map(self._part, parts)
        return joined(first, *(each for other in others for each in (word, other)))

    def _part(self, expr: f.Expr) -> str:
        """Say a part of a condition, in brackets where it is joined itself."""
        compound = isinstance(expr, f.Both | f.AnyOf) and len(f.parts_of(expr)) > 1
        if compound and not (isinstance(expr, f.AnyOf) and expr.run is not None):
            words = " 且 " if isinstance(expr, f.Both) else " 或者 "
            return f"（{words.join(map(self._part, f.parts_of(expr)))}）"
        return self.condition(expr)

    def _denied(self, part: f.Expr) -> str:
        match part:
            case f.Compare("=", f.FactRef() as fact, f.Literal(bool()) | f.OptionWord() as word):
                return f"{self._named(fact)}不为{self.number(word)}"
            case f.FactRef():
                return f"{self._named(part)}不为“是”"
            case f.Fired(rule):
                return f"{rule} 未触发"
            case HasState(fact, state):
                return f"{self.number(fact)}不是{state.value}"
            case Among(label, word):
                return f"本单位不属于“{word}”组" if label is Label.GROUP else f"本单位不是“{word}”"
            case _:
                return f"不符合“{self.condition(part)}”"

    def _compare(self, expr: f.Compare) -> str:
        left, right, operator = expr.left, expr.right, expr.operator
        if isinstance(left, f.Literal | f.OptionWord) and not isinstance(right, f.Literal | f.OptionWord):
            turned = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
            left, right, operator = right, left, turned.get(operator, operator)
        match right:
            # What does not apply is not the other word either: 不为 is said of 非 alone, for which it holds.
            case f.Literal(bool(yes)):
                return f"{self.number(left)}为“{'是' if yes is (operator == '=') else '否'}”"
            case f.OptionWord(word):
                return f"{self.number(left)}为“{word}”{'' if operator == '=' else '以外的选项'}"
            case _:
                return self._level(operator, left, right)

    def _level(self, operator: str, left: f.Expr, right: f.Expr) -> str:
        if self._is_rank(left) and isinstance(right, f.Literal):
            return joined(self.number(left), PLACES[operator].format(self.number(right)))
        said = self.number(right)
        if isinstance(right, f.Literal) and isinstance(right.value, Quantity) and right.value.unit is Unit.PLAIN:
            measure = self.measure(left)
            said = f"{said} {measure}" if measure else said
        return joined(self.number(left), LEVELS[operator], said)

    @staticmethod
    def _is_rank(expr: f.Expr) -> bool:
        ranks = (f.Figure.RANK, f.Figure.RANK_FROM_LAST)
        return (isinstance(expr, f.FigureRef) and expr.figure in ranks) or (
            isinstance(expr, Pooled) and expr.function in RANKS
        )

    def measure(self, expr: f.Expr) -> str:
        """Return in what an expression is counted; nothing where that is not known."""
        match expr:
            case f.FigureRef(figure):
                return _POINTS if figure in _OF_POINTS else ""
            case f.ItemRef(_, f.Attribute.POINTS) | f.Matters():
                return _POINTS
            case f.ItemRef(id_, f.Attribute.VALUE):
                found = next((each for each in indicators(self.scheme.items) if each.id == id_), None)
                return "" if found is None else self.measure(found.formula)
            case f.FiredCount():
                return "次"
            case Rounded(part):
                return self.measure(part)
            case Pooled(part, function):
                return "" if function in RANKS else self.measure(part)
            case FirstKnown(parts):
                measures = {self.measure(part) for part in parts if not isinstance(part, f.Literal | Parameter)}
                return measures.pop() if len(measures) == 1 else ""
            case f.FactRef(name) if (fact := declared(name, self.scheme.facts)) and fact.type is FactType.MATTERS:
                return fact.measure or "件"
            case _:
                return measure_of(expr, self.scheme.facts)

    def _named(self, expr: f.Expr) -> str:
        if self.each_period and isinstance(expr, f.FactRef):
            whole, *members = expr.name.split(".")
            return by_name(f.FactRef(".".join([whole, *(m for m in members if not cycle_of(m))]), span=expr.span))
        return by_name(expr)

    def _term(self, expr: f.Expr) -> str:
        """Say what stands in a sum or a product; what is said in several words is put in brackets."""
        said = self.number(expr)
        several = isinstance(expr, f.Aggregate | Pooled | FirstKnown | Inexact | f.FiredCount)
        return f"（{said}）" if several else said

    def _atom(self, expr: f.Expr) -> str:
        """Say what something is asked of; sums and products are put in brackets too."""
        return f"（{self.number(expr)}）" if isinstance(expr, f.Binary | f.Negative) else self._term(expr)

    def _all(self, parts: Sequence[f.Expr]) -> str:
        return "、".join(map(self._term, parts))

    def _aggregate(self, expr: f.Aggregate) -> str:
        parts = expr.written or expr.parts
        cycle = next((found for each in f.periods_in(expr) if (found := cycle_of(each))), None)
        each = f"各{cycle.value}" if expr.written and cycle else ""
        if expr.function is f.Function.COUNT:
            unit = f"{cycle.value}数" if each and cycle else "项数"
            if each and len(parts) == 1:
                return joined(self._part(parts[0]), f"的{unit}")
            return f"以下各条中成立的{unit}（{'；'.join(map(self.condition, parts))}）"
        words = {
            f.Function.LARGEST: "中最大的",
            f.Function.SMALLEST: "中最小的",
            f.Function.SUM: "的合计",
            f.Function.MEAN: "的平均数",
        }
        return joined(each, self._all(parts), words[expr.function])

    def _inexact(self, expr: Inexact) -> str:
        parts = list(map(self._atom, expr.parts))
        digits = digits_words(expr.digits, of_percent=expr.of_percent)
        said = {
            Transcendent.POWER: joined(parts[0], "的", parts[-1], "次方"),
            Transcendent.LOG: joined(parts[0], "的自然对数"),
            Transcendent.GEOMETRIC: joined("、".join(parts), "的几何平均数"),
        }[expr.function]
        return f"{said}（{digits}）"

    def _pooled(self, expr: Pooled) -> str:
        whose = "本组" if expr.by_group else "全部单位"
        if expr.function in RANKS:
            return joined(self._atom(expr.part), f"在{whose}中的{_ACROSS[expr.function]}")
        digits = digits_words(expr.digits, of_percent=expr.of_percent)
        tail = f"（{digits}）" if expr.function is Across.DEVIATION else ""
        return f"{whose}“{self.number(expr.part)}”的{_ACROSS[expr.function]}{tail}"

    def _run(self, expr: f.AnyOf, run: f.Expr) -> str:
        said, cycle = self._part(run), next(map(cycle_of, f.periods_in(expr)), None)
        if expr.lasting:
            return joined(f"连续 {expr.lasting}", said)
        return joined(f"有一{cycle.measure if cycle else '期'}", said)


def digits_words(digits: int, *, of_percent: bool = False) -> str:
    """Say how many decimals are kept."""
    return ("按百分数" if of_percent else "") + (f"保留 {digits} 位小数" if digits else "取整数")
