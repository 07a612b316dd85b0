"""Make the letters of an assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.explain.judgement import FIRED, NOT_FIRED, NOT_FOR_THIS_UNIT, UNDECIDED, explain
from engine.judge.alone import alone
from engine.nearest.nearest import TOGETHER, prospects
from engine.number import about_text
from engine.report.said import fact_lines, sum_line
from engine.report.score import as_of_lines, provisional
from engine.report.view.cards import cards
from engine.report.view.entries import entries, entry, fact_texts, without_adjustments
from engine.report.view.grounds import document_words, files, origins, review_lines
from engine.report.view.letter import Letter, Review, RuleState, Verdict
from engine.report.view.outlook import MOST_LISTED, outlook_lines, would_do
from engine.report.view.sentences import minus_points, sentences
from engine.report.view.standing import Comparison
from engine.report.view.way import way_of
from engine.report.view.weighing import ZERO, Loss, weigh
from engine.scheme.judging import RuleKind
from engine.text.spacing import closed_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.explain.derivation import Explanation, Judged
    from engine.judge.assessment import Assessment
    from engine.nearest.nearest import Prospect
    from engine.report.view.edition import Edition

SAMPLE = "数据是编造的示例，结果不是正式考核结果。"
_RULES = frozenset(kind.name.lower() for kind in RuleKind)
_STATES = {FIRED: "触发", NOT_FIRED: "未触发", UNDECIDED: "无法判定"}


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the letters say that neither scheme nor facts do: of the review, of the program, and of the day."""

    review: Review
    program: str
    made: str


class Letters:
    """The letters of one assessment, each made when it is asked for.

    Raises RuleEngineError when no rule engine can be used.
    """

    def __init__(self, assessment: Assessment, edition: Edition, particulars: Particulars) -> None:
        """Prepare what all letters need."""
        self._assessment, self._edition, self._particulars = assessment, edition, particulars
        self._comparison = Comparison(assessment)

    def of(self, units: Sequence[str]) -> Iterator[Letter]:
        """Yield the letters of some of the assessed units. What would have reached the next tier is tried for all."""
        for start in range(0, len(units), TOGETHER):
            some = units[start : start + TOGETHER]
            found = prospects(self._assessment, some)
            for unit in some:
                yield self._letter(unit, found[unit])

    def _letter(self, unit: str, prospect: Prospect) -> Letter:
        one = alone(self._assessment, unit)
        explanation = explain(one.results, one.judgement, unit, discreet=not self._edition.shows_ranks)
        root, scheme = explanation.derivation, self._assessment.scheme
        weighed = weigh(root)
        losses = [loss for loss in weighed.losses if loss.total > 0]
        losses += [Loss(node, -(node.value or ZERO), None) for node in minus_points(root)]
        added = closed_up(sum_line(root, explanation.digits, about_text)).removeprefix("合计").strip()
        sides = [part for part in root.parts if part.kind in ("bonuses", "penalties")]
        way = way_of(explanation, weighed)
        worked = [each for each in prospect.changes if not each.finding]
        return Letter(
            edition=self._edition,
            unit=unit,
            group=explanation.group,
            title=scheme.title,
            scheme=f"{scheme.id}，校验码 {scheme.sha256[:8]}",
            documents=tuple(map(document_words, scheme.documents)),
            issuer=scheme.issuer,
            sample=SAMPLE if explanation.illustrative else None,
            warnings=tuple(_warnings(explanation, self._edition)),
            cards=tuple(cards(self._assessment, explanation, self._edition, self._comparison.size(unit))),
            sentences=tuple(sentences(explanation, weighed)),
            way=way,
            no_way=""
            if way
            else closed_up(sum_line(root, explanation.digits, about_text)).removeprefix("合计").strip() + "。",
            sections=self._comparison.sections(unit),
            compared=self._comparison.words(unit),
            losses=tuple(entry(loss.node, unit, loss=loss) for loss in losses),
            adjustments=tuple(each for side in sides for each in entries(side, unit)),
            no_sides="方案没有总分以外的加分、扣分。",
            rules=tuple(_rule(each, unit) for each in explanation.judgement if each.kind in _RULES),
            verdicts=tuple(_verdict(each) for each in explanation.judgement if each.kind not in _RULES),
            outlook=tuple(outlook_lines(self._assessment, unit, prospect, self._edition)),
            changes=tuple(would_do(self._assessment, each) for each in worked[:MOST_LISTED]),
            more_changes=max(len(worked) - MOST_LISTED, 0),
            entries=tuple(entries(without_adjustments(root), unit)),
            sum_line=added,
            origins=tuple(origins(self._assessment, unit)),
            files=tuple(files(self._assessment, unit)),
            review=tuple(review_lines(self._particulars.review, unit, losses[0].node.id if losses else None)),
            program=self._particulars.program,
            made=self._particulars.made,
        )


def _warnings(explanation: Explanation, edition: Edition) -> Iterator[str]:
    yield from as_of_lines(explanation.as_of)
    if explanation.pending and edition.shows_ranks:
        yield provisional(explanation.pending)
    elif explanation.pending:
        # What another unit has not handed in is not for everybody.
        others = [unit for unit in explanation.pending if unit != explanation.unit]
        whose = [
            *(["本单位"] if len(others) < len(explanation.pending) else []),
            *([f"另 {len(others)} 个单位"] if others else []),
        ]
        yield f"【暂定】{'、'.join(whose)}还没有评定，名次和名额都是暂定的。"


def _rule(judged: Judged, unit: str) -> RuleState:
    first, *others = map(closed_up, judged.text or ("",))
    told = first.partition("，")[2]
    state = "不适用" if judged.text == NOT_FOR_THIS_UNIT else _STATES[judged.outcome]
    return RuleState(
        f"{unit}/{judged.id}", judged.id, closed_up(judged.title), state, judged.outcome == FIRED,
        (told or first, *others), tuple(fact_texts(judged.facts)), judged.clause or "",
    )  # fmt: skip


def _verdict(judged: Judged) -> Verdict:
    return Verdict(judged.title, tuple(map(closed_up, (*judged.text, *fact_lines(judged.facts)))), judged.clause or "")
