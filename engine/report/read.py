"""A scheme read aloud, as text, as Markdown and as JSON (`kaohe/read@1`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.sentences.sentence import BY_NAME, chapters, sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from engine.scheme.model import Scheme
    from engine.sentences.sentence import Chapter

_NUMBERS = "一二三四五六七八九"


def read_text(scheme: Scheme, ids: Collection[str] = (), *, markdown: bool = False) -> str:
    """Return what the scheme says, or what the parts with these ids or names say, each once."""
    if ids:
        mark = "- " if markdown else ""
        return "\n".join(mark + told for id_ in dict.fromkeys(ids) for name, told in sentences(scheme) if name == id_)
    return "\n".join(_page(scheme, markdown=markdown))


def _page(scheme: Scheme, *, markdown: bool) -> Iterator[str]:
    yield f"# {scheme.title}" if markdown else scheme.title
    for number, chapter in zip(_NUMBERS, chapters(scheme), strict=False):
        yield ""
        yield f"{'## ' if markdown else ''}{number}、{chapter.title}"
        yield from ["", *_parts(chapter, "")] if markdown else _parts(chapter, "  ")


def _parts(chapter: Chapter, indent: str) -> Iterator[str]:
    width = len(str(len(chapter.parts)))
    for number, (_, told) in enumerate(chapter.parts, start=1):
        yield f"{indent}{number}. {' ' * (width - len(str(number))) if indent else ''}{told}"


def read_json(scheme: Scheme, ids: Collection[str] = ()) -> str:
    """Return the sentences as JSON: of all parts, or of those with these ids or names."""
    parts = [
        {"id": id_, "chapter": chapter.title, "text": told}
        for chapter in chapters(scheme)
        for id_, told in chapter.parts
        if not ids or id_ in ids
    ]
    head = {"id": scheme.id, "title": scheme.title, "sha256": scheme.sha256}
    return json.dumps({"schema": "kaohe/read@1", "scheme": head, "parts": parts}, ensure_ascii=False, indent=2)


def numbered(scheme: Scheme) -> list[str]:
    """Return what can be asked for besides facts and parameters, each once."""
    told = (chapter for chapter in chapters(scheme) if chapter.title not in BY_NAME)
    return list(dict.fromkeys(id_ for chapter in told for id_, _ in chapter.parts))


def readable(scheme: Scheme) -> list[str]:
    """Return every id or name that can be asked for, each once."""
    return list(dict(sentences(scheme)))
