"""`kaohe init`: what it shows, what it refuses, and that it writes all or nothing and over nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.api import check
from tests.unit.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.cli.conftest import Ran

    Run = Callable[..., Ran]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, the current one."""
    home = tmp_path / "桌面"
    home.mkdir()
    monkeypatch.chdir(home)
    return home


def found_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_templates_are_listed(desk: Path, run: Run, golden: Callable[[str, str], None]) -> None:
    ran = run("init", "--list")
    assert (ran.code, ran.err) == (0, "")
    golden("init-list.txt", ran.out)
    assert found_in(desk) == []


def test_a_folder_from_a_template(desk: Path, run: Run, golden: Callable[[str, str], None]) -> None:
    ran = run("init", "2026年 考核", "--year", "2026", "--units", "甲局,乙局,丙局,丁局,戊局")
    assert (ran.code, ran.err) == (0, "")
    golden("init-screen.txt", ran.out)
    golden("init-form.yaml", (desk / "2026年 考核/事实/03-丙局.yaml").read_text("utf-8"))
    golden("init-说明.md", (desk / "2026年 考核/说明.md").read_text("utf-8"))
    assert [path.name for path in desk.iterdir()] == ["2026年 考核"]


def test_the_next_commands_work_there(desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", "考核", "--template", "按月计分").code == 0
    monkeypatch.chdir(desk / "考核")
    assert run("check", "方案.yaml", "--strict").code == 0
    assert run("check").code == 3
    assert run("test").code == 0
    assert run("score").code == 3


def test_made_up_facts_are_scored_at_once(desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", "考核", "--sample").code == 0
    monkeypatch.chdir(desk / "考核")
    ran = run("score")
    assert ran.code == 0
    assert "【示例】" in ran.out


def test_a_folder_from_last_year(desk: Path, run: Run, golden: Callable[[str, str], None]) -> None:
    assert run("init", "考核2026", "--year", "2026", "--sample").code == 0
    ran = run("init", "考核2027", "--from", "考核2026")
    assert (ran.code, ran.err) == (0, "")
    golden("init-from-screen.txt", ran.out)
    assert "方案编号: 考核2027\n" in (desk / "考核2027/方案.yaml").read_text("utf-8")


@pytest.mark.usefixtures("desk")
def test_scheme_and_facts_may_lie_apart(run: Run) -> None:
    scheme, facts = ROOT / "schemes/changning-2021.yaml", ROOT / "facts/changning-2021"
    ran = run("init", "2022", "--from", scheme)
    assert ran.code == 2
    assert "请加 --from-facts" in ran.err
    assert run("init", "2022", "--from", scheme, "--from-facts", facts).code == 0
    assert run("check", "2022/方案.yaml", "2022/事实", "-q").code == 3


def test_a_shipped_assessment_is_found_by_its_id(tmp_path: Path, run: Run, repository: Path) -> None:
    assert repository.is_dir()
    assert run("init", tmp_path / "2023", "--from", "shili-2022").code == 0
    assert "方案编号: shili-2023\n" in (tmp_path / "2023/方案.yaml").read_text("utf-8")


def test_programs_are_told_what_was_made(desk: Path, run: Run) -> None:
    data = json.loads(run("init", "考核", "--template", "空白", "--json").out)
    assert data["schema"] == "kaohe/init@1"
    assert sorted(data["files"]) == found_in(desk / "考核")
    units, first, *_ = data["todo"]
    assert (units["file"], units["line"]) == ("单位.yaml", None)
    assert first["text"] in (desk / "考核/方案.yaml").read_text("utf-8").splitlines()[first["line"] - 1]


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("2031年考核", (), ("2031年考核", 2031)),
        ("2031年考核/", (), ("2031年考核", 2031)),
        ("考核", ("--year", "2030"), ("2030年度考核", 2030)),
        ("2031年考核", ("--year", "2030"), ("2030年度2031年考核", 2030)),
        ("2030-2031考核", ("--year", "2031"), ("2030-2031考核", 2031)),
        ("考核", ("--year", "2030", "--name", " 某区\n考核 "), ("某区 考核", 2030)),
        ("文号12026", ("--year", "2030"), ("2030年度文号12026", 2030)),
    ],
)
def test_year_and_title(desk: Path, run: Run, name: str, args: tuple[str, ...], expected: tuple[str, int]) -> None:
    ran = run("init", name, "--template", "空白", *args)
    assert ran.code == 0
    assert ran.out.startswith(f"已建立“{name.rstrip('/')}”：\n\n{name.rstrip('/')}/\n")
    scheme, _, problems = check(desk / name / "方案.yaml")
    assert problems == []
    assert scheme is not None
    assert (scheme.title, scheme.year) == expected


def test_the_name_of_the_new_folder_says_its_year(desk: Path, run: Run) -> None:
    assert run("init", "2026年", "--template", "空白", "--sample").code == 0
    assert run("init", "2028年", "--from", "2026年").code == 0
    assert "\n年度: 2028\n" in (desk / "2028年/方案.yaml").read_text("utf-8")
    ran = run("init", "2026年重做", "--from", "2026年")
    assert ran.code == 2
    assert "[U509]" in ran.err


def test_the_current_folder_may_be_meant(desk: Path, run: Run) -> None:
    (desk / "备忘.txt").write_text("自己的", "utf-8")
    ran = run("init", ".", "--template", "空白", "--year", "2026")
    assert ran.code == 0
    assert "cd " not in ran.out
    assert "名称: 2026年度桌面\n" in (desk / "方案.yaml").read_text("utf-8")
    assert (desk / "备忘.txt").read_text("utf-8") == "自己的"


@pytest.mark.parametrize("there", ["方案.yaml", "事实/甲局.yaml", "用例/别的.yaml", "说明.md"])
def test_nothing_is_written_over(desk: Path, run: Run, there: str) -> None:
    path = desk / "考核" / there
    path.parent.mkdir(parents=True)
    path.write_text("自己的", "utf-8")
    ran = run("init", "考核")
    assert ran.code == 4
    assert "[I012]" in ran.err
    assert found_in(desk) == [f"考核/{there}"]
    assert path.read_text("utf-8") == "自己的"


def test_empty_folders_are_in_nobodys_way(desk: Path, run: Run) -> None:
    (desk / "考核/事实").mkdir(parents=True)
    assert run("init", "考核").code == 0
    assert len(list((desk / "考核/事实").iterdir())) == 4


@pytest.mark.parametrize("exists", [True, False])
def test_a_failure_leaves_nothing(desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch, *, exists: bool) -> None:
    if exists:
        (desk / "考核").mkdir()
    before = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.name in ("说明.md", "事实") or path.name.endswith(".tmp"):
            raise PermissionError(13, "denied", str(path))
        return before(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    ran = run("init", "考核")
    assert ran.code == 4
    assert "没有权限" in ran.err
    assert found_in(desk) == []
    assert [path.name for path in desk.iterdir()] == (["考核"] if exists else [])


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        ((), 2, "没有写要建的文件夹"),
        (("考核", "--year", "26"), 2, "--year 后面应写四位的年度"),
        (("考核", "--from-facts", "事实"), 2, "--from-facts 要与 --from 一起用"),
        (("考核", "--from", "旧", "--sample"), 2, "--sample 不能与 --from 一起用"),
        (("考核", "--from", "旧", "--units", "甲"), 2, "--units 不能与 --from 一起用"),
        (("考核", "--template", "没有的"), 2, "没有“没有的”这个模板"),
        (("考核", "--from", "没有"), 4, "找不到方案“没有”"),
        (("没有/考核",), 4, "请先建好上一级文件夹"),
        (("考核?",), 4, "不能有“?”"),
        (("CON",), 4, "保留名称"),
        (("con.txt",), 4, "保留名称"),
        (("考核.",), 4, "末尾不能有句点"),
        (("考核 ",), 4, "末尾不能有空格"),
        (("考核", "--units", "甲局,甲局"), 1, "单位“甲局”写了两次"),
        (("考核", "--units", "没有.csv"), 4, "找不到文件“没有.csv”"),
        (("考核", "--units", ","), 1, "名单里没有单位"),
    ],
)
def test_what_is_refused(desk: Path, run: Run, args: tuple[str, ...], code: int, says: str) -> None:
    ran = run("init", *args)
    assert ran.code == code
    assert says in ran.err.replace("\n", "")
    assert found_in(desk) == []


def test_a_file_of_that_name_is_left_alone(desk: Path, run: Run) -> None:
    (desk / "考核").write_text("文件", "utf-8")
    ran = run("init", "考核")
    assert ran.code == 4
    assert "已经有一个同名的文件" in ran.err


def test_mistakes_of_last_year_are_told(desk: Path, run: Run) -> None:
    assert run("init", "旧", "--year", "2026", "--sample").code == 0
    path = desk / "旧/事实/01-甲单位.yaml"
    path.write_text(path.read_text("utf-8").replace("受理件数: 1260", "受理件数: 好多"), "utf-8")
    ran = run("init", "新", "--from", "旧")
    assert ran.code == 1
    assert "旧/事实/01-甲单位.yaml:7:9: 错误[F306]" in ran.err
    assert not (desk / "新").exists()


def test_all_that_is_shown_can_be_shown_in_gbk(desk: Path, run: Run) -> None:
    assert desk.is_dir()
    shown = [run("init", "--list").out, run("init", "--help").err, run("init", "旧", "--sample").out]
    shown.append(run("init", "新", "--from", "旧", "--all").out)
    assert all(text.encode("gbk") for text in shown if text)
