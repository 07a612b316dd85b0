"""Found an assessment on last year's: the same scheme a year later, last year's figures at hand, facts to be filled."""

from __future__ import annotations

from datetime import MAXYEAR
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from engine import api
from engine.cases.run import run_paths
from engine.dataclass import dataclass
from engine.editor.setup import schema_files, settings_files
from engine.facts.folder import load_facts
from engine.facts.table import State
from engine.founding.carried import cases_of, record_of, units_file
from engine.founding.draft import (
    CASES_NAME,
    FACTS_NAME,
    LAST_NAME,
    LAST_RESULTS,
    PAPERS_NAME,
    SCHEME_NAME,
    TODO_NAME,
    Draft,
    Todo,
)
from engine.founding.form import form_name, form_text
from engine.founding.moved import changes, move_of
from engine.founding.open_points import open_points, year_before, years_said
from engine.founding.papers import todo_text
from engine.founding.particulars import particulars_text
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.reading.read_scheme import load_scheme
from engine.scheme.last_year import LAST_RESULTS as RESULT_WORDS
from engine.text.edits import edited
from engine.text.tree import Mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Mapping as Files

    from engine.founding.carried import LastAssessment
    from engine.founding.moved import Change, Move
    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme
    from engine.text.source import Source


def roll_over(old: LastAssessment, year: int | None) -> tuple[Draft | None, list[Problem]]:
    """Return the folder of the next assessment; None where last year's has errors, or nobody knows its year.

    Its year is `year`, or the next one that last year's period leaves free. Raises RuleEngineError as scoring does.
    """
    scheme, facts, problems = api.check(old.scheme, old.facts)
    if scheme is None or facts is None or has_errors(problems):
        return None, problems
    move = move_of(scheme, year)
    if move is None or (move.covered and move.by <= 0) or move.year > MAXYEAR:
        return None, [_no_year(scheme, old, move)]
    source, _ = read_source(old.scheme)
    tree = compose(source)[0] if source else None
    assert source is not None and isinstance(tree, Mapping), "it was read a moment ago"  # noqa: PT018, S101
    return _Roll(old, source, tree, api.assess(scheme, facts), move).draft()


def _no_year(scheme: Scheme, old: LastAssessment, move: Move | None) -> Problem:
    name = str(old.scheme)
    if move is None:
        message = f"方案“{scheme.title}”没有写“年度”，不知道这次是哪一年的"
        fix = "请加上 --year，写明这次考核的年度，如 --year 2026；写在新文件夹的名称里也行"
        return Problem(Code.NO_NEXT_YEAR, message, file=name, help=fix)
    message = f"方案“{scheme.title}”是 {move.year - move.by} 年的，不能据以建立 {move.year} 年的"
    fix = "年度依 --year，没有写的看新文件夹的名称；请写以后的年度"
    return Problem(Code.NO_NEXT_YEAR, message, file=name, help=fix)


@dataclass(frozen=True, slots=True)
class _Roll:
    old: LastAssessment
    source: Source
    tree: Mapping
    last: Assessment
    move: Move

    def draft(self) -> tuple[Draft | None, list[Problem]]:
        """Return the folder, once it has been checked and its cases run, or what is wrong with it."""
        units = units_file(self.old, self.tree)
        made = changes(self.tree, self.last.scheme, self.move, units.path if units else None)
        text = edited(self.source.text, [each.edit for each in made])
        record = record_of(self.old, self.source, self.tree, units, self.last)
        cases, left = cases_of(self.old, self.last.scheme, self.move)
        files = {SCHEME_NAME: text.encode(), **record, **cases}
        files |= {units.path: units.data} if units else {}
        with TemporaryDirectory(prefix="kaohe-") as name:
            folder = Path(name)
            _write(folder, files)
            scheme, problems = load_scheme(folder / SCHEME_NAME, SCHEME_NAME)
            if scheme is None:
                return None, problems
            forms = self._forms(scheme)
            _write(folder, forms)
            _, problems = load_facts(scheme, folder / FACTS_NAME, FACTS_NAME)
            if has_errors(problems):
                return None, problems
            differing = list(_differing(folder))
        said = (each for name, case in cases.items() for each in years_said(name, case.decode(), (), self.move))
        todo = (*open_points(scheme, text, self.last, self.move), *said, *map(_left, left), *differing)
        done = list(dict.fromkeys([*map(_told, made), *self._told_of(files)]))
        files |= forms | {PAPERS_NAME: particulars_text().encode()}
        files |= {TODO_NAME: todo_text(scheme.title, done, todo).encode()}
        of_editor = schema_files() | settings_files()
        return Draft(files | {path: text.encode() for path, text in of_editor.items()}, todo), []

    def _forms(self, scheme: Scheme) -> dict[str, bytes]:
        """Return the blank files of the units that are assessed."""
        units = [unit for unit in scheme.units if unit.name not in scheme.exempt]
        return {
            form_name(scheme, unit): form_text(scheme, unit, self._of(scheme, unit.name)).encode() for unit in units
        }

    def _of(self, scheme: Scheme, unit: str) -> Callable[[str], str | None]:
        """Return what tells what a unit reported last year for one of this year's facts."""
        before = dict(zip(scheme.calendar.ends, self.last.scheme.calendar.ends, strict=False))

        def told(name: str) -> str | None:
            fact = scheme.facts.get(name)
            asked = name
            if fact is not None and fact.from_last is not None:
                if fact.from_last in RESULT_WORDS:
                    return None
                asked = fact.from_last + (name.removeprefix(fact.of) if fact.of else "")
            elif (named := year_before(scheme, name)) is not None:
                asked = named
            base, _, period = asked.rpartition(".")
            asked = f"{base}.{before[period]}" if base and period in before else asked
            cell = self.last.facts.cell(unit, asked)
            known = cell.counted is not None and cell.state in (State.VALUE, State.NOT_APPLICABLE)
            return cell.counted.text if cell.counted is not None and known else None

        return told

    def _told_of(self, files: Files[str, bytes]) -> Iterator[str]:
        """Yield what was made of last year's files."""
        number = sum(path.startswith(f"{LAST_NAME}/{FACTS_NAME}/") for path in files)
        code = sha256(files[LAST_RESULTS]).hexdigest()[:8]
        yield f"上年的方案和 {number} 个单位的数据照原样存在 `{LAST_NAME}`"
        yield f"按它们算出的上年结果是 `{LAST_RESULTS}`（校验码 {code}）"
        yield f"`{FACTS_NAME}` 里各单位的数据都空着，上年报的数写在“#”后面备查"
        if cases := sum(path.startswith(f"{CASES_NAME}/") for path in files):
            yield f"`{CASES_NAME}` 里的 {cases} 个用例文件沿用上年的"


def _told(change: Change) -> str:
    """Say a change in one line."""
    if not change.span.text:
        return f"`{SCHEME_NAME}` 补写了“{change.what}”，指向 `{LAST_NAME}` 里的数据和结果"
    return f"`{SCHEME_NAME}` {change.what}：{change.span.text} 改为 {change.text}"


def _left(name: str) -> Todo:
    return Todo("用例", "上年的这个用例文件没有带过来：它有错误，或者核对的不是这份方案", name)


def _differing(folder: Path) -> Iterator[Todo]:
    """Yield the cases that the new scheme does not bear out, and the files of cases that cannot be run."""
    if not (folder / CASES_NAME).is_dir():
        return
    run = run_paths([folder / CASES_NAME])
    for name in run.broken:
        path = Path(name).relative_to(folder).as_posix()
        yield Todo("用例", "这个用例文件有错误，请用 kaohe test 查看", path)
    for result in run.failed:
        path = Path(result.file).relative_to(folder).as_posix()
        yield Todo("用例", f"“{result.case.name}”与新方案算出的不符，请核对", path, result.case.span.line)


def _write(folder: Path, files: Files[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
