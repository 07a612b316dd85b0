"""What a form says of itself is read back as it was written, from either place."""

from __future__ import annotations

import pytest

from engine.forms.form import (
    Form,
    FormHead,
    FormKind,
    FormTable,
    Part,
    Slot,
    cell_place,
    properties_of,
    read_properties,
    read_record,
    record_of,
)
from engine.forms.layout import lay_out
from tests.unit.forms.kinds import asking_of, scheme_of

HEADS = [
    FormHead(FormKind.UNIT, "kinds", "a" * 64, "自评", unit="甲单位", code="A01", as_of="2021-06-30"),
    FormHead(FormKind.SINGLE, "kinds", "a" * 64, "自评", illustrative=True),
    FormHead(FormKind.MARKING, "kinds", "a" * 64, "核定", rater="评委1", facts=("现场评议", "甲、乙（合计）")),
]


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.kind.name)
def test_the_head_is_read_back_from_properties_and_from_the_hidden_sheet(head: FormHead) -> None:
    assert read_properties(properties_of(head)) == head
    assert read_record(record_of(Form(head, (), ()))) == Form(head, (), ())


def test_facts_come_back_in_order_however_properties_are_listed() -> None:
    head = FormHead(FormKind.MARKING, "kinds", "", "核定", facts=tuple(f"数据{number}" for number in range(12)))
    backwards = dict(reversed(properties_of(head).items()))
    assert read_properties(backwards) == head


@pytest.mark.parametrize("kind", FormKind)
def test_every_slot_is_read_back(kind: FormKind) -> None:
    facts = ("现场评议", "表彰") if kind is FormKind.MARKING else ()
    asking = asking_of(scheme_of(), kind, facts=facts, rater="评委1" if facts else "")
    form = lay_out(asking.scheme, asking.head, asking.lines).form
    assert form.slots
    assert read_record(record_of(form)) == form


def test_properties_of_other_documents_are_not_those_of_a_form() -> None:
    assert read_properties({}) is None
    assert read_properties({"作者": "某人", "考核意见": "好"}) is None
    assert read_record([]) is None
    assert read_record([["单位", "得分"], ["甲单位", "95"]]) is None


def test_a_damaged_row_is_passed_over() -> None:
    head = HEADS[0]
    table = FormTable("填报表", 4, 1, 5)
    slot = Slot("填报表", 6, 6, Part.VALUE, "项001", "填报值", fact="应办件数")
    rows = record_of(Form(head, (table,), (slot,)))
    broken = [
        ["格", "填报表", "第六行"],
        ["格"],
        ["表", "填报表", "四", "1", "9"],
        ["格", "填报表", "F7", "不认得", "项2"],
    ]
    assert read_record([*rows, *broken, []]) == Form(head, (table,), (slot,))


@pytest.mark.parametrize(
    ("text", "place"),
    [("A1", (1, 1)), ("Z9", (9, 26)), ("AA10", (10, 27)), ("XFD1048576", (1048576, 16384)), ("a1", None), ("A0", None)],
)
def test_addresses(text: str, place: tuple[int, int] | None) -> None:
    assert cell_place(text) == place
