"""Read what a case expects into the texts that its outcome will be compared with."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.cases.case import Expectation
from engine.cases.vocabulary import (
    EXPECTATIONS,
    NO_POINTS,
    NO_RANK,
    NO_TIER,
    NOT_SCORED,
    NOTHING,
    POINTS,
    RANK,
    TOTAL,
)
from engine.dataclass import dataclass
from engine.number import exact_text, parse_decimal
from engine.problem.codes import Code
from engine.scheme.adjustment import adjustable
from engine.scheme.model import all_items, indicators
from engine.text.tree import Listing, Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.reading.context import Context
    from engine.scheme.model import Scheme
    from engine.vocabulary.record import Record

FRACTION = re.compile(r"-?(0|[1-9][0-9]{0,29})/[1-9][0-9]{0,29}")
_RANK = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class ExpectedReader:
    """Reads expectations; without a scheme (it has errors) only their form is checked."""

    scheme: Scheme | None
    context: Context

    def read(self, record: Record) -> tuple[Expectation, ...]:
        """Return what is expected of one unit; what cannot be read is a problem of the context."""
        readers: dict[str, Callable[[Node], Iterator[Expectation]]] = {
            "points": self._points,
            "total": lambda node: self._one("total", node, lambda each: self._number(each, "总分", (NO_POINTS,))),
            "tier": lambda node: self._one("tier", node, self._tier),
            "rank": lambda node: self._one("rank", node, self._rank),
            "fired": self._fired,
            "says": self._says,
        }
        entries = {field.name: record.entry(field.name) for field in EXPECTATIONS}
        return tuple(each for name, entry in entries.items() if entry for each in readers[name](entry.value))

    def codes(self, node: Node) -> str:
        """Return the problem codes that facts are to have, in order."""
        known = [code.value for code in Code]
        return listed(self.context.known(each, known, "问题代码", Code.VALUE_CHOICE) or "" for each in _words(node))

    def _one(self, name: str, node: Node, read: Callable[[Scalar], str | None]) -> Iterator[Expectation]:
        if isinstance(node, Scalar) and (text := read(node)) is not None:
            yield Expectation(name, "", text)

    def _points(self, node: Node) -> Iterator[Expectation]:
        if isinstance(node, Mapping):
            for entry in node.entries:
                id_ = self._id(entry.key)
                text = self._number(entry.value, "得分", (NO_POINTS, NOT_SCORED))
                if id_ is not None and text is not None:
                    yield Expectation("points", id_, text)
        elif (text := self._number(node, "得分", (NO_POINTS, NOT_SCORED))) is not None and self.scheme is not None:
            ids = [each.id for each in indicators(self.scheme.items)]
            if len(ids) == 1:
                yield Expectation("points", ids[0], text)
            else:
                message = f"方案有 {len(ids)} 个指标，“得分”没有写明是哪一个的"
                fix = f"请写成“编号: 得分”，如“得分: {{{ids[0]}: {text}}}”"
                self.context.report(Code.EXPECTED_UNKNOWN, message, node.span, fix)

    def _id(self, key: Scalar) -> str | None:
        if self.scheme is None:
            return None
        ids = [
            each.id
            for each in (
                *all_items(self.scheme.items),
                *adjustable(self.scheme.bonuses),
                *adjustable(self.scheme.penalties),
            )
        ]
        return self.context.known(key, ids, "指标、加分项或扣分项的编号", Code.EXPECTED_UNKNOWN)

    def _number(self, node: Node, name: str, words: tuple[str, ...]) -> str | None:
        if not isinstance(node, Scalar) or node in self.context.broken:
            return None
        text = node.text.strip()
        number = Fraction(text) if FRACTION.fullmatch(text) else parse_decimal(text)
        if number is not None:
            return exact_text(number)
        if text not in words:
            says = POINTS.says if NOT_SCORED in words else TOTAL.says
            self._refused(node, name, says, "数用半角写全，不取约数，不写计量单位")
            return None
        return text

    def _tier(self, scalar: Scalar) -> str | None:
        if self.scheme is None:
            return None
        tiers = [*(tier.name for tier in self.scheme.tiers), NO_TIER]
        return self.context.known(scalar, tiers, "等次", Code.TIER_UNKNOWN)

    def _rank(self, scalar: Scalar) -> str | None:
        text = scalar.text.strip()
        if text == NO_RANK or _RANK.fullmatch(text):
            return text
        self._refused(scalar, "名次", RANK.says, f"只写一个数，如 1；没有总分的单位写“{NO_RANK}”")
        return None

    def _fired(self, node: Node) -> Iterator[Expectation]:
        if self.scheme is None:
            return
        rules = [rule.id for rule in self.scheme.rules]
        if isinstance(node, Scalar) and node.text.strip() == NOTHING:
            yield Expectation("fired", "", NOTHING)
            return
        found = [self.context.known(each, rules, "规则的编号", Code.EXPECTED_UNKNOWN) for each in _words(node)]
        yield Expectation("fired", "", listed(rule for rule in rules if rule in found))

    def _says(self, node: Node) -> Iterator[Expectation]:
        for scalar in _words(node):
            if text := scalar.text.strip():
                yield Expectation("says", "", text)
            else:
                self._refused(scalar, "说明含", "一段文字", "空的文字总是含有的；请写出应当出现的字")

    def _refused(self, scalar: Scalar, name: str, says: str, fix: str) -> None:
        message = f"“{name}”应为{says}，现为“{scalar.text.strip()}”"
        self.context.report(Code.VALUE_KIND, message, scalar.span, fix)


def listed(words: Iterator[str]) -> str:
    """Write ids or codes in their order, or that there is none."""
    return "、".join(words) or NOTHING


def _words(node: Node) -> list[Scalar]:
    nodes = node.items if isinstance(node, Listing) else (node,)
    return [each for each in nodes if isinstance(each, Scalar)]
