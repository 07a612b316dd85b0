"""Which files a text that comes over HTTP may make the engine read: a scheme names others by their paths.

Those in the assessment folder and in assessment folders beside it, where last year's is, and what the saved scheme
names already; where nothing may be changed, those alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.scheme.last_year_vocabulary import LAST_YEAR
from engine.scheme.vocabulary import SCHEME
from engine.text.tree import Mapping, Scalar
from service.web.answers import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.text.source import Source
    from engine.text.tree import Node

_UNITS_FILE, _LAST_YEAR = (SCHEME.by_name[name].key for name in ("units_file", "last_year"))
SCHEME_FILE = "方案.yaml"
_PATH = re.compile(r"[/\\]|\.(?:ya?ml|csv|xlsx?|et|json|parquet)$", re.IGNORECASE)
_OF_LAST_YEAR = tuple(LAST_YEAR.by_name[name].key for name in ("facts", "results"))


def check_reach(source: Source, scheme: Path, *, read_only: bool = False, mended: bool = False) -> None:
    """Refuse a text that names a file elsewhere; raises RefusedError.

    In a text that will be `mended` any key may become one that names a file.
    """
    named = [*_named(source), *(_any_path(source) if mended else ())]
    if not named:
        return
    far = [each for each in named if read_only or not _is_near(scheme, _resolved(scheme, each.text))]
    saved = read_source(scheme)[0] if far else None
    known = {each.text for each in _named(saved)} if saved else set()
    told = [
        Problem(
            Code.NOT_SERVED,
            f"“{each.text}”在别处，网页不去读",
            each.span,
            help="这里只能写考核文件夹里的、或与它并列的文件夹里的文件；确要用别处的，请用别的编辑器写进方案",
        )
        for each in far
        if each.text not in known
    ]
    if told:
        raise RefusedError(told)


def _is_near(scheme: Path, path: Path) -> bool:
    """Say whether a file lies in the assessment folder, or in another one beside it."""
    own = scheme.resolve().parent
    if path.is_relative_to(own):
        return True
    around = own.parent
    if around == around.parent or not path.is_relative_to(around):
        return False
    beside = path.relative_to(around).parts
    return len(beside) > 1 and (around / beside[0] / SCHEME_FILE).is_file()


def _any_path(source: Source) -> Iterator[Scalar]:
    tree, _ = compose(source)
    if isinstance(tree, Mapping):
        inner = [entry.value for entry in tree.entries if isinstance(entry.value, Mapping)]
        values = [entry.value for each in (tree, *inner) for entry in each.entries]
        yield from (each for each in values if isinstance(each, Scalar) and _PATH.search(each.text))


def _named(source: Source) -> Iterator[Scalar]:
    tree, _ = compose(source)
    if not isinstance(tree, Mapping):
        return
    yield from _scalar(tree, _UNITS_FILE)
    last = tree.get(_LAST_YEAR)
    if last is not None and isinstance(last.value, Mapping):
        for key in _OF_LAST_YEAR:
            yield from _scalar(last.value, key)


def _scalar(tree: Mapping, key: str) -> Iterator[Scalar]:
    entry = tree.get(key)
    value: Node | None = entry.value if entry else None
    if isinstance(value, Scalar):
        yield value


def _resolved(scheme: Path, named: str) -> Path:
    try:
        return (scheme.parent / named).resolve()
    except (OSError, RuntimeError, ValueError):  # a path that no file can have
        return Path("/")
