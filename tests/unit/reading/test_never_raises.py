"""Whatever stands in a file, reading it ends in problems with true places, never in an exception."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from engine.cases.read_cases import read_cases
from engine.cases.run import run_case
from engine.facts.folder import read_facts
from engine.reading.files import read_source
from engine.reading.read_scheme import load_scheme, read_scheme
from engine.report.problems import problems_json, problems_text
from engine.text.source import Source

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme

CASES = Path(__file__).parents[2] / "problems"
SCHEME = (CASES / "scheme.yaml").read_text("utf-8")
FACTS = (CASES / "facts" / "甲单位.yaml").read_text("utf-8")
CASE_FILE = (CASES.parent / "unit" / "cases" / "samples" / "走访.yaml").read_text("utf-8")
SIGNS = [
    *":,{}[]-#&*!|>'\"%@` \t\n\r\0\u2028\x85\ufeff𠀀：，（）“”0123456789.eE_xX是否且或非+*/()<>=１²Ⅳ①٣",
    "- ", "键: 值", "? ", "<<: ", "&a ", "*a", "!!int ", "---\n", "...\n", "~", "[]", "{}",
    '"\\u0000"', "1e9", "9" * 40, "不适用", "未报", "其余", "已触发(V1)", "0%", "-1", "1/0",
    '考核对象文件: "a\\0b"\n', "最大(", "得分",
]  # fmt: skip

pieces = st.one_of(st.sampled_from(SIGNS), st.text(max_size=4))


def sound() -> Scheme:
    scheme, _ = load_scheme(CASES / "scheme.yaml")
    assert scheme is not None
    return scheme


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> str:
    """The text after a few slips of hand: characters and lines put in, taken out, moved or doubled."""
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        column = draw(st.integers(0, len(line)))
        match draw(st.sampled_from(["insert", "delete", "replace", "drop", "double", "indent", "value"])):
            case "insert":
                lines[at] = line[:column] + draw(pieces) + line[column:]
            case "delete":
                lines[at] = line[:column] + line[column + draw(st.integers(1, 4)) :]
            case "replace":
                lines[at] = line[:column] + draw(pieces) + line[column + 1 :]
            case "drop":
                del lines[at]
            case "double":
                lines.insert(other, line)
            case "indent":
                lines[at] = " " * draw(st.integers(0, 8)) + line.lstrip()
            case _:
                key = line.partition(":")[0]
                lines[at] = f"{key}: {draw(st.one_of(pieces, st.just(lines[other].partition(':')[2])))}"
        text = "\n".join(lines)
    return text


def check_told(problems: list[Problem]) -> None:
    """Every problem has a place inside its text and can be printed."""
    for problem in problems:
        assert problem.message
        for span in [problem.span, *(place for _, place in problem.also)]:
            assert span is None or 0 <= span.start <= span.end <= len(span.source.text)
    assert problems_text(problems).count("[") >= len(problems)
    problems_json(problems)


@given(spoilt(SCHEME))
def test_spoilt_scheme(text: str) -> None:
    scheme, problems = read_scheme(Source("scheme.yaml", text), CASES)
    check_told(problems)
    assert scheme is not None or problems


@given(spoilt(FACTS))
def test_spoilt_facts(text: str) -> None:
    check_told(read_facts(sound(), [Source("facts.yaml", text)], "facts")[1])


@given(spoilt(CASE_FILE))
def test_spoilt_case_file(text: str) -> None:
    cases, problems = read_cases(Source("case.yaml", text), CASES)
    check_told(problems)
    assert cases is not None or problems
    for case in cases.cases if cases else ():
        run_case(cases, case)  # type: ignore[arg-type]  # there are cases only where it is not None


@given(st.lists(pieces, max_size=30))
def test_random_yaml(parts: list[str]) -> None:
    text = "".join(parts)
    check_told(read_scheme(Source("scheme.yaml", text), CASES)[1])
    check_told(read_facts(sound(), [Source("facts.yaml", text)], "facts")[1])


@given(st.lists(pieces, max_size=12))
def test_random_formula(parts: list[str]) -> None:
    formula = " ".join("".join(parts).split()).replace("'", "''")
    text = SCHEME.replace("触发条件: 案件数 >= 3", f"触发条件: '{formula}'")
    check_told(read_scheme(Source("scheme.yaml", text), CASES)[1])


@given(st.one_of(st.binary(max_size=60), st.text(max_size=40).map(lambda text: text.encode("gb18030", "replace"))))
def test_random_bytes(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.yaml"
        path.write_bytes(data)
        source, problems = read_source(path, "scheme.yaml")
    assert (source is None) == bool(problems)
    check_told(problems)
    if source is not None:
        check_told(read_scheme(source, CASES)[1])
