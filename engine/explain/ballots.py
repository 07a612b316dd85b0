"""The marks behind a figure: which counted, which were dropped, which raters are invalid and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.table import Standing
from engine.number import exact_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.facts.table import Ballot

_SAID = {
    Standing.COUNTED: "计入",
    Standing.HIGHEST: "求平均时去掉一个最高",
    Standing.LOWEST: "求平均时去掉一个最低",
    Standing.INVALID: "无效",
    Standing.NONE: "没有打分",
}


def ballot_remarks(ballots: Sequence[Ballot], quorum: int | None) -> tuple[str, ...]:
    """Return one remark that says what became of each mark, or none where there are no marks.

    With `quorum`, there are fewer valid marks than that, and the figure is missing for that reason.
    """
    short = [f"有效的少于 {quorum} 个，按未报处理"] if quorum is not None else []
    return ("；".join([*_all(ballots), *short]),) if ballots else ()


def _all(ballots: Sequence[Ballot]) -> Iterator[str]:
    for standing, said in _SAID.items():
        those = [_one(ballot) for ballot in ballots if ballot.standing is standing]
        if those:
            count = f" {len(those)} 个" if standing is Standing.COUNTED else ""
            yield f"{said}{count}：{'，'.join(those) if standing is Standing.INVALID else '、'.join(those)}"


def _one(ballot: Ballot) -> str:
    if ballot.value is None:
        return ballot.rater
    why = f"（{ballot.why}）" if ballot.why else ""
    return f"{ballot.rater} {exact_text(ballot.value)}{why}"
