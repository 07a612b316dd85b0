"""Our dataclasses are those of Python, in what can be told of them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dataclass import dataclass
from engine.text.source import Source, Span, place


def _declared(make: Any) -> tuple[Any, ...]:  # noqa: ANN401  a decorator, ours or that of Python
    """The same four classes, made by one decorator."""

    @make(frozen=True, slots=True)
    class Point:
        x: int
        y: str = "b"
        place: int = field(default=0, compare=False, repr=False, kw_only=True)

    @make(frozen=True, slots=True)
    class Nothing:
        pass

    @make(frozen=True, slots=True, eq=False)
    class Same:
        x: int

    @make
    class Open:
        x: int
        parts: list[int] = field(default_factory=list)

    return Point, Nothing, Same, Open


OURS, THEIRS = _declared(dataclass), _declared(dataclasses.dataclass)


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("ab"), st.integers(0, 1)), min_size=2, max_size=6))
def test_equality_hash_and_text_are_those_of_python(given_: list[tuple[int, str, int]]) -> None:
    ours, theirs = ([kind[0](x, y, place=at) for x, y, at in given_] for kind in (OURS, THEIRS))
    assert [[a == b for b in ours] for a in ours] == [[a == b for b in theirs] for a in theirs]
    assert len(set(ours)) == len(set(theirs))
    assert [repr(each) for each in ours] == [repr(each) for each in theirs]


def test_one_class_is_never_equal_to_another() -> None:
    point, nothing, same, open_ = OURS
    assert nothing() == nothing()
    assert nothing() != point(1)
    assert same(1) != same(1)
    assert (point(1), 1) != (1, point(1))
    assert open_(1) == open_(1)
    assert open_(1, [2]) != open_(1)


def test_what_may_change_has_no_hash() -> None:
    with pytest.raises(TypeError):
        hash(OURS[3](1))


def test_they_are_taken_for_dataclasses() -> None:
    point = OURS[0]
    assert [each.name for each in fields(point)] == ["x", "y", "place"]
    assert replace(point(1, "c", place=3), x=2) == point(2, "c")
    assert point.__match_args__ == THEIRS[0].__match_args__ == ("x", "y")
    assert not hasattr(point(1), "__dict__")


def test_they_are_copied_and_sent_between_processes() -> None:
    span = Span(Source("a.yaml", "甲: 1\n"), 0, 1)
    sent = pickle.loads(pickle.dumps(span))  # noqa: S301  our own
    assert (sent.text, sent.line, str(sent)) == ("甲", 1, "a.yaml:1:1")
    assert copy.copy(span).source is span.source
    assert place() is not None
