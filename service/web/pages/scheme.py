"""The page on which the scheme is edited; what happens on it while one types is the matter of `frontend/`.

It holds the text and the outline, so that there is something to read where no script runs.
"""

from __future__ import annotations

from fastapi import APIRouter, Response

from engine.editor.document import Document
from engine.editor.symbols import symbols
from service.web.pages.frame import Page, show

router = APIRouter(include_in_schema=False)


@router.get("/scheme")
def scheme_page(of: Page) -> Response:
    """Return the scheme's text as it is in its file; a line may be named in the address."""
    state, path = of.derived.state, of.folder.scheme
    document = Document(state.text, path)
    return show(
        of,
        "scheme.html",
        "方案",
        file=path.name,
        path=str(path),
        sha256=state.sha256,
        lines=document.source.text.split("\n"),
        symbols=symbols(document),
    )
