"""文书.yaml: read whole, every mistake with its place, and looked for where a scheme's own papers lie."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.problem.catalogue import PAGES
from engine.problem.codes import Code
from engine.reading.read_papers import load_papers, papers_beside, papers_path, read_papers
from engine.report.write.word.fonts import Fonts
from engine.scheme.papers import NO_PAPERS, Masthead, NoticeKind, NoticePapers, Papers, ReviewPapers
from engine.scheme.papers_vocabulary import FONTS
from engine.text.source import Source
from tests.assessing import ROOT

if TYPE_CHECKING:
    from engine.problem.problem import Problem

WHOLE = """\
格式: 1
通知:
  文种: 通报
  标题: 关于某区2021年度考核结果的通报
  红头: 打印
  发文机关标志: 某局文件
  份号: "000001"
  密级: 秘密★1年
  紧急程度: 特急
  发文字号: 某卫健发〔2022〕21号
  主送机关: 各单位：
  成文日期: 2022年2月22日
  依据: 根据有关规定，结果如下：
  考核内容: |
    第一段。
    第二段。
  名单标题: 2021年度{等次}单位
  署名: 某局
  印章: 否
  附件: [得分说明, 名单]
  附注: 此件公开发布
  抄送: 区委办公室
  印发机关: 某局办公室
  印发日期: 2022-02-23
复核:
  截止日期: 2022-03-10
  受理: 某科
  联系方式: 某路1号
字体: 国标GBK
"""


def read(text: str) -> tuple[Papers | None, list[Problem]]:
    return read_papers(Source("文书.yaml", text))


def codes(text: str) -> list[str]:
    return [problem.code.value for problem in read(text)[1]]


def test_everything_is_read() -> None:
    papers, problems = read(WHOLE)
    assert problems == []
    assert papers == Papers(
        NoticePapers(
            NoticeKind.CIRCULAR,
            "关于某区2021年度考核结果的通报",
            Masthead.PRINTED,
            "某局文件",
            "000001",
            "秘密★1年",
            "特急",
            "某卫健发〔2022〕21号",
            "各单位",
            date(2022, 2, 22),
            "根据有关规定，结果如下：",
            "第一段。\n第二段。",
            "2021年度{等次}单位",
            "某局",
            sealed=False,
            attachments=("得分说明", "名单"),
            remark="此件公开发布",
            copies_to="区委办公室",
            printer="某局办公室",
            printed_on=date(2022, 2, 23),
        ),
        ReviewPapers(date(2022, 3, 10), "某科", "某路1号"),
        "国标GBK",
        at=(),
    )
    assert dict(papers.at)["发文字号"].line == 10


def test_nothing_but_the_format_is_needed() -> None:
    assert read("格式: 1\n") == (NO_PAPERS, [])


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("某发[2022]21号", "某发〔2022〕21号"),
        ("某发（2022）21号", "某发〔2022〕21号"),
        ("某发(2022)21号", "某发〔2022〕21号"),
        ("某发【2022】21号", "某发〔2022〕21号"),
        ("某发〔2022〕第21号", "某发〔2022〕21号"),
        ("某发〔2022〕021号", "某发〔2022〕21号"),
        ("某发〔2022〕21", "某发〔2022〕21号"),
        ("某发 〔2022年〕 21 号", "某发〔2022〕21号"),
    ],
)
def test_a_number_that_is_written_otherwise_is_told_how_it_should_be(number: str, right: str) -> None:
    (problem,) = read(f'格式: 1\n通知:\n  发文字号: "{number}"\n')[1]
    assert problem.code is Code.PAPER_NUMBER
    assert f"“{right}”" in problem.help


def test_what_is_no_number_is_told_what_one_is() -> None:
    (problem,) = read("格式: 1\n通知:\n  发文字号: 二十一号\n")[1]
    assert "某卫健发〔2022〕21号" in problem.help


def test_all_mistakes_are_told_at_once() -> None:
    text = WHOLE.replace("〔2022〕", "[2022]").replace("2022-02-23", "2022-13-01").replace("2022-03-10", "三月底")
    text = text.replace("{等次}", "").replace("字体: 国标GBK", "字休: 国标").replace("文种: 通报", "文种: 公告")
    assert codes(text) == ["S104", "N701", "S103", "N702", "N702", "S102"]
    assert read(text)[0] is None


@pytest.mark.parametrize("code", [Code.PAPER_NUMBER, Code.PAPER_DATE])
def test_the_page_of_a_code_shows_it(code: Code) -> None:
    assert codes(PAGES[code].bad) == [code.value]
    assert codes(PAGES[code].good) == []


def test_other_files_are_told_apart() -> None:
    scheme = (ROOT / "schemes" / "changning-2021.yaml").read_text("utf-8")
    assert [problem.message for problem in read(scheme)[1]] == ["这是一份方案，不是文书的各项"]
    assert codes("- 一\n") == ["S103"]
    assert codes("格式: 2\n") == ["S105"]
    assert codes("") == ["Y007"]


def test_they_lie_beside_the_scheme(tmp_path: Path) -> None:
    assert papers_path(Path("方案.yaml")) == Path("文书.yaml")
    assert papers_path(Path("schemes/甲.yaml")) == Path("schemes/文书/甲.yaml")
    assert papers_beside(tmp_path / "方案.yaml") == (NO_PAPERS, [])
    (tmp_path / "文书.yaml").write_text("格式: 1\n字体: 开源\n", "utf-8")
    papers, problems = papers_beside(tmp_path / "方案.yaml")
    assert papers is not None
    assert (papers.fonts, problems) == ("开源", [])
    (tmp_path / "文书.yaml").write_bytes(b"\xff\xfe\xff")
    assert load_papers(tmp_path / "文书.yaml")[0] is None


def test_the_shipped_ones_are_sound() -> None:
    for path in (ROOT / "schemes" / "文书").glob("*.yaml"):
        assert load_papers(path)[1] == []
        assert (ROOT / "schemes" / path.name).exists()


def test_every_profile_of_fonts_is_one() -> None:
    assert list(FONTS) == [each.value for each in Fonts]
