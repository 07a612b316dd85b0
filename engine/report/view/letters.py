"""Make the letters of an assessment."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.explain.judgement import FIRED, NOT_FIRED, UNDECIDED, explain
from engine.judge.alone import alone
from engine.nearest.nearest import TOGETHER, prospects
from engine.report.losses import losing
from engine.report.said import fact_lines, sum_line, where_points_went
from engine.report.score import as_of_lines, provisional
from engine.report.view.cards import cards
from engine.report.view.entries import entries, entry, fact_texts
from engine.report.view.grounds import files, origins, review_lines
from engine.report.view.letter import Letter, Review, RuleState, Verdict
from engine.report.view.outlook import MOST_LISTED, outlook_lines, would_do
from engine.report.view.standing import Comparison
from engine.report.view.way import way_of
from engine.scheme.judging import RuleKind
from engine.text.spacing import closed_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.explain.derivation import Derivation, Explanation, Judged
    from engine.judge.assessment import Assessment
    from engine.nearest.nearest import Prospect
    from engine.report.view.edition import Edition

SAMPLE = "数据是编造的示例，结果不是正式考核结果。"
_ONE = Fraction(1)
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
        losses = sorted(((loss, node) for loss, node in losing(root, _ONE) if loss > 0), key=lambda pair: -pair[0])
        sides = [part for part in root.parts if part.kind in ("bonuses", "penalties")]
        way = way_of(explanation)
        return Letter(
            edition=self._edition,
            unit=unit,
            group=explanation.group,
            title=scheme.title,
            scheme=f"{scheme.id}，校验码 {scheme.sha256[:8]}",
            documents=tuple(
                f"《{each.title}》" + (f"（{each.number}）" if each.number else "") for each in scheme.documents
            ),
            issuer=scheme.issuer,
            sample=SAMPLE if explanation.illustrative else None,
            warnings=tuple(_warnings(explanation)),
            cards=tuple(cards(self._assessment, explanation, self._edition, self._comparison.size(unit))),
            sentences=tuple(f"{closed_up(line)}。" for line in where_points_went(root)) or (_nothing_lost(root),),
            way=way,
            no_way="" if way else closed_up(sum_line(root, explanation.digits)).removeprefix("合计").strip() + "。",
            sections=self._comparison.sections(unit),
            compared=self._comparison.words(unit),
            losses=tuple(entry(node, unit, loss=loss) for loss, node in losses),
            adjustments=tuple(each for side in sides for each in entries(side, unit)),
            no_sides="方案没有总分以外的加分、扣分。",
            rules=tuple(_rule(each, unit) for each in explanation.judgement if each.kind in _RULES),
            verdicts=tuple(_verdict(each) for each in explanation.judgement if each.kind not in _RULES),
            outlook=tuple(outlook_lines(self._assessment, unit, prospect)),
            changes=tuple(would_do(self._assessment, each) for each in prospect.changes[:MOST_LISTED]),
            more_changes=max(len(prospect.changes) - MOST_LISTED, 0),
            entries=tuple(entries(root, unit)),
            sum_line=closed_up(sum_line(root, explanation.digits)).removeprefix("合计").strip(),
            origins=tuple(origins(self._assessment, unit)),
            files=tuple(files(self._assessment, unit)),
            review=tuple(review_lines(self._particulars.review, unit, losses[0][1].id if losses else None)),
            program=self._particulars.program,
            made=self._particulars.made,
        )


def _warnings(explanation: Explanation) -> Iterator[str]:
    yield from as_of_lines(explanation.as_of)
    if explanation.pending:
        yield provisional(explanation.pending)


def _nothing_lost(root: Derivation) -> str:
    return "各项指标都没有失分。" if root.value is not None else "有数据没有报齐，失分还说不准。"


def _rule(judged: Judged, unit: str) -> RuleState:
    first, *others = map(closed_up, judged.text or ("",))
    told = first.partition("，")[2]
    return RuleState(
        f"{unit}/{judged.id}", judged.id, closed_up(judged.title), _STATES[judged.outcome], judged.outcome == FIRED,
        (told or first, *others), tuple(fact_texts(judged.facts)), judged.clause or "",
    )  # fmt: skip


def _verdict(judged: Judged) -> Verdict:
    return Verdict(judged.title, tuple(map(closed_up, (*judged.text, *fact_lines(judged.facts)))), judged.clause or "")
