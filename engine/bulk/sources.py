"""The facts of single units, read from their rows when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.bulk.about_rows import evidence
from engine.bulk.unit_trees import UnitTrees
from engine.facts.contract import make_contract
from engine.facts.last_year import fill
from engine.facts.table import FactFile, UnitFacts
from engine.facts.values import KEY, ValueReader
from engine.text.tree import Scalar
from engine.vocabulary.shape import YES_NO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.bulk.told import AllTold
    from engine.columns.ints import Mask
    from engine.facts.last_year import LastFacts
    from engine.scheme.model import Scheme, UnitEntry
    from engine.text.tree import Mapping as Tree

MOST_KEPT = 64


class BulkSources(Mapping[str, UnitFacts]):
    """The facts of each unit that has a row; nothing is read before it is asked for."""

    def __init__(self, scheme: Scheme, told: AllTold, last: Mapping[str, LastFacts]) -> None:
        self.scheme, self.told, self.last, self.there = scheme, told, last, told.has_row()
        self.trees = UnitTrees(scheme, told)
        self._read = lru_cache(maxsize=MOST_KEPT)(self._of_unit)

    def __getitem__(self, unit: str) -> UnitFacts:
        place = self.told.place[unit]
        if not self.there[place]:
            raise KeyError(unit)
        return self._read(place)

    def __contains__(self, unit: object) -> bool:
        place = self.told.place.get(unit) if isinstance(unit, str) else None
        return place is not None and bool(self.there[place])

    def __len__(self) -> int:
        return int(np.count_nonzero(self.there))

    def __iter__(self) -> Iterator[str]:
        return (self.told.names[place] for place in np.flatnonzero(self.there).tolist())

    def proven(self, fact: str) -> Mask | None:
        """Say of which units of the scheme any evidence is given for a fact; None where there is no column of it."""
        return evidence(self.told, self.scheme.facts[fact])

    @cached_property
    def _values(self) -> ValueReader:
        return ValueReader(self.scheme, make_contract(self.scheme))

    def _of_unit(self, place: int) -> UnitFacts:
        tree, _, _ = self.trees.of_units([place])[place]
        # What is wrong has been told: there is no table with errors.
        cells, _ = self._values.read(tree, None)
        illustrative, narrative = (_scalar(tree, name) for name in ("illustrative", "narrative"))
        made_up = illustrative is not None and YES_NO.get(illustrative.text, False)
        facts = UnitFacts(self.told.names[place], cells, made_up, narrative, self._files(place))
        return fill(self.scheme, facts, self.last.get(facts.unit))

    def _files(self, place: int) -> tuple[FactFile, ...]:
        lines = (lines for lines in self.told.lines if lines.row(place) is not None)
        return tuple(dict.fromkeys(FactFile(each.table.file.name, each.table.file.sha256) for each in lines))


class UnitGroups(Mapping[str, "str | None"]):
    """The group of each unit of a scheme, without a table of its own."""

    def __init__(self, units: Sequence[UnitEntry], place: Mapping[str, int]) -> None:
        self.units, self.place = units, place

    def __getitem__(self, unit: str) -> str | None:
        return self.units[self.place[unit]].group

    def __len__(self) -> int:
        return len(self.place)

    def __iter__(self) -> Iterator[str]:
        return iter(self.place)


def _scalar(tree: Tree, name: str) -> Scalar | None:
    entry = tree.get(KEY[name])
    return entry.value if entry is not None and isinstance(entry.value, Scalar) else None
