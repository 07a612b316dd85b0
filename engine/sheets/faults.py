"""Why a file gives no grids; raised by the readers, and worded as problems in `read_workbook`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.sheets.sniff import Foreign


class ForeignError(Exception):
    """The file is no workbook that can be read; `foreign` says what it is and what to do."""

    def __init__(self, foreign: Foreign) -> None:
        super().__init__()
        self.foreign = foreign


class TooLargeError(Exception):
    """The file holds more than can be read; the message is a Chinese clause that says how much."""


class FarAwayError(Exception):
    """Something stands far from all the rest of a sheet; the message is the sheet and the cell."""


class UnsafeError(Exception):
    """The file declares entities, which no workbook does."""


class NotTextError(Exception):
    """The bytes are no text in any encoding that is used for Chinese."""


class UnpairedQuotesError(Exception):
    """A quote is opened and not closed; the message is the line where reading stopped."""
