"""Who a document is for, and what it may therefore show."""

from __future__ import annotations

from enum import Enum


class Edition(Enum):
    """An edition; the value is its name for users.

    The internal one is for the bureau and its leaders, the unit's for the unit that it is about, the public one for
    everybody.
    """

    INTERNAL = "内部版"
    UNIT = "单位版"
    PUBLIC = "公开版"

    @property
    def shows_scores(self) -> bool:
        """Whether points may be shown: everybody's, or of a unit's edition its own."""
        return self is not Edition.PUBLIC

    @property
    def shows_ranks(self) -> bool:
        """Whether ranks may be shown, and with them where others stand."""
        return self is Edition.INTERNAL
