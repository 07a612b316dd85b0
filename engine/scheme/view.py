"""How a command looks at an assessment, whatever the scheme says; light, for commands import it to start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.last_year import LastYear, Named

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class View:
    """On which day to stand, and where last year's facts and results are; None leaves what the scheme says."""

    as_of: date | None = None
    last_facts: Path | None = None
    last_results: Path | None = None

    def last_year(self, said: LastYear | None) -> LastYear | None:
        """Return where last year's files are; what a scheme names is used where this names nothing."""
        if self.last_facts is None and self.last_results is None:
            return said
        facts, results = (
            Named(given, str(given)) if given else named
            for given, named in (
                (self.last_facts, said.facts if said else None),
                (self.last_results, said.results if said else None),
            )
        )
        return LastYear(facts, results, said.scheme if said else None)


AS_SAID = View()
