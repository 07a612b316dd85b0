"""A title over several lines: whole words, and lines of like length.

GB/T 9704—2012, 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当. What is a word, a short list says; a title
that needs other lines is written in lines in the first place.
"""

from __future__ import annotations

import re

_WORDS = (
    "关于|下发|印发|公布|表彰|通报|通知|公告|结果|情况|考核|考评|评价|评估|目标|管理|责任制?|计划生育|年度|工作|优质|为民服务|政务服务|服务|按月|比对|计分|单位|人口"
    "|健康|卫生|家庭|发展|环境|空气|质量|生态|补偿|综合|指数|节能|水资源|最严格|制度|绩效|任务|重点|建设|社会|治理|安全|生产|教育"
    "|文化|文明|创建|满意度|实施|落实|监测|达标|专项|行动|全面|从严|党风|廉政|信息|公开|法治|政府|城市|乡村|振兴"
)
# What is not to be taken apart: words, years, what stands in brackets, and the place in front of a year.
_WHOLE = re.compile(rf"[0-9A-Za-z.]+(?:年度?|月|日)?|（[^（）]*）|《[^《》]*》|“[^“”]*”|{_WORDS}")
_PLACE = re.compile(r"^(?:关于)?(?:下发|印发|公布)?(.{2,9}?)(?=[0-9]{4}年)")
_NEVER_FIRST, _NEVER_LAST = "的和与及等、，。：；）》”", "（《“和与及、"
# What a break costs: in a word, at a character that should not stand there; another line costs as well.
_IN_WORD, _BAD_END, _LINE = 400, 300, 150


def width(text: str) -> int:
    """Return how wide a text is, in halves of a Chinese character."""
    return sum(1 if char.isascii() else 2 for char in text)


def title_lines(title: str, most: int) -> list[str]:
    """Return a title in lines of at most so many half characters, as few as can be broken well."""
    least = max(1, -(-width(title) // most))
    tried = [_broken(title, count, most) for count in (least, least + 1) if count <= len(title)]
    if not tried:
        return [title]
    cost_of = {at: cost + at * _LINE for at, (cost, _) in enumerate(tried)}
    ends = tried[min(cost_of, key=lambda at: cost_of[at])][1]
    return [title[start:end] for start, end in zip((0, *ends), ends, strict=False)]


def _broken(title: str, count: int, most: int) -> tuple[int, tuple[int, ...]]:
    """Return what it costs to break a title into so many lines as well as can be, and where they end."""
    costs, mean = _costs(title), width(title) // count
    # The best way to write what stands before each place in one line, in two, and so on.
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for _ in range(count):
        reached: dict[int, tuple[int, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            for end in range(start + 1, len(title) + 1):
                wide = width(title[start:end])
                if wide > most:
                    break
                whole = cost + costs[end] + (wide - mean) ** 2
                if end not in reached or whole < reached[end][0]:
                    reached[end] = whole, (*ends, end)
        best = reached
    return best.get(len(title), (10**9, (len(title),)))


def _costs(title: str) -> list[int]:
    """Return what a line costs that ends at each place."""
    costs = [0] * (len(title) + 1)
    place = _PLACE.match(title)
    wholes = [found.span() for found in _WHOLE.finditer(title)] + ([place.span(1)] if place else [])
    for start, end in wholes:
        for at in range(start + 1, end):
            costs[at] += _IN_WORD
    for at in range(1, len(title)):
        if title[at] in _NEVER_FIRST or title[at - 1] in _NEVER_LAST:
            costs[at] += _BAD_END
    costs[0] = costs[-1] = 0
    return costs
