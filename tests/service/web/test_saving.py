"""Saving the scheme: over nothing that was not read, as the file was written, and with a line in the audit."""

from __future__ import annotations

import codecs
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from service.web.audit import audit_path
from service.web.folder import Folder
from tests.service.web.asking import Client, client_of, codes

if TYPE_CHECKING:
    from pathlib import Path


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def changed(folder: Folder, number: str) -> dict[str, str]:
    text = folder.scheme.read_text("utf-8").replace("扣: 0.5", f"扣: {number}", 1)
    return {"text": text, "sha256": digest(folder.scheme)}


def test_what_is_saved_is_in_the_file_and_in_the_audit(folder: Folder, client: Client) -> None:
    before = client.get("/scheme").json()
    assert before["sha256"] == digest(folder.scheme)
    assert before["text"] == folder.scheme.read_text("utf-8")
    assert before["writable"] is True
    answer = client.put("/scheme", changed(folder, "0.6"))
    assert answer.status_code == 200, answer.text
    assert answer.json()["sha256"] == digest(folder.scheme)
    assert "扣: 0.6" in folder.scheme.read_text("utf-8")
    (entry,) = client.get("/audit").json()["entries"]
    assert (entry["what"], entry["file"]) == ("保存方案", "方案.yaml")
    assert (entry["old"], entry["new"]) == (before["sha256"], digest(folder.scheme))
    assert entry["size"] == folder.scheme.stat().st_size


def test_the_audit_only_grows(folder: Folder, client: Client) -> None:
    client.put("/scheme", changed(folder, "0.6"))
    first = audit_path(folder.scheme.parent).read_bytes()
    same = {"text": folder.scheme.read_text("utf-8"), "sha256": digest(folder.scheme)}
    assert client.put("/scheme", same).status_code == 200  # nothing is changed, nothing is written
    assert audit_path(folder.scheme.parent).read_bytes() == first
    text = folder.scheme.read_text("utf-8").replace("扣: 0.6", "扣: 0.7", 1)
    client.put("/scheme", {"text": text, "sha256": digest(folder.scheme)})
    now = audit_path(folder.scheme.parent).read_bytes()
    assert now.startswith(first)
    assert len(now.splitlines()) == 2
    with audit_path(folder.scheme.parent).open("ab") as file:
        file.write(b"spoilt\n[1]\n")
    assert len(client.get("/audit").json()["entries"]) == 2


def test_a_conflict_shows_both_sides(folder: Folder, client: Client) -> None:
    mine = changed(folder, "0.6")
    theirs = folder.scheme.read_text("utf-8").replace("扣: 0.5", "扣: 0.9", 1)
    folder.scheme.write_text(theirs, "utf-8")
    answer = client.put("/scheme", mine)
    assert answer.status_code == 409
    data = answer.json()
    assert data["schema"] == "kaohe/conflict@1"
    assert (data["mine"], data["theirs"], data["sha256"]) == (mine["text"], theirs, digest(folder.scheme))
    assert folder.scheme.read_text("utf-8") == theirs
    assert not audit_path(folder.scheme.parent).exists()


def test_of_two_saves_at_once_one_wins(folder: Folder) -> None:
    client = client_of(folder)
    sent = [changed(folder, f"0.{number}") for number in range(1, 9)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda each: client.put("/scheme", each), sent))
    assert sorted(each.status_code for each in answers) == [200, *[409] * 7]
    (won,) = (text["text"] for text, each in zip(sent, answers, strict=True) if each.status_code == 200)
    assert folder.scheme.read_text("utf-8") == won


@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_file_stays_as_it_was_written(bom: bytes, end: bytes, folder: Folder, client: Client) -> None:
    plain = folder.scheme.read_bytes()
    folder.scheme.write_bytes(bom + plain.replace(b"\n", end))
    folder.scheme.chmod(0o640)
    text = client.get("/scheme").json()["text"]
    assert text.encode() == plain
    sent = {"text": text.replace("扣: 0.5", "扣: 0.6", 1), "sha256": digest(folder.scheme)}
    assert client.put("/scheme", sent).status_code == 200
    assert folder.scheme.read_bytes() == bom + plain.replace("扣: 0.5".encode(), "扣: 0.6".encode(), 1).replace(
        b"\n", end
    )
    assert stat.S_IMODE(folder.scheme.stat().st_mode) == 0o640
    assert client.get("/scheme").json()["text"] == sent["text"]


def test_a_link_stays_one(folder: Folder) -> None:
    real = folder.scheme.rename(folder.scheme.with_name("真.txt"))
    folder.scheme.symlink_to(real)
    assert client_of(folder).put("/scheme", changed(folder, "0.6")).status_code == 200
    assert folder.scheme.is_symlink()
    assert "扣: 0.6" in real.read_text("utf-8")


def test_a_text_with_mistakes_is_saved_as_well(folder: Folder, client: Client) -> None:
    answer = client.put("/scheme", {"text": "方案编号: 半", "sha256": digest(folder.scheme)})
    assert answer.status_code == 200
    assert answer.json()["problems"]
    assert client.get("/score").status_code == 422


@pytest.mark.parametrize("how", ["read_only", "masked"])
def test_where_nothing_may_be_written_nothing_is(how: str, folder: Folder) -> None:
    reader = client_of(Folder(folder.scheme, folder.facts, read_only=how == "read_only", masked=how == "masked"))
    sent, before = changed(folder, "0.6"), digest(folder.scheme)
    for method, path, data in (("PUT", "/scheme", sent), ("POST", "/returns/import", {})):
        answer = reader.ask(method, f"/api/v1{path}", json=data)
        assert answer.status_code == 403
        assert codes(answer) == ["U512"]
    answer = reader.post("/returns", files={"files": ("a.xlsx", b"x")})
    assert answer.status_code == 403
    assert digest(folder.scheme) == before
    assert not folder.returned.exists()
    assert reader.get("/score").status_code == 200


def test_a_file_in_another_encoding_is_left_alone(folder: Folder, client: Client) -> None:
    folder.scheme.write_bytes(b"PK\x03\x04\0\0\xff")
    before = digest(folder.scheme)
    assert client.get("/scheme").json()["text"] == ""
    assert codes(client.put("/scheme", {"text": "a", "sha256": before})) == ["I003"]
    assert digest(folder.scheme) == before


def test_a_file_that_nobody_may_write_is_refused(
    folder: Folder, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("service.web.folder.put", full)
    answer = client.put("/scheme", changed(folder, "0.6"))
    assert answer.status_code == 422
    assert codes(answer) == ["I002"]
    assert "扣: 0.6" not in folder.scheme.read_text("utf-8")


@pytest.mark.parametrize(
    "sent",
    [{}, {"text": "a"}, {"text": "a", "sha256": "x"}, {"text": 1, "sha256": "0" * 64},
     {"text": "a", "sha256": "0" * 64, "path": "/etc/passwd"}, [], "a", None],
)  # fmt: skip
def test_a_save_that_is_none(sent: object, client: Client) -> None:
    assert codes(client.put("/scheme", sent)) == ["U512"]


def test_half_a_character_is_no_text(client: Client) -> None:
    for body in (b'{"text": "\\ud800", "sha256": "' + b"0" * 64 + b'"}', b"\xff\xfe", b"{", b"[" * 100_000):
        answer = client.ask("PUT", "/api/v1/scheme", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422)
        json.loads(answer.text)


@pytest.mark.parametrize("named", ["/etc/passwd", "../../../../etc/passwd", "~/x.yaml", "\0"])
def test_a_text_makes_nobody_read_other_files(named: str, folder: Folder, client: Client) -> None:
    text = folder.scheme.read_text("utf-8")
    far = text.replace("考核对象:", f"考核对象文件: {json.dumps(named)}\n原考核对象:", 1)
    last = f"{text}\n上年:\n  数据: {json.dumps(named)}\n"
    for each in (far, last):
        sent = {"text": each}
        for path in ("/lint", "/trial", "/read", "/fix", "/format"):
            answer = client.post(path, sent)
            assert "root:" not in answer.text
            assert answer.status_code == 422 or named == "~/x.yaml", path
        assert client.post("/complete", sent | {"offset": 3}).status_code == 422 or named == "~/x.yaml"
        assert client.post("/diff", {"new": each}).status_code == 422
        answer = client.put("/scheme", {"text": each, "sha256": digest(folder.scheme)})
        if named != "~/x.yaml":
            assert answer.status_code == 422
            assert "扣" in folder.scheme.read_text("utf-8")


@pytest.mark.parametrize("added", ["a\0b", "#" + "汉" * 2_700_000], ids=["binary", "too large"])
def test_what_could_not_be_read_again_is_not_saved(added: str, folder: Folder, client: Client) -> None:
    before = folder.scheme.read_bytes()
    text = before.decode("utf-8") + added
    answer = client.put("/scheme", {"text": text, "sha256": digest(folder.scheme)})
    assert answer.status_code == 422
    assert folder.scheme.read_bytes() == before
    assert client.get("/audit").json()["entries"] == []


def test_a_mark_at_the_head_is_no_part_of_the_text(folder: Folder, client: Client) -> None:
    folder.scheme.write_bytes(b"\xef\xbb\xbf" + folder.scheme.read_bytes())
    text = "\ufeff" + folder.scheme.read_text("utf-8-sig") + "# 完\n"
    assert client.put("/scheme", {"text": text, "sha256": digest(folder.scheme)}).status_code == 200
    assert folder.scheme.read_bytes().startswith(b"\xef\xbb\xbf")
    assert not folder.scheme.read_bytes()[3:].startswith(b"\xef\xbb\xbf")


def test_a_file_in_any_other_folder_is_not_read(folder: Folder, client: Client) -> None:
    beside = folder.scheme.parent.parent / "别的"
    beside.mkdir(exist_ok=True)
    (beside / "名单.csv").write_text("单位\n张三\n", "utf-8")
    text = folder.scheme.read_text("utf-8")
    far = text.replace("考核对象:", "考核对象文件: ../别的/名单.csv\n原考核对象:", 1)
    for each, path in ((far, "/lint"), (far.replace("考核对象文件", "考核对象文牛"), "/fix")):
        answer = client.post(path, {"text": each})
        assert answer.status_code == 422
        assert "张三" not in answer.text
