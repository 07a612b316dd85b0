"""Every problem code has a page, a folder that triggers it, and a text that is printed for it.

`tests/problems/<CODE>/` holds a scheme.yaml, facts or a command, and `expected.txt`, what the user sees;
`--golden-update` rewrites that. Where a folder has no scheme of its own, `tests/problems/scheme.yaml` is used.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from cli.main import main
from engine.api import assess, open_questions
from engine.facts.folder import load_facts, read_facts
from engine.lint.lint import lint
from engine.lint.silences import check_silences
from engine.problem.catalogue import PAGES, page, title
from engine.problem.catalogue_forms import FORM_PAGES
from engine.problem.catalogue_tables import TABLE_PAGES
from engine.problem.codes import Code
from engine.problem.problem import has_errors, sort_problems
from engine.reading.compose import compose
from engine.reading.files import LARGEST_FILE
from engine.reading.read_scheme import load_scheme, read_scheme
from engine.report.problems import problems_text
from engine.scheme.silence import quieted
from engine.sheets.csv_text import read_csv
from engine.tables.read_tables import read_tables
from engine.text.source import Source
from engine.text.tree import Entry, Listing, Mapping, Scalar
from tests.forms.users import HERE as FORMS
from tests.forms.users import hand_in

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme
    from engine.text.tree import Node

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "problems"
TEN, ALL = "ten-mistakes", "all-defects"
CODES = {code.value: code for code in Code}
LINTED = re.compile("S1[89][0-9]")


def sound_scheme() -> Scheme:
    scheme, problems = load_scheme(CASES / "scheme.yaml", "scheme.yaml")
    assert scheme is not None, problems_text(problems)
    assert [*problems, *lint(scheme)] == []
    return scheme


def examined(scheme: Scheme | None, problems: list[Problem]) -> list[Problem]:
    """The problems of a scheme together with what is wrong with it as a scheme, without what it silences."""
    if scheme is None:
        return problems
    told, silenced = quieted(scheme.silences, [*problems, *lint(scheme)])
    return sort_problems([*told, *check_silences(scheme.silences, silenced)])


def case_problems(folder: Path) -> list[Problem]:
    """What is wrong with the scheme and the facts in a folder, and what the result leaves open."""
    problems: list[Problem] = []
    scheme = None
    if (folder / "scheme.yaml").exists() or not (folder / "facts").exists():
        scheme, problems = load_scheme(folder / "scheme.yaml", "scheme.yaml")
        if LINTED.match(folder.name):
            problems = examined(scheme, problems)
    if (folder / "facts").exists():
        used = scheme or sound_scheme()
        table, found = load_facts(used, folder / "facts", "facts")
        problems = sort_problems([*problems, *found])
        if table is not None:
            problems = [*problems, *open_questions(assess(used, table))]
    return problems


def command_text(folder: Path) -> str:
    """What a command line prints to the error stream, run in that folder."""
    *settings, _, line = (folder / "command.txt").read_text("utf-8").partition("kaohe ")
    variables = dict(each.split("=", 1) for each in " ".join(settings).split())
    run = subprocess.run(
        [sys.executable, "-m", "cli", *line.split()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1", **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode != 0
    return run.stderr


def import_text(folder: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `kaohe form import` says of the forms that are handed in, as `forms.yaml` tells (`tests/forms/users.py`)."""
    hand_in(home / "收回", yaml.safe_load((folder / "forms.yaml").read_text("utf-8")))
    text = (FORMS / "scheme.yaml").read_text("utf-8")
    if (folder / "change.txt").exists():
        old, new = (folder / "change.txt").read_text("utf-8").split()
        text = text.replace(old, new)
    (home / "方案.yaml").write_text(text, "utf-8")
    if (folder / "事实").exists():
        shutil.copytree(folder / "事实", home / "事实")
    with contextlib.chdir(home):
        assert main(["form", "import", "--no-color"]) != 0
    return capsys.readouterr().err


def notice_text(folder: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `kaohe notice` says of the scheme, the facts and the particulars in a folder; `notice.txt` has its options.

    Facts of units that the folder has take the place of those of the sound ones.
    """
    own = folder / "scheme.yaml"
    shutil.copy(own if own.exists() else CASES / "scheme.yaml", home / "方案.yaml")
    for facts in (CASES / "facts", folder / "事实"):
        if facts.exists():
            shutil.copytree(facts, home / "事实", dirs_exist_ok=True)
    if (folder / "文书.yaml").exists():
        shutil.copy(folder / "文书.yaml", home / "文书.yaml")
    with contextlib.chdir(home):
        main(["notice", "--no-color", *(folder / "notice.txt").read_text("utf-8").split()])
    return capsys.readouterr().err


def case_text(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    folder = CASES / code
    if (folder / "forms.yaml").exists():
        return import_text(folder, tmp_path, capsys)
    if (folder / "notice.txt").exists():
        return notice_text(folder, tmp_path, capsys)
    if (folder / "command.txt").exists():
        return command_text(folder)
    if code == Code.TOO_LARGE.value:
        folder = tmp_path
        with (folder / "scheme.yaml").open("wb") as file:
            file.truncate(LARGEST_FILE + 1)
    return problems_text(case_problems(folder))


def test_every_code_has_a_page() -> None:
    assert set(PAGES) == set(Code)


def test_every_code_has_a_folder() -> None:
    folders = {path.name for path in CASES.iterdir() if path.is_dir() and path.name not in ("facts", TEN, ALL)}
    assert folders == set(CODES)


def test_scheme_of_the_cases_is_sound() -> None:
    table, problems = load_facts(sound_scheme(), CASES / "facts", "facts")
    assert problems == []
    assert table is not None


@pytest.mark.parametrize("code", CODES)
def test_folder_triggers_its_code(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    text = case_text(code, tmp_path, capsys)
    assert f"[{code}]" in text
    expected = CASES / code / "expected.txt"
    if pytestconfig.getoption("--golden-update"):
        expected.write_text(text, "utf-8")
    assert text == expected.read_text("utf-8")


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_page_says_everything(code: Code) -> None:
    found = PAGES[code]
    assert all((found.title, found.why, found.bad, found.good, found.fix))
    assert page(code).startswith(f"{code.value} {title(code)}")


def test_titles_differ() -> None:
    assert len({title(code) for code in Code}) == len(Code)


# Pages whose examples are files or commands, or a scheme together with facts, not one YAML.
TOLD_IN_WORDS = {
    Code.WRONG_ENCODING, Code.TOO_DEEP, Code.TOO_LARGE, Code.UNIT_TWICE, Code.UNIT_MISSING, Code.NOTHING_APPLIES,
    Code.BALLOTS_INVALID, Code.MARKS_TOO_FEW, Code.CUMULATIVE_FALLS, Code.PERIOD_RUNNING, Code.NOT_RESULTS,
    Code.BULK_PERCENT, Code.BULK_NOT_INSTALLED, Code.BULK_COLUMN, Code.BULK_FLOATS, Code.BULK_BROKEN, Code.BULK_MIXED,
    Code.MARK_TWICE, Code.NARRATIVE_TWICE,
}  # fmt: skip
TEXTS = [code for code in Code if code.value[0] == "Y" and code not in {*TOLD_IN_WORDS, Code.READ_OTHERWISE}]
TABLES = [code for code in TABLE_PAGES if code is not Code.ROWS_HIDDEN]
IN_WORDS = {*TOLD_IN_WORDS, *TABLE_PAGES, *FORM_PAGES}
PARTS = [code for code in Code if code.value[0] in "SEFR" and code not in IN_WORDS] + [Code.READ_OTHERWISE]


@pytest.mark.parametrize("code", TEXTS, ids=lambda code: code.value)
def test_bad_text_gives_the_code_and_good_text_none(code: Code) -> None:
    assert code in {problem.code for problem in compose(Source("bad", PAGES[code].bad))[1]}
    assert compose(Source("good", PAGES[code].good))[1] == []


def overlaid(below: Node, above: Node) -> Node:
    """The lower tree with what the upper one says put in its place."""
    if not isinstance(below, Mapping) or not isinstance(above, Mapping):
        return above
    entries = {entry.key.text: entry for entry in below.entries}
    for entry in above.entries:
        lower = entries.get(entry.key.text)
        entries[entry.key.text] = Entry(entry.key, overlaid(lower.value, entry.value) if lower else entry.value)
    return Mapping(tuple(entries.values()), above.span)


def yaml_lines(node: Node) -> list[str]:
    """The text of a tree, a line for every value, each written as it was."""
    match node:
        case Scalar():
            return [node.span.text]
        case Listing():
            nested = [yaml_lines(item) for item in node.items]
            return [f"{'  ' if n else '- '}{line}" for lines in nested for n, line in enumerate(lines)]
        case Mapping():
            lines = []
            for entry in node.entries:
                below = yaml_lines(entry.value)
                inline = isinstance(entry.value, Scalar)
                lines.append(f"{entry.key.span.text}: {below[0]}" if inline else f"{entry.key.span.text}:")
                lines += [] if inline else [f"  {line}" for line in below]
            return lines


def overlay_problems(code: Code, part: str) -> list[Problem]:
    """The problems of the sound scheme or of a sound unit file, with a part laid over it."""
    facts = sorted((CASES / "facts").glob("*.yaml"))
    about_facts = code.value[0] in "FR"
    below = compose(Source("below", (facts[-1] if about_facts else CASES / "scheme.yaml").read_text("utf-8")))[0]
    above, problems = compose(Source("above", part))
    assert below is not None
    assert above is not None, problems_text(problems)
    text = "\n".join(yaml_lines(overlaid(below, above)))
    if not about_facts:
        read, problems = read_scheme(Source("scheme.yaml", text))
        return examined(read, problems) if LINTED.match(code.value) else problems
    scheme = sound_scheme()
    others = [Source(path.name, path.read_text("utf-8")) for path in facts[:-1]]
    table, found = read_facts(scheme, [*others, Source(facts[-1].name, text)], "facts")
    return found if has_errors(found) else [*found, *open_questions(assess(scheme, table))]


def table_codes(text: str) -> set[Code]:
    """The codes of what is wrong with a table as a table, in the sound scheme with codes of its units."""
    scheme = load_scheme(CASES / "F446" / "scheme.yaml")[0]
    assert scheme is not None
    return {problem.code for problem in read_tables(scheme, [read_csv("数据.csv", "", text.encode())], alone=True)[1]}


@pytest.mark.parametrize("code", TABLES, ids=lambda code: code.value)
def test_bad_table_gives_the_code_and_good_table_does_not(code: Code) -> None:
    assert code in table_codes(PAGES[code].bad)
    assert table_codes(PAGES[code].good) <= {Code.ORIGIN_TAKEN, Code.READ_AS} - {code}


@pytest.mark.parametrize("code", PARTS, ids=lambda code: code.value)
def test_bad_example_gives_the_code(code: Code) -> None:
    assert code in {problem.code for problem in overlay_problems(code, PAGES[code].bad)}


@pytest.mark.parametrize("code", PARTS, ids=lambda code: code.value)
def test_good_example_gives_no_error(code: Code) -> None:
    problems = overlay_problems(code, PAGES[code].good)
    codes = {problem.code for problem in problems} - {Code.FACT_UNUSED, Code.POINTS_SUM}
    assert code not in {problem.code for problem in problems}
    assert codes == set(), problems_text(problems)


PLANTED = [
    ("S102", 26, 5, "下限"),
    ("S102", 33, 5, "类型"),
    ("S102", 54, 9, "名称"),
    ("S102", 60, 11, "目标"),
    ("S102", 67, 9, "分值"),
    ("S104", 70, 15, "达标得满分"),
    ("E202", 87, 11, "试点数"),
    ("S142", 96, 12, "丁等"),
    ("S102", 99, 5, "名称"),
    ("S104", 124, 7, "公开版"),
]


def test_ten_mistakes_text(pytestconfig: pytest.Config) -> None:
    text = problems_text(load_scheme(CASES / TEN / "scheme.yaml", "scheme.yaml")[1])
    if pytestconfig.getoption("--golden-update"):
        (CASES / TEN / "expected.txt").write_text(text, "utf-8")
    assert text == (CASES / TEN / "expected.txt").read_text("utf-8")


def test_ten_mistakes_are_ten_problems() -> None:
    scheme, problems = load_scheme(CASES / TEN / "scheme.yaml", "scheme.yaml")
    assert scheme is None
    found = [
        (each.code.value, each.span.line, each.span.column, each.help.split("“")[1].split("”")[0])
        for each in problems
        if each.span
    ]
    assert found == PLANTED
    assert len(problems) == len(PLANTED)
