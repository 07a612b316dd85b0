"""What rules do once they fire, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.scheme.judging import Bar, Deduct, ImposeGrade, Step, VoidItems, VoidTotal, Warn

if TYPE_CHECKING:
    from engine.scheme.judging import Rule


def effect_words(rule: Rule) -> str:
    """Say what a rule does once it fires."""
    match rule.effect:
        case ImposeGrade(tier, ceiling):
            return f"等次最高为“{tier}”" if ceiling else f"不论得分多少，等次不高于“{tier}”"
        case Bar(tiers, keeps_place):
            listed = "、".join(f"“{tier}”" for tier in tiers)
            return f"不得确定为{listed}" + ("，原可占的名额不递补" if keeps_place else "，不占名额")
        case Step(by, order):
            step = f"，升降档依次进行，这是第 {order} 步" if order is not None else ""
            return f"比按得分定的等次{'低' if by > 0 else '高'} {abs(by)} 档{step}"
        case VoidItems(items):
            return f"{'、'.join(items)} 不得分"
        case Deduct(points, item):
            return f"从{f' {item} ' if item else '总分'}里扣 {exact_text(points)} 分" + ("，扣完为止" if item else "")
        case VoidTotal():
            return "总分计 0 分"
        case Warn(level):
            return f"预警（{level}）"
