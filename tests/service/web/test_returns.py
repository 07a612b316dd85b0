"""Forms that are sent: kept under safe names and over nothing, checked, marked, imported; bombs do no harm."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from cli.main import main
from service.web.audit import read_audit
from service.web.folder import Folder
from service.web.uploads import LONGEST_NAME, MOST_FILES, keep, safe_name, within
from tests.forms.users import GOOD, HERE, User, blank_form, scheme_of_users
from tests.service.web.asking import Client, client_of, codes

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

UNIT = "甲单位"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    shutil.copy(HERE / "scheme.yaml", tmp_path / "方案.yaml")
    (tmp_path / "事实").mkdir()
    return Folder(tmp_path / "方案.yaml", tmp_path / "事实")


def form(**values: Any) -> bytes:  # noqa: ANN401  whatever a cell holds
    user = User(blank_form(scheme_of_users(), UNIT))
    user.fill({**GOOD, **values})
    target = io.BytesIO()
    user.book.save(target)
    return target.getvalue()


def send(client: Client, *files: tuple[str, bytes]) -> httpx.Response:
    return client.post("/returns", files=[("files", each) for each in files])


def test_a_good_form_is_kept_and_imported(folder: Folder, client: Client) -> None:
    assert client.get("/returns").json()["missing"] == [UNIT, "乙单位", "丙单位"]
    answer = send(client, ("甲单位.xlsx", form()))
    assert answer.status_code == 200, answer.text
    data = answer.json()
    assert data["received"] == [{"name": "甲单位.xlsx", "saved_as": "甲单位.xlsx", "message": "已存进“收回”"}]
    assert [each["fate"] for each in data["files"]] == ["new"]
    assert (folder.returned / "甲单位.xlsx").read_bytes()[:2] == b"PK"
    assert client.post("/returns/import", {"dry_run": True}).json()["files"][0]["fate"] == "new"
    assert list(folder.facts.iterdir()) == []
    done = client.post("/returns/import")
    assert done.json()["doing"] == "import"
    (made,) = folder.facts.iterdir()
    assert "实访户数" in made.read_text("utf-8")
    what = [each["what"] for each in read_audit(folder.scheme.parent)]
    assert what == ["导入填报表", "收填报表"]
    assert client.post("/returns/import", {}).json()["files"][0]["fate"] == "same"


def test_it_is_what_the_command_does(folder: Folder, client: Client, tmp_path: Path) -> None:
    send(client, ("甲单位.xlsx", form()), ("乙单位.xlsx", b"not a workbook"))
    words = [str(folder.returned), "-s", str(folder.scheme), "--to", str(folder.facts), "--json"]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["form", "import", "--dry-run", *words])
    assert client.post("/returns/import", {"dry_run": True}).json() == json.loads(out.getvalue())
    by_command = tmp_path / "别处"
    with contextlib.redirect_stdout(out):
        main(["form", "import", *words[:-2], str(by_command)])
    client.post("/returns/import")
    (one,), (other,) = by_command.iterdir(), folder.facts.iterdir()
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


def test_a_wrong_form_goes_back_marked(client: Client) -> None:
    data = send(client, ("甲单位.xlsx", form(实访户数=99))).json()
    (problem,) = (each for each in data["files"][0]["problems"] if each["severity"] == "error")
    assert problem["at"]["cell"]
    answer = client.get(f"/returns/{quote('甲单位.xlsx')}/marked")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[0] == "问题清单"
    assert "%E8%AF%B7%E4%BF%AE%E6%94%B9" in answer.headers["content-disposition"]
    assert client.get("/returns/x.xlsx/marked").status_code == 404


def test_one_file_never_takes_the_place_of_another(folder: Folder, client: Client) -> None:
    one, other = form(), form(实访户数=45)
    send(client, ("甲单位.xlsx", one))
    assert send(client, ("甲单位.xlsx", one)).json()["received"][0]["saved_as"] == "甲单位.xlsx"
    assert send(client, ("甲单位.xlsx", other)).json()["received"][0]["saved_as"] == "甲单位_2.xlsx"
    assert (folder.returned / "甲单位.xlsx").read_bytes() == one
    assert len(list(folder.returned.iterdir())) == 2


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../方案.yaml", "方案.yaml"),
        ("..\\..\\win.ini", "win.ini"),
        ("C:\\x\\甲.xlsx", "甲.xlsx"),
        ("/etc/passwd", "passwd"),
        ("..", "填报表"),
        ("", "填报表"),
        (".htaccess", "htaccess"),
        ("~$甲.xlsx", "$甲.xlsx"),
        ("CON.xlsx", "填报表-CON.xlsx"),
        ("nul", "填报表-nul"),
        ("com1.tar.xlsx", "填报表-com1.tar.xlsx"),
        ("甲\0.xlsx", "甲-.xlsx"),
        ("甲\r\nX: 1.xlsx", "甲--X- 1.xlsx"),
        ("甲<b>:*?.xlsx", "甲-b----.xlsx"),
        ("甲\u202exslx.exe", "甲-xslx.exe"),
        ("甲.xlsx. . ", "甲.xlsx"),
        ("a." + "x" * 300, "a.xxxxxxxx"),
    ],
)
def test_names_are_made_safe(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


def test_long_names_are_cut() -> None:
    assert len(safe_name("长" * 500 + ".xlsx").encode()) <= LONGEST_NAME + len(".xlsx")


def test_ends_of_lines_are_no_part_of_a_name() -> None:
    assert safe_name("a\u2028b\u2029c.xlsx") == "a-b-c.xlsx"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    target = tmp_path / "secret"
    folder = tmp_path / "收回"
    folder.mkdir()
    (folder / "甲.xlsx").symlink_to(target)
    assert keep(folder, "甲.xlsx", b"x") == (folder / "甲_2.xlsx", True)
    assert keep(folder, "甲.xlsx", b"x") == (folder / "甲_2.xlsx", False)
    assert not target.exists()
    assert within(folder, "甲_2.xlsx") == folder / "甲_2.xlsx"
    for name in ("../secret", "", ".", "..", "a\\b", "甲.xlsx", ".x", "\0", "没有"):
        assert within(folder, name) is None


def test_a_folder_that_leads_elsewhere_takes_nothing(folder: Folder, client: Client, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.mkdir()
    folder.returned.symlink_to(elsewhere)
    answer = send(client, ("甲单位.xlsx", form()))
    assert answer.status_code == 403
    assert list(elsewhere.iterdir()) == []


def test_traversal_in_a_name_that_is_sent(folder: Folder, client: Client) -> None:
    before = folder.scheme.read_bytes()
    for name in ("../方案.yaml", "..%2f方案.yaml", "....//方案.yaml", "/x/方案.yaml"):
        saved = send(client, (name, b"x")).json()["received"][0]["saved_as"]
        assert (folder.returned / saved).is_file()
    assert folder.scheme.read_bytes() == before
    assert {each.parent for each in folder.scheme.parent.rglob("*方案*")} == {folder.scheme.parent, folder.returned}


def archive(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/"), data)
    return target.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """A workbook with one of its parts exchanged."""
    assert name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, part if each == name else old.read(each))
    return target.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
    + b"]><x>&j;</x>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("what", "data", "code"),
    [
        ("zip", lambda: with_part(form(), "xl/styles.xml", b"\0" * 450_000_000), "I025"),
        ("laughs", lambda: with_part(form(), "xl/styles.xml", LAUGHS), "I026"),
        ("outside", lambda: with_part(form(), "xl/workbook.xml", OUTSIDE), "I026"),
        ("folder", lambda: archive(**{"..__..__x.xlsx": b"x"}), "I02"),
        ("docx", lambda: archive(word__document=b"x"), "I02"),
        ("page", lambda: b"<html><script>alert(1)</script></html>", "I02"),
        ("nothing", lambda: b"", ""),
        ("cut", lambda: form()[:2000], "I02"),
    ],
)
def test_what_is_no_form_is_told(what: str, data: Any, code: str, client: Client) -> None:  # noqa: ANN401
    answer = send(client, (f"{what}.xlsx", data()))
    assert answer.status_code == 200, answer.text
    (file,) = answer.json()["files"]
    assert file["fate"] == "errors"
    assert any(each["code"].startswith(code) for each in file["problems"])
    assert "root:" not in answer.text
    assert client.get(f"/returns/{what}.xlsx/marked").status_code == 200
    assert client.post("/returns/import").json()["files"][0]["fate"] == "errors"


def test_too_many_files(client: Client) -> None:
    assert send(client, *[(f"{number}.csv", b"") for number in range(MOST_FILES + 1)]).status_code == 413
    assert send(client, *[(f"{number}.csv", b"") for number in range(1100)]).status_code in (400, 413)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", "multipart/form-data"), (b"x", "multipart/form-data; boundary=y"), (b"{}", "application/json"),
     (b"--y\r\n\r\n", "multipart/form-data; boundary=y"), (b"files=1", "application/x-www-form-urlencoded"),
     (b'--y\r\nContent-Disposition: form-data; name="files"\r\n\r\nx\r\n--y--', "multipart/form-data; boundary=y")],
)  # fmt: skip
def test_a_sending_that_is_none(content: bytes, kind: str, folder: Folder, client: Client) -> None:
    answer = client.ask("POST", "/api/v1/returns", content=content, headers={"Content-Type": kind})
    assert answer.status_code in (400, 415, 422)
    assert codes(answer) == ["U512"]
    assert not folder.returned.exists()


def test_importing_asks_for_a_known_origin(client: Client) -> None:
    send(client, ("甲单位.xlsx", form()))
    answer = client.post("/returns/import", {"origin": "听说"})
    assert codes(answer) == ["U512"]
    assert client.post("/returns/import", {"origin": "核定"}).json()["files"][0]["origin"] == "核定"
    assert client.post("/returns/import", {"other": 1}).status_code == 422


def test_without_a_scheme_nothing_is_received(folder: Folder) -> None:
    folder.scheme.write_text("a: 1", "utf-8")
    client = client_of(folder)
    assert client.get("/returns").status_code == 422
    assert send(client, ("甲单位.xlsx", b"x")).status_code == 422
    assert not folder.returned.exists()


def test_a_formula_in_a_form_stays_none(client: Client) -> None:
    name = "=cmd|'/c calc'!A0.xlsx"
    send(client, (name, form(实访户数=99)))
    saved = client.get("/returns").json()["files"][0]["file"].split("/")[-1]
    answer = client.get(f"/returns/{quote(saved)}/marked")
    cells = [cell for sheet in load_workbook(io.BytesIO(answer.content)) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" and "cmd" in str(cell.value)]
