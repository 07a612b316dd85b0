"""A YAML text in the one layout, or why it is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.layout.page import Page
from engine.layout.remarks import find_gaps
from engine.layout.spelling import needs_no_quotes
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors
from engine.reading.compose import compose
from engine.text.source import Source, Span
from engine.text.tree import Listing, Mapping, Node, Scalar

if TYPE_CHECKING:
    from engine.layout.remarks import Gaps


def formatted(source: Source) -> tuple[str | None, list[Problem]]:
    """Return the text in the one layout, ending with a line end; None and the problems where it cannot be laid out.

    The tree of the new text is that of the old one, in the same order, with the same comments.
    """
    tree, problems = compose(source)
    if tree is None or has_errors(problems):
        return None, problems
    if isinstance(tree, Scalar):
        return None, [_left_alone(tree.span, "这里应是“键: 值”或列表，现为一段文字", "请确认选对了文件")]
    gaps = find_gaps(source, tree)
    if gaps.odd is not None:
        span = Span(source, gaps.odd, gaps.odd + 1)
        return None, [_left_alone(span, "这里有不常用的 YAML 写法或看不见的换行符", "请改成“键: 值”的写法再排版")]
    text = "\n".join(Page(gaps).write(tree)) + "\n"
    if not _says_the_same(tree, gaps, Source(source.name, text)):
        return None, [_left_alone(tree.span, "这个文件排版以后内容可能会变", "请核对文件里不常用的写法")]
    return text, []


def _left_alone(span: Span, why: str, fix: str) -> Problem:
    return Problem(Code.LAYOUT_UNKNOWN, f"{why}，没有排版", span, help=fix)


def _says_the_same(tree: Node, gaps: Gaps, laid_out: Source) -> bool:
    """Say whether nothing but the layout has changed: what a user wrote is worth a second look."""
    again, problems = compose(laid_out)
    if again is None or problems or not same_tree(tree, again):
        return False
    remarks = find_gaps(laid_out, again).remarks
    return [each.text for each in remarks] == [each.text for each in gaps.remarks]


def same_tree(one: Node, other: Node) -> bool:
    """Say whether two trees hold the same values in the same order, quotes aside that change nothing."""
    match one, other:
        case Scalar(), Scalar():
            return one.text == other.text and (one.plain == other.plain or needs_no_quotes(one.text))
        case Listing(), Listing():
            return len(one.items) == len(other.items) and all(map(same_tree, one.items, other.items))
        case Mapping(), Mapping():
            pairs = zip(one.entries, other.entries, strict=False)
            return len(one.entries) == len(other.entries) and all(
                same_tree(a.key, b.key) and same_tree(a.value, b.value) for a, b in pairs
            )
        case _:
            return False
