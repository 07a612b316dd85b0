"""An editor for tests: a client of the protocol that keeps what the server says."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

from tests.assessing import ROOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PATIENCE = 30


@dataclass
class Editor:
    """A started server with the texts that are open in it."""

    client: LanguageClient
    capabilities: lsp.ServerCapabilities
    versions: dict[str, int] = field(default_factory=dict)
    told: dict[str, list[lsp.Diagnostic]] = field(default_factory=dict)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    count: dict[str, int] = field(default_factory=dict)

    def open(self, path: Path, text: str) -> str:
        uri = path.as_uri()
        self.versions[uri] = 1
        item = lsp.TextDocumentItem(uri, "yaml", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str) -> None:
        self.versions[uri] += 1
        which = lsp.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(which, [whole]))

    async def close_all(self) -> None:
        """Close what is open; what was told of it has come when this returns."""
        for uri in self.versions:
            which = lsp.TextDocumentIdentifier(uri)
            self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(which))
        self.versions.clear()
        # Answers come in order: when this one is there, so is all that was told before.
        with contextlib.suppress(JsonRpcException):
            await self.hover(ROOT.as_uri(), lsp.Position(0, 0))

    async def problems(self, uri: str) -> list[lsp.Diagnostic]:
        """Wait for what is told next of a text."""
        async with self.news:
            seen = self.count.get(uri, 0)
            await asyncio.wait_for(self.news.wait_for(lambda: self.count.get(uri, 0) > seen), PATIENCE)
        return self.told[uri]

    async def complete(self, uri: str, position: lsp.Position) -> list[lsp.CompletionItem]:
        params = lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), position)
        found = await self.client.text_document_completion_async(params)
        assert isinstance(found, lsp.CompletionList)
        return list(found.items)

    async def hover(self, uri: str, position: lsp.Position) -> str:
        found = await self.client.text_document_hover_async(lsp.HoverParams(lsp.TextDocumentIdentifier(uri), position))
        return found.contents.value if found and isinstance(found.contents, lsp.MarkupContent) else ""

    async def definition(self, uri: str, position: lsp.Position) -> Any:  # noqa: ANN401  a union of five
        params = lsp.DefinitionParams(lsp.TextDocumentIdentifier(uri), position)
        return await self.client.text_document_definition_async(params)


def at(text: str, needle: str, *, end: bool = False) -> lsp.Position:
    """Return the position of a needle, in UTF-16 units as editors count."""
    index = text.index(needle) + (len(needle) if end else 0)
    line = text.count("\n", 0, index)
    before = text[text.rfind("\n", 0, index) + 1 : index]
    return lsp.Position(line, len(before.encode("utf-16-le")) // 2)


@contextlib.asynccontextmanager
async def editor(*encodings: lsp.PositionEncodingKind) -> AsyncIterator[Editor]:
    """Start a server, and see it end in order."""
    client = LanguageClient("test", "1")
    await client.start_io(sys.executable, "-m", "cli", "lsp", "--stdio", cwd=ROOT)
    general = lsp.GeneralClientCapabilities(position_encodings=list(encodings)) if encodings else None
    params = lsp.InitializeParams(lsp.ClientCapabilities(general=general), process_id=None, root_uri=None)
    result = await asyncio.wait_for(client.initialize_async(params), PATIENCE)
    client.initialized(lsp.InitializedParams())
    made = Editor(client, result.capabilities)

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]  # as below
    async def told(params: lsp.PublishDiagnosticsParams) -> None:
        async with made.news:
            made.told[params.uri] = list(params.diagnostics)
            made.count[params.uri] = made.count.get(params.uri, 0) + 1
            made.news.notify_all()

    try:
        yield made
    finally:
        await asyncio.wait_for(client.shutdown_async(None), PATIENCE)
        client.exit(None)
        server = client._server  # noqa: SLF001  the client has no public way to the process
        assert server is not None
        code = await asyncio.wait_for(server.wait(), PATIENCE)
        await client.stop()  # type: ignore[no-untyped-call]  # a gap of pygls
        assert code == 0
