"""Formulas spoilt token by token, and formulas made of anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.scheme.calls import CALLS
from engine.scheme.names import ATTRIBUTES, FIGURES, FUNCTIONS, LABELS, OF_RULES
from engine.scheme.tokens import COMPARISONS, KEYWORDS
from tests.fuzz.scalars import random_scalar

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

KEYS = ("计算公式", "触发条件", "条件", "系数", "数值", "不参加排名", "取值", "加倍", "每项", "目标", "权重")
_TOKEN = re.compile(r"[0-9.]+(?:%|个百分点)?|[<>=!≠≥≤]+|[^\W0-9]+|\S")
_CALLS = (*sorted(CALLS), *FUNCTIONS, *OF_RULES)
_WORDS = (
    *COMPARISONS,
    *KEYWORDS,
    *FIGURES,
    *ATTRIBUTES,
    *LABELS,
    *_CALLS,
    "是",
    "否",
    "+",
    "-",
    "×",
    "÷",
    "*",
    "/",
    ".",
)
_SIGNS = (
    "(",
    ")",
    ",",
    "，",
    "（",
    "）",
    "“",
    "”",
    "、",
    "！",
    "&",
    "|",
    "^",
    "%",
    "if",
    "and",
    "甲乙丙",
    "9月",
    "自评",
)


def spoilt_formula(rng: random.Random, formula: str, names: Sequence[str]) -> str:
    """A formula after a few slips, or one that is far too much."""
    chance = rng.random()
    if chance < 0.12:
        return _far_too_much(rng, names)
    if chance < 0.3:
        return random_formula(rng, names, 0)
    tokens = _TOKEN.findall(formula) or ["1"]
    for _ in range(rng.randint(1, 3)):
        at, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
        match rng.randrange(6):
            case 0:
                del tokens[at]
            case 1:
                tokens.insert(at, _word(rng, names))
            case 2:
                tokens[at] = _word(rng, names)
            case 3:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 4:
                tokens[at] = f"({tokens[at]}"
            case _:
                tokens[at] = f"{rng.choice(_CALLS)}({tokens[at]}, {_word(rng, names)})"
        tokens = tokens or ["1"]
    return rng.choice((" ", " ", "")).join(tokens)


def _word(rng: random.Random, names: Sequence[str]) -> str:
    chance = rng.random()
    if chance < 0.4 and names:
        return rng.choice(names)
    if chance < 0.5:
        return random_scalar(rng)[:400]
    if chance < 0.6:
        return str(rng.randint(0, 20))
    return rng.choice((*_WORDS, *_SIGNS))


def random_formula(rng: random.Random, names: Sequence[str], depth: int) -> str:
    """A formula that is right in form, of names that may mean anything."""
    if depth > 4 or rng.random() < 0.3:
        leaves = ("1", "0", "100%", "1个百分点", "2.5", "是", "得分", "名次", "9" * 25, "999999999", "0.000001")
        return rng.choice((*names, *names, *leaves)) if names else rng.choice(leaves)

    def part() -> str:
        return random_formula(rng, names, depth + 1)

    match rng.randrange(8):
        case 0 | 1:
            return f"{part()} {rng.choice('+-×÷')} {part()}"
        case 2:
            return f"({part()} {rng.choice('+-×÷')} {part()})"
        case 3:
            return f"{part()} {rng.choice(tuple(COMPARISONS))} {part()}"
        case 4:
            return f"({part()}) {rng.choice(('且', '或'))} 非 ({part()})"
        case 5:
            return f"{part()}.{rng.choice((*ATTRIBUTES, '自评', '核定', '3月', '平均', '重大'))}"
        case _:
            return f"{rng.choice(_CALLS)}({', '.join(part() for _ in range(rng.randint(1, 3)))})"


def _far_too_much(rng: random.Random, names: Sequence[str]) -> str:
    name = rng.choice(names) if names else "1"
    size = rng.choice((30, 39, 41, 100, 1000, 10000))
    call = rng.choice(_CALLS)
    # A function in a function a few times: with periods, each level may be spread over all of them.
    inside = rng.randint(2, 8)
    return rng.choice(
        (
            f" {rng.choice('+-×÷')} ".join([name] * size),
            "(" * size + name + ")" * size,
            "-" * size + name,
            "非 " * size + f"{name} >= 1",
            " 或 ".join([f"{name} >= 1"] * size),
            " 且 ".join([f"({name} >= 1 或 {name} < 0)"] * min(size, 60)),
            f"{call}(" * inside + name + ")" * inside,
            f"{call}(" + ", ".join([name] * min(size, 1000)) + ")",
            name * size,
            "且" * size,
            "9" * size,
            " < ".join([name] * size),
            name + ".得分" * size,
            f"幂({name}, {'9' * min(size, 30)}, 2)",
            f"幂({'9' * 30}, {name}, 12)",
            f"连续({name} > 0, {rng.randint(0, 13)})",
        )
    )
