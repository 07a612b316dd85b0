"""What a cell says: a value as the scheme wants it, a text, or nothing that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.scheme.unit_vocabulary import MISSING_WORDS, NOT_APPLICABLE
from engine.sheets.grid import CellKind
from engine.text.tree import Scalar

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.scheme.model import FactDeclaration
    from engine.sheets.grid import Grid, GridCell


@dataclass
class CellReader:
    """Reads the cells of one sheet; what is wrong and what was read in another way goes to `problems`."""

    grid: Grid
    problems: list[Problem]

    def says_no_value(self, cell: GridCell) -> bool:
        """Whether a cell says that a value is missing or does not apply."""
        text = cell.text.strip()
        return cell.is_empty or text == NOT_APPLICABLE or text in MISSING_WORDS

    def value(self, fact: FactDeclaration | None, at: tuple[int, int], measure: str) -> Scalar | None:
        """Return the value of a fact that stands in a cell; None where nothing can be read there."""
        return self.text(at)

    def text(self, at: tuple[int, int]) -> Scalar | None:
        """Return the text of a cell; None where it has none that can be read."""
        cell = self.grid.cell(*at)
        return Scalar(cell.text.strip(), plain=True, span=self.grid.span(*at))
