"""The JSON Schemas that editors read, and the settings that lead to them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator

from engine.editor.setup import FILES, modeline, schema_files, schema_path, schema_text, settings_files
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source
from engine.text.tree import Listing, Mapping, Node, Scalar
from tests.assessing import ROOT, scheme_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.unit.cli.conftest import Ran

SHIPPED = {
    "scheme": sorted((ROOT / "schemes").glob("*.yaml")),
    "facts": sorted((ROOT / "facts").glob("*/*.yaml")),
    "cases": sorted((ROOT / "tests" / "cases").glob("*.yaml")),
    "papers": sorted((ROOT / "schemes" / "文书").glob("*.yaml")),
}
# How YAML 1.2 reads a plain scalar: this is what an editor checks.
CORE = (
    (re.compile(r"(|~|null|Null|NULL)$"), lambda _: None),
    (re.compile(r"(true|True|TRUE)$"), lambda _: True),
    (re.compile(r"(false|False|FALSE)$"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+$"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"), float),
)


def as_seen(node: Node) -> Any:  # noqa: ANN401  JSON values
    """Return a tree as an editor reads it."""
    match node:
        case Mapping():
            return {str(entry.key.text): as_seen(entry.value) for entry in node.entries}
        case Listing():
            return [as_seen(item) for item in node.items]
        case Scalar(text=text, plain=True):
            return next((read(text) for pattern, read in CORE if pattern.match(text)), text)
        case Scalar(text=text):
            return text


def complaints(kind: str, text: str) -> Iterator[str]:
    """Yield what an editor would mark."""
    tree, _ = compose(Source("", text))
    assert tree is not None
    for error in Draft7Validator(json.loads(schema_text(kind))).iter_errors(as_seen(tree)):
        yield f"{error.json_path}: {error.message[:200]}"


@pytest.mark.parametrize("kind", FILES)
def test_the_schema_is_a_schema(kind: str) -> None:
    Draft7Validator.check_schema(json.loads(schema_text(kind)))


@pytest.mark.parametrize("kind", FILES)
def test_an_editor_finds_nothing_wrong_with_what_is_shipped(kind: str) -> None:
    validator = Draft7Validator(json.loads(schema_text(kind)))
    wrong = {}
    for path in SHIPPED[kind]:
        source, _ = read_source(path)
        assert source is not None
        tree, _ = compose(source)
        assert tree is not None
        if errors := [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(as_seen(tree))]:
            wrong[path.name] = errors
    assert wrong == {}
    assert SHIPPED[kind]


def test_an_editor_sees_a_mistake() -> None:
    text = scheme_text("changning-2021")
    assert [*complaints("scheme", text)] == []
    assert [*complaints("scheme", text.replace("\n公布:", "\n公式:"))]
    assert [*complaints("scheme", text.replace("小数位: 2", "小数位: 两位"))]


def fields_in(schema: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  JSON values
    """Yield the schema of every key."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties":
                yield from (each for each in value.values() if "const" not in each)
            yield from fields_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from fields_in(value)


@pytest.mark.parametrize("kind", FILES)
def test_every_key_says_in_chinese_what_it_is(kind: str) -> None:
    fields = [*fields_in(json.loads(schema_text(kind)))]
    assert len(fields) > 5
    for field in fields:
        assert re.search("[\u4e00-\u9fff]", field.get("title", "")), field
        assert re.search("[\u4e00-\u9fff]", field.get("description", "")), field


def test_the_words_of_a_method_are_described_one_by_one() -> None:
    methods = [field for field in fields_in(json.loads(schema_text("scheme"))) if "enumDescriptions" in field]
    assert methods
    assert all(len(field["enum"]) == len(field["enumDescriptions"]) for field in methods)


def test_the_comment_that_names_the_schema_is_nothing_to_us() -> None:
    text = f"{modeline('scheme', '方案.yaml')}\n{scheme_text('changning-2021')}"
    scheme, problems = read_scheme(Source("方案.yaml", text))
    assert (scheme is not None, problems) == (True, [])
    assert modeline("scheme", "方案.yaml") == "# yaml-language-server: $schema=./.kaohe/方案.schema.json"


def test_this_repository_has_the_settings() -> None:
    for path, text in settings_files().items():
        assert (ROOT / path).read_text("utf-8") == text


def test_the_settings_lead_to_the_schemas() -> None:
    settings = json.loads(settings_files()[".vscode/settings.json"])
    assert settings["yaml.schemas"].keys() == {f"./{path}" for path in schema_files()}


class TestCommand:
    def test_everything_is_written(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        ran = run("schema", "--vscode", tmp_path)
        assert (ran.code, ran.out) == (0, "")
        for path, text in {**schema_files(), **settings_files()}.items():
            assert (tmp_path / path).read_text("utf-8") == text
        assert ran.err.count("已写入") == 6
        assert run("schema", "--vscode", tmp_path).code == 0

    def test_settings_of_the_user_are_left_alone(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        (tmp_path / ".vscode").mkdir()
        own = tmp_path / ".vscode" / "settings.json"
        own.write_text('{"editor.fontSize": 20}\n', "utf-8")
        ran = run("schema", "--vscode", tmp_path)
        assert own.read_text("utf-8") == '{"editor.fontSize": 20}\n'
        assert "是已有的设置，没有改动；请自己添上：" in ran.out
        assert '"yaml.schemas"' in ran.out
        assert (tmp_path / schema_path("scheme")).is_file()

    def test_a_file_in_the_place_of_a_folder(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        (tmp_path / ".vscode").write_text("", "utf-8")
        ran = run("schema", "--vscode", tmp_path)
        assert (ran.code, "已经有一个同名的文件" in ran.err) == (4, True)

    @pytest.mark.parametrize("more", [("facts",), ("--out", "x.json")])
    def test_one_kind_is_not_all(self, more: tuple[str, ...], run: Callable[..., Ran], tmp_path: Path) -> None:
        assert run("schema", *more, "--vscode", tmp_path).code == 2
        assert [*tmp_path.iterdir()] == []

    def test_a_folder_that_is_not_there(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        ran = run("schema", "--vscode", tmp_path / "没有")
        assert (ran.code, "没有文件夹" in ran.err) == (4, True)
