"""Where a name is declared, and where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.editor.document import Document
from engine.editor.hover import spot_at, use_at
from engine.editor.lexicon import uses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.text.source import Span


def definition(document: Document, offset: int) -> list[Span]:
    """Return where the name at an offset is declared: in the text itself, or in its scheme; nothing for other words."""
    spot = spot_at(document, offset)
    use = use_at(document, spot, offset) if spot else None
    place = document.lexicon.declared.get(use.name) if use else None
    return [place] if place else []


def references(document: Document, offset: int) -> list[Span]:
    """Return where the name at an offset stands: in the scheme, and in the files that are open and belong to it."""
    spot = spot_at(document, offset)
    use = use_at(document, spot, offset) if spot else None
    if use is None:
        return []
    return [each.span for other in _family(document) for each in uses(other, use.name)]


def _family(document: Document) -> Iterator[Document]:
    """Yield the scheme of a document, the document, and what else is open of the same scheme; each once."""
    scheme = document.scheme or document
    yield scheme
    if document is not scheme:
        yield document
    opened = {**document.opened, **({document.path: document.text} if document.path else {})}
    for path, text in opened.items():
        if path not in (document.path, scheme.path):
            other = Document(text, path, opened)
            if other.scheme is not None and other.scheme.path == scheme.path:
                yield other
