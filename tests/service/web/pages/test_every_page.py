"""Every page of a site is sound, and every link leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

import pytest

from engine.report.view.summary.ground import make_ground
from service.web.folder import Folder
from tests.service.web.pages.site import HOME, Site, check, links, served

if TYPE_CHECKING:
    from pathlib import Path

    from engine.judge.assessment import Assessment
    from engine.report.view.summary.ground import Ground

SHOWN = ("/", "/units", "/indicators", "/returns", "/whatif", "/exports", "/problems", "/help", "/search", "/quality")
# Files take long to make: of those that are alike, the links to one unit's are followed.
_FILES = (".docx", ".xlsx", ".html", ".csv", ".json")


def walk(site: Site, most: int = 5000) -> set[str]:
    """Follow every link from the overview on and return the addresses."""
    seen, due, made = {"/"}, ["/"], set()
    while due:
        at = due.pop()
        answer = site.get(at)
        assert answer.status_code == 200, (at, answer.status_code, answer.text[-1500:])
        path = urlsplit(at).path
        if not answer.headers["content-type"].startswith("text/html") or path.startswith(("/api/", "/tables/")):
            continue
        check(answer.text, at)
        for link in links(answer.text, f"{HOME}{at}"):
            assert link.startswith(f"{HOME}/"), (at, link)
            to = link.removeprefix(HOME).partition("#")[0]
            kind = unquote(urlsplit(to).path).rpartition("/")[2]
            if to in seen or (kind.endswith(_FILES) and kind in made):
                continue
            made |= {kind} if kind.endswith(_FILES) else set()
            seen.add(to)
            due.append(to)
        assert len(seen) < most
    return seen


@pytest.mark.parametrize("name", ["changning-2021", "shili-2022", "jiading-2008"])
def test_every_link_leads_somewhere(tmp_path: Path, name: str) -> None:
    site = served(tmp_path, name)
    seen = walk(site)
    assert set(SHOWN) - {"/search"} <= seen
    assessment = site.folder.state().assessment
    assert assessment is not None
    for unit in assessment.facts.units:
        assert f"/units/{quote(unit, safe='')}" in seen


@pytest.mark.parametrize("path", SHOWN)
def test_before_there_is_a_result(tmp_path: Path, path: str) -> None:
    scheme = tmp_path / "方案.yaml"
    (tmp_path / "事实").mkdir()
    scheme.write_text("方案编号: [\n", "utf-8")
    page = Site(Folder(scheme, tmp_path / "事实")).page(path)
    assert "个错误" in page or "错误" in page or path in {"/help", "/search"}


def test_errors_lead_to_their_line(tmp_path: Path) -> None:
    site = served(tmp_path)
    text = site.folder.scheme.read_text("utf-8")
    site.folder.scheme.write_text(text.replace("总分: 100", "总分: 101"), "utf-8")
    page = site.page("/")
    assert "/scheme?line=" in page
    assert "名次表" not in page
    assert "/problems/" in site.page("/problems")


@pytest.mark.parametrize("path", SHOWN)
def test_an_empty_folder_and_none_at_all(tmp_path: Path, path: str) -> None:
    site = served(tmp_path)
    for each in site.folder.facts.iterdir():
        each.unlink()
    site.page(path)
    site.folder.facts.rmdir()
    site.page(path)


def test_what_there_is_not(tmp_path: Path) -> None:
    site = served(tmp_path)
    for path in (
        "/units/没有的",
        "/units/天山街道/没有的",
        "/indicators/没有",
        "/problems/X999",
        "/没有",
        "/tables/x.csv",
    ):
        assert "没有" in site.page(path, 404)
    assert site.get("/api/v1/nothing").headers["content-type"] == "application/json"


def test_a_state_is_worked_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, made = served(tmp_path), []

    def counted(assessment: Assessment) -> Ground:
        made.append(assessment)
        return make_ground(assessment)

    monkeypatch.setattr("service.web.pages.derived.make_ground", counted)
    for path in SHOWN:
        site.page(path)
    assert len(made) == 1
    changed = next(site.folder.facts.glob("*天山*"))
    changed.write_text(changed.read_text("utf-8") + "\n# 改过\n", "utf-8")
    for path in SHOWN:
        site.page(path)
    assert len(made) == 2
