"""Formulas and conditions as they are spoken: `得分 >= 90` is 得分不低于 90 分."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

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
from engine.scheme.model import indicators
from engine.sentences.formulas import arithmetic, by_name
from engine.sentences.function_words import MODES
from engine.sentences.measures import measure_of
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


@dataclass(frozen=True, slots=True)
class Voice:
    """Says the formulas of a scheme; where `each_period`, those of one period, for all of them."""

    scheme: Scheme
    each_period: bool = False

    _OF_POINTS: ClassVar = {f.Figure.TOTAL, f.Figure.BASE, f.Figure.BONUS, f.Figure.PENALTY}

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
                own = by_name(left)
                return own if self.each_period else f"{own}当期数"
            case f.Binary() | f.Negative():
                return arithmetic(expr, self._term)
            case f.Aggregate():
                return self._aggregate(expr)
            case f.FiredCount(rules):
                return f"{'、'.join(rules)} 触发的次数"
            case FirstKnown(parts):
                return f"{self._all(parts)}中第一个有数的"
            case Rounded(part, digits, mode, of_percent):
                return f"{self._term(part)}（{MODES[mode]}，{digits_words(digits, of_percent=of_percent)}）"
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
                return "，且".join(map(self._part, parts))
            case f.AnyOf(parts):
                return "，或者".join(map(self._part, parts))
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
                return f"{self.number(part)}{'未报' if state.value == '未报' else '不适用'}"
            case Among(label, word):
                return f"本单位属于“{word}”组" if label is Label.GROUP else f"本单位是“{word}”"
            case f.FactRef():
                return f"{self._named(expr)}为“是”"
            case _:
                return self.number(expr)

    def _part(self, expr: f.Expr) -> str:
        """Say a part of a condition, in brackets where it is joined itself."""
        joined = isinstance(expr, f.Both | f.AnyOf) and len(f.parts_of(expr)) > 1
        if joined and not (isinstance(expr, f.AnyOf) and expr.run is not None):
            words = " 且 " if isinstance(expr, f.Both) else " 或者 "
            return f"（{words.join(map(self._part, f.parts_of(expr)))}）"
        return self.condition(expr)

    def _denied(self, part: f.Expr) -> str:
        match part:
            case f.Compare("=", f.FactRef(), f.Literal(bool()) | f.OptionWord()):
                return self.condition(part).replace("为“", "不为“")
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
        if isinstance(right, f.Literal | f.OptionWord) and (
            isinstance(right, f.OptionWord) or isinstance(right.value, bool)
        ):
            subject = self._named(left) if isinstance(left, f.FactRef) else self.number(left)
            return f"{subject}{'不为' if operator == '≠' else '为'}{self.number(right)}"
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
                return _POINTS if figure in self._OF_POINTS else ""
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
                measures = {self.measure(part) for part in parts if not isinstance(part, f.Literal)}
                return measures.pop() if len(measures) == 1 else ""
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

    def _all(self, parts: Sequence[f.Expr]) -> str:
        return "、".join(map(self._term, parts))

    def _aggregate(self, expr: f.Aggregate) -> str:
        parts = expr.written or expr.parts
        said = self._all(parts) if expr.function is not f.Function.COUNT else "；".join(map(self.condition, parts))
        cycle = next((found for each in f.periods_in(expr) if (found := cycle_of(each))), None)
        each = f"各{cycle.value}" if expr.written and cycle else ""
        match expr.function:
            case f.Function.LARGEST:
                return f"{each}{said}中最大的"
            case f.Function.SMALLEST:
                return f"{each}{said}中最小的"
            case f.Function.SUM:
                return f"{each}{said}的合计"
            case f.Function.MEAN:
                return f"{each}{said}的平均数"
            case f.Function.COUNT:
                unit = (
                    {"月": "月数", "季度": "季度数", "半年": "半年数", "年": "年数"}[cycle.value] if cycle else "项数"
                )
                return (
                    f"{said}的{unit}"
                    if each and len(parts) == 1
                    else f"以下各条中成立的{'期数' if each else '项数'}（{said}）"
                )

    def _inexact(self, expr: Inexact) -> str:
        parts = list(map(self._term, expr.parts))
        digits = digits_words(expr.digits, of_percent=expr.of_percent)
        said = {
            Transcendent.POWER: f"以{parts[0]}为底、{parts[-1]}为指数的幂",
            Transcendent.LOG: f"{parts[0]}的自然对数",
            Transcendent.GEOMETRIC: f"{'、'.join(parts)}的几何平均数",
        }[expr.function]
        return f"{said}（{digits}）"

    def _pooled(self, expr: Pooled) -> str:
        whose = "本组" if expr.by_group else "全部单位"
        if expr.function in RANKS:
            return f"{self._term(expr.part)}在{whose}中的{_ACROSS[expr.function]}"
        digits = (
            f"（{digits_words(expr.digits, of_percent=expr.of_percent)}）" if expr.function is Across.DEVIATION else ""
        )
        return f"{whose}“{self.number(expr.part)}”的{_ACROSS[expr.function]}{digits}"

    def _run(self, expr: f.AnyOf, run: f.Expr) -> str:
        said, cycle = self.condition(run), next(map(cycle_of, f.periods_in(expr)), None)
        if expr.lasting:
            return f"连续 {expr.lasting}{said}"
        return f"有一个{cycle.value if cycle else '周期'}{said}"


def digits_words(digits: int, *, of_percent: bool = False) -> str:
    """Say how many decimals are kept."""
    return (
        f"{'按百分数' if of_percent else ''}保留 {digits} 位小数"
        if digits
        else f"{'按百分数' if of_percent else ''}取整数"
    )
