"""What can happen to matters that are listed, wherever they are scored, and what did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.evaluate.results import Standing
from engine.methods.matter_fields import Same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.coverage.obligation import Obligation, Subject
    from engine.evaluate.results import Award
    from engine.scheme.listed import Listed

_STANDINGS = {
    Standing.PENDING: "没有佐证，暂不计",
    Standing.YIELDS: "同一事项只计一次",
    Standing.OUTSIDE: "不在考核期内，不计",
}
LESSENED, LEVEL, AGAIN = "同一事项依次酌减", "按级次加计", "再次发生加计"


def owed_of_matters(subject: Subject, listed: Listed, *, evidence: bool) -> Iterator[Obligation]:
    """Yield what can happen to matters of a fact that are worth points."""
    yield from (subject.owes(f"类别“{class_}”") for class_, _ in listed.each if class_ is not None)
    if evidence:
        yield subject.owes(_STANDINGS[Standing.PENDING])
    if listed.same is Same.ONCE:
        yield subject.owes(_STANDINGS[Standing.YIELDS])
    elif listed.same is Same.LESSENING:
        yield subject.owes(LESSENED)
    if listed.window is not None:
        yield subject.owes(_STANDINGS[Standing.OUTSIDE])
    if listed.per_level:
        yield subject.owes(LEVEL)
    if listed.again is not None:
        yield subject.owes(AGAIN)
    yield from (subject.owes(f"情形“{word}”") for word, _ in listed.circumstances)


def happened_to_matters(subject: Subject, listed: Listed, awards: Sequence[Award]) -> Iterator[str]:
    """Yield what happened to the matters of a unit."""
    classes = {class_ for class_, _ in listed.each}
    for award in awards:
        if award.standing in _STANDINGS:
            yield subject.met(_STANDINGS[award.standing])
            continue
        if award.matter.class_ is not None and award.matter.class_ in classes:
            yield subject.met(f"类别“{award.matter.class_}”")
        if award.share != 1:
            yield subject.met(LESSENED)
        if award.made.added:
            yield subject.met(LEVEL)
        if award.made.reason == "再次发生":
            yield subject.met(AGAIN)
        elif award.made.reason is not None:
            yield subject.met(f"情形“{award.made.reason}”")
