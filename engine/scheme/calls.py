"""Functions that are written `name(part, …)`: how many parts each has, and the node it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import Rounding, Unit
from engine.scheme import formula as f
from engine.scheme.functions import (
    Across,
    FirstKnown,
    HasState,
    Inexact,
    Pooled,
    Rounded,
    Transcendent,
    Without,
)

if TYPE_CHECKING:
    from engine.text.source import Span

ROUNDINGS = {
    "四舍五入": Rounding.HALF_UP,
    "四舍六入五成双": Rounding.HALF_EVEN,
    "只舍不入": Rounding.DOWN,
    "只入不舍": Rounding.UP,
}
ALL, OWN_GROUP = "全体", "本组"
POOLS = {f"{pool}{each.value}": (each, pool == OWN_GROUP) for pool in (ALL, OWN_GROUP) for each in Across}
TRANSCENDENT = {each.value: each for each in Transcendent}
WITHOUT = {each.value: each for each in Without}
FIRST = "依次取"
CALLS = frozenset({*ROUNDINGS, *POOLS, *TRANSCENDENT, *WITHOUT, FIRST})
MOST_DIGITS = 12
LEAST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Misuse:
    """A call that is not written as it should be."""

    message: str
    help: str


def shape_of(name: str) -> str:
    """Say how a function is written."""
    if name in ROUNDINGS or name == Transcendent.LOG.value:
        return f"{name}(算式, 几位小数)"
    if name in POOLS:
        return f"{name}(算式, 几位小数)" if POOLS[name][0] is Across.DEVIATION else f"{name}(算式)"
    if name in WITHOUT:
        return f"{name}(数据项)"
    return {
        Transcendent.POWER.value: f"{name}(底数, 指数, 几位小数)",
        Transcendent.GEOMETRIC.value: f"{name}(甲, 乙, …, 几位小数)",
    }.get(name, f"{name}(甲, 乙, …)")


def call(name: str, parts: tuple[f.Expr, ...], span: Span) -> f.Expr | Misuse:
    """Return the node of a call of one of `CALLS`."""
    if name in POOLS:
        return _pooled(name, parts, span)
    if name in WITHOUT:
        if len(parts) == 1 and (fact := f.reported_fact(parts[0])):
            return HasState(fact, WITHOUT[name], span=span)
        return Misuse(f"“{name}”里应是一个数据项", f"请写 {shape_of(name)}；算式里的各数据项请分开问，用“或”连接")
    if name == FIRST:
        return FirstKnown(parts, span=span) if len(parts) >= LEAST_PARTS else _wrong(name)
    *operands, last = parts
    digits = _whole(last)
    if digits is None:
        return Misuse(f"“{name}”没有写明保留几位小数", f"请写 {shape_of(name)}，小数位是 0 到 {MOST_DIGITS} 的整数")
    if name in ROUNDINGS:
        return Rounded(operands[0], digits, ROUNDINGS[name], span=span) if len(operands) == 1 else _wrong(name)
    return _inexact(name, tuple(operands), digits, span)


def _inexact(name: str, parts: tuple[f.Expr, ...], digits: int, span: Span) -> f.Expr | Misuse:
    function = TRANSCENDENT[name]
    wanted = {Transcendent.POWER: 2, Transcendent.LOG: 1}.get(function)
    right = len(parts) >= LEAST_PARTS if wanted is None else len(parts) == wanted
    return Inexact(function, parts, digits, span=span) if right else _wrong(name)


def _pooled(name: str, parts: tuple[f.Expr, ...], span: Span) -> f.Expr | Misuse:
    function, by_group = POOLS[name]
    digits = 0
    if function is Across.DEVIATION:
        found = _whole(parts[-1])
        if found is None:
            return Misuse(f"“{name}”没有写明保留几位小数", f"请写 {shape_of(name)}，小数位是 0 到 {MOST_DIGITS} 的整数")
        digits, parts = found, parts[:-1]
    if len(parts) != 1:
        return _wrong(name)
    if any(isinstance(node, Pooled) for node in f.walk(parts[0])):
        help_ = "与其他单位比较的函数不能套用；请先把里面的一个写成单独的指标，再用“编号.数值”"
        return Misuse(f"“{name}”里面又用了“{ALL}…”或“{OWN_GROUP}…”", help_)
    return Pooled(parts[0], function, by_group, digits, span=span)


def _wrong(name: str) -> Misuse:
    return Misuse(f"“{name}”的写法不对", f"请写 {shape_of(name)}")


def _whole(expr: f.Expr) -> int | None:
    """Return the number of decimals that is written out."""
    if not isinstance(expr, f.Literal) or isinstance(expr.value, bool) or expr.value.unit is not Unit.PLAIN:
        return None
    number = expr.value.value
    return int(number) if number.denominator == 1 and 0 <= number <= MOST_DIGITS else None
