"""Each endpoint, asked well and badly."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from service.web.app import make_app
from tests.service.web.asking import KEY, UNIT, Client, client_of, codes

if TYPE_CHECKING:
    from service.web.folder import Folder

FACT = "特扶家庭走访户数"


def test_units_may_be_named_by_code(folder: Folder, client: Client) -> None:
    assert codes(client.get("/units/天山街到/trace")) == ["U501"]
    assert "天山街道" in client.get("/units/天山街到/trace").json()["problems"][0]["message"]
    assert codes(client.get(f"/units/{quote(UNIT)}/trace?item=C99")) == ["U502"]
    text = folder.scheme.read_text("utf-8").replace(f"- {UNIT}", f"- {{名称: {UNIT}, 编码: T1}}", 1)
    folder.scheme.write_text(text, "utf-8")
    assert client.get("/units/T1/trace").json()["unit"] == UNIT


def test_ranks(client: Client) -> None:
    assert [each["rank"] for each in client.get("/rank?top=3").json()["units"]] == ["1", "2", "3"]
    assert client.get("/rank?top=0").status_code == 422
    assert client.get("/rank?top=x").status_code == 422
    assert "街道、镇" in client.get("/rank?group=村").json()["problems"][0]["help"]


def test_facts(client: Client) -> None:
    data = client.get("/facts").json()
    assert len(data["units"]) == 10
    (unit,) = (each for each in data["units"] if each["unit"] == "新华街道")
    (fact,) = (each for each in unit["facts"] if each["name"] == FACT)
    assert fact["origin"] == "核定"
    assert fact["at"]["line"] > 0
    assert fact["others"][0]["origin"] == "自评"


def test_completion_and_explanation(folder: Folder, client: Client) -> None:
    text = folder.scheme.read_text("utf-8")
    at = text.index("得分 >= 90")
    data = client.post("/complete", {"text": text, "offset": at + 1}).json()
    assert "得分" in [each["label"] for each in data["items"]]
    item = data["items"][0]
    assert 0 <= item["start"] <= item["end"] <= len(text)
    told = client.post("/hover", {"text": text, "offset": text.index("修约:") + 1}).json()
    assert "修约" in told["markdown"]
    assert text[told["start"] : told["end"]] == "修约"
    assert client.post("/hover", {"text": "", "offset": 9}).json()["markdown"] is None
    assert client.post("/complete", {"text": text, "offset": -1}).status_code == 422
    assert client.post("/complete", {"text": text, "offset": 10**9}).status_code == 200


def test_layout_and_mending(folder: Folder, client: Client) -> None:
    text = folder.scheme.read_text("utf-8")
    loose = text.replace("名称: ", "名称:   ", 3)
    assert client.post("/format", {"text": loose}).json() == {
        "schema": "kaohe/text@1", "text": text, "changed": True, "mended": 0,
    }  # fmt: skip
    assert client.post("/format", {"text": "a: [1"}).status_code == 422
    wrong = text.replace("分值:", "分直:", 1)
    mended = client.post("/fix", {"text": wrong}).json()
    assert (mended["text"], mended["changed"], mended["mended"]) == (text, True, 1)
    assert client.post("/fix", {"text": text}).json()["changed"] is False
    assert codes(client.post("/read", {"text": wrong}))
    assert codes(client.post("/read", {"text": text, "item": "X9"})) == ["U502"]


def test_a_trial_says_who_moves_and_why(folder: Folder, client: Client) -> None:
    text = folder.scheme.read_text("utf-8")
    data = client.post("/trial", {"text": text.replace("扣: 0.5", "扣: 3", 2)}).json()
    assert [each["number"] for each in data["changes"]] == [1, 2]
    moved = [each for each in data["units"] if each["changed"]]
    assert moved
    assert {share["unit"] for share in data["shares"]} >= {each["unit"] for each in moved if each["difference"] != "0"}
    assert client.post("/trial", {"text": text}).json()["changes"] == []
    assert client.post("/trial", {"text": text + "\n: x"}).json()["errors"] > 0
    many = client.post("/trial", {"text": text.replace("扣: ", "扣: 1", 9)}).json()
    assert len(many["changes"]) == 9
    assert many["steps"] == []
    assert folder.scheme.read_text("utf-8") == text


def test_a_trial_sees_the_files_as_they_are(folder: Folder, client: Client) -> None:
    text = folder.scheme.read_text("utf-8")
    before = client.post("/trial", {"text": text}).json()["units"]
    path = next(each for each in folder.facts.iterdir() if UNIT in each.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace("核定: ", "核定: 1", 1), "utf-8")
    answer = client.post("/trial", {"text": text})
    assert answer.status_code == 422 or answer.json()["units"] != before


def whatif(client: Client, *changes: tuple[str, str, str], **others: str) -> dict[str, Any]:
    sent = [{"unit": unit, "fact": fact, "value": value} for unit, fact, value in changes]
    data: dict[str, Any] = client.post("/whatif", {"changes": sent, **others}).json()
    return data


def test_other_values_move_all_whom_they_move(folder: Folder, client: Client) -> None:
    data = whatif(client, (UNIT, FACT, "4"))
    moved = {each["unit"]: each for each in data["units"]}
    assert moved[UNIT]["difference"].startswith("-")
    assert any(unit != UNIT for unit in moved)
    # As if the file said so.
    path = next(each for each in folder.facts.iterdir() if f"单位: {UNIT}" in each.read_text("utf-8"))
    text = path.read_text("utf-8")
    path.write_text(re.sub(rf"({FACT}: )\d+", r"\g<1>4", text, count=1), "utf-8")
    assert path.read_text("utf-8") != text
    now = {each["unit"]: each for each in client.get("/score").json()["units"]}
    for unit, each in moved.items():
        assert {key: now[unit][key] for key in ("score", "rank", "tier")} == {
            key: each["new"][key] for key in ("score", "rank", "tier")
        }
    assert whatif(client, (UNIT, FACT, "4"))["units"] == []


def test_values_are_checked_as_in_a_file(client: Client) -> None:
    assert whatif(client)["units"] == []
    for value, code in (("-1", "F3"), ("许多", "F3"), ("99999", "F3"), ("", "F3")):
        found = whatif(client, (UNIT, FACT, value))
        assert found["schema"] == "kaohe/problems@1" or not value
        assert any(each["code"].startswith(code) for each in found["problems"])
    assert whatif(client, (UNIT, "没有", "1"))["problems"][0]["code"] == "U502"
    assert whatif(client, ("没有", FACT, "1"))["problems"][0]["code"] == "U501"


def test_other_values_under_another_scheme(folder: Folder, client: Client) -> None:
    text = folder.scheme.read_text("utf-8").replace("扣: 0.5", "扣: 3", 1)
    both = whatif(client, (UNIT, FACT, "4"), text=text)
    assert len(both["units"]) >= len(whatif(client, (UNIT, FACT, "4"))["units"])
    assert whatif(client, (UNIT, FACT, "4"), text="a: 1")["errors"] > 0


@pytest.mark.parametrize(
    "path", [f"/units/{quote(UNIT)}/report.docx", "/notice.docx", "/notice.docx?kind=通报", "/summary.xlsx"]
)
def test_documents_are_archives(path: str, client: Client) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


def test_pages_as_documents(client: Client) -> None:
    for path in (f"/units/{quote(UNIT)}/report.html", "/summary.html"):
        answer = client.get(path)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["content-disposition"].startswith("inline")
    assert client.get(f"/units/{quote(UNIT)}/report.html?edition=公开版").status_code == 422
    assert client.get("/units/x/report.docx").status_code == 404
    assert client.get("/notice.docx?kind=命令").status_code == 422


def test_a_public_notice_in_the_order_of_scores_is_refused(folder: Folder, client: Client) -> None:
    text = folder.scheme.read_text("utf-8")
    folder.scheme.write_text(
        re.sub("名单顺序: .*", "名单顺序: 得分顺序", text.replace("版本: 公开版", "版本: 内部版")), "utf-8"
    )
    assert codes(client.get("/notice.docx")) == ["S153"]
    assert client.get("/notice.docx?edition=内部版").status_code == 200
    folder.scheme.with_name("文书.yaml").write_text("通知: [", "utf-8")
    assert client.get("/notice.docx?edition=内部版").status_code == 422


@pytest.mark.parametrize("name", ["=cmd|'/c calc'!A0", "+1+1", "@SUM(1)", "-2+3"])
def test_a_name_is_no_formula(name: str, folder: Folder, client: Client) -> None:
    for path in (folder.scheme, *folder.facts.iterdir()):
        path.write_text(path.read_text("utf-8").replace(UNIT, f'"{name}"'), "utf-8")
    answer = client.get("/summary.xlsx")
    assert answer.status_code == 200, answer.text
    book = load_workbook(io.BytesIO(answer.content))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if name in str(cell.value)]
    assert found
    assert {cell.data_type for cell in found} == {"s"}


def test_what_there_is_not(client: Client) -> None:
    for method, path, status in (
        ("GET", "/nothing", 404), ("DELETE", "/scheme", 405), ("GET", "/lint", 405), ("POST", "/score", 405),
        ("GET", "/score/", 404), ("OPTIONS", "/score", 405), ("TRACE", "/score", 405),
    ):  # fmt: skip
        answer = client.ask(method, f"/api/v1{path}")
        assert answer.status_code == status, path
        assert codes(answer) == ["U512"]
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert client.ask("GET", path).status_code == 404


def test_an_unforeseen_error_tells_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[BaseException] = []

    def crashed(error: BaseException) -> str:
        noted.append(error)
        return "程序内部出错"

    def broken(*_: object) -> str:
        raise ZeroDivisionError(UNIT)

    monkeypatch.setattr("service.web.api.results.score_json", broken)
    answer = Client(make_app(folder, KEY, "1", crashed)).get("/score")
    assert answer.status_code == 500
    assert codes(answer) == ["U512"]
    assert UNIT not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert [type(each) for each in noted] == [ZeroDivisionError]


def test_the_description_needs_no_other_host(client: Client) -> None:
    described = client.get("/openapi.json")
    assert not re.search(r"https?://", described.text)
    data = described.json()
    assert set(data["components"]["schemas"]) >= {"kaohe.Score", "kaohe.Problems", "kaohe.Diff"}


def test_what_changes_in_the_files_is_seen(folder: Folder) -> None:
    client = client_of(folder)
    before = client.get("/score").content
    text = folder.scheme.read_text("utf-8")
    folder.scheme.write_text(text.replace("扣: 0.5", "扣: 3", 2), "utf-8")
    assert client.get("/score").content != before
    folder.scheme.write_text(text, "utf-8")
    assert client.get("/score").content == before
    folder.scheme.unlink()
    assert codes(client.get("/score")) == ["I001"]
    assert client.get("/scheme").json()["sha256"] == ""
