"""What can be done on pages: trying things, and taking forms in; all of it also without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.main import main
from engine.compare.standing import standings
from engine.compare.standing_words import score_text
from tests.service.web.pages.site import served
from tests.service.web.pages.test_saying import rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.web.pages.site import Site

MOVED = "会变的单位"


def test_a_fact_that_is_otherwise(tmp_path: Path) -> None:
    site = served(tmp_path)
    assert "现在是 <strong>116 户" in site.page("/whatif?unit=天山街道&fact=特扶家庭走访户数")
    table = rows(site.page("/whatif?unit=天山街道&fact=特扶家庭走访户数&value=100"), MOVED)
    path = next(site.folder.facts.glob("*天山*"))
    text = path.read_text("utf-8")
    assert "特扶家庭走访户数: 116" in text
    path.write_text(text.replace("特扶家庭走访户数: 116", "特扶家庭走访户数: 100"), "utf-8")
    after = site.folder.state().assessment
    assert after is not None
    real = standings(after)
    for unit, _, score, _, rank, tier in table:
        assert score == score_text(real[unit])
        assert (rank.rpartition(" ")[2], tier.rpartition(" ")[2]) == (str(real[unit].rank), real[unit].tier)
    assert "天山街道" in [row[0] for row in table]


@pytest.mark.parametrize("value", ["abc", "-1", "999999", "5.5"])
def test_a_value_that_cannot_be(tmp_path: Path, value: str) -> None:
    page = served(tmp_path).page(f"/whatif?unit=天山街道&fact=特扶家庭走访户数&value={value}")
    assert "这样改不行" in page


def test_what_an_indicator_is_worth(tmp_path: Path) -> None:
    site = served(tmp_path)
    page = site.page("/whatif?item=C2&points=8")
    assert "这样改不行" not in page, page[page.index("这样改不行") :][:800]
    assert len(rows(page, MOVED)) == 10
    assert "没有单位会变" in site.page("/whatif?item=C2&points=5")
    assert "这样改不行" in site.page("/whatif?item=C2&points=-3")
    assert "这样改不行" in site.page("/whatif?item=没有&points=3")


def test_where_a_tier_begins(tmp_path: Path) -> None:
    site = served(tmp_path)
    table = rows(site.page("/whatif?tier=优秀&cut=92"), MOVED)
    assert [(row[0], row[5]) for row in table] == [("程桥街道", "优秀 → 优良")]
    assert "这样改不行" in site.page("/whatif?tier=不合格&cut=10")


def _form(site: Site, folder: Path, unit: str) -> bytes:
    """Return the form of a unit with its facts filled in."""
    made = ["form", "make", str(site.folder.scheme), "-o", str(folder), "--unit", unit]
    assert main([*made, "--with-facts", str(site.folder.facts), "--quiet"]) == 0
    return next(folder.glob("*.xlsx")).read_bytes()


def test_a_form_is_taken_checked_and_imported(tmp_path: Path) -> None:
    site = served(tmp_path)
    form = _form(site, tmp_path / "填报表", "天山街道")
    answer = site.post("/returns?csrf=csrf-key", files=[("files", ("天山街道.xlsx", form))])
    assert answer.status_code == 303, answer.text
    page = site.page(answer.headers["location"])
    assert "收到 1 个文件" in page
    assert "天山街道.xlsx" in page
    assert "在上面勾选“也覆盖”" in page
    answer = site.post("/returns/import?csrf=csrf-key")
    assert "导入了 0 份" in site.page(answer.headers["location"])
    answer = site.post("/returns/import?csrf=csrf-key", data={"force": "1"})
    assert "导入了 1 份" in site.page(answer.headers["location"])
    assert list(site.folder.facts.glob("*.bak"))


def test_a_form_that_is_none_is_told(tmp_path: Path) -> None:
    site = served(tmp_path)
    site.post("/returns?csrf=csrf-key", files=[("files", ("甲.xlsx", b"no workbook"))])
    page = site.page("/returns")
    assert "甲.xlsx" in page
    assert "有错误" in page


def test_what_no_page_of_ours_sent_is_refused(tmp_path: Path) -> None:
    site = served(tmp_path)
    sent = {"files": ("甲.xlsx", b"x")}
    assert site.post("/returns", files=sent).status_code == 403
    assert site.post("/returns?csrf=wrong", files=sent).status_code == 403
    assert site.post("/returns?csrf=csrf-key", files=sent, headers={"Origin": "http://evil.example"}).status_code == 403
    assert not (tmp_path / "收回").exists()


def test_assets_are_kept_and_pages_are_not(tmp_path: Path) -> None:
    site = served(tmp_path)
    page = site.get("/help")
    assert page.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    at = page.text.partition('href="/static/')[2].partition('"')[0]
    asset = site.get(f"/static/{at}")
    assert asset.status_code == 200
    assert "immutable" in asset.headers["cache-control"]
    assert "immutable" not in site.get("/static/old/pages.css").headers["cache-control"]
    assert site.get("/static/old/../../gate.py").status_code == 404
