"""A case file to the scheme that it tests and its cases; everything that is wrong is told at once."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cases.case import Case, CaseFile
from engine.cases.frame import FRAME, THE_UNIT, scheme_tree
from engine.cases.read_expected import ExpectedReader
from engine.cases.vocabulary import CASE, CASE_FILE, EXPECTATIONS, UNIT_IN_CASE
from engine.dataclass import dataclass
from engine.facts.last_year import load_last_year
from engine.facts.settle import settle
from engine.facts.unit_file import UnitFileReader
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors, sort_problems
from engine.reading.compose import compose
from engine.reading.context import Context, mapping_keys
from engine.reading.files import read_source
from engine.reading.form import check_shape
from engine.reading.kinds import Kinds
from engine.reading.read_scheme import load_scheme, read_scheme_tree
from engine.scheme.model import UnitEntry
from engine.scheme.names import Names
from engine.scheme.unit_vocabulary import SELF_ASSESSED, UNIT_FILE
from engine.scheme.vocabulary import SCHEME, looks_like
from engine.text.suggest import suggest
from engine.text.tree import Entry, Mapping, Node, Scalar, is_empty
from engine.vocabulary.record import Record

if TYPE_CHECKING:
    from engine.facts.last_year import LastFacts
    from engine.facts.table import UnitFacts
    from engine.scheme.model import Scheme
    from engine.text.source import Source, Span

_CASES = CASE_FILE.by_name["cases"].key


def load_cases(path: Path, name: str | None = None) -> tuple[CaseFile | None, list[Problem]]:
    """Read a case file; None when anything in it, or in its scheme, is wrong."""
    source, problems = read_source(path, name)
    if source is None:
        return None, problems
    return read_cases(source, path.parent)


def read_cases(source: Source, folder: Path) -> tuple[CaseFile | None, list[Problem]]:
    """Read cases from their text; `folder` is where the scheme that they name is looked for."""
    tree, problems = compose(source)
    if tree is None:
        return None, problems
    if not isinstance(tree, Mapping) or not _has_cases(tree):
        return None, [*problems, _not_a_case_file(tree)]
    broken, shape_problems = check_shape(tree, CASE_FILE)
    record = Record(tree, CASE_FILE, broken)
    scheme, found = _scheme(record, source, folder, problems)
    last, told = load_last_year(scheme) if scheme else ({}, [])
    found += told
    context = Context(broken, Names([], [], [], []), Kinds({}))
    reader = _CaseReader(scheme, source, context, record.mapping("common"), last)
    cases = [reader.case(entry) for entry in record.entries("cases")]
    empty = _no_cases(tree)
    if empty:
        shape_problems = [each for each in shape_problems if (each.code, each.span) != (Code.VALUE_KIND, empty.span)]
        found.append(empty)
    ordered = sort_problems([*shape_problems, *found, *reader.context.problems])
    if scheme is None or has_errors(ordered):
        return None, ordered
    return CaseFile(source.name, scheme, tuple(case for case in cases if case), shared=record.has("scheme")), ordered


def _has_cases(tree: Mapping) -> bool:
    """Say whether there are cases, or a key that is a slip for theirs."""
    if tree.get(_CASES):
        return True
    slips = set(tree.keys()) - {*CASE_FILE.keys, *UNIT_FILE.keys}
    return any(suggest(key, [_CASES]) for key in slips)


def _not_a_case_file(tree: Node) -> Problem:
    place, what = tree.span, ""
    if isinstance(tree, Mapping) and tree.entries:
        place = tree.entries[0].key.span
        kinds = {"一份方案": SCHEME, "一份单位数据": UNIT_FILE}
        what = next((f"，是{word}" for word, concept in kinds.items() if looks_like(tree, concept)), "")
    fix = (
        "用例文件要有“用例”这一项；方案和单位数据请用 kaohe check 检查"
        if what
        else "请确认选对了文件；写法见 kaohe explain T601"
    )
    if isinstance(tree, Scalar) and "：" in tree.text:
        fix = "冒号是全角的；请改成半角“:”，并在其后空一格"
    return Problem(Code.NOT_A_CASE_FILE, f"这不是用例文件{what}", place, help=fix)


def _no_cases(tree: Mapping) -> Problem | None:
    entry = tree.get(_CASES)
    if entry is None or not (is_empty(entry.value) or (isinstance(entry.value, Mapping) and not entry.value.entries)):
        return None
    return Problem(
        Code.NO_CASES, f"“{_CASES}”下面没有写用例", entry.key.span, help="请逐个写出用例的名称、数据和应得的结果"
    )


def _scheme(
    record: Record, source: Source, folder: Path, problems: list[Problem]
) -> tuple[Scheme | None, list[Problem]]:
    """Return the scheme that the file names or writes; `problems` are those of the text and come back too."""
    named = record.entry("scheme")
    pieces = [entry.key for entry in record.node.entries if entry.key.text in SCHEME.keys]
    if record.has("scheme"):
        also = (("“方案”在这里", record.key_place("scheme")),)
        twice = [
            Problem(Code.KEYS_EXCLUSIVE, f"写了“方案”，就不能再写“{key.text}”", key.span, help="请留下一个", also=also)
            for key in pieces
            if key.text != SCHEME.by_name["items"].key
        ]
        if pieces or named is None or not isinstance(named.value, Scalar):
            return None, [*problems, *twice]
        path = Path(os.path.normpath(folder / named.value.text.strip()))
        scheme, found = load_scheme(path)
        return scheme, [*problems, *(each if each.span else replace(each, span=named.value.span) for each in found)]
    if not record.has("items"):
        return None, problems
    scheme, found = read_scheme_tree(scheme_tree(record.node, _named_units(record)), source, folder, problems)
    return scheme, [_in_file(each, record.key_place("items")) for each in found]


def _in_file(problem: Problem, place: Span) -> Problem:
    """Tell what does not fit the frame at the indicators: nobody has written the frame."""
    framed = problem.span is not None and problem.span.source.name == FRAME
    return replace(problem, span=place, also=()) if framed else problem


def _named_units(record: Record) -> list[Scalar]:
    """Return the keys that name units in the cases, each name once."""
    named: dict[str, Scalar] = {}
    for entry in record.entries("cases"):
        units = entry.value.get(CASE.by_name["units"].key) if isinstance(entry.value, Mapping) else None
        for key in mapping_keys(units.value if units and isinstance(units.value, Mapping) else None):
            named.setdefault(key.text.strip(), key)
    return list(named.values())


@dataclass(frozen=True, slots=True)
class _CaseReader:
    scheme: Scheme | None
    source: Source
    context: Context
    common: Mapping | None
    last: dict[str, LastFacts]

    def case(self, entry: Entry) -> Case | None:
        record = self.context.record(entry.value, CASE)
        if record is None:
            return None
        units = record.entries("units")
        records = {each.key.text.strip(): (each.key, self.context.record(each.value, UNIT_IN_CASE)) for each in units}
        if record.has("facts"):
            records[THE_UNIT] = (entry.key, record)
        expected = ExpectedReader(self.scheme, self.context)
        wanted = {name: expected.read(each) for name, (_, each) in records.items() if each}
        self._check_expected(entry.key, record, [each for _, each in records.values() if each and each is not record])
        codes = record.entry("codes")
        codes_text = expected.codes(codes.value) if codes else None
        if self.scheme is None:
            return None
        entries = [found for name, (key, _) in records.items() if (found := self._unit(name, key, known=bool(units)))]
        facts, problems = self._facts(entries, records)
        # What settling would warn of may be the very point of a case.
        facts, _ = settle(replace(self.scheme, units=tuple(entries), exempt={}), facts, self.last)
        if codes is None:
            self.context.problems.extend(problems)
        confirmed = not record.yes("unconfirmed", default=False)
        return Case(
            entry.key.text, entry.key.span, tuple(entries), facts, wanted, codes_text, tuple(problems), confirmed
        )

    def _check_expected(self, case: Scalar, record: Record, units: list[Record]) -> None:
        """A case expects something: of its one unit, or of its units, or problems instead of results."""
        own, of_units = _results(record), [key for unit in units for key in _results(unit)]
        if record.has("codes"):
            for key in (*own, *of_units):
                message, fix = f"写了“问题”，就不能再写“{key.text}”", "数据被拒绝时没有其他结果；请留下一个"
                self.context.report(Code.KEYS_EXCLUSIVE, message, key.span, fix)
        elif not own and not of_units and not any(_has_slips(each) for each in (record, *units)):
            listed = "、".join(f"“{field.key}”" for field in (*EXPECTATIONS, CASE.by_name["codes"]))
            message, fix = f"“{case.text}”没有写应得的结果", f"请至少写一项：{listed}"
            self.context.report(Code.NOTHING_EXPECTED, message, case.span, fix)
        if record.has("units"):
            for key in own:
                message, fix = f"写了“单位”，“{key.text}”要写在各单位下面", "请移到它所属的单位下面"
                self.context.report(Code.KEYS_EXCLUSIVE, message, key.span, fix)

    def _unit(self, name: str, key: Scalar, *, known: bool) -> UnitEntry | None:
        """Return a unit of the scheme; the one that a case does not name is of no group."""
        assert self.scheme is not None  # noqa: S101  asked by `case`
        if not known:
            return UnitEntry(name, None, span=key.span)
        units = {unit.name: unit for unit in self.scheme.units if unit.name not in self.scheme.exempt}
        found = self.context.known(key, units, "参评单位", Code.NOT_ASSESSED)
        return units[found] if found else None

    def _facts(
        self, units: list[UnitEntry], records: dict[str, tuple[Scalar, Record | None]]
    ) -> tuple[dict[str, UnitFacts], list[Problem]]:
        assert self.scheme is not None  # noqa: S101  asked by `case`
        reader = UnitFileReader(replace(self.scheme, units=tuple(units), exempt={}))
        facts: dict[str, UnitFacts] = {}
        problems: list[Problem] = []
        for unit in units:
            key, record = records[unit.name]
            if record is None or (given := record.mapping("facts")) is None:
                continue
            found, wrong = reader.read_tree(self._unit_tree(self.scheme, unit.name, key, given), self.source)
            problems.extend(wrong)
            if found:
                facts[unit.name] = found
        return facts, problems

    def _unit_tree(self, scheme: Scheme, name: str, key: Scalar, given: Mapping) -> Mapping:
        """Return the tree that a unit's own file would have.

        A value alone is 自评, as there; in a scheme that knows none it is of the origin that counts first.
        """
        own = set(given.keys())
        common = [entry for entry in (self.common.entries if self.common else ()) if entry.key.text not in own]
        precedence = scheme.origins.precedence
        head = {
            "unit": name,
            "scheme": scheme.id,
            "origin": SELF_ASSESSED if SELF_ASSESSED in precedence else precedence[0],
        }
        entries = [_entry(each, Scalar(text, plain=True, span=key.span)) for each, text in head.items()]
        return Mapping((*entries, _entry("facts", Mapping((*given.entries, *common), given.span))), given.span)


def _entry(name: str, value: Scalar | Mapping) -> Entry:
    return Entry(Scalar(UNIT_FILE.by_name[name].key, plain=True, span=value.span), value)


def _has_slips(record: Record) -> bool:
    """Say whether a key is not known; it may be what is expected, and is told as a slip."""
    return not set(record.node.keys()) <= set(record.concept.keys)


def _results(record: Record) -> list[Scalar]:
    entries = (record.node.get(field.key) for field in EXPECTATIONS)
    return [entry.key for entry in entries if entry]
