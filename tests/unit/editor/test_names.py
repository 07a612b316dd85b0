"""Hover, definitions, uses and the outline: a cursor, and what is said there."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from engine.editor.complete import complete
from engine.editor.definition import definition, references
from engine.editor.diagnose import problems
from engine.editor.document import Document
from engine.editor.hover import hover
from engine.editor.symbols import Symbol, symbols
from engine.problem.codes import Code
from tests.assessing import ROOT, fact_texts, scheme_text
from tests.unit.editor.texts import CASES_PATH, CURSOR, SCHEME, SCHEME_PATH, UNIT_PATH, asked

if TYPE_CHECKING:
    from pathlib import Path

PROBLEMS = ROOT / "tests" / "problems"
SHIPPED = ROOT / "schemes" / "changning-2021.yaml"
# A place in a text, and the line of the scheme (from 1) where the name there is declared; None where it is no name.
DECLARED = {
    "a fact in a formula": (SCHEME_PATH, SCHEME.replace("实访户数 / ", "实访│户数 / "), "实访户数:"),
    "the declaration itself": (SCHEME_PATH, SCHEME.replace("  应访户数:", "  应│访户数:"), "应访户数:"),
    "a fact that is a limit": (SCHEME_PATH, SCHEME.replace("不超过: 应访", "不超过: 应│访"), "应访户数:"),
    "an option by its fact": (SCHEME_PATH, SCHEME.replace("一票否决", "一票否决\n    触发条件: 难度 = 高│"), "难度"),
    "a class of matters": (SCHEME_PATH, SCHEME.replace("一票否决", "一票否决\n    触发条件: 表彰.省│级 > 1"), "表彰:"),
    "an indicator": (SCHEME_PATH, SCHEME.replace("一票否决", "一票否决\n    触发条件: A1│.得分 > 1"), "A1:"),
    "a rule": (SCHEME_PATH, SCHEME.replace("一票否决", "一票否决\n    触发条件: 已触发(V│1)"), "V1:"),
    "a parameter": (SCHEME_PATH, SCHEME.replace("实访户数 / ", "单│价 / "), "单价:"),
    "a tier": (SCHEME_PATH, SCHEME.replace("一票否决", "一票否决\n    处理: {评定为: 合格│}"), "名称: 合格"),
    "a unit": (SCHEME_PATH, SCHEME + "免考: {丙│镇: 撤并}\n", "镇: [丙镇]"),
    "a group": (SCHEME_PATH, SCHEME.replace("一票否决", "一票否决\n    不适用于: [镇│]"), "镇: [丙镇]"),
    "an origin of a fact": (SCHEME_PATH, SCHEME.replace("实访户数 / ", "实访户数.核│定 / "), "数据来源:"),
    "a fact of a unit": (UNIT_PATH, "单位: 甲街道\n数据:\n  弄虚作假│: 否\n", "弄虚作假:"),
    "the unit of a file": (UNIT_PATH, "单位: 乙│街道\n数据:\n  弄虚作假: 否\n", "街道: ["),
    "an origin in a file": (UNIT_PATH, "数据:\n  弄虚作假: {核│定: 否}\n", "数据来源:"),
    "an indicator in a case": (CASES_PATH, "方案: ../方案.yaml\n用例: {甲: {得分: {A1│: 60}}}\n", "A1:"),
    "a figure is declared nowhere": (SCHEME_PATH, SCHEME.replace("得分 >= 90", "得│分 >= 90"), None),
    "a key is no name": (SCHEME_PATH, SCHEME.replace("    条件: 其余", "    条│件: 其余"), None),
    "a comment": (SCHEME_PATH, f"# 应访│户数 S160\n{SCHEME}", None),
}  # fmt: skip


@pytest.mark.parametrize("case", DECLARED)
def test_a_name_leads_to_where_it_is_declared(case: str) -> None:
    path, text, line = DECLARED[case]
    document, offset = asked(text, path)
    found = definition(document, offset)
    assert [span.source.line_text(span.line).strip().removeprefix("- ")[: len(line or "")] for span in found] == (
        [line] if line else []
    )
    assert all(span.source.name == str(SCHEME_PATH) for span in found)


def test_all_uses_of_a_name_are_found() -> None:
    document, offset = asked(SCHEME.replace("  应访户数:", "  应│访户数:"))
    assert [(span.line, span.text) for span in references(document, offset)] == [
        (8, "应访户数"), (9, "应访户数"), (26, "应访户数"),
    ]  # fmt: skip


def test_uses_in_other_open_files_are_found() -> None:
    unit = "单位: 甲街道\n数据:\n  应访户数: 3\n"
    text = SCHEME.replace("  应访户数:", "  应│访户数:")
    document = Document(text.replace(CURSOR, ""), SCHEME_PATH, {UNIT_PATH: unit})
    found = references(document, text.index(CURSOR))
    assert [span.line for span in found if span.source.name == str(UNIT_PATH)] == [3]


def shipped(old: str = "", new: str = "") -> Document:
    return Document(scheme_text("changning-2021").replace(old, new), SHIPPED)


def said(document: Document, needle: str) -> str:
    found = hover(document, document.text.index(needle))
    return found.markdown if found else ""


def test_a_rule_is_read_aloud() -> None:
    document = shipped()
    assert said(document, "C2:").startswith("C2 特扶家庭走访率")
    assert "按比例" in said(document, "C2:")
    assert said(document, "V1:").startswith("一票否决 V1")
    assert said(document, "特扶家庭户数").startswith("特扶家庭户数：整数，计量单位户")


def test_while_the_scheme_has_errors_its_text_is_told() -> None:
    document = shipped("\n公布:", "\n公式:")
    assert said(document, "C2:").startswith("指标“C2”；名称：特扶家庭走访率；分值：")


def test_a_key_is_explained() -> None:
    assert said(shipped(), "最低分:") == "**最低分**（必须写）\n\n得分的下限，一般为 0\n\n写法：一个数，如 2 或 0.5"


def test_a_method_is_explained_with_its_keys() -> None:
    text = said(shipped(), "未达扣分")
    assert text.startswith("**未达扣分**\n\n以目标值为准")
    assert "\n- 目标（必须写）：" in text


def test_signs_of_a_text_mean_nothing_to_markdown() -> None:
    document = shipped("名称: 特扶家庭走访率", "名称: 特扶*家庭*<b>走访率")
    assert "特扶\\*家庭\\*\\<b\\>走访率" in said(document, "C2:")


def test_nothing_is_said_of_a_title() -> None:
    assert said(shipped(), "特扶家庭走访率") == ""


def outline(found: tuple[Symbol, ...]) -> dict[str, dict[str, str]]:
    return {each.name: {part.name: part.detail for part in each.parts} for each in found if each.parts}


def test_the_outline_of_a_scheme() -> None:
    found = outline(symbols(Document(SCHEME)))
    assert found["指标"] == {"A": "走访"}
    assert list(found["数据项"])[:2] == ["应访户数", "实访户数"]
    assert list(found["等次"]) == ["优秀", "合格"]
    assert list(found["规则"]) == ["V1"]


def test_the_outline_of_other_files() -> None:
    assert outline(symbols(Document("单位: 甲\n数据: {应访户数: 3}\n", UNIT_PATH))) == {"数据": {"应访户数": ""}}
    assert outline(symbols(Document("用例: {甲: {数据: {乙: 3}}}\n"))) == {"用例": {"甲": ""}}


class TestProblems:
    def test_a_shipped_scheme_and_its_units_have_none(self) -> None:
        assert problems(shipped()) == []
        for name, text in fact_texts("changning-2021").items():
            assert problems(Document(text, ROOT / "facts" / "changning-2021" / name)) == []

    def test_a_unit_is_checked_by_the_scheme_that_is_open(self) -> None:
        name, text = next(iter(fact_texts("changning-2021").items()))
        path = ROOT / "facts" / "changning-2021" / name
        changed = scheme_text("changning-2021").replace("特扶家庭户数", "特扶户数")
        found = problems(Document(text, path, {SHIPPED: changed}))
        assert {problem.code for problem in found} == {Code.FACT_UNKNOWN}

    def test_a_unit_whose_scheme_is_broken_says_so_once(self) -> None:
        name, text = next(iter(fact_texts("changning-2021").items()))
        path = ROOT / "facts" / "changning-2021" / name
        broken = scheme_text("changning-2021").replace("\n公布:", "\n公式:")
        (found,) = problems(Document(text, path, {SHIPPED: broken}))
        assert "改好以后才能核对数据" in found.message
        assert found.span is not None
        assert found.span.text == "changning-2021"
        assert [span.source.name for _, span in found.also] == [str(SHIPPED)]

    def test_a_unit_without_a_scheme_is_told(self) -> None:
        (found,) = problems(Document("单位: 甲\n方案编号: 没有\n数据: {乙: 1}\n", UNIT_PATH))
        assert (found.code, found.span and found.span.text) == (Code.FILE_NOT_FOUND, "没有")

    def test_a_unit_is_checked_together_with_its_other_files(self, tmp_path: Path) -> None:
        (tmp_path / "方案.yaml").write_text((PROBLEMS / "scheme.yaml").read_text("utf-8"), "utf-8")
        folder = tmp_path / "事实"
        folder.mkdir()
        whole = (PROBLEMS / "facts" / "甲单位.yaml").read_text("utf-8")
        own = whole.replace("  实访户数: 46\n", "").replace("应访户数: 48", "应访户数: 不适用")
        (folder / "甲单位.yaml").write_text(own, "utf-8")
        head = "单位: 甲单位\n方案编号: shili\n来源: 核定\n数据:\n"
        path = folder / "甲单位.核定.yaml"
        path.write_text(f"{head}  应访户数: 48\n", "utf-8")
        # What is granted, reported or exceeded in one file is so in the other.
        assert [each.code for each in problems(Document(own, folder / "甲单位.yaml"))] == [Code.FACT_MISSING]
        assert problems(Document(f"{head}  应访户数: 48\n  实访户数: 46\n", path)) == []
        (found,) = problems(Document(f"{head}  应访户数: 48\n  实访户数: 49\n", path))
        assert found.code is Code.FACT_PAIR
        (twice,) = problems(
            Document(f"{head}  应访户数: 48\n  实访户数: {{核定: 46, 自评: 46}}\n  案件数: {{自评: 0}}\n", path)
        )
        assert (twice.code, twice.span and twice.span.source.name) == (Code.UNIT_TWICE, str(path))

    def test_a_case_file_is_checked(self) -> None:
        path = ROOT / "tests" / "cases" / "加分-事项.yaml"
        text = path.read_text("utf-8")
        assert problems(Document(text, path)) == []
        assert {each.code for each in problems(Document(text.replace("\n用例:", "\n用列:"), path))} >= {
            Code.KEY_UNKNOWN
        }

    def test_an_empty_text_is_only_begun(self) -> None:
        assert problems(Document("\n", SCHEME_PATH)) == []


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_written_every_question_has_an_answer(seed: int) -> None:
    """Cut anywhere, with signs put in anywhere: nothing is raised."""
    random = Random(seed)  # noqa: S311  nothing is at stake
    texts = [
        (SHIPPED, scheme_text("changning-2021")),
        (SCHEME_PATH, SCHEME),
        (CASES_PATH, SCHEME + "用例: {甲: {等次: 优}}"),
    ]
    for _ in range(25):
        path, text = random.choice(texts)
        piece = list(text[: random.randrange(1, min(len(text), 4000))])
        for _ in range(random.randrange(8)):
            piece.insert(
                random.randrange(len(piece)),
                random.choice(["\n", ": ", "- ", "[", "{", "'", '"', "|", "：", "\t", ".", "𠮷"]),
            )
        document = Document("".join(piece), path, {SCHEME_PATH: SCHEME})
        offset = random.randrange(len(document.source.text) + 1)
        for item in complete(document, offset):
            assert 0 <= item.start <= offset <= item.end <= len(document.source.text)
        hover(document, offset)
        definition(document, offset)
        references(document, offset)
        symbols(document)
