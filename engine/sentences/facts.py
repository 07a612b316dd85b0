"""Facts and parameters in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import Quantity, Unit, exact_text
from engine.scheme.last_year import LAST_RESULTS
from engine.scheme.model import FactType
from engine.sentences.formulas import fact_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from engine.scheme.functions import Parameter
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.scheme.panel import PanelRules

_COUNTED = (FactType.WHOLE, FactType.DECIMAL, FactType.PERCENT, FactType.PANEL)


def written_facts(scheme: Scheme) -> dict[str, FactDeclaration]:
    """Return the facts as the scheme writes them, in order: one with periods or classes once, by its own name."""
    found: dict[str, FactDeclaration] = {}
    for fact in scheme.facts.values():
        found.setdefault((fact.of or fact.name).partition(".")[0], fact)
    return found


def fact_sentence(name: str, fact: FactDeclaration, used: Sequence[str]) -> str:
    """Say a fact: its type, its limits, how often it is reported, and what reads it."""
    told = "，".join(_kind(fact))
    told += f"；用于 {'、'.join(used)}" if used else ""
    meaning = f"口径：{fact.meaning.strip().removesuffix('。')}。" if fact.meaning else ""
    return f"{name}：{told}。{meaning}"


def _kind(fact: FactDeclaration) -> Iterator[str]:
    if fact.type is FactType.CHOICE:
        yield f"在{'、'.join(f'“{option}”' for option in fact.options)}中选一个"
    else:
        yield {
            FactType.YES_NO: "填“是”或“否”",
            FactType.MATTERS: "逐件列出事项",
            FactType.PANEL: "有几个数（多值）",
        }.get(fact.type, fact.type.value)
    if fact.digits:
        yield f"最多 {fact.digits} 位小数"
    if fact.measure:
        yield f"计量单位{fact.measure}"
    if fact.cycle:
        yield f"每{fact.cycle.value}填报一个数" + ("，从考核期间开始累计" if fact.cumulative else "")
    if fact.type in _COUNTED:
        yield from limit_words(fact)
    if fact.classes:
        yield f"类别有{'、'.join(fact.classes)}"
    if fact.circumstances:
        yield f"情形有{'、'.join(fact.circumstances)}"
    if fact.panel:
        yield from _panel(fact.panel)
    if fact.may_not_apply:
        yield "可以填“不适用”"
    if fact.from_last:
        result = fact.from_last in LAST_RESULTS
        yield f"没有填报的取上年的{'结果' if result else '数据'}“{fact.from_last}”"


def limit_words(fact: FactDeclaration) -> Iterator[str]:
    """Say the limits of a fact that is counted."""
    if fact.low is not None:
        yield f"不小于 {_number(fact.low, fact)}"
    if fact.high is not None:
        yield f"不大于 {_number(fact.high, fact)}"
    if fact.at_most:
        yield f"不超过{'、'.join(_whole(fact, other) for other in fact.at_most)}"


def _whole(fact: FactDeclaration, other: str) -> str:
    """Name what bounds a fact; period by period it is the same period of the other."""
    period = fact.name.removeprefix(fact.of or fact.name)
    return f"同期的{other.removesuffix(period)}" if period and other.endswith(period) else fact_name(other)


def _number(value: Fraction, fact: FactDeclaration) -> str:
    return str(Quantity(value, Unit.PERCENT)) if fact.type is FactType.PERCENT else exact_text(value)


def _panel(panel: PanelRules) -> Iterator[str]:
    if panel.quorum > 1:
        yield f"有效的少于 {panel.quorum} 个的视同未报"
    if panel.trim_over is not None:
        yield f"有效的多于 {panel.trim_over} 个的，去掉一个最高、一个最低再平均"
    if panel.all_same:
        yield "给各单位打的分全部相同的评委无效"
    if panel.high is not None:
        yield f"不低于 {exact_text(panel.high.at)} 的分多于 {panel.high.most} 个的评委无效"
    if panel.low is not None:
        yield f"低于 {exact_text(panel.low.at)} 的分少于 {panel.low.least} 个的评委无效"


def parameter_sentence(parameter: Parameter) -> str:
    """Say what a parameter comes to, in every case."""

    def shown(value: Fraction) -> str:
        return str(Quantity(value, parameter.unit))

    if parameter.chosen == "":
        return f"参数 {parameter.name}：{shown(parameter.entries[0][1])}。"
    if parameter.chosen is not None:
        told = "，".join(f"{day} 起 {shown(value)}" for day, value in parameter.entries)
        return f"参数 {parameter.name}：按日期取值，{told}（以考核期末为准，逐期计算的以各期末为准）。"
    key = f"“{parameter.key.name}”" if parameter.key else parameter.label.value if parameter.label else ""
    cases = [f"{word} {shown(value)}" for word, value in parameter.entries]
    cases += [] if parameter.rest is None else [f"其余 {shown(parameter.rest)}"]
    return f"参数 {parameter.name}：按{key}取值，{'，'.join(cases)}。"
