"""What pages say: the same as the commands, escaped, covered in a demonstration, and by the page."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

from engine import api
from engine.number import fixed_text
from engine.report.score import by_rank
from tests.assessing import ROOT
from tests.service.web.pages.site import served

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert(1)</script>&\"'街道"


def rows(page: str, caption: str) -> list[list[str]]:
    """Return the cells of the table with that caption."""
    table = next(each for each in page.split("<table")[1:] if caption in each.partition("</caption>")[0])
    body = table.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("<tr")[1:]]
    return [[unescape(re.sub("<[^>]*>", "", cell)).strip() for cell in row] for row in cells]


def test_the_ranking_is_that_of_the_command(tmp_path: Path) -> None:
    site = served(tmp_path)
    assessment = site.folder.state().assessment
    assert assessment is not None
    table = rows(site.page("/"), "名次表")
    assert [row[1] for row in table] == by_rank(assessment)
    results = assessment.results
    scores = [fixed_text(results.total_of(assessment.facts.row(unit)), results.digits) for unit in by_rank(assessment)]
    assert [row[3] for row in table] == scores


def test_units_are_chosen_by_tier_group_name_and_line(tmp_path: Path) -> None:
    site = served(tmp_path)
    assert [row[1] for row in rows(site.page("/?tier=优秀"), "名次表")] == ["天山街道", "新华街道", "程桥街道"]
    assert [row[1] for row in rows(site.page("/units?group=镇"), "名次表")] == ["新泾镇"]
    assert [row[1] for row in rows(site.page("/units?rule=W1"), "名次表")] == ["周桥街道"]
    assert [row[1] for row in rows(site.page("/units?near=1&q=江苏"), "名次表")] == ["江苏街道"]
    low = rows(site.page("/units?sort=score&down=1"), "名次表")
    assert low == rows(site.page("/units?sort=score"), "名次表")[::-1]
    assert "没有这样的单位" in site.page("/units?tier=优秀&group=镇")
    chosen = site.get("/tables/ranking.csv?tier=优秀").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in chosen] == ["单位", "天山街道", "新华街道", "程桥街道"]


def test_every_number_of_a_unit_answers_why(tmp_path: Path) -> None:
    site = served(tmp_path)
    assessment = site.folder.state().assessment
    assert assessment is not None
    explanation = api.explain(assessment, "天山街道")
    unit = site.page("/units/天山街道")
    for node in explanation.derivation.walk():
        if node is explanation.derivation or node.kind == "period":
            continue
        page = site.page(f"/units/天山街道/{node.id.removeprefix('天山街道/')}")
        for step in node.steps[:1]:
            assert unescape(re.sub("<[^>]*>", "", page)).find(step.removeprefix("规则：")[:10]) >= 0
    for judged in explanation.judgement:
        assert judged.title in unescape(site.page(f"/units/天山街道/{judged.id}"))
    assert "一、结论" in unit
    assert "C2" in unit


def test_an_indicator_tells_rule_facts_and_points(tmp_path: Path) -> None:
    page = served(tmp_path).page("/indicators/C2")
    assert "每低 1 个百分点扣 0.25 分" in page
    assert "口径：全年至少走访一次的户数" in page
    table = rows(page, "各单位的数据和得分")
    assert table[0] == ["天山街道", "116 户", "118 户", "4.58", "5", "-0.42"]


def test_hostile_names_stay_texts(tmp_path: Path) -> None:
    site = served(tmp_path)
    scheme, facts = site.folder.scheme, site.folder.facts
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    scheme.write_text(
        scheme.read_text("utf-8").replace("- 天山街道", f"- {quoted}").replace("天山街道", quoted), "utf-8"
    )
    for file in facts.glob("*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(re.sub("(?m)^单位: *天山街道", lambda _: f"单位: {quoted}", text), "utf-8")
    for path in ("/", "/units", "/problems", "/indicators/C2", "/returns", "/whatif", "/exports"):
        page = site.page(path)
        assert "<script>alert" not in page
    assert "&lt;script&gt;" in site.page("/units")
    hostile = "/whatif?unit=<script>alert(1)</script>&fact=%22%3E&value=1"
    assert "<script>alert" not in site.page(hostile)
    assert "<script>alert" not in site.page("/search?q=<script>alert(1)</script>")
    assert "<script>alert" not in site.page("/units/<script>alert(1)<%2Fscript>", 404)


def test_a_demonstration_shows_neither_names_nor_scores(tmp_path: Path) -> None:
    site = served(tmp_path, masked=True)
    for path in ("/returns", "/whatif", "/exports", "/quality", "/problems", "/search?q=天山", "/units/天山街道"):
        assert site.get(path).status_code == 403, path
    assert site.get("/units?q=天山").text == site.get("/units").text
    for path in ("/", "/units", "/indicators", "/indicators/C2", "/help", "/scheme"):
        page = site.get(path).text
        assert "天山" not in page
        assert "94.17" not in page
        assert "<svg" not in page
        assert 'content="width=device-width, initial-scale=1"' in page
    unit = next(row[1] for row in rows(site.get("/").text, "名次表"))
    page = site.get(f"/units/{unit}").text
    assert unit in page
    assert "天山" not in page
    assert "下载" not in site.get("/units").text
    assert site.get("/tables/ranking.csv").status_code == 403


def test_a_demonstration_covers_names_that_are_written_otherwise_in_pages(tmp_path: Path) -> None:
    site = served(tmp_path, masked=True)
    odd = {"天山街道": "天山&街'道", "江苏街道": "江苏/一 队"}
    for file in (tmp_path / "方案.yaml", *(tmp_path / "事实").iterdir()):
        text = file.read_text("utf-8")
        for name, other in odd.items():
            text = text.replace(name, f'"{other}"')
        file.write_text(text, "utf-8")
    for path in ("/", "/units", "/indicators/C2", "/units/单位乙", "/units/单位戊"):
        page = site.get(path).text
        for hidden in ("天山&", "街'道", "一 队", "%2F%E4%B8%80"):
            assert hidden not in unescape(page), (path, hidden)


def test_read_only_offers_no_change_and_takes_none(tmp_path: Path) -> None:
    site = served(tmp_path, read_only=True)
    page = site.page("/returns")
    assert "只读" in page
    assert 'type="file"' not in page
    answer = site.post("/returns?csrf=csrf-key", files={"files": ("甲.xlsx", b"x")})
    assert answer.status_code == 403
    assert "只读方式" in answer.text
    assert not (tmp_path / "收回").exists()


def test_two_hundred_and_fifty_units_have_three_pages(tmp_path: Path) -> None:
    site = served(tmp_path)
    folder = ROOT / "facts" / "changning-2021"
    text = next(folder.glob("*天山*")).read_text("utf-8").partition("\n工作完成情况:")[0] + "\n"
    names = [f"第{number:03}街道" for number in range(250)]
    scheme = site.folder.scheme.read_text("utf-8")
    listed = f"考核对象:\n  街道: [{', '.join(names[:-1])}]\n  镇: [{names[-1]}]\n"
    site.folder.scheme.write_text(re.sub(r"考核对象:\n(?:[ #].*\n)+", listed, scheme, count=1), "utf-8")
    for path in site.folder.facts.iterdir():
        path.unlink()
    for name in names:
        (site.folder.facts / f"{name}.yaml").write_text(re.sub("(?m)^单位:.*", f"单位: {name}", text), "utf-8")
    shown = [len(rows(site.page(f"/units?page={number}"), "名次表")) for number in (1, 2, 3, 4)]
    assert shown == [100, 100, 50, 50]
    assert "第 2 页，共 3 页" in site.page("/units?page=2")
    assert len(rows(site.page("/indicators/C2?page=3"), "各单位的数据和得分")) == 50
    assert len(site.get("/tables/ranking.json").json()["tables"][0]["rows"]) == 250


def test_every_width_of_a_letter_has_its_class() -> None:
    templates = ROOT / "engine" / "report" / "write" / "templates"
    body = (templates / "letter_body.html").read_text("utf-8")
    wanted = {
        each.strip() for told in re.findall(r"widths\(([^)]*)\)", body) for each in told.split(",") if each.strip()
    }
    known = set(re.findall(r"col\.w(\d+) ", (templates / "page.css").read_text("utf-8")))
    assert wanted
    assert wanted <= known


def test_the_text_that_is_edited_is_the_file_to_the_letter(tmp_path: Path) -> None:
    site = served(tmp_path)
    text = (tmp_path / "方案.yaml").read_text("utf-8")
    odd = text.replace("名称: 长宁区", "名称: \u2028\u200b\ufeff 𠮷 & <b> 长宁区", 1)
    (tmp_path / "方案.yaml").write_text(odd, "utf-8")
    held = re.search(r'<pre id="scheme-text"[^>]*>(.*?)</pre>', site.get("/scheme").text, re.DOTALL)
    assert held is not None
    assert unescape(re.sub("<[^>]*>", "", held[1])) == odd
