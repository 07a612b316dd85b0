"""YAML as people write it: raw texts survive, and every trap is told at its place."""

from __future__ import annotations

import pytest

from engine.problem.codes import Code
from engine.reading.compose import DEEPEST, MOST_NODES, compose
from engine.text.source import Source
from engine.text.tree import Listing, Mapping, Scalar, scalars


def tree_of(text: str) -> Mapping:
    """The tree of a text without problems."""
    node, problems = compose(Source("a.yaml", text))
    assert problems == []
    assert isinstance(node, Mapping)
    return node


def trouble(text: str) -> tuple[str, int, int, str]:
    """Code, line, column and help of the one problem."""
    (problem,) = compose(Source("a.yaml", text))[1]
    assert problem.span is not None
    return problem.code.value, problem.span.line, problem.span.column, problem.help


@pytest.mark.parametrize(
    "text",
    [
        "0.30", "010", "no", "yes", "true", "off", "12:30", "1_000", "1e3", "0x1F", ".5", "5.", "+5", "−5",
        "１２", "1,000", "99%", "99％", "1个百分点", "2022-02-22", "1.10", "~", "null", "=",
    ],
)  # fmt: skip
def test_plain_text_is_kept_as_typed(text: str) -> None:
    value = tree_of(f"值: {text}").entries[0].value
    assert isinstance(value, Scalar)
    assert (value.text, value.plain) == (text, True)
    assert value.span.text == text


@pytest.mark.parametrize("text", ["'010'", '"010"'])
def test_quoted_text_is_not_plain(text: str) -> None:
    value = tree_of(f"值: {text}").entries[0].value
    assert isinstance(value, Scalar)
    assert (value.text, value.plain) == ("010", False)


def test_duplicate_key_is_told_and_the_first_stands() -> None:
    node, (problem,) = compose(Source("a.yaml", "甲: 1\n乙: 2\n甲: 3\n"))
    assert isinstance(node, Mapping)
    assert node.keys() == ["甲", "乙"]
    assert node.entries[0].value.span.text == "1"
    assert problem.code is Code.DUPLICATE_KEY
    assert str(problem.span) == "a.yaml:3:1"
    assert [str(span) for _, span in problem.also] == ["a.yaml:1:1"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("甲: &a 1\n乙: 2\n", (1, 4)),
        ("甲: !!int 1\n", (1, 4)),
        ("甲: !own 1\n", (1, 4)),
        ("<<: {甲: 1}\n", (1, 1)),
        ("甲: &a {乙: 1}\n", (1, 4)),
        ("甲: &a [乙]\n", (1, 4)),
    ],
)
def test_anchor_tag_and_merge_are_refused(text: str, where: tuple[int, int]) -> None:
    code, line, column, _ = trouble(text)
    assert (code, (line, column)) == ("Y004", where)


def test_alias_is_refused_without_an_expansion() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + i)}: [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(1))
    node, problems = compose(Source("a.yaml", bomb))
    assert node is not None
    assert [problem.code for problem in problems] == [Code.ANCHOR_OR_TAG] * 3
    assert len(list(scalars(node))) == 6


def test_depth_has_a_limit() -> None:
    assert compose(Source("a", "[" * DEEPEST + "]" * DEEPEST))[1] == []
    _, (problem,) = compose(Source("a", "[" * (DEEPEST + 2) + "]" * (DEEPEST + 2)))
    assert problem.code is Code.TOO_DEEP


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "---\n", "''", "\ufeff"])
def test_nothing_is_told_as_empty(text: str) -> None:
    node, problems = compose(Source("a.yaml", text))
    assert node is None
    assert [problem.code for problem in problems] == [Code.EMPTY_TEXT]


def test_second_document_is_told() -> None:
    assert trouble("甲: 1\n---\n乙: 2\n")[:3] == ("Y008", 2, 1)
    assert compose(Source("a", "---\n甲: 1\n...\n"))[1] == []


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("甲: 1\n\t乙: 2\n", 2, 1, "制表符"),
        ("甲:\n\t乙: 2\n", 2, 1, "制表符"),
        ("目标: >=99\n", 1, 5, "“不低于: 99%”"),
        ("目标: |99\n", 1, 5, "加引号"),
        ("甲:\n\u3000\u3000乙: 1\n", 2, 1, "行首有全角空格，请换成半角空格"),
        ("甲:\n\u00a0乙: 1\n", 2, 1, "行首有不间断空格"),
        ("甲:\n  乙:\u00a01\n  丙: 2\n", 2, 5, "冒号后面是不间断空格"),
        ("甲: \u00a01\n", 1, 4, "冒号后面是不间断空格"),
        ("名称: %一\n", 1, 5, "加引号"),
        ("名称: @一\n", 1, 5, "加引号"),
        ("名称: *一\n", 1, 5, "加引号"),
        ("甲: 1\n分值：40\n乙: 2\n", 2, 1, "冒号应是半角"),
        ("甲: 1\n分值：40\n乙: {丙: 2}\n", 2, 1, "冒号应是半角"),
        ("分值:40\n乙: 2\n", 1, 1, "冒号后面要空一格"),
        ("甲: 1\n分值:40\n", 2, 1, "冒号后面要空一格"),
        ("甲: 1\n分值 40\n乙: 2\n", 2, 1, "缺少半角冒号"),
        ("说明: 注: 本项\n", 1, 6, "两个“: ”"),
        ("甲: {乙: 1，丙: 2}\n", 1, 11, "半角逗号"),
        ("甲: [乙, 丙\n丁: 1\n", 1, 4, "括号没有配对"),
        ('甲: "乙\n丙: 1\n丁: 2\n', 1, 4, "引号没有配对"),
        ("甲: '乙\n丙: 1\n", 1, 4, "引号没有配对"),
        ('甲: "乙" 丙\n', 1, 8, "引号"),
        ('甲: "a\\q"\n', 1, 6, "反斜杠"),
        ("甲: - 乙\n", 1, 4, "另起一行"),
        ("甲:\n  - 乙: 1\n    丙: 2\n   丁: 3\n", 4, 4, "缩进"),
        ("甲: 1\n  乙: 2\n", 2, 4, "缩进"),
    ],
)
def test_slip_is_placed_and_explained(text: str, line: int, column: int, hint: str) -> None:
    code, *where, help_ = trouble(text)
    assert (code, where) == ("Y001", [line, column])
    assert hint in help_


def test_full_width_colon_in_a_flow_map_makes_one_key() -> None:
    value = tree_of("甲: {乙：1}").entries[0].value
    assert isinstance(value, Mapping)
    assert value.keys() == ["乙：1"]


def test_full_width_comma_in_a_flow_list_makes_one_text() -> None:
    value = tree_of("甲: [乙，丙]").entries[0].value
    assert isinstance(value, Listing)
    assert len(value.items) == 1


def test_control_character_is_told_where_it_stands() -> None:
    code, line, column, help_ = trouble("甲: 1\n乙: 测\x07试\n")
    assert (code, line, column) == ("Y001", 2, 5)
    assert "粘贴" in help_


def test_key_that_is_no_word_is_told() -> None:
    assert trouble("? [甲, 乙]\n: 1\n丙: 2\n")[:3] == ("Y001", 1, 3)


@pytest.mark.parametrize("block", ["|", ">", "|-", ">-"])
def test_block_text_may_hold_anything(block: str) -> None:
    value = tree_of(f"说明: {block}\n  甲: 乙: {{丙\n  #丁\n").entries[0].value
    assert isinstance(value, Scalar)
    assert "甲: 乙: {丙" in value.text


@pytest.mark.parametrize(("start", "value", "end"), [("", "- 1\n", ""), ("[", "1, ", "1]"), ("{", "甲: 1, ", "}")])
def test_a_text_of_too_many_values_is_read_no_further(start: str, value: str, end: str) -> None:
    node, problems = compose(Source("方案.yaml", start + value * MOST_NODES + end))
    assert node is None
    assert problems[-1].code is Code.TOO_LARGE
