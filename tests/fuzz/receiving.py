"""Forms that came back, through everything that `kaohe form import` and `kaohe form return` do with them."""

from __future__ import annotations

import html
import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

from cli.output import write_file
from engine.facts.folder import load_facts
from engine.forms.collect import collect
from engine.forms.outcome import Doing, outcomes_of, written
from engine.forms.recognise import Intake
from engine.forms.report import outcomes_json, outcomes_text
from engine.forms.returning import is_to_be_returned, return_form, returned_name
from engine.forms.shelf import read_shelf
from engine.reading.read_scheme import load_scheme
from engine.report.problems import problems_json, problems_text
from tests.fuzz.trial import FACTS

if TYPE_CHECKING:
    from pathlib import Path

    from engine.problem.problem import Problem
    from tests.fuzz.trial import Told

_LARGEST = 2_000_000


class EscapedError(AssertionError):
    """Something was written where nothing may be, or what a terminal acts on is shown."""


def received(folder: Path, told: Told) -> tuple[list[Problem], str]:
    """Imports the forms of a folder; returns what there is to tell, and how it is told."""
    scheme, problems = load_scheme(folder / told.scheme, told.scheme)
    if scheme is None:
        return problems, ""
    facts = folder / FACTS
    facts.mkdir(exist_ok=True)
    collected = collect(Intake(scheme), folder / (told.forms or ""), told.forms or "")
    outcomes = outcomes_of(scheme, collected, read_shelf(facts, FACTS), Doing.IMPORT, time=str(date(2022, 1, 4)))
    before = set(folder.parent.iterdir()) | set(folder.rglob("*"))
    for filing in written(outcomes.forms):
        if filing.path.parent != facts:
            raise EscapedError(str(filing.path))
        write_file(filing.path, filing.text)
    if [path for path in folder.rglob("*") if path not in before and path.parent != facts]:
        raise EscapedError
    if written(outcomes.forms):
        # What was imported can be read.
        found = load_facts(scheme, facts, FACTS)[1]
        problems_text(found)
    for each in outcomes.forms:
        if is_to_be_returned(each.file, with_remarks=True):
            if "/" in (name := returned_name(each.file)) or "\0" in name:
                raise EscapedError(name)
            data, _ = return_form(each.file)
            zipfile.ZipFile(io.BytesIO(data)).testzip()
    if [char for char in outcomes_text(outcomes) if char != "\n" and not char.isprintable()]:
        raise EscapedError(outcomes_text(outcomes))
    told_of = outcomes.problems
    return told_of, outcomes_text(outcomes) + outcomes_json(outcomes) + problems_text(told_of) + problems_json(told_of)


def said_in(data: bytes) -> str:
    """The texts that a file holds, so that it is known what a message may quote."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = [archive.read(each) for each in archive.infolist() if each.file_size < _LARGEST]
        except Exception:  # noqa: BLE001  whatever it is, it says nothing
            return ""
        return " ".join(html.unescape(part.decode("utf-8", "replace")) for part in parts)
    told = data.decode("utf-8", "replace")
    if len(data) >= _LARGEST:
        return told
    if data.startswith(b"\xd0\xcf"):
        told += data.decode("utf-16-le", "replace") + data[1:].decode("utf-16-le", "replace") + data.decode("latin-1")
    return told + data.decode("gb18030", "replace")
