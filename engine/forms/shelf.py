"""The folder of facts that an import writes into: whose files are there, and which say nothing yet."""

from __future__ import annotations

import re
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.facts_file import imported_from
from engine.reading.compose import compose
from engine.reading.folders import SUFFIXES
from engine.scheme.asked import usual_origin
from engine.scheme.unit_vocabulary import UNIT_FILE
from engine.text.source import Source
from engine.text.tree import Listing, Mapping, Node, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.scheme.model import Scheme

_KEY = {each.name: each.key for each in UNIT_FILE.fields}
_SAYING = frozenset(_KEY[name] for name in ("facts", "narrative"))
_UNIT = re.compile(rf"""(?m)^{_KEY["unit"]}:[ ]*["']?([^"'#\n\r]*?)["']?[ ]*(?:#.*)?\r?$""")
_ORIGIN = re.compile(rf"""(?m)^{_KEY["origin"]}:[ ]*["']?([^"'#\n\r]*?)["']?[ ]*(?:#.*)?\r?$""")
# `kaohe init` puts the number in the list of units in front of a unit's file, `01-甲单位.yaml`, and so do people.
_NUMBER = re.compile(r"\d+[-_.、 ]+")


@dataclass(frozen=True, eq=False)
class Shelf:
    """The folder of facts, and the files that are in it: the text and the sha256 of each."""

    folder: Path
    name: str
    texts: dict[str, str]
    digests: dict[str, str]

    @cached_property
    def _of_unit(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, text in self.texts.items():
            if told := _UNIT.search(text):
                found.setdefault(told[1].strip(), []).append(name)
        return found

    def place(self, name: str, unit: str) -> str:
        """Return the name under which a unit's file stands already, which may be numbered; else the name itself."""
        if name in self.texts:
            return name
        numbered = [other for other in self._of_unit.get(unit, ()) if _NUMBER.sub("", other, count=1) == name]
        return numbered[0] if len(numbered) == 1 else name

    def is_blank(self, name: str) -> bool:
        """Say whether a file reports nothing at all, as `kaohe init` writes it; what cannot be read is not blank."""
        tree, problems = compose(Source(name, self.texts[name]))
        if problems or not isinstance(tree, Mapping) or not set(tree.keys()) <= set(_KEY.values()):
            return False
        return all(_says_nothing(entry.value) for entry in tree.entries if entry.key.text in _SAYING)

    def by_hand(self, scheme: Scheme, unit: str, origin: str) -> Iterator[str]:
        """Yield the files in which a person has reported values of the unit, of that origin."""
        for name in self._of_unit.get(unit, ()):
            text = self.texts[name]
            alone = _ORIGIN.search(text)
            usual = alone[1].strip() if alone else usual_origin(scheme)
            told = usual == origin or re.search(rf"(?m)^\s+{re.escape(origin)}:", text)
            if told and not imported_from(text) and not self.is_blank(name):
                yield name


def read_shelf(folder: Path, name: str) -> Shelf:
    """Read the files that are in the folder of facts; there may be none yet."""
    texts, digests = {}, {}
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith("."):
                # What is no text in UTF-8 was not written by an import: whatever it is, it is not overwritten.
                data = path.read_bytes()
                texts[path.name], digests[path.name] = data.decode("utf-8", errors="replace"), sha256(data).hexdigest()
    return Shelf(folder, name, texts, digests)


def _says_nothing(node: Node) -> bool:
    if isinstance(node, Mapping):
        return all(_says_nothing(entry.value) for entry in node.entries)
    return not isinstance(node, Listing) and is_empty(node)
