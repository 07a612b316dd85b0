"""The files that pages load: styles and scripts, all of them shipped with the program.

Their addresses carry a digest of all of them, so that browsers may keep them and never keep old ones.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Response

from engine.report.write.pages import style_sheet

_FOLDER = Path(__file__).with_name("static")
_TYPES = {
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8", ".woff2": "font/woff2", ".map": "application/json",
}  # fmt: skip
_FOR_EVER = "private, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


@cache
def _assets() -> dict[str, bytes]:
    paths = [path for path in sorted(_FOLDER.rglob("*")) if path.suffix in _TYPES]
    found = {path.relative_to(_FOLDER).as_posix(): path.read_bytes() for path in paths}
    # Pages say what documents say, and look like them.
    return {**found, "document.css": style_sheet("page.css", "summary.css").encode()}


@cache
def _digest() -> str:
    every = sha256()
    for name, data in _assets().items():
        every.update(f"{name}\n{len(data)}\n".encode() + data)
    return every.hexdigest()[:12]


def asset(name: str) -> str:
    """Return the address of a file. Raises KeyError where there is none."""
    if name not in _assets():
        raise KeyError(name)
    return f"/static/{_digest()}/{name}"


@router.get("/static/{digest}/{name:path}")
def static_file(digest: str, name: str) -> Response:
    """Return a file; under an old address it is the present one, and is not kept."""
    data = _assets().get(name)
    if data is None:
        return Response("没有这个文件。", 404, media_type="text/plain; charset=utf-8")
    kept = _FOR_EVER if digest == _digest() else "no-cache"
    return Response(data, headers={"content-type": _TYPES[Path(name).suffix], "cache-control": kept})
