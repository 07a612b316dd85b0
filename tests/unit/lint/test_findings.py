"""What is told of a sound scheme when one thing in it is changed, and what is not told though it looks alike.

`findings.yaml` lists the changes (改) and what is told (查出): code and a part of the message.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.lint.lint import lint
from engine.reading.read_scheme import read_scheme
from engine.report.problems import problems_text
from engine.text.source import Source

TEXT = (Path(__file__).parents[2] / "problems" / "scheme.yaml").read_text("utf-8")
LISTED: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "findings.yaml").read_text("utf-8"))


def findings(edits: list[tuple[str, str]]) -> list[str]:
    text = TEXT
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    scheme, problems = read_scheme(Source("方案.yaml", text))
    assert scheme is not None, problems_text(problems)
    return [f"{each.code.value} {each.message}" for each in [*problems, *lint(scheme)]]


@pytest.mark.parametrize("name", LISTED)
def test_what_is_told(name: str) -> None:
    found, wanted = findings(LISTED[name]["改"]), LISTED[name].get("查出", [])
    assert len(found) == len(wanted), found
    for said, (code, *part) in zip(found, (each.split(" ", 1) for each in wanted), strict=True):
        assert said.startswith(code), found
        assert all(each in said for each in part), found
