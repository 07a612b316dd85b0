"""HTML of templates; the only door to Jinja2.

Every page is one file: styles and pictures are in it, and nothing is fetched from anywhere.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from engine.text.visible import visible

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
        finalize=_visible,
    )
    made.filters["inline"] = _inline
    return made


def _visible(said: object) -> object:
    """Return what is said without characters that HTML may not hold; markup of ours has none."""
    return visible(said) if isinstance(said, str) and not isinstance(said, Markup) else said


def _inline(picture: Picture) -> Markup:
    """Return a picture as part of a page; its texts were escaped when it was drawn."""
    return Markup(picture.svg)  # noqa: S704
