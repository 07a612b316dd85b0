"""Found an assessment on a template."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.editor.setup import modeline, schema_files, settings_files
from engine.founding.draft import (
    CASES_NAME,
    FACTS_NAME,
    PAPERS_NAME,
    README_NAME,
    SCHEME_NAME,
    UNITS_NAME,
    Draft,
    Todo,
    marked,
)
from engine.founding.form import form_name, form_text
from engine.founding.papers import readme_text
from engine.founding.particulars import particulars_text
from engine.founding.templates import YEAR
from engine.founding.unit_list import units_text
from engine.founding.yaml_text import scalar_text
from engine.reading.compose import compose
from engine.reading.read_scheme import read_scheme
from engine.scheme.model import UnitEntry
from engine.scheme.unit_vocabulary import UNIT_FILE
from engine.scheme.vocabulary import SCHEME
from engine.text.edits import Edit, edited
from engine.text.source import Source
from engine.text.tree import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.founding.templates import Template
    from engine.founding.unit_list import ListedUnit
    from engine.scheme.model import Scheme
    from engine.vocabulary.shape import Concept

_YEARS = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
# What each part of a template names when nobody has said which units there are.
NOBODY = "甲单位,乙单位,丙单位,丁单位"


@dataclass(frozen=True, slots=True)
class Founding:
    """What is asked for: the scheme's id and title, the year, the units, and whether facts are to be made up."""

    id: str
    title: str
    year: int
    units: Sequence[ListedUnit]
    sample: bool


def start(template: Template, asked: Founding) -> Draft:
    """Return the folder of a new assessment; its scheme passes the check and its cases come out as they say."""
    text = _moved(template.texts()[SCHEME_NAME], asked.year)
    text = modeline("scheme", SCHEME_NAME) + "\n" + _with(text, SCHEME, {"id": asked.id, "title": asked.title})
    files = {SCHEME_NAME: text, UNITS_NAME: units_text(asked.units)}
    files |= dict(_facts(template, asked, _scheme(text, asked)))
    for name, case in template.texts(CASES_NAME).items():
        path = f"{CASES_NAME}/{name}"
        files[path] = modeline("cases", path) + "\n" + case
    files[PAPERS_NAME] = particulars_text()
    files[README_NAME] = readme_text(asked.title, sample=asked.sample)
    todo = [*_nobody(asked.units), *marked(text)]
    files |= schema_files() | settings_files()
    return Draft({path: each.encode() for path, each in files.items()}, tuple(todo))


def _nobody(units: Sequence[ListedUnit]) -> Iterator[Todo]:
    if [unit.name for unit in units] == NOBODY.split(","):
        yield Todo("", "参评单位：现在写的几个是举例，换成真正的单位", UNITS_NAME)


def _scheme(text: str, asked: Founding) -> Scheme:
    scheme, problems = read_scheme(Source(SCHEME_NAME, text))
    assert scheme is not None, problems  # noqa: S101  it is our own text
    units = (UnitEntry(unit.name, unit.group, unit.code, span=unit.span) for unit in asked.units)
    return replace(scheme, units=tuple(units))


def _facts(template: Template, asked: Founding, scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Yield the file of each unit: blank, or one of the template's made-up ones in turn."""
    made_up = list(template.texts(FACTS_NAME).values())
    for number, unit in enumerate(scheme.units):
        path = form_name(scheme, unit)
        if asked.sample:
            text = _with(made_up[number % len(made_up)], UNIT_FILE, {"unit": unit.name, "scheme": asked.id})
            yield path, modeline("facts", path) + "\n" + text
        else:
            yield path, form_text(scheme, unit)


def _moved(text: str, year: int) -> str:
    """Move every year that a template writes as far as its own has to."""
    return _YEARS.sub(lambda match: str(int(match[0]) - YEAR + year), text)


def _with(text: str, concept: Concept, values: dict[str, str]) -> str:
    """Return a text with other values for some of its keys."""
    tree, _ = compose(Source("", text))
    assert isinstance(tree, Mapping), "it is our own text"  # noqa: S101
    entries = [(tree.get(concept.by_name[name].key), value) for name, value in values.items()]
    return edited(text, [Edit(entry.value.span, scalar_text(value)) for entry, value in entries if entry])
