"""Tokens to a tree of them by the grammar; the only door to lark.

Its tables are kept in `grammar.json`, which `make golden` rewrites; a test asserts that they are those of
`grammar.lark`. Those of another version of lark are not used: there they are computed.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import lark
from lark import Lark, Tree, UnexpectedInput
from lark import Token as LarkToken
from lark.grammar import Rule
from lark.lexer import TerminalDef

if TYPE_CHECKING:
    from engine.scheme.tokens import Token

__all__ = ["TABLES", "LarkToken", "UnexpectedInput", "grow", "load_parser", "make_parser", "tables_of"]

TABLES = Path(__file__).parent / "grammar.json"


def make_parser() -> Lark:
    """Return the parser, its tables computed from the grammar."""
    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", maybe_placeholders=False)


def tables_of(parser: Lark) -> dict[str, Any]:
    """Return a parser's tables as JSON values, for `grammar.json`; lark's form of them changes with its version."""
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    return {"lark": lark.__version__, "data": data, "memo": memo}


def load_parser(text: str) -> Lark | None:
    """Return the parser of tables that were kept as JSON; None where they are of another version of lark."""
    kept = json.loads(text, object_pairs_hook=_numbered)
    if kept["lark"] != lark.__version__:
        return None
    parser: Lark = Lark._load_from_dict(kept["data"], kept["memo"])  # type: ignore[no-untyped-call]  # noqa: SLF001
    return parser


def _numbered(pairs: list[tuple[str, Any]]) -> dict[str | int, Any]:
    """Return a JSON object as lark had it: what is called by numbers has numbers for keys."""
    return {int(key) if key.isdigit() else key: value for key, value in pairs}


@cache
def _parser() -> Lark:
    # To compute the tables takes a tenth of a second; to read them, a fiftieth of that.
    return load_parser(TABLES.read_text(encoding="utf-8")) or make_parser()


def grow(tokens: list[Token]) -> Tree[LarkToken] | LarkToken:
    """Return lark's tree of the tokens; raises UnexpectedInput where they are no formula."""
    interactive = _parser().parse_interactive()
    for index, token in enumerate(tokens):
        # `column` is ours to use: it carries the index, by which an error finds its neighbour.
        interactive.feed_token(
            LarkToken(token.kind, token.text, start_pos=token.start, end_pos=token.end, column=index)
        )
    return cast("Tree[LarkToken] | LarkToken", interactive.feed_eof())  # type: ignore[no-untyped-call]  # lark's gap
