"""What an editor needs in an assessment folder: JSON Schemas of the files, and the settings that point to them."""

from __future__ import annotations

import json

from engine.cases.vocabulary import CASE_FILE
from engine.reading import schema
from engine.scheme.papers_vocabulary import PAPERS

FILES = {**schema.FILES, "cases": CASE_FILE, "papers": PAPERS}
_NAMES = {"scheme": "方案", "facts": "单位数据", "cases": "用例", "papers": "文书"}
SCHEMAS_FOLDER, SETTINGS_FOLDER = OF_EDITORS = (".kaohe", ".vscode")
SETTINGS, EXTENSIONS = f"{SETTINGS_FOLDER}/settings.json", f"{SETTINGS_FOLDER}/extensions.json"
# Which files are of which kind: in a folder that `kaohe init` makes, and in this repository.
_PATTERNS = {
    "scheme": ["方案.yaml", "schemes/*.yaml"],
    "facts": ["事实/*.yaml", "facts/*/*.yaml"],
    "cases": ["用例/*.yaml", "tests/cases/*.yaml"],
    "papers": ["文书.yaml", "文书/*.yaml", "schemes/文书/*.yaml"],
}


def schema_text(kind: str) -> str:
    """Return the JSON Schema of a kind of file in `FILES`."""
    return _json(schema.json_schema(FILES[kind]))


def schema_path(kind: str) -> str:
    """Return where the JSON Schema of a kind of file is put in an assessment folder."""
    return f"{SCHEMAS_FOLDER}/{_NAMES[kind]}.schema.json"


def modeline(kind: str, file: str) -> str:
    """Return the comment by which a file names its schema; `file` is its path in the assessment folder."""
    return f"# yaml-language-server: $schema={'../' * file.count('/') or './'}{schema_path(kind)}"


def schema_files() -> dict[str, str]:
    """Return the schemas by their path in an assessment folder. They are made anew at any time: nobody edits them."""
    return {schema_path(kind): schema_text(kind) for kind in FILES}


def settings_files() -> dict[str, str]:
    """Return the settings of VS Code by their path in an assessment folder; those that are there are the user's."""
    settings = {
        "yaml.schemas": {f"./{schema_path(kind)}": patterns for kind, patterns in _PATTERNS.items()},
        "[yaml]": {
            "editor.tabSize": 2,
            "editor.insertSpaces": True,
            "editor.detectIndentation": False,
            # In Chinese text every comma would be marked as one that could be mistaken.
            "editor.unicodeHighlight.ambiguousCharacters": False,
        },
        "files.encoding": "utf8",
        "files.eol": "\n",
    }
    return {SETTINGS: _json(settings), EXTENSIONS: _json({"recommendations": ["redhat.vscode-yaml"]})}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
