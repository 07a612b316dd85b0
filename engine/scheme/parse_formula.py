"""Text to formula tree."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from engine.dataclass import dataclass
from engine.number import parse_quantity
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f
from engine.scheme.calls import CALLS, Misuse, call, shape_of
from engine.scheme.functions import Among, Label
from engine.scheme.grow import LarkToken, UnexpectedInput, grow
from engine.scheme.in_force import NotInForceError
from engine.scheme.members import NoMember, member_of, several_values
from engine.scheme.names import ATTRIBUTES, FIGURES, FUNCTIONS, HAS_FIRED, LABELS, RUN, TIMES_FIRED, Names
from engine.scheme.tokens import OPERATOR_WORDS, Slip, misplaced, tokenize
from engine.text.edits import Edit
from engine.text.suggest import suggest
from engine.vocabulary.shape import YES_NO

if TYPE_CHECKING:
    from engine.text.source import Span
    from engine.text.tree import Scalar

DEEPEST = 40
LONGEST, MOST_LETTERS = 240, 20_000
# Each function inside another one is written out for every period again: 12, 144, 1728, ….
MOST_SPREAD = 5000


def parse_formula(
    scalar: Scalar, names: Names, period: str | None = None, *, each_period: bool = False
) -> tuple[f.Expr | None, list[Problem]]:
    """Return the tree of a formula or condition, or None and what is wrong with it.

    With a `period`, a fact that is reported in such periods stands for its value in that one. With `each_period`
    it is a condition that is decided period by period: 或 over one condition for each.
    """

    def name_help(word: str) -> str:
        declared = (*names.facts, *names.items, *names.rules)
        near = suggest(word, [*declared, *FIGURES, *names.options, *names.parameters, *sorted(CALLS)])
        if sign := OPERATOR_WORDS.get(word):
            return f"这里请写 {sign}"
        if near:
            return f"是不是“{near}”？"
        return names.listed()

    if len(scalar.text) > MOST_LETTERS:
        return None, [_problem(scalar, _too_long(scalar))]
    tokens = tokenize(scalar.text, names.within(scalar.text), name_help)
    if isinstance(tokens, Slip):
        return None, [_problem(scalar, tokens)]
    if len(tokens) > LONGEST:
        return None, [_problem(scalar, _too_long(scalar))]
    try:
        tree = grow(tokens)
    except UnexpectedInput as error:
        return None, [_problem(scalar, misplaced(tokens, _culprit(error), scalar.text))]
    builder = _Builder(scalar, names)
    try:
        expr = builder.build(tree, 0)
        expr = builder.each_period(expr) if each_period else expr
        expr = names.periods.within(expr, period) if period else expr
    except _SlipError as error:
        return None, [_problem(scalar, error.slip)]
    except NotInForceError as error:
        slip = Slip(Code.NAME_UNKNOWN, str(error), "请在“参数”里补写更早的日期", 0, len(scalar.text))
        return None, [_problem(scalar, slip)]
    open_ = [problem for node in f.walk(expr) if (problem := several_values(node, names))]
    return (None, open_) if open_ else (expr, builder.problems)


def _too_long(scalar: Scalar) -> Slip:
    return Slip(Code.FORMULA_SYNTAX, "算式太长", "请拆成几个指标或几条规则", 0, len(scalar.text))


def _culprit(error: UnexpectedInput) -> int | None:
    """Return which token cannot stand where it does; None where the formula ends too early."""
    token = getattr(error, "token", None)
    return None if token is None or token.type == "$END" else token.column


def _problem(scalar: Scalar, slip: Slip) -> Problem:
    place = scalar.within(slip.start, slip.end)
    known = slip.instead is not None and place.text == scalar.text[slip.start : slip.end]
    edits = (Edit(place, slip.instead or ""),) if known else ()
    return Problem(slip.code, slip.message, place, help=slip.help, edits=edits)


class _SlipError(Exception):
    def __init__(self, slip: Slip) -> None:
        super().__init__(slip.message)
        self.slip = slip


@dataclass
class _Builder:
    """Turn lark's tree into ours, resolving names."""

    scalar: Scalar
    names: Names
    problems: list[Problem] = field(default_factory=list)

    def build(self, node: Any, depth: int) -> f.Expr:  # noqa: ANN401  lark's trees are loosely typed
        if depth > DEEPEST:
            slip = Slip(Code.FORMULA_SYNTAX, "算式的括号套得太深", "请拆成几个指标或几条规则", 0, len(self.scalar.text))
            raise _SlipError(slip)
        if isinstance(node, LarkToken):
            return self._leaf(node)
        children = node.children
        match node.data:
            case "either" | "both":
                parts = tuple(self.build(child, depth + 1) for child in children[::2])
                joined = f.AnyOf if node.data == "either" else f.Both
                return joined(parts, span=self._over(parts))
            case "denial":
                part = self.build(children[1], depth + 1)
                return f.Not(part, span=part.span)
            case "relation":
                if label := next((LABELS[each] for each in children if str(each) in LABELS), None):
                    return self._among(label, children)
                return self._relation(self._operands(children[::2], depth + 1), children[1::2])
            case "sum" | "product":
                return self._chain([self.build(c, depth + 1) for c in children[::2]], children[1::2])
            case "signed":
                part = self.build(children[1], depth + 1)
                return f.Negative(part, span=part.span)
            case _:
                return self._atom(children, depth)

    def _chain(self, parts: list[f.Expr], operators: list[LarkToken]) -> f.Expr:
        tree = parts[0]
        for operator, part in zip(operators, parts[1:], strict=True):
            tree = f.Binary(str(operator), tree, part, span=self._over((tree, part)))
        return tree

    def _operands(self, nodes: list[Any], depth: int) -> list[f.Expr]:
        """Return what is compared: a word beside a fact with options is one of these if they have it.

        Elsewhere the same word is what else it may be: a number, a fact, 是.
        """
        options = [self._options(node) for node in nodes]
        beside = [(*before, *after) for before, after in zip([(), *options], [*options[1:], ()], strict=False)]
        return [
            f.OptionWord(str(node), span=self._span(node, node))
            if isinstance(node, LarkToken) and node in words
            else self.build(node, depth)
            for node, words in zip(nodes, beside, strict=True)
        ]

    def _options(self, node: Any) -> tuple[str, ...]:  # noqa: ANN401  lark's trees are loosely typed
        """Return the options of a fact that stands by itself, or with one of its members."""
        token = node if isinstance(node, LarkToken) else node.children[0]
        member = isinstance(node, LarkToken) or getattr(node.children[1], "type", "") == "DOT"
        return tuple(self.names.choices.get(str(token), ())) if member else ()

    def _relation(self, parts: list[f.Expr], operators: list[LarkToken]) -> f.Expr:
        """60 <= x < 80 is read as both comparisons."""
        pairs = tuple(
            f.Compare(str(op), a, b, span=self._over((a, b)))
            for op, a, b in zip(operators, parts, parts[1:], strict=False)
        )
        return pairs[0] if len(pairs) == 1 else f.Both(pairs, span=self._over(pairs))

    def _among(self, label: Label, children: list[Any]) -> f.Expr:
        """Return 组 = 某组 or 单位 ≠ 某单位: whether the unit is called so."""
        known = self.names.labels.get(label, ())
        words = [each for each in children[::2] if isinstance(each, LarkToken) and each != label.value]
        name = children[0] if isinstance(children[0], LarkToken) else children[2]
        if len(children) != 3 or len(words) != 1 or str(children[1]) not in "=≠":  # noqa: PLR2004
            help_ = f"请写 {label.value} = 名称，或 {label.value} ≠ 名称；几个之间用“或”连接"
            raise _SlipError(self._slip(name, Code.FORMULA_SYNTAX, f"“{label.value}”的写法不对", help_))
        word = words[0]
        if word not in known:
            near = suggest(word, known)
            help_ = f"是不是“{near}”？" if near else "请写“考核对象”里有的名称"
            raise _SlipError(self._slip(word, Code.NAME_UNKNOWN, f"“考核对象”里没有“{word}”这个{label.value}", help_))
        same = Among(label, str(word), span=self._span(*sorted((children[0], children[2]), key=lambda t: t.start_pos)))
        return same if children[1] == "=" else f.Not(same, span=same.span)

    def _atom(self, children: list[Any], depth: int) -> f.Expr:
        kinds = [c.type if isinstance(c, LarkToken) else "" for c in children]
        if kinds[0] == "LPAR":
            return self.build(children[1], depth + 1)
        if kinds[1] == "DOT":
            return self._item(children[0], *children[2::2])
        inner = children[2:-1:2]
        if children[0] == HAS_FIRED:
            return self._fired(inner)
        if children[0] == TIMES_FIRED:
            rules = tuple(self._rule(each) for each in inner)
            return f.FiredCount(tuple(map(str, rules)), span=self._span(rules[0], rules[-1]))
        parts = tuple(self.build(c, depth + 1) for c in inner)
        if children[0] == RUN:
            return self._run(children[0], parts)
        return self._call(children[0], parts, self._span(children[0], children[-1]))

    def _fired(self, inner: list[Any]) -> f.Expr:
        rule = self._rule(inner[0])
        if len(inner) > 1:
            help_ = f"问一条是否触发，写 {HAS_FIRED}({rule})；几条里触发了几条，写 {TIMES_FIRED}(…) >= 2"
            raise _SlipError(self._slip(rule, Code.FORMULA_SYNTAX, f"“{HAS_FIRED}”里只写一条规则", help_))
        return f.Fired(str(rule), span=self._span(rule, rule))

    def _rule(self, part: Any) -> LarkToken:  # noqa: ANN401  lark's trees are loosely typed
        """Return the id of a rule that stands in brackets."""
        if isinstance(part, LarkToken) and str(part) in self.names.rules:
            return part
        token = part if isinstance(part, LarkToken) else next(part.scan_values(lambda _: True))
        near = suggest(token, self.names.rules)
        help_ = f"是不是“{near}”？" if near else f"括号里写规则的编号，如 {HAS_FIRED}(V1)、{TIMES_FIRED}(W1, W2)"
        raise _SlipError(self._slip(token, Code.NAME_UNKNOWN, f"没有编号为“{token}”的规则", help_))

    def _call(self, name: LarkToken, parts: tuple[f.Expr, ...], span: Span) -> f.Expr:
        if name in FUNCTIONS:
            spread = tuple(each for part in parts for each in self._spread(name, part))
            written = parts if spread != parts else ()
            return f.Aggregate(FUNCTIONS[name], spread, span=self._over(parts), written=written)
        if name in CALLS:
            made = call(str(name), parts, span)
            if isinstance(made, Misuse):
                raise _SlipError(self._slip(name, Code.FORMULA_SYNTAX, made.message, made.help))
            return made
        listed = "、".join(f"{word}(甲, 乙)" for word in FUNCTIONS)
        near = suggest(name, [*FUNCTIONS, *sorted(CALLS)])
        help_ = f"能用的函数：{listed}、{RUN}(条件, 2)、{HAS_FIRED}(规则编号)、{TIMES_FIRED}(规则编号, …)等"
        help_ = f"是不是 {shape_of(near)}？" if near in CALLS else help_
        raise _SlipError(self._slip(name, Code.NAME_UNKNOWN, f"没有“{name}(…)”这个函数", help_))

    def _spread(self, name: LarkToken, part: f.Expr) -> tuple[f.Expr, ...]:
        """Return what is written once for facts with periods, once for each period."""
        periods = self.names.periods
        if name == f.Function.SUM.value and isinstance(part, f.FactRef) and (total := periods.total(part)):
            return (total,)
        found = periods.cycles(part)
        if len(found) > 1:
            message = f"{'、'.join(f'“{fact}”' for fact in found.values())}的周期不同，不能放在一起逐期计算"
            raise _SlipError(self._slip(name, Code.PERIOD_OPEN, message, "请各自先用“合计”“平均”等算出一个数"))
        if sum(1 for _ in f.walk(part)) * len(periods.ended(part)) > MOST_SPREAD:
            message, help_ = "逐期展开以后，算式太长", "请拆成几个指标或几条规则；“合计”“平均”等不要一层套一层"
            raise _SlipError(self._slip(name, Code.FORMULA_SYNTAX, message, help_))
        return periods.spread(part)

    def each_period(self, condition: f.Expr) -> f.Expr:
        """Return the condition of a rule that is decided period by period."""
        whole = LarkToken("NAME", self.scalar.text, start_pos=0, end_pos=len(self.scalar.text))
        spread = self._spread(whole, condition)
        if not self.names.periods.cycles(condition):
            help_ = "“逐期”的规则，条件里要有逐期填报的数据项；不需要逐期判定的，请删去“逐期”"
            raise _SlipError(self._slip(whole, Code.PERIOD_OPEN, "条件里没有逐期填报的数据项", help_))
        windows = tuple(f.Both((each,), span=condition.span) for each in spread)
        return f.AnyOf(windows, span=condition.span, run=condition)

    def _run(self, name: LarkToken, parts: tuple[f.Expr, ...]) -> f.Expr:
        """Return 连续(condition, 2): the condition holds in two periods that follow each other."""
        condition, times = parts[0], parts[-1]
        self._spread(name, condition)
        periods = next(iter(self.names.periods.cycles(condition)), ())
        wanted = times.value.value if isinstance(times, f.Literal) and not isinstance(times.value, bool) else 0
        if len(parts) != 2 or wanted.denominator != 1 or not 2 <= wanted <= len(periods):  # noqa: PLR2004
            most = f" 到 {len(periods)}" if periods else " 以上"
            help_ = (
                f"请写 {RUN}(条件, 几期)：条件里用一个逐期填报的数据项，期数为 2{most}，如 {RUN}(月报迟报次数 > 0, 2)"
            )
            raise _SlipError(self._slip(name, Code.PERIOD_OPEN, f"“{RUN}”的写法不对", help_))
        return self.names.periods.run(condition, int(wanted), self._over(parts))

    def _item(self, name: LarkToken, attribute: LarkToken, further: LarkToken | None = None) -> f.Expr:
        span = self._span(name, attribute)
        if str(name) in self.names.facts:
            return self._member(name, attribute, further)
        if further is not None:
            help_ = f"请写 {name}.{attribute}"
            message = f"“{name}.{attribute}”后面不能再有“.{further}”"
            raise _SlipError(self._slip(further, Code.ATTRIBUTE_UNKNOWN, message, help_))
        if str(name) not in self.names.items:
            near = suggest(name, self.names.items)
            help_ = f"是不是“{near}”？" if near else "“.”前面应是指标编号，如 C2.得分"
            raise _SlipError(self._slip(name, Code.NAME_UNKNOWN, f"没有编号为“{name}”的指标", help_))
        if attribute not in ATTRIBUTES:
            help_ = "可用：" + "、".join(f"{name}.{word}" for word in ATTRIBUTES)
            raise _SlipError(self._slip(attribute, Code.ATTRIBUTE_UNKNOWN, f"指标没有“{attribute}”这个量", help_))
        if name in self.names.composed and attribute == f.Attribute.VALUE.value:
            help_ = f"请改用 {name}.得分、{name}.得分率，或某个指标的数值；某一期的数直接写数据项，如 甲.3月"
            message = f"“{name}”由几个部分合成，没有“{attribute}”"
            raise _SlipError(Slip(Code.ATTRIBUTE_UNKNOWN, message, help_, name.start_pos or 0, attribute.end_pos or 0))
        return f.ItemRef(str(name), ATTRIBUTES[str(attribute)], span=span)

    def _member(self, name: LarkToken, word: LarkToken, origin: LarkToken | None) -> f.Expr:
        """Return one period of a fact, what one origin reports, the matters of one class, or a figure of its marks."""
        span = self._span(name, origin or word)
        found = member_of(str(name), str(word), str(origin) if origin else None, self.names)
        if isinstance(found, NoMember):
            culprit = word if origin is None or found.word == word else origin
            raise _SlipError(self._slip(culprit, Code.ATTRIBUTE_UNKNOWN, found.message, found.help))
        return found.expr(span)

    def _leaf(self, token: LarkToken) -> f.Expr:
        span, word = self._span(token, token), str(token)
        if token.type == "QUANTITY":
            quantity = parse_quantity(word)
            assert quantity is not None, "the tokenizer lets only quantities pass"  # noqa: S101
            return f.Literal(quantity, span=span)
        if word in self.names.facts:
            return f.FactRef(word, span=span)
        if word in self.names.parameters:
            return replace(self.names.parameters[word], span=span)
        if word in self.names.options and (quantity := parse_quantity(word)):
            return f.Literal(quantity, span=span)
        if word in FIGURES:
            return f.FigureRef(FIGURES[word], span=span)
        if word in YES_NO:
            return f.Literal(YES_NO[word], span=span)
        if word in self.names.options:
            return f.OptionWord(word, span=span)
        if word in LABELS:
            help_ = f"请写 {word} = 名称"
        elif word in self.names.rules:
            help_ = f"规则要写成“{HAS_FIRED}({word})”"
        elif word in self.names.items:
            help_ = f"请写明是 {word} 的哪个量：" + "、".join(f"{word}.{a}" for a in ATTRIBUTES)
        else:
            help_ = "它只能跟在“指标编号.”后面，或作函数用"
        raise _SlipError(self._slip(token, Code.NAME_UNKNOWN, f"“{word}”不能单独作为一个量", help_))

    def _slip(self, token: LarkToken, code: Code, message: str, help_: str) -> Slip:
        return Slip(code, message, help_, token.start_pos or 0, token.end_pos or 0)

    def _span(self, first: LarkToken, last: LarkToken) -> Span:
        return self.scalar.within(first.start_pos or 0, last.end_pos or 0)

    def _over(self, parts: tuple[f.Expr, ...]) -> Span:
        first, last = parts[0].span, parts[-1].span
        return type(first)(first.source, first.start, last.end)
