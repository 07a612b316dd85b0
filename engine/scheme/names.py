"""The words that a formula may use: those of the language, and those that a scheme declares."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme import formula as f
from engine.scheme.calls import CALLS
from engine.scheme.functions import Label
from engine.scheme.members import MEMBERS
from engine.scheme.spread import Periods
from engine.vocabulary.shape import YES_NO

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engine.scheme.functions import Parameter

FUNCTIONS = {function.value: function for function in f.Function}
HAS_FIRED, TIMES_FIRED, RUN = "已触发", "触发数", "连续"
FIGURES = {figure.value: figure for figure in f.Figure}
ATTRIBUTES = {attribute.value: attribute for attribute in f.Attribute}
LABELS = {label.value: label for label in Label}
OF_RULES = (HAS_FIRED, TIMES_FIRED, RUN)
RESERVED = frozenset(
    {*FUNCTIONS, *CALLS, *LABELS, *OF_RULES, *FIGURES, *ATTRIBUTES, *YES_NO, "且", "或", "非", "不适用", "未报"}
)

MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a formula may use: facts, ids of items and rules, options of choice facts, parameters.

    `periods` are those of facts that have a value for each period, and none of their own; `classes` those of facts
    that list matters, whose value is their number; `panels` are facts with several marks, `single` those of which an
    origin can be named. `labels` are what units and groups are called. `composed` are the items that have no value of
    their own: sections, and what is scored in every period. `choices` are the facts that have options, with these.
    """

    facts: Collection[str] = ()
    items: Collection[str] = ()
    rules: Collection[str] = ()
    options: Collection[str] = ()
    periods: Periods = field(default_factory=Periods)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    panels: Collection[str] = ()
    single: Collection[str] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    labels: Mapping[Label, Collection[str]] = field(default_factory=dict)
    composed: Collection[str] = ()
    choices: Mapping[str, Collection[str]] = field(default_factory=dict)

    def all(self) -> frozenset[str]:
        """Every word that may stand as a name."""
        words = {*self.facts, *self.items, *self.rules, *self.options, *self.parameters}
        members = (
            *self.periods.all.values(), *self.classes.values(), self.periods.origins, MEMBERS if self.panels else (),
        )  # fmt: skip
        return RESERVED - {"且", "或", "非"} | words.union(*members)

    def listed(self) -> str:
        """Say which names a formula may use."""
        said = [
            f"{what}{''.join(f'“{name}”' for name in [*known][:MOST_LISTED])}{'等' if len(known) > MOST_LISTED else ''}"
            for what, known in (("数据项", self.facts), ("参数", self.parameters))
            if known
        ]
        said.append(f"指标编号（如 C2.得分）；规则和等次的条件里还有{'、'.join(FIGURES)}")
        return f"能用的名字有：{'，'.join(said)}"

    def within(self, text: str) -> frozenset[str]:
        """Every word that may stand as a name in a text; what units are called only where they are asked for."""
        asked = [words for label, words in self.labels.items() if label.value in text]
        return self.all().union(*asked)
