"""The server as an editor meets it: a process, a client of the protocol, texts that change."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from tests.assessing import ROOT, fact_texts, scheme_text
from tests.service.editor import PATIENCE, Editor, at, editor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHIPPED = ROOT / "schemes" / "changning-2021.yaml"
TEXT = scheme_text("changning-2021")
UNIT = ROOT / "facts" / "changning-2021" / "05-天山街道.yaml"
UNIT_TEXT = fact_texts("changning-2021")[UNIT.name]
# Below 2 s on an idle machine, while the text is being checked; a busy one gets more.
SECONDS_FOR_A_MEGABYTE = 20


Script = Callable[[Editor], Coroutine[None, None, None]]


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """One loop for all scripts: a server lives in it."""
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="module")
def shared(runner: asyncio.Runner) -> Iterator[Editor]:
    """A server for all scripts that need nothing special; it ends with code 0."""
    context = editor()
    yield runner.run(context.__aenter__())
    runner.run(context.__aexit__(None, None, None))


@pytest.fixture
def talk(runner: asyncio.Runner, shared: Editor) -> Callable[[Script], None]:
    """Carries out a script, and closes what it has opened."""

    async def whole(script: Script) -> None:
        try:
            await asyncio.wait_for(script(shared), PATIENCE)
        finally:
            await shared.close_all()

    return lambda script: runner.run(whole(script))


def test_mistakes_are_told_in_chinese_at_their_places_until_they_are_mended(talk: Callable[[Script], None]) -> None:
    async def script(editor: Editor) -> None:
        wrong = TEXT.replace("\n公布:", "\n公式:").replace("方法: 未达扣分", "方法: 末达扣分", 1)
        uri = editor.open(SHIPPED, wrong)
        found = await editor.problems(uri)
        by_code = {diagnostic.code: diagnostic for diagnostic in found}
        told = by_code["S102"]
        assert told.message == "这里不认识“公式”这一项\n提示：是不是“公布”？（这里正缺“公布”）"
        assert told.range == lsp.Range(at(wrong, "公式:\n"), lsp.Position(at(wrong, "公式:\n").line, 2))
        assert (told.severity, told.source) == (lsp.DiagnosticSeverity.Error, "kaohe")
        assert any(each.range.start == at(wrong, "末达扣分") for each in found)
        editor.change(uri, TEXT)
        assert await editor.problems(uri) == []

    talk(script)


# What is written in place of what, where the cursor is then (behind it), and what has to be among the offers.
PLACES = {
    "a key of a scheme": ("\n公布:\n", "\n免\n公布:\n", "\n免", "免考"),
    "a key of an indicator": ("        计分:", "        系\n        计分:", "        系", "系数"),
    "a method": ("方法: 未达扣分", "方法: ", "方法: ", "未达扣分"),
    "a key of a method": ("        每低: 1个百分点\n", "        每\n", "        每", "每低"),
    "a fact in a formula": ("公式: 特扶家庭走访户数", "公式: 特扶家庭走", "公式: 特扶家庭走", "特扶家庭走访户数"),
    "a figure in a condition": ("条件: 得分 >= 80\n", "条件: 得\n", "条件: 得", "得分"),
    "an indicator in a condition": ("条件: 得分 >= 80\n", "条件: C2.\n", "条件: C2.", "得分率"),
    "a tier": ("不得确定为: [", "不得确定为: [合格, ", "不得确定为: [合格, ", "优秀"),
    "a group": ("        计分:", "        不适用于: [\n        计分:", "        不适用于: [", "街道"),
    "a word of a choice": ("分母为零: 不适用", "分母为零:", "分母为零:", "计满分"),
    "an origin": ("可认定不适用: [", "可认定不适用: [", "可认定不适用: [", "核定"),
}  # fmt: skip


def test_completion_in_many_places(talk: Callable[[Script], None]) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open(SHIPPED, TEXT)
        for case, (old, new, before, wanted) in PLACES.items():
            assert old in TEXT, case
            text = TEXT.replace(old, new, 1)
            editor.change(uri, text)
            labels = [item.label for item in await editor.complete(uri, at(text, before, end=True))]
            assert wanted in labels, (case, labels)

    talk(script)


def test_what_completion_writes_is_an_edit_of_the_text(talk: Callable[[Script], None]) -> None:
    async def script(editor: Editor) -> None:
        text = TEXT.replace("方法: 未达扣分", "方法: 未达", 1)
        uri = editor.open(SHIPPED, text)
        place = at(text, "方法: 未达", end=True)
        (item,) = [each for each in await editor.complete(uri, place) if each.label == "未达扣分"]
        assert item.text_edit == lsp.TextEdit(lsp.Range(at(text, "未达\n"), place), "未达扣分")
        assert item.detail == "要写：目标、扣、不足一个扣分单位、扣完为止"

    talk(script)


def test_hover_definition_references_and_outline(talk: Callable[[Script], None]) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open(SHIPPED, TEXT)
        assert (await editor.hover(uri, at(TEXT, "C2:"))).startswith("C2 特扶家庭走访率")
        assert (await editor.hover(uri, at(TEXT, "最低分"))).startswith("**最低分**（必须写）")
        (place,) = await editor.definition(uri, at(TEXT, "计算公式: 特扶家庭走访户数", end=True))
        declared = lsp.Range(at(TEXT, "特扶家庭走访户数:"), at(TEXT, "特扶家庭走访户数", end=True))
        assert place == lsp.Location(uri, declared)
        identifier = lsp.TextDocumentIdentifier(uri)
        asked = lsp.ReferenceParams(lsp.ReferenceContext(True), identifier, place.range.start)  # noqa: FBT003
        found = await editor.client.text_document_references_async(asked)
        assert found is not None
        assert len(found) == TEXT.count("特扶家庭走访户数")
        outline = await editor.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(identifier))
        assert outline is not None
        items = next(each for each in outline if each.name == "指标")
        assert isinstance(items, lsp.DocumentSymbol)
        assert [each.name for each in items.children or ()] == ["A", "B", "C", "D", "E", "F"]

    talk(script)


def applied(text: str, edits: Sequence[lsp.TextEdit]) -> str:
    """Return a text with the edits made, as an editor does."""
    lines = text.splitlines(keepends=True)

    def offset(position: lsp.Position) -> int:
        before = sum(map(len, lines[: position.line]))
        line = lines[position.line].encode("utf-16-le") if position.line < len(lines) else b""
        return before + len(line[: 2 * position.character].decode("utf-16-le"))

    for edit in sorted(edits, key=lambda edit: (-edit.range.start.line, -edit.range.start.character)):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


def test_a_quick_fix_mends_the_text(talk: Callable[[Script], None]) -> None:
    async def script(editor: Editor) -> None:
        wrong = TEXT.replace("\n公布:", "\n公式:")
        uri = editor.open(SHIPPED, wrong)
        (told,) = await editor.problems(uri)
        context = lsp.CodeActionContext([told])
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), told.range, context)
        (action,) = await editor.client.text_document_code_action_async(params) or []
        assert isinstance(action, lsp.CodeAction)
        assert action.title.startswith("改正：")
        assert action.edit is not None
        assert action.edit.changes is not None
        assert applied(wrong, action.edit.changes[uri]) == TEXT
        elsewhere = lsp.CodeActionParams(
            lsp.TextDocumentIdentifier(uri), lsp.Range(lsp.Position(0, 0), lsp.Position(0, 1)), context
        )
        assert not await editor.client.text_document_code_action_async(elsewhere)

    talk(script)


def test_a_text_is_laid_out(talk: Callable[[Script], None]) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open(SHIPPED, TEXT.replace("格式: 1", "格式:    1"))
        params = lsp.DocumentFormattingParams(lsp.TextDocumentIdentifier(uri), lsp.FormattingOptions(2, True))  # noqa: FBT003
        edits = await editor.client.text_document_formatting_async(params)
        assert edits
        assert applied(TEXT.replace("格式: 1", "格式:    1"), edits) == TEXT
        editor.change(uri, "甲: [1\n")
        assert not await editor.client.text_document_formatting_async(params)

    talk(script)


def test_other_peoples_files_are_left_alone(talk: Callable[[Script], None]) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open(ROOT / "compose.yaml", "services:\n  web: {image: x}\n")
        assert await editor.problems(uri) == []

    talk(script)


def test_a_unit_is_checked_by_the_text_of_its_scheme_that_is_not_saved(talk: Callable[[Script], None]) -> None:
    async def script(editor: Editor) -> None:
        unit = editor.open(UNIT, UNIT_TEXT)
        assert await editor.problems(unit) == []
        scheme = editor.open(SHIPPED, TEXT.replace("特扶家庭走访户数", "走访户数"))
        found = await editor.problems(unit)
        assert [diagnostic.code for diagnostic in found] == ["F305"]
        assert found[0].range.start == at(UNIT_TEXT, "特扶家庭走访户数")
        (place,) = await editor.definition(unit, at(UNIT_TEXT, "特扶家庭户数"))
        assert place.uri == scheme
        closed = lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(scheme))
        editor.client.text_document_did_close(closed)
        assert await editor.problems(scheme) == []

    talk(script)


@pytest.mark.parametrize(
    "encoding",
    [
        lsp.PositionEncodingKind.Utf8,
        pytest.param(lsp.PositionEncodingKind.Utf16, marks=pytest.mark.slow),
        pytest.param(lsp.PositionEncodingKind.Utf32, marks=pytest.mark.slow),
    ],
)
def test_a_rare_character_shifts_no_column(encoding: lsp.PositionEncodingKind) -> None:
    text = TEXT.replace("新华街道", "𠮷华街道").replace("    - 江苏街道", "    - 江苏街道 # 𠮷")
    text = text.replace("\n考核对象:", "\n免考: {𠮷华街道: 撤并, 江苏街到: 撤并}\n考核对象:")
    units = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding.value]
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding.value]

    async def script(editor: Editor) -> None:
        assert editor.capabilities.position_encoding == encoding
        found = await editor.problems(editor.open(SHIPPED, text))
        (told,) = [each for each in found if "江苏街到" in each.message]
        line = text.splitlines()[told.range.start.line].encode(units)
        assert line[told.range.start.character * size : told.range.end.character * size].decode(units) == "江苏街到"

    async def run() -> None:
        async with editor(encoding) as started:
            await script(started)

    asyncio.run(run())


def test_a_request_that_fails_is_answered_and_the_server_goes_on(talk: Callable[[Script], None]) -> None:
    nowhere = Path("/没有/这个.yaml").resolve().as_uri()

    async def script(editor: Editor) -> None:
        with pytest.raises(JsonRpcException):
            await editor.hover(nowhere, lsp.Position(0, 0))
        uri = editor.open(SHIPPED, TEXT)
        assert await editor.hover(uri, at(TEXT, "最低分")) != ""

    talk(script)


def test_a_text_that_is_not_saved_yet(talk: Callable[[Script], None]) -> None:
    async def script(editor: Editor) -> None:
        uri = "untitled:Untitled-1"
        item = lsp.TextDocumentItem(uri, "yaml", 1, "方案编号: 新\n格式: 2\n")
        editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        assert await editor.problems(uri) != []
        assert "名称" in {each.label for each in await editor.complete(uri, lsp.Position(2, 0))}

    talk(script)


def test_a_text_in_mid_change_is_checked_once(talk: Callable[[Script], None]) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open(SHIPPED, TEXT)
        before = editor.count.get(uri, 0)
        for end in range(10):
            editor.change(uri, TEXT[: -1 - end])
        editor.change(uri, TEXT)
        assert await editor.problems(uri) == []
        assert editor.count[uri] == before + 1

    talk(script)


@pytest.mark.slow
def test_a_megabyte_is_answered_soon(talk: Callable[[Script], None]) -> None:
    start, end = TEXT.index("\n指标:\n"), TEXT.index("\n加分:\n")
    item = (
        "  {0}:\n    名称: 走访\n    分值: 0.05\n    计算公式: 特扶家庭走访户数 / 特扶家庭户数\n    分母为零: 不适用\n"
    )
    item += "    计分: {{方法: 未达扣分, 目标: 100%, 每低: 1个百分点, 扣: 0.5, 扣完为止: 是}}\n"
    items = "".join(item.format(f"X{number}") for number in range(4400))
    text = f"{TEXT[:start]}\n指标:\n{items}    配\n{TEXT[end:]}"
    assert len(text.encode()) > 1_000_000

    async def script(editor: Editor) -> None:
        uri = editor.open(SHIPPED, text)
        place = at(text, "    配\n", end=True)
        place = lsp.Position(place.line - 1, 5)
        began = time.monotonic()
        assert "配合单位" in [item.label for item in await editor.complete(uri, place)]
        assert time.monotonic() - began < SECONDS_FOR_A_MEGABYTE
        began = time.monotonic()
        assert await editor.hover(uri, at(text, "最低分")) != ""
        assert time.monotonic() - began < SECONDS_FOR_A_MEGABYTE

    talk(script)


def message(method: str, **more: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", "method": method, **more}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


INITIALIZE = message("initialize", id=1, params={"capabilities": {}, "processId": None, "rootUri": None})


def served(spoken: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cli", "lsp"], input=spoken, capture_output=True, cwd=ROOT, timeout=PATIENCE, check=False
    )


def test_a_client_that_is_gone_ends_the_server() -> None:
    ended = served(INITIALIZE)
    assert (ended.returncode, ended.stdout[:15]) == (1, b"Content-Length:")
    assert served(b"").returncode == 1


def test_a_client_that_leaves_without_a_word_ends_the_server() -> None:
    assert served(INITIALIZE + message("exit")).returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
def test_an_interrupt_ends_the_server_at_once() -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "cli", "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert server.stdin is not None
    assert server.stdout is not None
    with server:
        server.stdin.write(INITIALIZE)
        server.stdin.flush()
        assert server.stdout.readline().startswith(b"Content-Length:")
        server.send_signal(signal.SIGINT)
        assert server.wait(PATIENCE) == -signal.SIGINT


def test_what_is_no_message_is_passed_over() -> None:
    rubbish = b"Content-Length: 7\r\n\r\nnothing"
    ended = served(INITIALIZE + rubbish + message("shutdown", id=2) + message("exit"))
    assert ended.returncode == 0
    assert b'"id":2' in ended.stdout.replace(b" ", b"")
