"""What a cell says: a value as the scheme wants it, a text, or nothing that can be read."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import MISSING_WORDS, NOT_APPLICABLE
from engine.sheets.grid import CellKind
from engine.sheets.normalise import read_text, read_value, seen_text
from engine.tables import told
from engine.text.figures import plain_number
from engine.text.tree import Scalar

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.scheme.model import FactDeclaration
    from engine.sheets.grid import Grid, GridCell
    from engine.text.source import Span

PERCENT = "%"


@dataclass
class CellReader:
    """Reads the cells of one sheet; what is wrong and what was read in another way goes to `problems`."""

    grid: Grid
    problems: list[Problem]
    # What a cell was read as without anything to tell, by its fact and the measure above it: most cells are alike.
    known: dict[tuple[str, str, CellKind, str, str, str], str] = field(default_factory=dict)

    def says_no_value(self, cell: GridCell) -> bool:
        """Whether a cell says that a value is missing or does not apply."""
        text = seen_text(cell)
        return cell.is_empty or text == NOT_APPLICABLE or text in MISSING_WORDS

    def value(self, fact: FactDeclaration | None, at: tuple[int, int], measure: str) -> Scalar | None:
        """Return the value of a fact that stands in a cell below a header with that unit of measure.

        None where the cell says nothing certain.
        """
        if fact is None:
            return self.text(at, "")
        cell, span = self.grid.cell(*at), self.grid.span(*at)
        if fact.type is FactType.WHOLE and _is_plain(cell):
            return Scalar(cell.text, plain=True, span=span)
        like = (fact.name, measure, cell.kind, cell.text, cell.shown, cell.formula)
        if (meant := self.known.get(like)) is not None:
            return Scalar(meant, plain=True, span=span)
        if fact.type is FactType.PERCENT and measure == PERCENT:
            signed = self._signed(fact, cell, span)
            if signed is None:
                return None
            cell = signed
        text, problems = read_value(fact, cell, span)
        self.problems.extend(problems)
        if text is not None and not problems:
            self.known[like] = text
        return None if text is None else Scalar(text, plain=True, span=span)

    def _signed(self, fact: FactDeclaration, cell: GridCell, span: Span) -> GridCell | None:
        """Return a cell with the sign of per cent that its header has; None where 1 may mean 100%."""
        number = plain_number(seen_text(cell))
        if number is None or number.endswith(PERCENT):
            return cell
        if is_part(number):
            self.problems.append(told.part_or_percent(fact, number, span))
            return None
        return replace(cell, text=number + PERCENT)

    def text(self, at: tuple[int, int], what: str) -> Scalar | None:
        """Return the text of a cell; None where it has none that can be read, and that is an error."""
        span = self.grid.span(*at)
        text, problems = read_text(self.grid.cell(*at), span, what)
        self.problems.extend(problems)
        return None if problems else Scalar(text, plain=True, span=span)


def is_part(number: str) -> bool:
    """Say whether below a header of per cent a number, such as 0.95, may be meant as a part of 1."""
    return number.lstrip("-").startswith("0.") and bool(number.strip("-0."))


def _is_plain(cell: GridCell) -> bool:
    """Whether a cell says a whole number as it is to be written, as most do: there is nothing to look at twice."""
    text = cell.text
    written = cell.kind in (CellKind.NUMBER, CellKind.TEXT) and text.isascii() and text.isdigit()
    return written and (text[0] != "0" or text == "0")
