"""HTML of templates; the only door to Jinja2.

Every page is one file: styles and pictures are in it, and nothing is fetched from anywhere.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from engine.report.draw.picture import Picture

_TEMPLATES = Path(__file__).with_name("templates")


def page(template: str, **said: object) -> str:
    """Return the page of a template in `templates/`; a name that it uses and nobody gave raises UndefinedError."""
    return _environment().get_template(template).render(**said)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["inline"] = _inline
    return made


def _inline(picture: Picture) -> Markup:
    """Return a picture as part of a page; its texts were escaped when it was drawn."""
    return Markup(picture.svg)  # noqa: S704
