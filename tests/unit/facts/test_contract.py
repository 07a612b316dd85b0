"""What is told of a file's values without cerberus is what cerberus says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from engine.facts.cerberus_door import judge
from engine.facts.contract import make_contract, parse_value
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source
from tests.assessing import scheme_text

if TYPE_CHECKING:
    from engine.scheme.model import Scheme

TEXTS = (
    "0", "1", "-1", "13", "2001", "0.5", "1.50", "99.999", "95%", "95.25%", "100.01%", "1个百分点", "是", "否", "yes",
    "优", "黄色", "无", "", " 3", "3 件", "９", "1,000", "010", "不适用", "9" * 31,
)  # fmt: skip
HEADS = ("", "甲", "是", "否", "自评", "核定", "changning-2021")


def scheme() -> Scheme:
    read, problems = read_scheme(Source("方案.yaml", scheme_text("changning-2021")))
    assert read is not None, problems
    return read


SCHEME = scheme()
CONTRACT = make_contract(SCHEME)
OF_VALUES, OF_HEAD = judge(CONTRACT.values), judge(CONTRACT.head)


@given(st.dictionaries(st.sampled_from(sorted(SCHEME.facts)), st.sampled_from(TEXTS)))
def test_values_are_judged_as_cerberus_judges_them(given_: dict[str, str]) -> None:
    values = {name: parse_value(SCHEME.facts[name], text) for name, text in given_.items()}
    assert CONTRACT.check_values(values) == OF_VALUES(values)


@given(
    st.dictionaries(
        st.sampled_from([*CONTRACT.head, "别的"]),
        st.one_of(st.sampled_from(HEADS), st.just({}), st.just([])),
    )
)
def test_heads_are_judged_as_cerberus_judges_them(head: dict[str, Any]) -> None:
    assert CONTRACT.check_head(head) == OF_HEAD(head)


def test_both_find_what_is_wrong() -> None:
    name = next(name for name, fact in SCHEME.facts.items() if fact.low is not None)
    assert CONTRACT.check_values({name: "甲"}) == OF_VALUES({name: "甲"}) != []
    assert CONTRACT.check_head({}) == OF_HEAD({}) != []
