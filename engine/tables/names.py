"""What a scheme calls things, as headers and cells name them: facts, periods, origins and units."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.formula import period_of
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.scheme.model import FactDeclaration, Scheme


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """Return a text without blanks, full-width letters and signs as half-width ones: how names are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


# A text that has more of them is hardly the name of anything, and long.
_MANY_POINTS = 8


@dataclass(frozen=True, slots=True)
class Path:
    """What a value belongs to: a fact, one of its periods, an origin, a rater, or what is said beside (`detail`).

    `unknown` are words that are none of these.
    """

    fact: str
    period: str | None = None
    origin: str | None = None
    rater: str | None = None
    detail: str | None = None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names that one scheme knows, each by its squeezed form.

    `declared` are facts as a scheme writes them, `single` those of which each has one value.
    """

    declared: Mapping[str, FactDeclaration]
    single: Mapping[str, FactDeclaration]
    facts: Mapping[str, str]
    periods: Mapping[str, Mapping[str, str]]
    origins: Mapping[str, str]
    units: Mapping[str, str]
    codes: Mapping[str, str]

    def words(self, text: str) -> list[str]:
        """Split `实访户数.核定` at its points; a fact's own name may have some."""
        parts = unicodedata.normalize("NFKC", text).split(".")
        longest = (
            max((name.count(".") for name in self.facts), default=0) + 1 if len(parts) > _MANY_POINTS else len(parts)
        )
        for end in range(min(len(parts), longest), 0, -1):
            if squeezed(".".join(parts[:end])) in self.facts:
                return [".".join(parts[:end]), *parts[end:]]
        return parts

    def path(self, words: Sequence[str]) -> Path:
        """Return what a fact's name and the words behind it stand for; the name may be unknown."""
        name = self.facts.get(squeezed(words[0]), words[0].strip())
        found: dict[str, str] = {}
        unknown = []
        for word in words[1:]:
            kind, known = self._word(name, squeezed(word))
            if not kind and self.is_panel(name):
                kind, known = "rater", word.strip()
            if not kind or kind in found:
                unknown.append(word.strip())
            else:
                found[kind] = known
        return Path(name, **found, unknown=tuple(unknown))

    def _word(self, name: str, word: str) -> tuple[str, str]:
        if word in self.periods.get(name, {}):
            return "period", self.periods[name][word]
        if word in self.origins:
            return "origin", self.origins[word]
        return ("detail", word) if word in EVIDENCE_KEYS else ("", "")

    def is_panel(self, fact: str) -> bool:
        """Whether several raters give marks for a fact."""
        return fact in self.declared and self.declared[fact].type is FactType.PANEL

    def declaration(self, path: Path) -> FactDeclaration | None:
        """Return what the scheme says of a fact, of the one of that period where it has periods."""
        return self.single.get(f"{path.fact}.{path.period}", self.declared.get(path.fact))

    def says_beside(self, word: str) -> bool:
        """Whether a word can stand below a fact's name in a header of two rows."""
        word = squeezed(word)
        periods = any(word in each for each in self.periods.values())
        return periods or word in self.origins or word in EVIDENCE_KEYS


def names_of(scheme: Scheme) -> Names:
    """Return the names of a scheme; a fact that is reported in periods, or by raters, has one declaration here."""
    declared: dict[str, FactDeclaration] = {}
    periods: dict[str, dict[str, str]] = {}
    for fact in scheme.facts.values():
        base = fact.of or fact.name.removesuffix(f".{fact.origin}" if fact.origin else "")
        declared.setdefault(base, scheme.facts.get(base, fact))
        if fact.of and fact.cycle and fact.origin is None:
            word = period_of(fact.name)
            periods.setdefault(fact.of, {})[squeezed(word)] = word
    codes = {unit.code.strip(): unit.name for unit in scheme.units if unit.code}
    return Names(
        declared,
        scheme.facts,
        _squeezed(declared),
        periods,
        _squeezed(scheme.origins.precedence),
        _squeezed(unit.name for unit in scheme.units),
        codes,
    )


def _squeezed(names: Iterable[str]) -> dict[str, str]:
    return {squeezed(name): name for name in names}
