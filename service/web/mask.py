"""Names and scores covered, for showing a folder on a wall: `--demo`.

Every unit has another name, always the same one as long as the scheme lists the same units. Numbers are covered where
they may be points: in JSON all but those of known other meaning, on pages all but those in elements that say
`data-shown`, and counts and dates. Pictures are left out, for where a dot stands tells a score.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.scheme.model import Scheme

COVERED = "**"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
# A code of one or two digits tells nothing, and stands everywhere.
_SHORTEST_CODE = 3
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.第-])[+−-]?\d[\d,]*(?:\.\d+)?(?:/\d+)?[%％]?(?![\d年月日])(?!\s?(?:个单位|个|名|条|家|份)(?!百分点))"
)
# What is no score in our JSON, whatever it looks like; `changes` are those of the scheme's text.
_PLAIN = frozenset(
    {
        "schema", "id", "rank", "tier", "score_tier", "group", "unit", "status", "kind", "sha256", "code", "severity",
        "title", "clause", "places_empty", "changes", "name", "origin", "because", "as_of", "only_old", "only_new",
        "chapter", "path", "came", "left", "ahead",
    }
)  # fmt: skip
_WHOLE = {"kaohe/scheme@1": frozenset({"text"}), "kaohe/read@1": frozenset({"parts"})}
_QUOTED = re.compile("“[^”]*”")
_SHOWING = re.compile("title|alt|value|content|min|max|placeholder|aria-.+|data-.+")
# A file is often called after its unit, by whatever name.
_FILE_NAME = re.compile(r"[^\s<>“”，；、（）()]+\.(?:ya?ml|xlsx?|et|csv|parquet)\b", re.IGNORECASE)
_NO_PICTURE = '<p class="note">演示方式不画图。</p>'
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def alias(number: int) -> str:
    """Return the name that stands for a unit, counted from 0: 单位甲 … 单位癸, 单位甲甲 and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(_STEMS))
        letters = _STEMS[rest] + letters
    return f"单位{letters}"


class Mask:
    """Covers the units of one scheme, and uncovers them again in what comes back."""

    def __init__(self, scheme: Scheme) -> None:
        self._file = scheme.source_name
        named = {unit.name: alias(at) for at, unit in enumerate(scheme.units)}
        codes = {unit.code: named[unit.name] for unit in scheme.units if unit.code and len(unit.code) >= _SHORTEST_CODE}
        given = {**codes, **named}
        links = [{each(name): quote(other) for name, other in given.items()} for each in (quote, _quoted, quote_plus)]
        self._covered = {name: other for every in (*links, given) for name, other in every.items()}
        self._real = {other: name for name, other in named.items()}
        self._names, self._aliases = _any_of(self._covered), _any_of(self._real)

    def names(self, text: str) -> str:
        """Cover the names of units in a text."""
        return self._names.sub(lambda found: self._covered[found[0]], text)

    def text(self, text: str) -> str:
        """Cover the names of units, and every number that may be a score."""
        return _NUMBER.sub(COVERED, self.names(text))

    def real(self, text: str) -> str:
        """Return a text with the units' own names again."""
        return self._aliases.sub(lambda found: self._real[found[0]], text)

    def uncovered(self, data: Any) -> Any:  # noqa: ANN401  whatever JSON holds
        """Return JSON that was sent, with the units' own names in it."""
        match data:
            case str():
                return self.real(data)
            case list():
                return [self.uncovered(each) for each in data]
            case dict():
                return {key: self.uncovered(value) for key, value in data.items()}
            case _:
                return data

    def json(self, data: Any) -> Any:  # noqa: ANN401  as above
        """Return JSON that is to be sent, covered."""
        schema = data.get("schema") if isinstance(data, dict) else None
        plain = _PLAIN | _WHOLE.get(str(schema), frozenset())
        return self._json(data, plain, "")

    def _json(self, data: Any, plain: frozenset[str], key: str) -> Any:  # noqa: ANN401  as above
        match data:
            case str() if key == "file":
                return data if data == self._file else COVERED
            case str() if key in {"message", "help", "label"}:
                # It may quote a unit by a name that no scheme knows.
                return _QUOTED.sub(f"“{COVERED}”", self.text(data))
            case str() if key == "at":
                return COVERED
            case str():
                return self.names(data) if key in plain else self.text(data)
            case list():
                return [self._json(each, plain, key) for each in data]
            case dict() if key in {"changes", "parts"} and key in plain:
                return self._names_only(data)
            case dict():
                return {name: self._json(value, plain, name) for name, value in data.items()}
            case _:
                return data

    def _names_only(self, data: Mapping[str, Any]) -> dict[str, Any]:
        keys = {*data, "at", "old_at", "new_at", "file", "line", "col"}
        return {name: self._json(value, frozenset(keys), name) for name, value in data.items()}

    def html(self, page: str) -> str:
        """Return a page that is to be sent, covered."""
        writer = _Page(self)
        writer.feed(page)
        writer.close()
        return "".join(writer.out)


class _Page(HTMLParser):
    """Writes a page again: texts covered, pictures left out, styles of single elements too."""

    def __init__(self, mask: Mask) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._mask, self._picture = mask, 0
        self._open: list[tuple[str, bool]] = []

    @property
    def _shown(self) -> bool:
        return any(shown for _, shown in self._open)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Write a tag with what it shows covered."""
        if tag == "svg":
            self._picture += 1
            if self._picture == 1 and ("aria-hidden", "true") not in attrs:
                self.out.append(_NO_PICTURE)
        if self._picture:
            return
        shown = any(name == "data-shown" for name, _ in attrs)
        if tag not in _EMPTY:
            self._open.append((tag, shown))
        self.out.append(self._tag(tag, attrs, shown=shown or self._shown))

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Write a tag that holds nothing."""
        if not self._picture:
            self.out.append(self._tag(tag, attrs, shown=self._shown))

    def handle_endtag(self, tag: str) -> None:
        """Write the end of an element."""
        if tag == "svg":
            self._picture = max(self._picture - 1, 0)
            return
        if self._picture:
            return
        while any(name == tag for name, _ in self._open) and self._open.pop()[0] != tag:
            pass
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Write a text."""
        data = _FILE_NAME.sub(COVERED, data)
        self._write(escape(self._mask.names(data) if self._shown else self._mask.text(data), quote=False))

    def handle_decl(self, decl: str) -> None:
        """Write the document's type."""
        self._write(f"<!{decl}>")

    def _write(self, text: str) -> None:
        if not self._picture:
            self.out.append(text)

    def _tag(self, tag: str, attrs: Sequence[tuple[str, str | None]], *, shown: bool) -> str:
        said = [f" {name}" + ("" if value is None else f'="{self._value(name, value, shown=shown)}"')
                for name, value in attrs if name != "style"]  # fmt: skip
        return f"<{tag}{''.join(said)}>"

    def _value(self, name: str, value: str, *, shown: bool) -> str:
        covered = self._mask.names(value)
        return escape(_NUMBER.sub(COVERED, covered) if not shown and _SHOWING.fullmatch(name) else covered)


def _quoted(name: str) -> str:
    return quote(name, safe="")


def _any_of(words: Mapping[str, str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")
