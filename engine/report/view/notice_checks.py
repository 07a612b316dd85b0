"""What to look at before a notice goes out: a list of checks, and the problems that are found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.report.view.make_notice import NARRATIVE, PROVISIONAL
from engine.report.view.notice import BLANK
from engine.scheme.papers import Masthead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.judge.assessment import Assessment
    from engine.report.view.edition import Edition
    from engine.report.view.notice import Notice
    from engine.scheme.model import Scheme
    from engine.scheme.papers import Papers
    from engine.text.tree import Scalar

MOST_NAMED = 5
# GB 2312 has the characters of these profiles; the others have far more.
_SMALL_FONTS = frozenset({"国标"})
_HAN = r"\u3400-\u9fff“”《》（）"
_HALF = re.compile(rf"(?<=[{_HAN}])[,:;()?!]|[,:;()?!](?=[{_HAN}])")
_SCORE = re.compile(
    r"得分|总分|名次|排名第|(?:位列|排|获得?)第[一二三四五六七八九十0-9]+|第[一二三四五六七八九十0-9]+名"
    r"|[0-9]+(?:\.[0-9]+)?\s*分(?![钟析别类工期开批层])"
)
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: what it is, what was found, and whether that is well."""

    what: str
    found: str
    well: bool


def problems_of(notice: Notice, assessment: Assessment, papers: Papers, file: str) -> list[Problem]:
    """Return what is wrong with a notice; `file` is where its particulars are written, or would be."""
    found = [
        _blanks(notice, file),
        _no_narratives(assessment),
        _half_width(assessment),
        _rare(notice, papers, file),
        _not_final(notice),
    ]
    told = [] if notice.edition.shows_scores else _scores_told(notice, assessment, file)
    return [*(each for each in found if each), *told]


def checks_of(notice: Notice, assessment: Assessment, problems: list[Problem]) -> list[Check]:
    """Return the checks before a notice goes out, in the order in which a reader makes them."""
    codes = {each.code for each in problems}
    return [*_counted(notice, assessment), *_said(notice, codes)]


def _counted(notice: Notice, assessment: Assessment) -> Iterator[Check]:
    scheme, units = assessment.scheme, assessment.facts.units
    pending, tiers = set(assessment.judgement.pending), assessment.judgement.tiers.tolist()
    told = [unit.split("（")[0] if unit not in units else unit for roll in notice.rolls for unit in roll.units]
    wanted = [*units, *scheme.exempt]
    exempt = f"，免考 {len(scheme.exempt)} 个" if scheme.exempt else ""
    yield Check("单位名称", f"参评 {len(units)} 个{exempt}，名单与方案一致", sorted(told) == sorted(wanted))
    counts = [
        (tier.name, sum(at == place and unit not in pending for unit, at in zip(units, tiers, strict=True)))
        for place, tier in enumerate(scheme.tiers)
    ]
    named = " + ".join(f"{name} {count}" for name, count in counts if count)
    whole = sum(count for _, count in counts)
    named += f" + 未定 {len(pending)}" if pending else ""
    yield Check("各等次合计", f"{named} = {whole + len(pending)}，参评 {len(units)}", whole == len(units))


def _said(notice: Notice, codes: set[Code]) -> Iterator[Check]:
    if notice.edition.shows_scores:
        yield Check("版本", f"{notice.edition.value}，附有得分和名次，不得公开", well=True)
    else:
        told = Code.SCORE_TOLD in codes
        yield Check("版本", f"{notice.edition.value}，{'文字里像有得分或名次' if told else '没有得分、名次'}", not told)
    if notice.head.masthead is not Masthead.NONE:
        yield Check("发文字号", notice.head.number, not BLANK.search(notice.head.number))
    yield Check("成文日期", notice.day, not BLANK.search(notice.day))
    blanks = notice.blanks
    yield Check("待填", f"{len(blanks)} 处" if blanks else "没有", not blanks)
    half, rare = Code.HALF_WIDTH in codes, Code.RARE_CHARACTER in codes
    yield Check("标点", "“工作完成情况”里夹有半角标点" if half else "没有夹半角标点", not half)
    yield Check("用字", "有所选字体里可能没有的字" if rare else "都是常用字", not rare)
    if notice.across:
        made_up = "数据是编造的示例" if notice.across != PROVISIONAL else ""
        why = "，".join(each for each in (made_up, "结果还是暂定的" if notice.caveat else "") if each)
        yield Check("可以印发", f"不可以：{why}，每一页都写着“{notice.across}”", well=False)


def _blanks(notice: Notice, file: str) -> Problem | None:
    blanks = [each for each in dict.fromkeys(notice.blanks) if each != NARRATIVE]
    if not blanks:
        return None
    help_ = f"写在“{file}”里再运行一遍，或在 Word 里填；通知里用黄色标出"
    return Problem(Code.TO_BE_FILLED, f"通知里还有 {len(blanks)} 处待填：{'、'.join(blanks)}", file=file, help=help_)


def _no_narratives(assessment: Assessment) -> Problem | None:
    missing = [unit for unit in assessment.facts.units if unit not in dict(_narratives(assessment))]
    if not missing:
        return None
    help_ = "请写在各单位的数据文件里；通知里留了“【待填：…】”"
    message = f"{_named(missing)}没有写“工作完成情况”"
    return Problem(Code.NARRATIVE_MISSING, message, help=help_)


def _half_width(assessment: Assessment) -> Problem | None:
    found = {}
    for unit, narrative in _narratives(assessment):
        if marks := list(_HALF.finditer(narrative.text)):
            found[unit] = (narrative, marks)
    if not found:
        return None
    count = sum(len(marks) for _, marks in found.values())
    narrative, marks = next(iter(found.values()))
    message = f"{_named(list(found))}的“工作完成情况”里夹有半角标点，共 {count} 处"
    help_ = "公文里的中文用全角标点（，：；（））；程序照原样写进通知，要改请改数据文件"
    span = narrative.within(marks[0].start(), marks[0].end())
    return Problem(Code.HALF_WIDTH, message, span, label="第一处", help=help_)


def _rare(notice: Notice, papers: Papers, file: str) -> Problem | None:
    if papers.fonts not in _SMALL_FONTS:
        return None
    rare = dict.fromkeys(char for text in notice.texts() for char in text if _is_rare(char))
    if not rare:
        return None
    listed = "".join(list(rare)[:20])
    help_ = f"请在“{file}”里写“字体: 国标GBK”（须装有方正的 GBK 字体）或“字体: Windows自带”，再运行一遍"
    message = f"通知里有国标字体可能没有的字：{listed}"
    return Problem(Code.RARE_CHARACTER, message, file=file, help=help_)


def _is_rare(char: str) -> bool:
    if not char >= "\u3400":
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return char.isalpha()
    return False


def _scores_told(notice: Notice, assessment: Assessment, file: str) -> list[Problem]:
    """Find what looks like a score or a rank in the words of a public notice, which people wrote."""
    totals = _totals(assessment)
    help_ = "公开版不写得分和名次；请看一看，是的话删去"
    found = []
    for unit, narrative in _narratives(assessment):
        match = _SCORE.search(narrative.text) or totals.search(narrative.text)
        if match:
            message = f"“{unit}”的“工作完成情况”里像有得分或名次：“{match[0]}”"
            span = narrative.within(match.start(), match.end())
            found.append(Problem(Code.SCORE_TOLD, message, span, help=help_))
    for text in (*notice.title, notice.basis, *notice.contents, notice.remark, *notice.attachments):
        if match := totals.search(text) or re.search(r"[0-9.]+分|第[一二三0-9]+名", text):
            message = f"通知的文字里像有得分或名次：“{match[0]}”"
            found.append(Problem(Code.SCORE_TOLD, message, file=file, help=help_))
    return found


def order_problem(scheme: Scheme, file: str, edition: Edition) -> Problem | None:
    """Return why there is no public list in the order of scores: it would tell the ranks."""
    if not scheme.publication.score_order or edition.shows_ranks:
        return None
    message = "方案规定名单按得分顺序，公开版不能这样列：排在前面的就是得分高的"
    help_ = "要公开版，请把方案“公布”的“名单顺序”改成“单位顺序”；要按得分列的，请加 --edition 内部版"
    return Problem(Code.SCORE_ORDER_PUBLIC, message, file=file, help=help_)


def _totals(assessment: Assessment) -> re.Pattern[str]:
    """Return what finds a unit's total where it is written with its decimals."""
    results = assessment.results
    if not results.digits:
        return _NEVER
    scale = 10**results.digits
    counts = {results.total.at(row) for row in range(len(assessment.facts.units)) if results.has_total[row]}
    texts = (f"{count // scale}\\.{count % scale:0{results.digits}}" for count in sorted(counts) if count > 0)
    inside = "|".join(texts)
    return re.compile(rf"(?<![0-9.])(?:{inside})(?![0-9])") if inside else _NEVER


def _not_final(notice: Notice) -> Problem | None:
    if not notice.caveat:
        return None
    help_ = "把数据报齐，或把不参加考核的写进方案的“免考”，再运行一遍；每一页都写着“暂定稿”或“样稿”，不能印发"
    return Problem(Code.NOT_FINAL, notice.caveat.removeprefix("以上").rstrip("。"), help=help_)


def _narratives(assessment: Assessment) -> Iterator[tuple[str, Scalar]]:
    facts = assessment.facts
    for unit in facts.units:
        found = facts.sources.get(unit)
        if found and found.narrative and found.narrative.text.strip():
            yield unit, found.narrative


def _named(units: list[str]) -> str:
    if len(units) <= MOST_NAMED:
        return "、".join(f"“{unit}”" for unit in units)
    return "、".join(f"“{unit}”" for unit in units[:MOST_NAMED]) + f"等 {len(units)} 个单位"
