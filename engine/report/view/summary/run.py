"""How the summary came about: scheme, facts, program, time; with these it can be made again."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from engine.judge.fire import engine_name
from engine.report.score import warnings
from engine.report.view.summary.nouns import Column, Table, Topic
from engine.scheme.model import written_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.report.view.summary.ground import Ground


def run_topic(ground: Ground, program: str, made: str) -> Topic:
    """Tell what was worked out, of what, with what and when."""
    rows = tuple(_rows(ground, program, made))
    said = ("同一份方案、同一批数据（校验码相同），无论何时何地算，结果都相同。",)
    return Topic(
        "run", "运行信息", said, (Table("运行信息", (Column("项目", width=18), Column("内容", width=76)), rows),)
    )


def _rows(ground: Ground, program: str, made: str) -> Iterator[tuple[str, str]]:
    assessment, scheme = ground.assessment, ground.assessment.scheme
    yield "方案", scheme.title
    yield "方案编号", scheme.id
    yield "方案校验码", scheme.sha256
    yield "依据文件", "；".join(f"{each.title}{each.number or ''}" for each in scheme.documents)
    yield "发文机关", scheme.issuer or ""
    yield "年度", "" if scheme.year is None else str(scheme.year)
    yield "截至", "" if scheme.calendar.as_of is None else str(scheme.calendar.as_of)
    exempt = f"，另有免考 {len(scheme.exempt)} 个" if scheme.exempt else ""
    yield "单位", f"{len(ground.units)} 个{exempt}"
    yield "方案内容", f"指标 {len(list(written_items(scheme.items)))} 项，规则 {len(scheme.rules)} 条"
    yield from _files(ground)
    yield "程序", f"kaohe {program}".rstrip() + f"；规则引擎 {engine_name()}"
    yield "生成时间", made
    told = warnings(assessment)
    yield "示例、暂定", " ".join(told) if told else "不是示例，也没有暂定的"
    pending = assessment.judgement.pending
    yield "还没有评定的单位", "、".join(pending) if pending else "没有"
    yield (
        "表里的数",
        "除不尽的数修约到小数点后四位（网页上写“约”），得分率修约到 0.01 个百分点；逐位精确的见 kaohe score --out。",
    )


def _files(ground: Ground) -> Iterator[tuple[str, str]]:
    """Yield how many files the facts are in, and one sum of all of them, whatever their names and order."""
    table = ground.assessment.facts
    if table.evidence is not None:
        yield "数据", "成批读入，不逐个记文件"
        return
    files = {(file.name, file.sha256) for each in table.sources.values() for file in each.files}
    yield "数据文件", f"{len(files)} 个，{len(table.sources)} 个单位交了数据"
    yield "数据合并校验码", sha256("\n".join(sorted(of_file for _, of_file in files)).encode()).hexdigest()
