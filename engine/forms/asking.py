"""What a form is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.known import NOTHING_KNOWN, Known

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from engine.forms.form import FormHead
    from engine.forms.lines import Heading, Line
    from engine.scheme.model import Scheme


@dataclass(frozen=True, slots=True)
class Asking:
    """A form to be made: of which scheme, for whom, what is known already, until when it is due, and whom to ask.

    `lines` are those of the scheme, which many forms share.
    """

    scheme: Scheme
    head: FormHead
    lines: Sequence[Heading | Line]
    known: Known = NOTHING_KNOWN
    deadline: date | None = None
    contact: str = ""
