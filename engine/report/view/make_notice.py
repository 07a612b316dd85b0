"""An assessment and the particulars of its documents to what the notice says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.columns.sums import exact_sum
from engine.dataclass import dataclass
from engine.number import about_text, exact_text, fixed_text
from engine.report.view.edition import Edition
from engine.report.view.notice import Account, Head, Imprint, Notice, Roll, ScoreTable, blank
from engine.report.view.notice_words import basis_of, contents_of, roll_title, title_of
from engine.scheme.calendar import day_text
from engine.scheme.papers import Masthead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.judge.assessment import Assessment
    from engine.scheme.papers import NoticeKind, Papers

ILLUSTRATIVE, PROVISIONAL = "样稿", "暂定稿"
SCORES = "考核得分情况表"
NARRATIVE = "工作完成情况"
MOST_NAMED = 20
_NONE = "—"


def make_notice(
    assessment: Assessment, papers: Papers, edition: Edition = Edition.PUBLIC, kind: NoticeKind | None = None
) -> Notice:
    """Return the notice of an assessment; `kind` is what it is called, whatever the papers say.

    Of scores and ranks the public edition is given nothing: its lists are in the order of the units.
    """
    scheme, given = assessment.scheme, papers.notice
    called = kind or given.kind
    maker = _Maker(assessment, edition)
    scores = maker.scores() if edition.shows_ranks else None
    signed = given.signed or scheme.issuer or blank("署名")
    return Notice(
        edition,
        called.value,
        tuple((given.title or title_of(scheme, called)).split("\n")),
        _head(papers, signed),
        f"{given.to or blank('主送机关')}：",
        given.basis or basis_of(scheme),
        tuple((given.contents or contents_of(scheme)).split("\n")),
        tuple(maker.accounts()),
        tuple(maker.rolls(given.list_title)),
        maker.caveat(),
        signed,
        day_text(given.day) if given.day else blank("成文日期"),
        given.sealed,
        (*given.attachments, *((SCORES,) if scores else ())),
        given.remark or "",
        Imprint(given.copies_to or "", given.printer or "", day_text(given.printed_on) if given.printed_on else ""),
        maker.across(),
        scores,
    )


def _head(papers: Papers, signed: str) -> Head:
    given = papers.notice
    if given.masthead is Masthead.NONE:
        return Head(Masthead.NONE, "", "", ())
    above = tuple(each for each in (given.copy, given.secrecy, given.urgency) if each)
    mark = (given.mark or f"{signed}文件") if given.masthead is Masthead.PRINTED else ""
    return Head(given.masthead, mark, given.number or blank("发文字号"), above)


@dataclass(frozen=True, slots=True, eq=False)
class _Maker:
    assessment: Assessment
    edition: Edition

    @property
    def _ordered(self) -> bool:
        return self.edition.shows_ranks and self.assessment.scheme.publication.score_order

    def accounts(self) -> Iterator[Account]:
        facts = self.assessment.facts
        for unit in facts.units:
            found = facts.sources.get(unit)
            told = found.narrative.text.strip() if found and found.narrative else ""
            # What was typed in several lines is one paragraph here, as it is in every notice.
            yield Account(unit, "".join(told.splitlines()) or blank(NARRATIVE))

    def rolls(self, pattern: str | None) -> Iterator[Roll]:
        scheme, judgement, units = self.assessment.scheme, self.assessment.judgement, self.assessment.facts.units
        places, pending = judgement.tiers.tolist(), set(judgement.pending)
        rows = self._rows() if self._ordered else range(len(units))
        for place, tier in enumerate(scheme.tiers):
            named = tuple(units[row] for row in rows if places[row] == place and units[row] not in pending)
            if named:
                yield Roll(roll_title(scheme, tier.name, pattern, ordered=self._ordered), named)
        if open_ := self._open():
            yield Roll("尚未评定等次的单位", open_)
        if scheme.exempt:
            yield Roll("免予考核的单位", tuple(f"{unit}（{why}）" for unit, why in scheme.exempt.items()))

    def caveat(self) -> str:
        if not self.assessment.judgement.provisional.any():
            return ""
        open_ = self._open()
        named = "、".join(open_[:MOST_NAMED]) + (f"等{len(open_)}个单位" if len(open_) > MOST_NAMED else "")
        return f"以上结果是暂定的：{named}尚未评定，名额和等次都可能变动。"

    def across(self) -> str:
        if self.assessment.facts.illustrative:
            return ILLUSTRATIVE
        return PROVISIONAL if self.assessment.judgement.provisional.any() else ""

    def scores(self) -> ScoreTable:
        """Return everybody's points: of every item of the first level, of bonuses and penalties, and the total."""
        scheme = self.assessment.scheme
        groups = len({unit.group for unit in scheme.units}) > 1
        head = ["名次", "单位", *(["组别"] if groups else []), *(item.title for item in scheme.items)]
        head += [*(["加分"] if scheme.bonuses else []), *(["扣分"] if scheme.penalties else []), "得分", "等次"]
        rows = [tuple(self._score_row(row, groups=groups)) for row in self._rows()]
        return ScoreTable(SCORES, tuple(head), tuple(rows))

    def _score_row(self, row: int, *, groups: bool) -> Iterator[str]:
        scheme, facts, results = self.assessment.scheme, self.assessment.facts, self.assessment.results
        unit, rank = facts.units[row], int(self.assessment.judgement.ranks[row])
        yield str(rank) if rank else _NONE
        yield unit
        if groups:
            yield facts.groups.get(unit) or _NONE
        for item in scheme.items:
            node = results.nodes[item.id]
            known = node.applicable[row] and not node.incomplete[row]
            yield _points(exact_sum(node.terms).at(row)) if known else _NONE
        for declared, side in ((scheme.bonuses, results.bonuses), (scheme.penalties, results.penalties)):
            if declared:
                yield _NONE if side.incomplete[row] else _points(side.total.at(row))
        yield fixed_text(results.total_of(row), results.digits) if results.has_total[row] else _NONE
        tier = int(self.assessment.judgement.tiers[row])
        yield scheme.tiers[tier].name if tier >= 0 else "未定"

    def _rows(self) -> list[int]:
        """Return the units by rank, those without one last, group by group where groups are ranked apart."""
        facts, ranks = self.assessment.facts, self.assessment.judgement.ranks.tolist()
        groups = {group: at for at, group in enumerate(dict.fromkeys(facts.groups.values()))}
        apart = self.assessment.scheme.ranking.by_group

        def place(row: int) -> tuple[int, bool, int, int]:
            group = groups[facts.groups[facts.units[row]]] if apart else 0
            return group, ranks[row] == 0, ranks[row], row

        return sorted(range(len(facts.units)), key=place)

    def _open(self) -> tuple[str, ...]:
        """Return the units whose tier is not decided, in the order of the units."""
        pending = set(self.assessment.judgement.pending)
        return tuple(unit for unit in self.assessment.facts.units if unit in pending)


def _points(value: Fraction) -> str:
    text = exact_text(value)
    return about_text(value, 4) if "/" in text else text
