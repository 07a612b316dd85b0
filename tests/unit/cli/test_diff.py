"""`kaohe diff`: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from engine.compare import shares_text
from tests.unit.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Golden
    from tests.unit.cli.conftest import Ran

    Edits = list[tuple[str, str]]

# Points move from C4 to B2, A1 and C2 charge less, a bonus brings less, and the line of a warning is higher.
CHANGNING = [
    (
        "目标: 95%\n          每低: 1个百分点\n          扣: 0.2",
        "目标: 90%\n          每低: 1个百分点\n          扣: 0.2",
    ),
    ("名称: 人口监测和形势分析\n    分值: 16", "名称: 人口监测和形势分析\n    分值: 18"),
    ("名称: 人口监测信息准确率\n        分值: 6", "名称: 人口监测信息准确率\n        分值: 8"),
    ("- 不低于: 99%\n              得: 6\n", "- 不低于: 99%\n              得: 8\n"),
    ("- 不低于: 97%\n              得: 5\n", "- 不低于: 97%\n              得: 6\n"),
    ("名称: 计生家庭奖励扶助\n    分值: 22", "名称: 计生家庭奖励扶助\n    分值: 20"),
    ("扣: 0.25", "扣: 0.1"),
    ("名称: 暖心家园活动次数\n        分值: 4", "名称: 暖心家园活动次数\n        分值: 2"),
    (
        "- 不低于: 12\n              得: 4\n            - 不低于: 8\n",
        "- 不低于: 12\n              得: 2\n            - 不低于: 6\n",
    ),
    ("得: 3\n            - 不低于: 4\n              得: 2\n          其余得: 0", "得: 1\n          其余得: 0"),
    (
        "计算公式: 市级试点项目数\n    每项: 0.5\n    加分上限: 1",
        "计算公式: 市级试点项目数\n    每项: 0.5\n    加分上限: 0.5",
    ),
    ("触发条件: B1.数值 < 95%", "触发条件: B1.数值 < 97%"),
]
# The weights 30/70 become 40/60, and the line of the second tier moves.
WATER_OLD = [("各项: {A: 40%, B: 60%}", "各项: {A: 30%, B: 70%}")]
WATER_NEW = [("条件: 得分 >= 80,", "条件: 得分 >= 82.5,")]


def edited(text: str, edits: Edits) -> str:
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def editions(name: str, old: Edits, new: Edits, folder: Path) -> None:
    """Writes two editions of a shipped scheme, and its facts."""
    text = (ROOT / "schemes" / f"{name}.yaml").read_text("utf-8")
    (folder / "去年.yaml").write_text(edited(text, old), "utf-8")
    (folder / "今年.yaml").write_text(edited(text, new), "utf-8")
    shutil.copytree(ROOT / "facts" / name, folder / "事实")


def parts_add_up(data: dict[str, Any]) -> None:
    differences = {each["unit"]: each["difference"] for each in data["units"]}
    assert [share["unit"] for share in data["shares"]] == list(differences)
    for share in data["shares"]:
        assert len(share["parts"]) == len(share["after"]) == len(data["steps"])
        assert sum(map(Fraction, share["parts"])) == Fraction(differences[share["unit"]])
    made = sorted(number for step in data["steps"] for number in step["changes"])
    assert made == [each["number"] for each in data["changes"]]


@pytest.fixture
def changning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    editions("changning-2021", [], CHANGNING, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def water(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    editions("water-2014", WATER_OLD, WATER_NEW, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["changning", "water"])
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_two_editions_with_facts(
    name: str, options: list[str], run: Callable[..., Ran], golden: Golden, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(name)
    ran = run("diff", "去年.yaml", "今年.yaml", "事实", *options)
    assert (ran.code, ran.err) == (0, "")
    golden(f"diff-{name}.{'json' if options else 'txt'}", ran.out)
    if options:
        parts_add_up(json.loads(ran.out))


@pytest.mark.usefixtures("water")
def test_many_steps_are_listed_unit_by_unit(
    run: Callable[..., Ran], golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares_text, "WIDEST", 0)
    golden("diff-water-listed.txt", run("diff", "去年.yaml", "今年.yaml", "事实").out)


@pytest.mark.usefixtures("changning")
def test_without_facts_only_the_schemes_are_compared(run: Callable[..., Ran]) -> None:
    ran = run("diff", "去年.yaml", "今年.yaml")
    assert ran.code == 0
    assert "\n共 14 处改动。\n" in ran.out
    assert "单位" not in ran.out.split("改动\n")[0]
    data = json.loads(run("diff", "去年.yaml", "今年.yaml", "--json").out)
    assert [data[key] for key in ("units", "steps", "shares", "places")] == [None] * 4
    assert len(data["changes"]) == 14


@pytest.mark.usefixtures("water")
def test_same_scheme_has_no_change(run: Callable[..., Ran]) -> None:
    ran = run("diff", "去年.yaml", "去年.yaml", "事实")
    assert ran.code == 0
    assert "没有改动" in ran.out
    assert "6 个单位的得分、名次和等次都没有变化" in ran.out


@pytest.mark.usefixtures("water")
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_two_results(options: list[str], run: Callable[..., Ran], golden: Golden) -> None:
    for name in ("去年", "今年"):
        assert run("score", f"{name}.yaml", "事实", "--json", "--out", f"{name}.json").code == 0
    ran = run("diff", "去年.json", "今年.json", *options)
    assert (ran.code, ran.err) == (0, "")
    golden(f"diff-results.{'json' if options else 'txt'}", ran.out)


@pytest.mark.usefixtures("water")
def test_result_is_written_to_a_file(run: Callable[..., Ran], water: Path) -> None:
    shown = run("diff", "去年.yaml", "今年.yaml", "事实")
    ran = run("diff", "去年.yaml", "今年.yaml", "事实", "--out", "比较.txt")
    assert (ran.code, ran.out, ran.err) == (0, "", "结果已写入“比较.txt”\n")
    assert (water / "比较.txt").read_text("utf-8") == shown.out
    again = run("diff", "去年.yaml", "今年.yaml", "--out", "比较.txt")
    assert (again.code, "已经存在，没有覆盖" in again.err) == (4, True)
    over = run("diff", "去年.yaml", "今年.yaml", "--out", "今年.yaml", "--force")
    assert (over.code, "那里是这次要读的方案或数据" in over.err) == (4, True)


@pytest.mark.usefixtures("water")
def test_broken_edition_is_told_at_its_place(run: Callable[..., Ran], water: Path) -> None:
    new = water / "今年.yaml"
    new.write_text(new.read_text("utf-8").replace("\n等次:", "\n等级:"), "utf-8")
    ran = run("diff", "去年.yaml", "今年.yaml", "事实")
    assert (ran.code, ran.out) == (1, "")
    assert "今年.yaml" in ran.err
    assert "去年.yaml:" not in ran.err
    assert "错误[S102]" in ran.err


@pytest.mark.usefixtures("water")
def test_facts_in_place_of_a_scheme(run: Callable[..., Ran]) -> None:
    ran = run("diff", "去年.yaml", "事实/01-云川省.yaml")
    assert (ran.code, "这是一份单位数据，不是方案" in ran.err) == (1, True)
    ran = run("diff", "去年.yaml", "事实")
    assert (ran.code, "这是一个文件夹，不是方案文件" in ran.err) == (4, True)
    ran = run("diff", "去年.yaml", "今年.yaml", "今年.yaml")
    assert (ran.code, ran.err.count("这是一份方案，不是单位数据")) == (1, 1)


@pytest.mark.usefixtures("water")
def test_misuse(run: Callable[..., Ran]) -> None:
    assert run("diff", "去年.yaml").code == 2
    ran = run("diff", "去年.yaml", "结果.json")
    assert (ran.code, "[U505]" in ran.err) == (2, True)
    ran = run("diff", "旧.json", "新.json", "事实")
    assert (ran.code, "比较两份结果时不写数据" in ran.err) == (2, True)
    ran = run("diff", "旧.json", "新.json")
    assert (ran.code, ran.err.count("[I001]")) == (4, 2)


@pytest.mark.usefixtures("water")
def test_file_that_holds_no_results(run: Callable[..., Ran], water: Path) -> None:
    (water / "坏.json").write_text('{"schema": "kaohe/score@1"}', "utf-8")
    ran = run("diff", "坏.json", "坏.json")
    assert (ran.code, "[F318] 这不是结果文件" in ran.err) == (1, True)


@pytest.mark.usefixtures("water")
def test_missing_unit_makes_both_provisional(run: Callable[..., Ran], water: Path) -> None:
    (water / "事实" / "06-雪岭自治区.yaml").unlink()
    ran = run("diff", "去年.yaml", "今年.yaml", "事实")
    assert ran.code == 3
    assert ran.err.count("没有“雪岭自治区”的数据") == 1
    assert "【暂定】按旧方案，雪岭自治区还没有评定" in ran.out
    assert run("diff", "去年.yaml", "今年.yaml", "事实", "--json").code == 3


@pytest.mark.usefixtures("water")
def test_another_id_is_a_warning(run: Callable[..., Ran], water: Path) -> None:
    new = water / "今年.yaml"
    new.write_text(new.read_text("utf-8").replace("方案编号: water-2014", "方案编号: water-2015"), "utf-8")
    ran = run("diff", "去年.yaml", "今年.yaml", "事实")
    assert (ran.code, "警告[U506]" in ran.err) == (0, True)
    assert "方案：方案编号由“water-2014”改为“water-2015”" in ran.out
