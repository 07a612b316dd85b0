"""What the notice of a result says: every text that stands in it, and none that its edition may not show.

Where nobody has written a particular, the text has a blank (`blank`) in its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.report.view.edition import Edition
    from engine.scheme.papers import Masthead

BLANK = re.compile("【待填：([^】]*)】")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the title: the mark of the issuing body, and around it what there is of the others."""

    masthead: Masthead
    mark: str
    number: str
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What a unit has done, in the words of its file."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Roll:
    """A list of units under a heading: those of a tier, or those that have none and why."""

    title: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Scores and ranks: headings and rows of texts; `wide` where it is read on a sheet that is turned."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def wide(self) -> bool:
        """Whether it needs the longer side of a sheet."""
        return len(self.head) > 7  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Imprint:
    """The last lines of a document: copies to whom, and by whom it is sent out on which day."""

    copies_to: str
    printer: str
    printed_on: str

    @property
    def is_there(self) -> bool:
        """Whether there is anything to be written."""
        return bool(self.copies_to or self.printer or self.printed_on)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice; `across` is said across every page, `caveat` what makes the result no final one.

    `attachments` are all names of papers that go with it, that of the table of scores, which only the internal edition
    has, among them.
    """

    edition: Edition
    kind: str
    title: tuple[str, ...]
    head: Head
    to: str
    basis: str
    contents: tuple[str, ...]
    accounts: tuple[Account, ...]
    rolls: tuple[Roll, ...]
    caveat: str
    signed: str
    day: str
    sealed: bool
    attachments: tuple[str, ...]
    remark: str
    imprint: Imprint
    across: str
    scores: ScoreTable | None = None

    def texts(self) -> Iterator[str]:
        """Yield every text, in the order in which they stand there; of the head only what is printed."""
        yield from self.head.above
        yield from (self.head.mark, self.head.number)
        yield from self.title
        yield from (self.to, self.basis, *self.contents)
        for account in self.accounts:
            yield from (account.unit, account.text)
        for roll in self.rolls:
            yield from (roll.title, *roll.units)
        yield from (self.caveat, *self.attachments, self.signed, self.day, self.remark)
        yield from (self.imprint.copies_to, self.imprint.printer, self.imprint.printed_on)

    @property
    def blanks(self) -> list[str]:
        """What still has to be filled in, in order, as often as it has to be."""
        return [found for text in self.texts() for found in BLANK.findall(text)]


def blank(what: str) -> str:
    """Return what stands where somebody has to fill in something."""
    return f"【待填：{what}】"
