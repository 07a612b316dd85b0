"""A demonstration: no answer has a unit's name or a score in it, whatever is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from engine.number import fixed_text
from engine.reading.read_scheme import load_scheme
from engine.report.score import by_rank
from service.web.folder import Folder
from service.web.mask import Mask, alias
from tests.service.web.asking import API, UNIT, Client, client_of, codes

if TYPE_CHECKING:
    from pathlib import Path

    from engine.scheme.model import Scheme

FACT = "特扶家庭走访户数"


@pytest.fixture
def open_folder(folder: Folder) -> Folder:
    return Folder(folder.scheme, folder.facts)


@pytest.fixture
def client(folder: Folder) -> Client:
    return client_of(Folder(folder.scheme, folder.facts, masked=True))


def secrets(folder: Folder) -> list[str]:
    """What must not be seen: every name as it is and as it stands in an address, every score."""
    assessment = folder.state().assessment
    assert assessment is not None
    names = [unit.name for unit in assessment.scheme.units]
    results = assessment.results
    scores = [fixed_text(results.total_of(row), results.digits) for row in range(len(names))]
    return [*names, *map(quote, names), *scores]


def told(client: Client) -> dict[str, str]:
    """Every answer that a demonstration gives."""
    text = client.get("/scheme").json()["text"]
    aliases = [alias(number) for number in range(10)]
    answers = {
        path: client.ask("GET", path)
        for path in (
            *(f"{API}/{each}" for each in ("score", "rank", "units", "scheme", "problems", "facts", "audit", "returns",
                                           "notice.docx", "summary.html", "summary.xlsx")),
            *(f"{API}/units/{quote(each)}/{what}" for each in aliases for what in ("trace", "report.html")),
            "/", "/ranking", "/units",
        )
    }  # fmt: skip
    answers["trial"] = client.post("/trial", {"text": text.replace("扣: 0.5", "扣: 3", 2)})
    answers["lint"] = client.post("/lint", {"text": text.replace("分值:", "分直:", 1)})
    answers["whatif"] = client.post("/whatif", {"changes": [{"unit": aliases[0], "fact": FACT, "value": "4"}]})
    # By asking again and again, scores could be worked out.
    for name in ("trial", "whatif"):
        assert answers[name].status_code == 403, answers[name].text
    return {path: f"{answer.status_code} {answer.headers} {answer.text}" for path, answer in answers.items()}


def test_no_answer_has_a_name_or_a_score(client: Client, open_folder: Folder) -> None:
    for path, text in told(client).items():
        found = [secret for secret in secrets(open_folder) if secret in text]
        assert found == [], path


def test_what_is_worked_out_is_worked_out_of_the_real_files(client: Client, open_folder: Folder) -> None:
    assessment = open_folder.state().assessment
    assert assessment is not None
    names = [unit.name for unit in assessment.scheme.units]
    given = [each["unit"] for each in client.get("/rank").json()["units"]]
    assert given == [alias(names.index(unit)) for unit in by_rank(assessment)]
    assert {each["score"] for each in client.get("/score").json()["units"]} == {"**"}


def test_real_names_are_no_way_in(client: Client) -> None:
    answer = client.get(f"/units/{quote(UNIT)}/trace")
    assert answer.status_code == 403
    assert UNIT not in answer.text
    assert client.get("/units/单位甲/trace").json()["unit"] == "单位甲"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/facts"), ("GET", "/returns"), ("GET", "/audit"), ("GET", "/problems"), ("GET", "/notice.docx"),
     ("GET", "/summary.xlsx"), ("GET", "/summary.html"), ("GET", "/units/单位甲/report.html"),
     ("GET", "/units/单位甲/report.docx"), ("PUT", "/scheme"), ("POST", "/returns"), ("POST", "/returns/import"),
     ("POST", "/diff"), ("POST", "/complete"), ("POST", "/hover"), ("POST", "/format"), ("POST", "/fix"),
     ("GET", "/returns/x/marked"), ("DELETE", "/scheme")],
)  # fmt: skip
def test_what_cannot_be_covered_is_refused(method: str, path: str, client: Client) -> None:
    answer = client.ask(method, API + path)
    assert answer.status_code == 403
    assert codes(answer) == ["U512"]


def test_problems_name_nobody(client: Client, open_folder: Folder) -> None:
    for path in open_folder.facts.iterdir():
        path.write_text(path.read_text("utf-8").replace(f"单位: {UNIT}", "单位: 天山街到"), "utf-8")
    answer = client.get("/score")
    assert answer.status_code == 422
    assert "天山街" not in answer.text
    for each in answer.json()["problems"]:
        assert each["file"] in (None, "**", str(open_folder.scheme))


def test_without_a_scheme_nothing_is_shown(client: Client, open_folder: Folder) -> None:
    open_folder.scheme.write_text("考核对象: [天山街道]", "utf-8")
    for path in ("/", f"{API}/score", f"{API}/scheme"):
        answer = client.ask("GET", path)
        assert answer.status_code == 403
        assert UNIT not in answer.text


def sound(folder: Folder) -> Scheme:
    scheme, _ = load_scheme(folder.scheme, str(folder.scheme))
    assert scheme is not None
    return scheme


@pytest.fixture
def mask(folder: Folder) -> Mask:
    return Mask(sound(folder))


def test_pages_are_covered(mask: Mask) -> None:
    page = (
        f'<!DOCTYPE html><html><body title="{UNIT} 94.17分"><a href="/units/{quote(UNIT)}?a=1">{UNIT}</a>'
        '<td class="c2">94.17</td><td data-shown>第 1 名 3</td><p>得 94 分，C2 扣 5.5 分；2021年，共 10 个单位</p>'
        '<svg viewBox="0 0 9 9"><text>94.17</text></svg><div style="width: 94.17%">x</div><br>'
        '<meter value="94.17" max="100"></meter><b data-shown><i>7</i></b>8&amp;&#57;</body></html>'
    )
    covered = mask.html(page)
    assert UNIT not in covered
    assert "94" not in covered
    assert "5.5" not in covered
    assert quote(UNIT) not in covered
    assert f'href="/units/{quote(mask.names(UNIT))}?a=1"' in covered
    for kept in ('class="c2"', "第 1 名 3", "C2", "2021年，共 10 个单位", "<i>7</i></b>**&amp;", "演示方式不画图"):
        assert kept in covered
    assert "<svg" not in covered
    assert re.sub(r"<[^>]*>", "", covered).count("**") >= 4


def test_names_come_and_go(mask: Mask, folder: Folder) -> None:
    names = [unit.name for unit in sound(folder).units]
    for name in names:
        assert mask.real(mask.names(f"“{name}”和{name}")) == f"“{name}”和{name}"
    assert [alias(number) for number in (0, 9, 10, 19, 20, 109, 110)] == [
        "单位甲", "单位癸", "单位甲甲", "单位甲癸", "单位乙甲", "单位癸癸", "单位甲甲甲",
    ]  # fmt: skip


def test_lists_of_units_in_another_file(folder: Folder, tmp_path: Path) -> None:
    text = folder.scheme.read_text("utf-8")
    start, end = text.index("考核对象:"), text.index("# 结果通知：采取")
    folder.scheme.write_text(f"{text[:start]}考核对象文件: 单位.yaml\n\n{text[end:]}", "utf-8")
    (tmp_path / "单位.yaml").write_text(text[start:end], "utf-8")
    client = client_of(Folder(folder.scheme, folder.facts, masked=True))
    answer = client.get("/score")
    assert answer.status_code == 200, answer.text
    assert UNIT not in answer.text
