"""What a result rests on: where its values come from, and in which files they and the scheme stand."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from engine.facts.table import State
from engine.report.view.letter import FileUsed, Review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.judge.assessment import Assessment
    from engine.scheme.model import Document


def document_words(document: Document) -> str:
    """Name a document with its number: `《考核办法》（沪卫人口〔2021〕6号）`."""
    return f"《{document.title}》" + (f"（{document.number}）" if document.number else "")


def origins(assessment: Assessment, unit: str) -> Iterator[str]:
    """Say where the values of a unit come from."""
    facts = assessment.facts.sources.get(unit)
    if facts is None:
        yield "本单位没有交数据。"
        return
    cells = [cell for name, cell in facts.cells.items() if name in assessment.scheme.facts]
    counted = Counter(cell.counted.origin for cell in cells if cell.counted is not None and cell.state == State.VALUE)
    told = "、".join(f"{origin} {count} 个" for origin, count in counted.most_common())
    yield f"计分所用的数按来源分：{told}。" if told else "没有可用的数。"
    differing = sum(len({each.text for each in cell.said if not each.silent}) > 1 for cell in cells)
    if differing:
        order = "、".join(assessment.scheme.origins.precedence)
        yield f"有 {differing} 个数各来源不一致，按“{order}”的先后取用。"
    void = sum(cell.state == State.NOT_APPLICABLE for cell in cells)
    if void:
        yield f"另有 {void} 个数经认定不适用。"


def files(assessment: Assessment, unit: str) -> Iterator[FileUsed]:
    """Yield the files that a unit's result rests on."""
    scheme, facts = assessment.scheme, assessment.facts.sources.get(unit)
    yield FileUsed("方案", _base(scheme.source_name), scheme.sha256)
    for file in facts.files if facts else ():
        yield FileUsed("数据", _base(file.name), file.sha256)


def review_lines(review: Review, unit: str, item: str | None) -> Iterator[str]:
    """Say how a unit asks for a review, citing for example an `item`; what is not stated is left to be filled in."""
    deadline, office, contact = (
        said or f"【待填：{what}】"
        for said, what in ((review.deadline, "截止日期"), (review.office, "受理部门"), (review.contact, "联系方式"))
    )
    yield f"对结果有异议的，请在 {deadline} 前向{office}提出（联系方式：{contact}），填写下面的申请表，并附材料。"
    example = f"{unit}/{item}" if item else f"{unit}/指标编号"
    yield f"请写明事项编号，如“{example}”；涉及某一个数据的，再写数据名称，如“{example}/数据名称”。"


def _base(name: str) -> str:
    """Return a file's name without its folder: where it lay is nobody's business."""
    return re.split(r"[/\\]", name)[-1]
