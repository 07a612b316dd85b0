"""HTML of templates; the only door to Jinja2.

A document is one file: styles and pictures are in it, and nothing is fetched from anywhere. The pages of the service
have their styles beside them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from engine.text.visible import UNSEEN

if TYPE_CHECKING:
    from engine.report.draw.picture import Picture

# HTML, 13.1.4: a text has no control characters but blanks and line ends, no surrogates and no noncharacters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TEMPLATES = Path(__file__).with_name("templates")


def page(template: str, *, folder: Path | None = None, **said: object) -> str:
    """Return the page of a template in `templates/`; a name that it uses and nobody gave raises UndefinedError.

    Templates of `folder` come first and may include those of `templates/`: the service has its own pages, which say
    what the documents say.
    """
    return _environment(folder).get_template(template).render(**said)


def style_sheet(*names: str) -> str:
    """Return the style sheets of documents, one after the other."""
    return "\n".join((_TEMPLATES / name).read_text("utf-8") for name in names)


@cache
def _environment(folder: Path | None) -> Environment:
    made = Environment(
        loader=FileSystemLoader([folder, _TEMPLATES] if folder else [_TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_writable,
    )
    made.filters["exact"] = _exact
    made.filters["inline"] = _inline
    return made


def _writable(said: object) -> object:
    """Return what is said without the characters that HTML may not hold; markup stays as it is."""
    return _FORBIDDEN.sub(UNSEEN, said) if isinstance(said, str) and not isinstance(said, Markup) else said


def _exact(text: str) -> Markup:
    """Return a text that is edited: not a character of it may be changed, whatever it is."""
    return escape(text)


def _inline(picture: Picture) -> Markup:
    """Return a picture as part of a page; its texts were escaped when it was drawn."""
    return Markup(picture.svg)  # noqa: S704
