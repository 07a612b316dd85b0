"""What pages show of one state of the folder, each thing worked out once and only when it is asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from engine import api
from engine.explain.derivation import Explanation
from engine.problem.codes import Severity
from engine.reading.read_papers import papers_beside
from engine.report.view.edition import Edition
from engine.report.view.letter import Letter, Review, review_of
from engine.report.view.letters import Letters, Particulars
from engine.report.view.summary.conclusions import conclusions_topic
from engine.report.view.summary.ground import Ground, make_ground
from engine.report.view.summary.losses import losses_topic
from engine.report.view.summary.near import near_topic
from engine.report.view.summary.places import lines, places_topic
from engine.report.view.summary.quality import quality_topic
from engine.report.view.summary.ranking import stands
from engine.report.view.summary.rules import rules_topic
from engine.report.write.summary_pictures import stands_picture
from engine.sentences.sentence import Chapter, chapters
from engine.sentences.uses import uses
from service.web.pages.places import Place, places_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.judge.assessment import Assessment
    from engine.report.draw.picture import Picture
    from engine.report.view.summary.nouns import Topic
    from service.web.folder import Folder, State
    from service.web.pages.whatif import Tried

    once = cached_property
else:

    class once(cached_property):  # noqa: N801  it is used as one
        """A property that is worked out once, though many readers ask for it at the same time."""

        def __get__(self, instance, owner=None):  # noqa: ANN001, ANN204  types are those of cached_property
            """Work it out while nobody else does; once it is known, nobody comes here."""
            with instance.folder.working:
                return super().__get__(instance, owner)


# So many letters and explanations are kept: every unit of a bureau, and not all of ten thousand.
_KEPT = 300
T = TypeVar("T")


class Derived:
    """What follows from one state; what needs an assessment may be asked for only where there is one."""

    def __init__(self, state: State, folder: Folder, program: str) -> None:
        self.state, self.folder, self.program = state, folder, program
        self._letters: OrderedDict[str, Letter] = OrderedDict()
        self._explanations: OrderedDict[str, Explanation] = OrderedDict()
        self._trials: OrderedDict[str, Tried | None] = OrderedDict()

    @property
    def assessment(self) -> Assessment:
        """The assessment. Raises LookupError where there is none."""
        if self.state.assessment is None:
            raise LookupError
        return self.state.assessment

    @once
    def counts(self) -> dict[Severity, int]:
        """How many problems there are of each kind."""
        return {each: sum(problem.severity is each for problem in self.state.problems) for each in Severity}

    @once
    def ground(self) -> Ground:
        """The assessment, read column by column."""
        return make_ground(self.assessment)

    @once
    def places(self) -> tuple[Place, ...]:
        """All units in order of rank."""
        return places_of(self.ground)

    @once
    def conclusions(self) -> Topic:
        """The result in one page."""
        return conclusions_topic(self.ground)

    @once
    def allotments(self) -> Topic:
        """Places of every tier, and who is displaced."""
        return places_topic(self.ground)

    @once
    def near(self) -> Topic:
        """Units near a line."""
        return near_topic(self.ground)

    @once
    def vetoes(self) -> Topic:
        """Rules that fired."""
        return rules_topic(self.ground)

    @once
    def losses(self) -> Topic:
        """Indicators, the most lost first."""
        return losses_topic(self.ground)

    @once
    def quality(self) -> Topic:
        """What each unit has handed in."""
        return quality_topic(self.ground)

    @once
    def picture(self) -> Picture | None:
        """Where all units stand."""
        return stands_picture(stands(self.ground), lines(self.ground), self.assessment.results.digits)

    @once
    def chapters(self) -> tuple[Chapter, ...]:
        """The scheme in plain sentences."""
        return chapters(self.assessment.scheme)

    @once
    def sentences(self) -> dict[str, str]:
        """What the scheme says of each of its parts, by id or name."""
        return {id_: told for chapter in reversed(self.chapters) for id_, told in reversed(chapter.parts)}

    @once
    def uses(self) -> dict[str, tuple[str, ...]]:
        """Which parts read each fact."""
        return uses(self.assessment.scheme)

    @once
    def known(self) -> frozenset[str]:
        """The units that there is a page of."""
        return frozenset(self.assessment.facts.units)

    @once
    def particulars(self) -> Particulars:
        """What letters say besides the result."""
        papers, _ = papers_beside(self.folder.scheme)
        review = review_of(papers.review) if papers else Review()
        return Particulars(review, f"kaohe {self.program}".rstrip(), datetime.now(UTC).astimezone().date().isoformat())

    @once
    def letters(self) -> Letters:
        """The letters of all units, for the bureau itself."""
        return Letters(self.assessment, Edition.INTERNAL, self.particulars)

    def letter(self, unit: str) -> Letter:
        """Return a unit's letter. Raises RuleEngineError when no rule engine can be used."""
        return self._kept(self._letters, unit, lambda: next(self.letters.of([unit])))

    def explanation(self, unit: str) -> Explanation:
        """Return a unit's explanation. Raises RuleEngineError when no rule engine can be used."""
        return self._kept(self._explanations, unit, lambda: api.explain(self.assessment, unit))

    def trial(self, asked: str, make: Callable[[], Tried | None]) -> Tried | None:
        """Return what a trial came to, which is made once as long as no file changes."""
        return self._kept(self._trials, asked, make)

    def _kept(self, among: OrderedDict[str, T], unit: str, make: Callable[[], T]) -> T:
        with self.folder.working:
            if unit in among:
                found = among[unit]
            else:
                found = among[unit] = make()
                if len(among) > _KEPT:
                    among.popitem(last=False)
            among.move_to_end(unit)
            return found


class Cache:
    """The latest state with what follows from it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: Derived | None = None

    def of(self, folder: Folder, program: str) -> Derived:
        """Return what follows from the files as they are now. Raises RuleEngineError."""
        state = folder.state()
        with self._lock:
            if self._latest is None or self._latest.state is not state:
                self._latest = Derived(state, folder, program)
            return self._latest
