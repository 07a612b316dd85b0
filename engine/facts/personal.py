"""Refuse what identifies a person: identity-card and telephone numbers.

Organisations are scored, never persons; facts are aggregates (design, decision 11). The number found
is never repeated in a message.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.text.tree import scalars, texts_of

if TYPE_CHECKING:
    from engine.text.tree import Node, Scalar

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Digits may be set apart by single spaces or hyphens, as in telephone numbers; an amount has a point.
_RUN = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9]\.)(?:\+?86[ -]?)?[0-9](?:[ -]?[0-9]){6,}[ -]?[Xx]?(?![0-9A-Za-z]|\.[0-9])"
)
# What there has to be in a text for that: seven figures with at most one character between two of them.
_FIGURES = re.compile("[0-9\uff10-\uff19](?:[^0-9\uff10-\uff19]?[0-9\uff10-\uff19]){6}")
_MOBILE = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0[0-9]{2,3}[ -][0-9]{7,8}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def find_personal_data(node: Node) -> list[Problem]:
    """Return a problem for every identity-card or telephone number in a tree."""
    # Most files hold no such run of figures anywhere.
    if not _FIGURES.search(texts_of(node)):
        return []
    return [problem for scalar in scalars(node) for problem in _in_scalar(scalar)]


def _in_scalar(scalar: Scalar) -> list[Problem]:
    if not _FIGURES.search(scalar.text):
        return []
    text = scalar.text.translate(_HALF_WIDTH)
    problems = []
    for match in _RUN.finditer(text):
        kind = _kind(match[0])
        if kind:
            problems.append(
                Problem(
                    Code.PERSONAL_DATA,
                    f"这里像是一个{kind}，考核数据里不能有个人信息",
                    scalar.within(match.start(), match.end()),
                    label="请删去",
                    help="请删去后再试；数据应是单位的汇总数。若它确是一个数量，请换用“万元”“万人”等更大的计量单位",
                )
            )
    return problems


def _kind(run: str) -> str | None:
    digits = re.sub(r"[^0-9Xx]", "", run)
    if _is_identity(digits):
        return "身份证号码"
    if _MOBILE.fullmatch(digits):
        return "手机号码"
    return "电话号码" if _LANDLINE.fullmatch(run) else None


def _is_identity(digits: str) -> bool:
    """Tell a citizen's number by its birth date and, in the 18-digit form, its check digit (GB 11643)."""
    if re.fullmatch(r"[1-9][0-9]{16}[0-9Xx]", digits):
        total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))
        return _is_date(digits[6:14]) and (
            _CHECK_DIGITS[total % 11] == digits[17].upper() or digits[6:8] in ("19", "20")
        )
    return bool(re.fullmatch(r"[1-9][0-9]{14}", digits)) and _is_date("19" + digits[6:12])


def _is_date(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return True
