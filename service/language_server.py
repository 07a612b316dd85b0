"""The language server: the protocol on the one side, `engine.editor` on the other; the only door to pygls.

Texts are synchronised whole: a rare character cannot shift what is edited then, and a scheme is a small file.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from engine.editor.complete import complete
from engine.editor.definition import definition, references
from engine.editor.diagnose import problems
from engine.editor.document import Document
from engine.editor.hover import hover
from engine.editor.item import ItemKind
from engine.editor.symbols import symbols
from engine.layout.formatted import formatted
from engine.problem.codes import Severity
from engine.scheme.vocabulary import SCHEME
from service.positions import offset_of, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.editor.item import Item
    from engine.editor.symbols import Symbol
    from engine.problem.problem import Problem
    from engine.text.source import Source, Span

NAME = "kaohe"
# So long a pause in typing lets the text be checked.
PAUSE_SECONDS = 0.3
# More than anybody reads; what is typed next narrows them down.
MOST_OFFERED = 300
_TRIGGERS = (":", " ", ".", "(", "[", ",", "=", "/")
_SEVERITY = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.HINT: lsp.DiagnosticSeverity.Information,
}
_ITEM_KIND = {
    ItemKind.KEY: lsp.CompletionItemKind.Property,
    ItemKind.WORD: lsp.CompletionItemKind.EnumMember,
    ItemKind.NAME: lsp.CompletionItemKind.Reference,
    ItemKind.FUNCTION: lsp.CompletionItemKind.Function,
    ItemKind.OPERATOR: lsp.CompletionItemKind.Operator,
}
_log = logging.getLogger(NAME)


class _Server(LanguageServer):
    """The open texts, and what was found in each."""

    def __init__(self, version: str) -> None:
        super().__init__(NAME, version, lsp.TextDocumentSyncKind.Full)
        self.uris: dict[Path, str] = {}
        self.texts: dict[Path, str] = {}
        self.documents: dict[str, Document] = {}
        self.found: dict[str, tuple[Document, list[Problem]]] = {}
        self.checks: dict[str, asyncio.Task[None]] = {}
        self.ended_by_client = False

    def document(self, uri: str) -> Document:
        """Return an open text; what was worked out of it is kept until any text changes."""
        if uri not in self.documents:
            text = self.workspace.get_text_document(uri).source
            self.documents[uri] = Document(text, _path(uri), dict(self.texts))
        return self.documents[uri]

    def changed(self, uri: str, text: str | None) -> None:
        """Take a new text, or none where a file was closed, and check what hangs on it after a pause."""
        if (path := _path(uri)) is not None:
            self.texts.pop(path, None)
            self.uris.pop(path, None)
            if text is not None:
                self.texts[path], self.uris[path] = text, uri
        self.documents.clear()
        self.found.pop(uri, None)
        if text is None:
            self._cancel(uri)
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))
        else:
            self.check_soon(uri)
        if text is None or self.document(uri).concept is SCHEME:
            for other in set(self.uris.values()) - {uri}:
                self.check_soon(other)

    def check_soon(self, uri: str) -> None:
        """Check a text after a pause, unless it changes again before."""
        self._cancel(uri)
        self.checks[uri] = asyncio.get_running_loop().create_task(self._check(uri))

    def _cancel(self, uri: str) -> None:
        if (task := self.checks.pop(uri, None)) is not None:
            task.cancel()

    async def _check(self, uri: str) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        document = self.document(uri)
        try:
            found = await asyncio.to_thread(problems, document)
            self.found[uri] = (document, found)
            diagnostics = [self.diagnostic(problem, document) for problem in found]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, diagnostics))
        except Exception:  # noqa: BLE001  one text that breaks us must not end the server
            _log.exception("checking failed: %s", uri)

    def problems_of(self, uri: str) -> list[Problem]:
        """Return what is wrong with an open text, as it is now."""
        document = self.document(uri)
        checked, found = self.found.get(uri, (None, []))
        return found if checked is document else problems(document)

    @property
    def encoding(self) -> str:
        """How the client counts columns."""
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))

    def offset(self, source: Source, position: lsp.Position) -> int:
        """Return the offset of a position."""
        return offset_of(source, position.line, position.character, self.encoding)

    def range(self, source: Source, start: int, end: int) -> lsp.Range:
        """Return the range of two offsets."""
        first, last = (lsp.Position(*place_of(source, at, self.encoding)) for at in (start, end))
        return lsp.Range(first, last)

    def range_of(self, span: Span) -> lsp.Range:
        """Return the range of a place."""
        return self.range(span.source, span.start, span.end)

    def location(self, span: Span) -> lsp.Location | None:
        """Return a place in a file; None where the text has no file."""
        path = Path(span.source.name)
        uri = self.uris.get(path) or (from_fs_path(str(path)) if path.is_absolute() else None)
        return lsp.Location(uri, self.range_of(span)) if uri else None

    def diagnostic(self, problem: Problem, document: Document) -> lsp.Diagnostic:
        """Return a problem as the protocol has it; one of another file stands at the head of the text."""
        own = problem.span if problem.span and problem.span.source is document.source else None
        message = problem.message if own or not problem.span else f"{problem.span}：{problem.message}"
        if problem.help:
            message += f"\n提示：{problem.help}"
        others = (*problem.also, *((("在这里", problem.span),) if problem.span and not own else ()))
        related = [
            lsp.DiagnosticRelatedInformation(place, label) for label, span in others if (place := self.location(span))
        ]
        first_line = self.range(document.source, 0, len(document.source.line_text(1)))
        return lsp.Diagnostic(
            self.range_of(own) if own else first_line, message, _SEVERITY[problem.severity], problem.code.value,
            source=NAME, related_information=related,
        )  # fmt: skip


def make_server(version: str) -> _Server:
    """Return a server with all that it can do."""
    server = _Server(version)
    _follow_texts(server)
    _answer(server)
    return server


def _follow_texts(server: _Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.changed(params.text_document.uri, params.text_document.text)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.changed(uri, server.workspace.get_text_document(uri).source)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.changed(params.text_document.uri, None)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def saved_elsewhere(_params: lsp.DidChangeWatchedFilesParams) -> None:
        server.documents.clear()
        for uri in server.uris.values():
            server.check_soon(uri)

    @server.feature(lsp.SHUTDOWN)
    def ended(_params: None) -> None:
        server.ended_by_client = True


def _answer(server: _Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=_TRIGGERS))
    def completed(params: lsp.CompletionParams) -> lsp.CompletionList:
        document = server.document(params.text_document.uri)
        items = complete(document, server.offset(document.source, params.position))[:MOST_OFFERED]
        return lsp.CompletionList(
            is_incomplete=True, items=[_completion(server, document, at, item) for at, item in enumerate(items)]
        )

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        document = server.document(params.text_document.uri)
        found = hover(document, server.offset(document.source, params.position))
        if found is None:
            return None
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, found.markdown), server.range_of(found.span))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> list[lsp.Location]:
        document = server.document(params.text_document.uri)
        return _locations(server, definition(document, server.offset(document.source, params.position)))

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def referred(params: lsp.ReferenceParams) -> list[lsp.Location]:
        document = server.document(params.text_document.uri)
        return _locations(server, references(document, server.offset(document.source, params.position)))

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        return [_symbol(server, each) for each in symbols(server.document(params.text_document.uri))]

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def laid_out(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        source = server.document(params.text_document.uri).source
        text, _ = formatted(source)
        whole = server.range(source, 0, len(source.text))
        return [] if text is None or text == source.text else [lsp.TextEdit(whole, text)]

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    )
    def fixed(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return _quick_fixes(server, params.text_document.uri, params.range)


def _completion(server: _Server, document: Document, at: int, item: Item) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        item.label,
        kind=_ITEM_KIND[item.kind],
        detail=item.detail or None,
        documentation=item.documentation or None,
        sort_text=f"{at:05}",
        insert_text_format=lsp.InsertTextFormat.PlainText,
        insert_text_mode=lsp.InsertTextMode.AsIs,
        text_edit=lsp.TextEdit(server.range(document.source, item.start, item.end), item.new_text),
    )


def _locations(server: _Server, spans: Sequence[Span]) -> list[lsp.Location]:
    return [place for span in spans if (place := server.location(span)) is not None]


def _symbol(server: _Server, symbol: Symbol) -> lsp.DocumentSymbol:
    kind = lsp.SymbolKind.Namespace if symbol.parts else lsp.SymbolKind.Property
    whole, name = server.range_of(symbol.span), server.range_of(symbol.name_span)
    children = [_symbol(server, part) for part in symbol.parts]
    return lsp.DocumentSymbol(symbol.name or "—", kind, whole, name, detail=symbol.detail or None, children=children)


def _quick_fixes(server: _Server, uri: str, asked: lsp.Range) -> list[lsp.CodeAction]:
    """Return the changes that put the problems of these lines right."""
    document = server.document(uri)
    actions = []
    for problem in server.problems_of(uri):
        own = [edit for edit in problem.edits if edit.span.source is document.source]
        if problem.span is None or not own or len(own) < len(problem.edits):
            continue
        place = server.range_of(problem.span)
        if place.start.line > asked.end.line or place.end.line < asked.start.line:
            continue
        edits = [lsp.TextEdit(server.range_of(edit.span), edit.text) for edit in own]
        actions.append(
            lsp.CodeAction(
                f"改正：{problem.message}",
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[server.diagnostic(problem, document)],
                is_preferred=True,
                edit=lsp.WorkspaceEdit(changes={uri: edits}),
            )
        )
    return actions


def _path(uri: str) -> Path | None:
    """Return the file of a URI, as `engine.editor.document` names files; None for a text that is not saved yet."""
    found = to_fs_path(uri)
    return Path(found).resolve() if found else None
