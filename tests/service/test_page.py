"""The page on editors: its settings are what they claim to be."""

from __future__ import annotations

import json
import re
import tomllib

from engine.editor.setup import modeline
from tests.assessing import ROOT

PAGE = (ROOT / "docs" / "编辑器.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_every_editor_is_told_to_start_the_server() -> None:
    code, kate = map(json.loads, blocks("json"))
    assert [code["glspc.server.command"], *code["glspc.server.commandArguments"]] == ["kaohe", "lsp"]
    assert kate["servers"]["yaml"]["command"] == ["kaohe", "lsp"]
    (helix,) = map(tomllib.loads, blocks("toml"))
    server = helix["language-server"]["kaohe"]
    assert [server["command"], *server["args"]] == ["kaohe", "lsp"]
    assert "'kaohe', 'lsp'" in blocks("lua")[0]


def test_the_first_line_is_the_one_that_the_program_knows() -> None:
    assert blocks("yaml") == [f"{modeline('scheme', '方案.yaml')}\n"]
