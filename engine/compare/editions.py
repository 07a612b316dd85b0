"""Read an edition of a scheme as it is compared: whole in one tree, wherever its parts were written."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.reading.read_scheme import read_scheme, read_scheme_tree
from engine.reading.units_file import read_units_file
from engine.scheme.last_year_vocabulary import LAST_YEAR
from engine.scheme.unit_vocabulary import UNITS_FILE
from engine.scheme.vocabulary import SCHEME
from engine.text.tree import Entry, Mapping, Scalar

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme
    from engine.scheme.view import View
    from engine.text.source import Source

_UNITS, _UNITS_FILE, _LAST_YEAR = (SCHEME.by_name[name].key for name in ("units", "units_file", "last_year"))
_PATHS = tuple(LAST_YEAR.by_name[name].key for name in ("facts", "results"))


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """A scheme without errors, and its tree; paths in the tree are those from the current folder."""

    source: Source
    tree: Mapping
    scheme: Scheme


def load_edition(path: Path, view: View) -> tuple[Edition | None, list[Problem]]:
    """Read a scheme's file; None when anything is wrong with it."""
    source, problems = read_source(path)
    return edition_of(source, path.parent, view) if source else (None, problems)


def edition_of(source: Source, folder: Path, view: View) -> tuple[Edition | None, list[Problem]]:
    """Read the text of a scheme that is, or would be, in a folder; None when anything is wrong with it."""
    scheme, problems = read_scheme(source, folder, as_of=view.as_of)
    tree, _ = compose(source)
    if scheme is None or not isinstance(tree, Mapping):
        return None, problems
    if tree.get(_UNITS_FILE) is None and tree.get(_LAST_YEAR) is None:
        return Edition(source, tree, replace(scheme, last_year=view.last_year(scheme.last_year))), problems
    whole = _whole(tree, folder)
    scheme, _ = read_edition(whole, source, view)
    # INVARIANT: where its parts are written makes no difference to a scheme.
    assert scheme is not None, source.name  # noqa: S101
    return Edition(source, whole, scheme), problems


def read_edition(tree: Mapping, source: Source, view: View) -> tuple[Scheme | None, list[Problem]]:
    """Read the scheme of a tree in which some of the changes between two editions are made."""
    scheme, problems = read_scheme_tree(tree, source, Path(), [], as_of=view.as_of)
    if scheme is not None:
        scheme = replace(scheme, last_year=view.last_year(scheme.last_year))
    return scheme, problems


def _whole(tree: Mapping, folder: Path) -> Mapping:
    entries = []
    for entry in tree.entries:
        if entry.key.text == _UNITS_FILE and isinstance(entry.value, Scalar):
            entries.append(_units_of(entry, folder))
        elif entry.key.text == _LAST_YEAR and isinstance(entry.value, Mapping):
            entries.append(Entry(entry.key, _from_here(entry.value, folder)))
        else:
            entries.append(entry)
    return Mapping(tuple(entries), tree.span)


def _units_of(entry: Entry, folder: Path) -> Entry:
    """Return the units that another file lists as if the scheme did."""
    tree, _ = read_units_file(folder / getattr(entry.value, "text", ""))
    listed = tree.get(UNITS_FILE.by_name["units"].key) if isinstance(tree, Mapping) else None
    return Entry(replace(entry.key, text=_UNITS), listed.value) if listed else entry


def _from_here(last_year: Mapping, folder: Path) -> Mapping:
    """Return where last year's files are, seen from the current folder: both editions may lie elsewhere."""
    entries = tuple(
        Entry(entry.key, replace(entry.value, text=os.path.normpath(folder / entry.value.text)))
        if entry.key.text in _PATHS and isinstance(entry.value, Scalar)
        else entry
        for entry in last_year.entries
    )
    return Mapping(entries, last_year.span)
