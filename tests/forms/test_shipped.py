"""Every shipped scheme: forms made with what the YAML files say, imported again, origin by origin, score the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cli.main import main
from engine import api
from engine.report.score import score_json
from tests.assessing import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NAMES = sorted(path.name for path in (ROOT / "facts").iterdir() if (ROOT / "schemes" / f"{path.name}.yaml").exists())


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_forms_carry_what_the_yaml_says(name: str, tmp_path: Path) -> None:
    scheme_path, facts_path = ROOT / "schemes" / f"{name}.yaml", ROOT / "facts" / name
    scheme, table, _ = api.check(scheme_path, facts_path)
    assert scheme is not None
    assert table is not None
    for origin in scheme.origins.precedence:
        forms = str(tmp_path / origin)
        made = ["form", "make", str(scheme_path), "-o", forms, "--origin", origin, "--with-facts", str(facts_path)]
        assert main(made) == 0
        to = str(tmp_path / "事实")
        assert main(["form", "import", forms, "-s", str(scheme_path), "--to", to]) in {0, 3}
    again, got, problems = api.check(scheme_path, tmp_path / "事实")
    assert again is not None
    assert got is not None, problems
    wanted, found = (json.loads(score_json(api.assess(*each))) for each in ((scheme, table), (again, got)))
    assert found["units"] == wanted["units"]
