"""What every scoring method provides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from engine.primitives.registry import Spec
    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record
    from engine.vocabulary.shape import Concept


@dataclass(frozen=True, slots=True)
class Method:
    """A scoring method: the word that staff know it by, and what it does.

    `read` turns its part of a scheme into a spec; `rule` words the rule for full marks and the unit
    of measure of the value. With `makes_value` the method brings the formula of the value, which the
    reader of items makes of its part; its indicators have no 计算公式.
    """

    word: str
    concept: Concept
    read: Callable[[Record], tuple[Spec | None, list[Problem]]]
    rule: Callable[[Any, Fraction, str], str]
    makes_value: bool = False
