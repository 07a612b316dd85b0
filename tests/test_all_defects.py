"""`kaohe check` on a folder of schemes finds every defect that was planted in them, none twice, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from engine.api import examine
from engine.cases.read_cases import load_cases
from engine.lint.lint import lint
from engine.problem.codes import Code
from engine.reading.scheme_folder import schemes_in

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "problems" / "all-defects"
LISTED = FOLDER / "缺陷清单.yaml"
CASES = ROOT / "tests" / "cases"
# What stands in the frame of a case file is nobody's scheme.
FRAME = "用例框架"

# Case files try mechanisms one by one; what is told of them is so. Where nothing has come due yet, `examine` would look
# at the whole year and tell nothing.
TOLD_OF_CASES = {
    "与其他单位比较": ["S187", "S187"],
    "公布的比率": ["S194"] * 11,
    "加分-三级上限": ["S192"],
    "加分-佐证": ["S195"],
    "按事项扣分-范围": ["S194"],
    "水平和进步": ["S195"],
    "规则-触发数": ["S198"],
    "逐期-没有一期到期": ["S187"],
    "逐期填报": ["S198"],
    "逐期计分-合计": ["S198"],
    "逐期计分-平均": ["S198"],
    "逐期计分-最低": ["S198"],
}


def planted() -> dict[str, list[tuple[int, str]]]:
    """The list of defects, by file."""
    listed = yaml.safe_load(LISTED.read_text("utf-8"))
    return {name: sorted((each["行"], each["代码"]) for each in defects) for name, defects in listed.items()}


def test_every_planted_defect_is_found_and_nothing_else() -> None:
    paths, problems = schemes_in(FOLDER)
    assert problems == []
    found = {
        path.name: sorted((each.span.line, each.code.value) for each in examine(path).problems if each.span)
        for path in paths
    }
    assert found == planted()


def test_defects_of_every_kind_are_planted() -> None:
    of_schemes = {code.value for code in Code if code.value[0] in "SE"}
    assert {code for defects in planted().values() for _, code in defects} == of_schemes


def test_the_command_tells_of_every_file() -> None:
    def kaohe(*arguments: str) -> str:
        ran = subprocess.run(
            [sys.executable, "-m", "cli", "check", str(FOLDER), *arguments],
            cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (1, "")
        return ran.stdout

    assert kaohe("--all").endswith("检查了 4 份方案，0 份没有问题\n")
    told = json.loads(kaohe("--json"))["problems"]
    found = sorted((Path(each["file"]).name, each["at"]["line"], each["code"]) for each in told)
    assert found == sorted((name, *defect) for name, defects in planted().items() for defect in defects)


@pytest.mark.parametrize("path", sorted((ROOT / "schemes").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_schemes_have_no_findings(path: Path) -> None:
    found = examine(path)
    assert (found.problems, found.silenced) == ([], [])


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_findings_of_case_files_are_known(path: Path) -> None:
    cases, _ = load_cases(path)
    assert cases is not None
    found = [each.code.value for each in lint(cases.scheme) if each.source_name != FRAME]
    assert found == TOLD_OF_CASES.get(path.stem, [])
