"""The nouns of a unit's letter: everything that it says, in the order in which it says it.

Texts are ready to be shown; numbers that are drawn come with their exact value beside the text.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.report.view.edition import Edition
    from engine.scheme.papers import ReviewPapers


class Change(Enum):
    """What a step from full marks to the score is."""

    LOSS = "扣分"
    GAIN = "加分"
    OTHER = "调整"


@dataclass(frozen=True, slots=True)
class Card:
    """A field of the conclusion: what it is, the figure, and a line below it."""

    name: str
    figure: str
    remark: str


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the points on the way; `text` is the change in words."""

    kind: Change
    id: str
    title: str
    change: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """How the score comes about; the steps lead from `start` to `end` exactly. The texts are the two numbers."""

    start_title: str
    start: Fraction
    start_text: str
    steps: tuple[Step, ...]
    end: Fraction
    end_text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A first-level item beside the median of the units that it is compared with."""

    id: str
    title: str
    points: Fraction | None
    full: Fraction
    median: Fraction | None
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the score with its grounds: an indicator, a section, a bonus, a matter.

    `ref` is what a review cites; `depth` how deep it stands below the total. `points` and `full` are texts.
    `change` says what it costs or brings, where it does. `facts` are the facts as they count with what the unit itself
    reported, `evidence` what proves them and where they stand; `rule`, `work` (arithmetic) and `wanted` (what it would
    have taken) are lines.
    """

    ref: str
    id: str
    title: str
    depth: int
    points: str
    full: str
    change: str
    facts: tuple[str, ...]
    evidence: tuple[str, ...]
    rule: tuple[str, ...]
    work: tuple[str, ...]
    wanted: tuple[str, ...]
    notes: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class RuleState:
    """A rule and what became of it; `state` in a word, `fired` whether it acts."""

    ref: str
    id: str
    title: str
    state: str
    fired: bool
    lines: tuple[str, ...]
    facts: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A step towards the tier: by score, a quota, the final tier."""

    title: str
    lines: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class WouldDo:
    """A fact that alone would have reached the next tier."""

    fact: str
    now: str
    wanted: str
    total: str
    tier: str


@dataclass(frozen=True, slots=True)
class FileUsed:
    """A file that the letter rests on; `sha256` is the whole hash."""

    what: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Review:
    """How a unit asks for a review; what nobody has stated is None."""

    deadline: str | None = None
    office: str | None = None
    contact: str | None = None


def review_of(papers: ReviewPapers) -> Review:
    """Return what the particulars of documents say of reviews."""
    day = papers.deadline
    return Review(f"{day.year}年{day.month}月{day.day}日" if day else None, papers.office, papers.contact)


@dataclass(frozen=True, slots=True)
class Letter:
    """A unit's letter. `sample` says that the facts are made up, `warnings` what is not final about it.

    `compared` names the units whose median is shown. `made` is the day on which it was made, as text.
    """

    edition: Edition
    unit: str
    group: str | None
    title: str
    scheme: str
    documents: tuple[str, ...]
    issuer: str | None
    sample: str | None
    warnings: tuple[str, ...]
    cards: tuple[Card, ...]
    sentences: tuple[str, ...]
    way: Way | None
    no_way: str
    sections: tuple[Section, ...]
    compared: str
    losses: tuple[Entry, ...]
    adjustments: tuple[Entry, ...]
    no_sides: str
    rules: tuple[RuleState, ...]
    verdicts: tuple[Verdict, ...]
    outlook: tuple[str, ...]
    changes: tuple[WouldDo, ...]
    more_changes: int
    entries: tuple[Entry, ...]
    sum_line: str
    origins: tuple[str, ...]
    files: tuple[FileUsed, ...]
    review: tuple[str, ...]
    program: str
    made: str
