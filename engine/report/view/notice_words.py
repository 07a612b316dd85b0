"""The sentences of a notice that a scheme gives, where its papers do not write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.report.view.notice import blank
from engine.scheme.papers import NoticeKind
from engine.scheme.papers_vocabulary import TIER_HERE
from engine.text.numerals import chinese

if TYPE_CHECKING:
    from engine.scheme.model import Document, Scheme

_ASSESSMENT, _TWO = "考核", "两"
_NOT_ORDERED = "（排名不分先后）"
# A scheme is often called after the paper that it stands in; the notice is of what it assesses.
_PAPER = re.compile(r"(?:实施)?(?:方案|办法|细则|意见)?(?:（[^（）]*）)?$")


def matter(scheme: Scheme) -> str:
    """Return what was assessed, ending with 考核: 甲区2021年度目标管理考核."""
    title = _PAPER.sub("", scheme.title.strip(), count=1) or scheme.title
    return title if title.endswith((_ASSESSMENT, "评价", "考评")) else f"{title}{_ASSESSMENT}"


def title_of(scheme: Scheme, kind: NoticeKind) -> str:
    """Return the title of a notice."""
    verb = "关于下发" if kind is NoticeKind.NOTICE else "关于"
    return f"{verb}{matter(scheme)}结果的{kind.value}"


def basis_of(scheme: Scheme) -> str:
    """Return the first paragraph, which says by what the assessment was made."""
    done = f"现已完成{matter(scheme)}工作，结果如下："
    if not scheme.documents:
        return done
    return f"根据{'、'.join(map(_cited, scheme.documents))}等文件精神，{done}"


def _cited(document: Document) -> str:
    return f"《{document.title}》" + (f"（{document.number}）" if document.number else "")


def contents_of(scheme: Scheme) -> str:
    """Return what was assessed, and by what the figures are known."""
    titles = [item.title for item in scheme.items]
    if not titles:
        return blank("考核内容")
    count = f"{_TWO if len(titles) == 2 else chinese(len(titles))}方面" if len(titles) > 1 else ""  # noqa: PLR2004
    origins = scheme.origins.precedence
    by = f"以{_listed(list(origins))}的数据为依据" if len(origins) > 1 else f"以{origins[0]}数据为依据"
    return f"考核内容包括{_listed(titles)}{count}。{by}，形成综合评定结果。"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{'、'.join(words[:-1])}和{words[-1]}"


def roll_title(scheme: Scheme, tier: str, pattern: str | None, *, ordered: bool) -> str:
    """Return the heading of the list of a tier; `ordered` where the list is by score."""
    title = f"{_since_year(scheme)}{tier}单位" if pattern is None else pattern.replace(TIER_HERE, tier)
    return title + ("（按得分由高到低）" if ordered else _NOT_ORDERED)


def _since_year(scheme: Scheme) -> str:
    """Return what was assessed without whose: what stands in front of the year is where it was."""
    whole = matter(scheme)
    year = f"{scheme.year}年"
    if scheme.year is None:
        return ""
    return whole[whole.index(year) :] if year in whole else f"{year}度"
