"""What a form is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.forms.known import NOTHING_KNOWN, Known

if TYPE_CHECKING:
    from datetime import date

    from engine.forms.form import FormHead
    from engine.scheme.model import Scheme


@dataclass(frozen=True, slots=True)
class Asking:
    """A form to be made: of which scheme, for whom, what is known already, until when it is due, and whom to ask."""

    scheme: Scheme
    head: FormHead
    known: Known = NOTHING_KNOWN
    deadline: date | None = None
    contact: str = ""
