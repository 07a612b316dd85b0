"""Numbers that identify a person are found, and figures are not taken for them."""

from __future__ import annotations

import pytest

from engine.facts.personal import find_personal_data
from engine.problem.codes import Code
from engine.reading.compose import compose
from engine.text.source import Source

IDENTITY, MOBILE, LANDLINE = "身份证号码", "手机号码", "电话号码"


def found_in(text: str) -> list[tuple[str, str]]:
    """The kind and the characters of everything found in a quoted value."""
    tree, problems = compose(Source("a.yaml", f"说明: '{text}'"))
    assert tree is not None
    assert problems == []
    found = find_personal_data(tree)
    assert all(each.code is Code.PERSONAL_DATA for each in found)
    return [(each.message.split("，")[0].removeprefix("这里像是一个"), each.span.text) for each in found if each.span]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("身份证11010519491231002X。", IDENTITY, "11010519491231002X"),
        ("11010519491231002x", IDENTITY, "11010519491231002x"),
        ("110105 19491231 002X", IDENTITY, "110105 19491231 002X"),
        ("110105194912310021", IDENTITY, "110105194912310021"),
        ("130503670401001", IDENTITY, "130503670401001"),
        ("１１０１０５１９４９１２３１００２Ｘ", IDENTITY, "１１０１０５１９４９１２３１００２Ｘ"),
        ("手机13800138000", MOBILE, "13800138000"),
        ("138 0013 8000", MOBILE, "138 0013 8000"),
        ("138-0013-8000", MOBILE, "138-0013-8000"),
        ("+86 13800138000", MOBILE, "+86 13800138000"),
        ("+8613800138000", MOBILE, "+8613800138000"),
        ("１３８００１３８０００", MOBILE, "１３８００１３８０００"),
        ("电话021-62520000", LANDLINE, "021-62520000"),
        ("0571 87050000", LANDLINE, "0571 87050000"),
    ],
)
def test_number_of_a_person_is_found(text: str, kind: str, number: str) -> None:
    assert found_in(text) == [(kind, number)]


@pytest.mark.parametrize(
    "text",
    [
        "48",
        "12345.67",
        "13800138000.50",
        "1234567.89 万元",
        "2022-12-31",
        "2021-01-01 至 2021-12-31",
        "20221231",
        "沪卫人口〔2021〕6号",
        "310105001",
        "91310105MA1FW0XX0X",
        "6222021001116245702",
        "12800138000",
        "110105199913320021",
        "A13800138000",
        "1、2、3、4、5、6、7、8",
        "1,380,013,800",
        "12345 上海市民服务热线",
    ],
)
def test_figure_is_not_taken_for_a_person(text: str) -> None:
    assert found_in(text) == []


def test_every_number_in_a_text_is_found() -> None:
    assert [kind for kind, _ in found_in("13800138000，11010519491231002X")] == [MOBILE, IDENTITY]


def test_number_is_never_repeated_in_the_message() -> None:
    tree, _ = compose(Source("a.yaml", "13800138000: 13900139000"))
    assert tree is not None
    found = find_personal_data(tree)
    assert len(found) == 2
    assert not any("139" in each.message + each.help or "138" in each.message + each.help for each in found)
