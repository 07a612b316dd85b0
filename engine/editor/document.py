"""A text in an editor, what kind of file it is, and the scheme that it belongs to."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.cases.vocabulary import CASE_FILE
from engine.dataclass import dataclass
from engine.editor.describe import parts_of
from engine.editor.lenient import read_leniently
from engine.editor.lexicon import lexicon_of
from engine.reading.files import read_source
from engine.reading.read_papers import FOLDER as PAPERS_FOLDER
from engine.reading.read_papers import OF_FOLDER as PAPERS_FILE
from engine.scheme.papers_vocabulary import PAPERS
from engine.scheme.unit_vocabulary import UNIT_FILE, UNITS_FILE
from engine.scheme.vocabulary import SCHEME
from engine.text.source import Source
from engine.text.tree import Mapping as Tree
from engine.text.tree import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.editor.lexicon import Lexicon
    from engine.text.tree import Node
    from engine.vocabulary.shape import Concept, Named

# A scheme of 500 indicators has 150,000 characters; an editor waits for us no longer than two seconds.
LONGEST = 2_000_000
SCHEME_FILE, SCHEMES = "方案.yaml", "schemes"
# The folders that `kaohe init` makes, and those of this repository: what a new file in them will be.
_FOLDERS = {"事实": UNIT_FILE, "facts": UNIT_FILE, "用例": CASE_FILE, "cases": CASE_FILE, PAPERS_FOLDER: PAPERS}
_ID, _NAMED = SCHEME.by_name["id"].key, CASE_FILE.by_name["scheme"].key
_KEYS = frozenset(key for concept in (CASE_FILE, UNIT_FILE) for key in concept.keys)
_CASES, _UNITS = CASE_FILE.by_name["cases"].key, UNITS_FILE.by_name["units"].key


@dataclass(frozen=True, eq=False)
class Document:
    """A text as it stands in an editor, saved or not.

    `path` is where it will be saved; without one nothing beside it is found. `opened` are the texts of other files
    that are open: they go before what is on the disk.
    """

    text: str
    path: Path | None = None
    opened: Mapping[Path, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def source(self) -> Source:
        """The text with its places; every line ends as in `engine.reading.files`."""
        return Source(str(self.path or ""), self.text.replace("\r\n", "\n").replace("\r", "\n"))

    @property
    def folder(self) -> Path:
        """Where the files that it names are looked for."""
        return self.path.parent if self.path else Path()

    @cached_property
    def tree(self) -> Node:
        """What can be made of the text, whatever is wrong with it; nothing of one that no person writes."""
        return read_leniently(self.source if len(self.text) <= LONGEST else Source(self.source.name, ""))

    @cached_property
    def concept(self) -> Concept:
        """What kind of file it is: by its keys, or where those do not say by its folder."""
        keys = set(self.tree.keys()) if isinstance(self.tree, Tree) else set()
        if self.path and (self.path.name == PAPERS_FILE or self.path.parent.name == PAPERS_FOLDER):
            return PAPERS
        if _CASES in keys:
            return CASE_FILE
        if keys == {_UNITS} and not (self.path and self.path.name == SCHEME_FILE):
            return UNITS_FILE
        of_scheme, of_unit = set(SCHEME.keys) - set(UNIT_FILE.keys), set(UNIT_FILE.keys) - set(CASE_FILE.keys)
        above = [parent.name for parent in self.path.parents[:2]] if self.path else []
        by_folder = next((_FOLDERS[name] for name in above if name in _FOLDERS), SCHEME)
        if by_folder is CASE_FILE and not keys & of_unit:
            return CASE_FILE
        if keys & of_scheme and _NAMED not in keys:
            return SCHEME
        if keys & of_unit:
            return UNIT_FILE
        return CASE_FILE if _NAMED in keys else by_folder

    @cached_property
    def is_ours(self) -> bool:
        """Whether it is one of our files at all, by a key at its top or by where it lies; editors open many others.

        What has hardly begun is ours.
        """
        if len(self.text) > LONGEST:
            return False
        keys = self.tree.keys() if isinstance(self.tree, Tree) else []
        if self.path is None or self.path.name in (SCHEME_FILE, PAPERS_FILE) or not keys:
            return True
        begun = any(known.startswith(keys[0]) for known in _KEYS)
        return begun or not _KEYS.isdisjoint(keys) or self.path.parent.name in _FOLDERS

    @cached_property
    def scheme(self) -> Document | None:
        """The scheme that the text is, or that it belongs to; a case file that writes its own is one."""
        if self.concept is SCHEME:
            return self
        if self.concept is CASE_FILE and self._word(_NAMED) is None:
            return self
        found = (self.beside(path) for path in self._places())
        return next((each for each in found if each is not None and each.concept is SCHEME), None)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The names of its scheme."""
        return lexicon_of(self)

    @cached_property
    def parts(self) -> dict[tuple[Named, str], Node]:
        """What stands behind the names that it declares as a scheme."""
        return parts_of(self.tree)

    @property
    def scheme_ids(self) -> list[str]:
        """The ids of the schemes in the folders `schemes` around it: files there have the id for a name."""
        folders = [each / SCHEMES for each in self.path.parents[:3]] if self.path else []
        return sorted({path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.yaml")})

    def _places(self) -> Iterator[Path]:
        """Yield where its scheme may be: as it says itself, or by the id, around the file."""
        if self.path is None:
            return
        named, folder = self._word(_NAMED), self.path.parent
        if self.concept is CASE_FILE:
            if named:
                yield folder / named
            return
        yield from (each / SCHEME_FILE for each in (folder, folder.parent))
        # While nobody has written the id yet, the folder is likely to be called by it.
        name = f"{self._word(_ID) or folder.name}.yaml"
        yield from (each for each in self.opened if each.name == name)
        yield from (each / SCHEMES / name for each in self.path.parents[:3])

    def beside(self, path: Path) -> Document | None:
        """Return the file at a path as a document of its own: as it is open, or as it is saved."""
        path = _plain(path)
        if path in self.opened:
            return Document(self.opened[path], path, self.opened)
        source, _ = read_source(path)
        return Document(source.text, path, self.opened) if source else None

    def _word(self, key: str) -> str | None:
        entry = self.tree.get(key) if isinstance(self.tree, Tree) else None
        return entry.value.text.strip() or None if entry and isinstance(entry.value, Scalar) else None


def _plain(path: Path) -> Path:
    """Return a path without `..`, as editors name files."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path
