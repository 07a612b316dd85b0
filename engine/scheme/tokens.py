"""Cut a formula into tokens; names are recognised by the names that the scheme declares.

Full-width punctuation is forgiven, character for character, so that places stay true.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import parse_quantity
from engine.problem.codes import Code
from engine.text.figures import plain_number
from engine.text.suggest import mistyped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

# Each full-width or typographic sign, and the half-width one it stands for.
FULL_WIDTH: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # the full-width forms of ASCII
    ord("\u2212"): "-",  # minus sign
    ord("\u2013"): "-",  # en dash
    ord("\u00d7"): "*",  # multiplication sign
    ord("\u2715"): "*",  # multiplication x
    ord("\u00f7"): "/",  # division sign
}
NUMBER = re.compile(r"[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][0-9]+)?(?:\s*(?:%|个百分点))?")
WORD = re.compile(r"[^\W]+")
# A month or a year after its fact, as in `交换条数.3月`.
MEMBER = re.compile(r"[0-9]{1,2}月|[0-9]{4}年")
_LATIN = re.compile(r"[A-Za-z0-9_]{2}")
# People who know other languages write these.
_FOREIGN = MappingProxyType({"&": "且", "|": "或", "!": "非", "and": "且", "or": "或", "not": "非"})
LONGEST_RUN = 300
# A name of fewer characters is too easily one that was forgotten to be declared.
SURE_NAME = 3
# Signs that names in papers have, none of which joins two names in a formula. While a text is cut, each sign in such
# a name has a letter of its own that no name has, counted from here: 户数（年末） and 户数(年末) are two names.
_FIRST_LETTER = 0xA000
SIGNED = re.compile(r"[\uff08\uff09()\u3014\u3015\u3010\u3011\u300a\u300b\u00b7\u3001]")
QUOTED = re.compile(r"[“\"「]([^”\"」]+)[”\"」]")
SIGNS = {
    "+": "PLUS", "-": "MINUS", "*": "TIMES", "/": "OVER", ".": "DOT",
    "(": "LPAR", ")": "RPAR", ",": "COMMA",
}  # fmt: skip
COMPARISONS = {
    ">=": ">=", "<=": "<=", "≥": ">=", "≤": "<=", "≧": ">=", "≦": "<=", "==": "=", "!=": "≠",
    "<>": "≠", "≠": "≠", ">": ">", "<": "<", "=": "=",
}  # fmt: skip
KEYWORDS = {
    "且": ("AND", "且"), "并且": ("AND", "且"), "或": ("OR", "或"), "或者": ("OR", "或"), "非": ("NOT", "非"),
    "不低于": ("COMPARE", ">="), "高于": ("COMPARE", ">"), "不高于": ("COMPARE", "<="),
    "低于": ("COMPARE", "<"), "等于": ("COMPARE", "="), "不等于": ("COMPARE", "≠"),
}  # fmt: skip

# Words of which people think, and what a formula has for them.
OPERATOR_WORDS = {
    "大于": ">", "超过": ">", "多于": ">", "大于等于": ">=", "不小于": ">=", "不少于": ">=", "达到": ">=",
    "小于": "<", "少于": "<", "不足": "<", "小于等于": "<=", "不大于": "<=", "不超过": "<=", "不多于": "<=", "为": "=",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind in the grammar, its normal form, and where it stands in the text."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake in a formula, by its place in the text; `instead` is what certainly has to stand there."""

    code: Code
    message: str
    help: str
    start: int
    end: int
    instead: str | None = None


def tokenize(text: str, names: Collection[str], name_help: Callable[[str], str]) -> list[Token] | Slip:
    """Return the tokens of a formula, or the first slip.

    `names` are all words that may stand as a name; `name_help` words the help for an unknown one.
    """
    # A name such as 户数（年末） is a word, signs and all: it is written with letters while the text is cut.
    signed = [name for name in names if SIGNED.search(name)] if SIGNED.search("\n".join(names)) else []
    letter = {sign: chr(_FIRST_LETTER + at) for at, sign in enumerate(sorted(set(re.findall(r"\W", "".join(signed)))))}
    letters = {"".join(letter.get(sign, sign) for sign in name): name for name in signed}
    for spelt, name in sorted(letters.items(), key=lambda pair: -len(pair[1])):
        text = text.replace(name, spelt)
    tokens = _tokens(text.translate(FULL_WIDTH), {*names, *letters}, name_help)
    if isinstance(tokens, Slip):
        return tokens
    return [replace(token, text=letters.get(token.text, token.text)) for token in tokens]


def _tokens(plain: str, names: Collection[str], name_help: Callable[[str], str]) -> list[Token] | Slip:
    tokens: list[Token] = []
    at = 0
    while at < len(plain):
        if plain[at].isspace():
            at += 1
            continue
        step = _token_at(plain, at, names, name_help)
        if isinstance(step, Slip):
            return step
        tokens.extend(step)
        at = step[-1].end
    return tokens


def _token_at(plain: str, at: int, names: Collection[str], name_help: Callable[[str], str]) -> list[Token] | Slip:
    for sign in (plain[at : at + 2], plain[at]):
        if sign in COMPARISONS:
            return [Token("COMPARE", COMPARISONS[sign], at, at + len(sign))]
    if plain[at] in SIGNS:
        return [Token(SIGNS[plain[at]], plain[at], at, at + 1)]
    if quoted := QUOTED.match(plain, at):
        return _name(quoted[1], quoted.start(1), quoted.end(), names, name_help)
    word = WORD.match(plain, at)
    if word is None:
        sign = plain[at] * (1 + (plain[at] in _FOREIGN and plain[at : at + 2] == plain[at] * 2))
        meant = _FOREIGN.get(plain[at])
        fix = f"请写汉字“{meant}”" if meant else "请检查是否多打了符号"
        return Slip(Code.FORMULA_SYNTAX, f"算式里不能有“{sign}”", fix, at, at + len(sign), meant)
    if word[0] in names:
        return [Token("NAME", word[0], at, word.end())]
    if plain[at].isdigit():
        period = MEMBER.match(plain, at) if plain[at - 1 : at] == "." else None
        if period and period[0] in names:
            return [Token("NAME", period[0], at, period.end())]
        return _number(plain, at, names)
    return _words(plain, word, names, name_help)


def _number(plain: str, at: int, names: Collection[str]) -> list[Token] | Slip:
    match = NUMBER.match(plain, at)
    if match is None or parse_quantity(match[0]) is None:
        end = match.end() if match else at + 1
        help_ = "请写成普通的数，如 0.5、14；前面不加 0，中间不加逗号或下划线"
        instead = plain_number(plain[at:end])
        return Slip(Code.FORMULA_SYNTAX, f"“{plain[at:end]}”不是规范的数", help_, at, end, instead)
    tail = WORD.match(plain, match.end())
    if tail and _split(tail[0], frozenset(names) | {"且", "或", "并且", "或者"}) is None:
        return _measure(tail[0], tail.start())
    return [Token("QUANTITY", match[0], at, match.end())]


def _measure(word: str, start: int) -> Slip:
    help_ = "数字后面不写计量单位；百分数写“%”，百分点写“个百分点”"
    # Points are plain numbers everywhere; of another measure only the person who wrote it knows what it counts.
    instead = "" if word == "分" else None
    return Slip(Code.FORMULA_SYNTAX, f"数字后面多了“{word}”", help_, start, start + len(word), instead)


def _name(
    name: str, start: int, end: int, names: Collection[str], name_help: Callable[[str], str]
) -> list[Token] | Slip:
    if name not in names:
        message, meant = f"没有“{name}”这个名字", mistyped(name, names) if len(name) >= SURE_NAME else None
        return Slip(Code.NAME_UNKNOWN, message, name_help(name), start, start + len(name), meant)
    return [Token("NAME", name, start, end)]


def _words(
    plain: str, word: re.Match[str], names: Collection[str], name_help: Callable[[str], str]
) -> list[Token] | Slip:
    """Cut an unbroken run of letters into names, key words and numbers, longest first."""
    run, at = word[0], word.start()
    if run.lower() in _FOREIGN:
        meant = _FOREIGN[run.lower()]
        return Slip(Code.FORMULA_SYNTAX, f"算式里不能有“{run}”", f"请写汉字“{meant}”", at, word.end(), meant)
    if len(run) > LONGEST_RUN:
        return Slip(Code.FORMULA_SYNTAX, "这里连写得太长", "请在运算符和“且”“或”两边空格分开", at, word.end())
    pieces = _split(run, frozenset(names))
    if pieces is None:
        start, end = _unknown_part(run, names)
        if start and run[start - 1].isdigit():
            return _measure(run[start:end], at + start)
        return _name(run[start:end], at + start, at + end, names, name_help)
    tokens: list[Token] = []
    for piece in pieces:
        end = at + len(piece)
        if piece in names:
            tokens.append(Token("NAME", piece, at, end))
        elif piece in KEYWORDS:
            tokens.append(Token(KEYWORDS[piece][0], KEYWORDS[piece][1], at, end))
        elif isinstance(number := _number(plain, at, names), Slip):
            return number
        else:
            # `不低于99.5%`: the number goes on past the letters.
            tokens += number
        at = tokens[-1].end
    return tokens


def _split(run: str, names: frozenset[str]) -> list[str] | None:
    @cache
    def rest(at: int) -> tuple[str, ...] | None:
        if at == len(run):
            return ()
        number = NUMBER.match(run, at)
        ends = range(len(run), at, -1)
        for end in ends:
            piece = run[at:end]
            # `A3` is one name that is not known, not the section `A` and a 3.
            if end < len(run) and _LATIN.fullmatch(run[end - 1 : end + 1]):
                continue
            known = piece in names or piece in KEYWORDS or (number is not None and number.end() == end)
            if known and (tail := rest(end)) is not None:
                return (piece, *tail)
        return None

    found = rest(0)
    return None if found is None else list(found)


def _unknown_part(run: str, names: Collection[str]) -> tuple[int, int]:
    """Return the part of a run that is not known: after the last sure key word or number, up to the next.

    A name at its border is left in: in `案件数量` not `量` is the slip.
    """
    size = len(run)
    reached, starts = {0}, {0}
    for start in range(size):
        if start in reached:
            for end in range(start + 1, size):
                piece = run[start:end]
                sure = piece in KEYWORDS or NUMBER.fullmatch(piece) is not None
                if sure or piece in names:
                    reached.add(end)
                if sure and not _LATIN.fullmatch(run[end - 1 : end + 1]):
                    starts.add(end)
    first = max(starts)
    ends = {end for end in range(first + 1, size) if _opens(run, end) and _split(run[end:], frozenset(names))}
    return first, min(ends, default=size)


def _opens(run: str, at: int) -> bool:
    return any(run.startswith(word, at) for word in KEYWORDS)


def misplaced(tokens: list[Token], culprit: int | None, text: str) -> Slip:
    """Word the token that cannot stand where it does; without one, the formula ends too early."""
    if culprit is None:
        help_ = "请检查末尾是否缺少数、名字或右括号"
        if text.count("(") + text.count("（") > text.count(")") + text.count("）"):
            help_ = "括号没有配对；写在 {…} 里的算式会被逗号断开，请给算式加上引号，或改成一行一个键的写法"
        return Slip(Code.FORMULA_SYNTAX, "算式没有写完", help_, max(len(text.rstrip()) - 1, 0), len(text.rstrip()))
    token = tokens[culprit]
    before = tokens[culprit - 1] if culprit else None
    help_ = "请检查这里的括号、运算符和“且”“或”"
    if before and before.kind in ("NAME", "QUANTITY", "RPAR") and token.kind in ("NAME", "QUANTITY", "LPAR"):
        help_ = "两个量之间缺少运算符，如 +、-、×、÷、>=、且、或"
    if token.kind == "COMMA":
        help_ = "条件之间用“且”“或”连接；数字中间不加逗号"
    return Slip(Code.FORMULA_SYNTAX, f"“{text[token.start : token.end]}”不该出现在这里", help_, token.start, token.end)
