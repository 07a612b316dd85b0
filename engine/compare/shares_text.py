"""What each step does to each unit, as a table or as lists."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.compare.change import Kind
from engine.compare.standing_words import difference_text, score_text
from engine.judge.judgement import Status
from engine.report.table import table_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.compare.change import Change
    from engine.compare.effects import Effects, Share
    from engine.compare.steps import Step

# More columns than these do not fit a terminal.
WIDEST = 6
# Steps of as many changes are named in short.
MOST_LISTED = 3
_TITLE = "各项改动的影响（按文件先后次序逐项改动，次序不同各项影响可能不同）"


def shares_lines(effects: Effects, changes: Sequence[Change]) -> list[str]:
    """Return what each step does to the scores, and where ranks and tiers change."""
    names = [step_name(step, changes) for step in effects.steps]
    together = list(_together(effects.steps, names, changes))
    shown = [each for each in effects.shares if each.parts is not None and any(each.parts)]
    lost = [each.unit for each in effects.shares if each.parts is None and not _is_exempt(each)]
    turns = _turns(effects.shares, names)
    if not shown and not turns:
        return []
    if len(names) == 1:  # what it does has been told of every unit
        return ["", *together] if together else []
    lines = ["", _TITLE, *together]
    lines += [f"  没有列入得分算不出来的单位：{'、'.join(lost)}"] if lost else []
    if not shown:
        return [*lines, *([] if lost else ["  每一步以后，各单位的得分都没有变化。"]), *turns]
    acting = [at for at in range(len(names)) if any(each.parts and each.parts[at] for each in shown)]
    lines += [
        "",
        *(_table(shown, acting, names) if len(acting) <= WIDEST else _lists(shown, acting, names, effects.steps)),
    ]
    idle = [name for at, name in enumerate(names) if at not in acting]
    lines += ["", f"对得分没有影响：{'，'.join(idle)}。"] if idle else []
    return [*lines, *turns]


def step_name(step: Step, changes: Sequence[Change]) -> str:
    """Name a step by the numbers of its changes: `第 1 项`, `第 2、4 项`, `第 3 至 7 项`, `第 2 项等 6 项`."""
    numbers = [changes.index(each) + 1 for each in step.changes]
    if len(numbers) < MOST_LISTED:
        return f"第 {'、'.join(map(str, numbers))} 项"
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"第 {numbers[0]} 至 {numbers[-1]} 项"
    return f"第 {numbers[0]} 项等 {len(numbers)} 项"


def _together(steps: Sequence[Step], names: Sequence[str], changes: Sequence[Change]) -> Iterator[str]:
    for step, name in zip(steps, names, strict=True):
        if step.because is not None:
            first = changes.index(step.changes[0]) + 1
            with_ = "、".join(str(changes.index(each) + 1) for each in step.changes[1:])
            yield f"  第 {first} 项与第 {with_} 项一并适用：单独改动第 {first} 项时，{step.because.message}"
        elif len(step.changes) > 1 and all(each.kind is Kind.RENAMED for each in step.changes):
            yield f"  {name}一并适用：都是改名"
        elif len(step.changes) > 1:
            yield f"  {name}一并适用：改动太多，没有逐项分开"


def _table(shown: Sequence[Share], acting: Sequence[int], names: Sequence[str]) -> list[str]:
    rows = [[each.unit, *(_part(each, at) for at in acting), _sum(each)] for each in shown]
    headers = ["单位", *(names[at] for at in acting), "合计"]
    return table_text(headers, rows, right=range(1, len(headers))).split("\n")


def _lists(shown: Sequence[Share], acting: Sequence[int], names: Sequence[str], steps: Sequence[Step]) -> Iterator[str]:
    width = max(len(_part(each, at)) for each in shown for at in acting)
    for each in shown:
        yield f"  {each.unit}：合计 {_sum(each)}"
        for at in acting:
            if each.parts and each.parts[at]:
                subjects = dict.fromkeys(change.subject for change in steps[at].changes)
                more = " 等" if len(subjects) > 1 else ""
                yield f"    {_part(each, at):>{width}}  {names[at]} {next(iter(subjects))}{more}"


def _is_exempt(share: Share) -> bool:
    return share.after[0].status is share.after[-1].status is Status.EXEMPT


def _part(share: Share, at: int) -> str:
    return difference_text(share.parts[at] if share.parts else None, _digits(share))


def _sum(share: Share) -> str:
    return difference_text(sum(share.parts, Fraction(0)) if share.parts else None, _digits(share))


def _digits(share: Share) -> int:
    return max(standing.digits for standing in share.after)


def _turns(shares: Sequence[Share], names: Sequence[str]) -> list[str]:
    """Say at which step a unit's tier or rank changes, and where its score is lost or found."""
    lines = []
    for share in shares:
        said = []
        for at, (before, after) in enumerate(pairwise(share.after)):
            turned = [
                f"{what} {old or '-'}→{new or '-'}"
                for what, old, new in (
                    ("等次", before.tier, after.tier),
                    ("名次", before.rank, after.rank),
                    ("得分", score_text(before), score_text(after)),
                )
                if old != new and (what != "得分" or None in (old, new))
            ]
            if turned:
                said.append(f"{names[at]} {'、'.join(turned)}")
        if said:
            lines.append(f"  {share.unit}：{'；'.join(said)}")
    return ["", "名次、等次在哪一步变化", *lines] if lines else []
