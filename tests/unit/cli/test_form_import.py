"""`kaohe form status`, `import` and `return`: what they write, what they leave alone, and what they say."""

from __future__ import annotations

import csv
import io
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from engine.forms.form import COVER_SHEET, FORM_SHEET, RETURN_SHEET, FormKind
from engine.forms.recognise import units_named
from engine.text.put import put as write_in_place
from tests.forms.users import HERE, User, blank_form, filled, scheme_of_users

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.cli.conftest import Ran

UNITS = ("甲单位", "乙单位", "丙单位")
SCHEME = scheme_of_users()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An assessment folder in which three units have handed in their forms."""
    folder = tmp_path / "2021 考核"
    (folder / "收回").mkdir(parents=True)
    (folder / "方案.yaml").write_bytes((HERE / "scheme.yaml").read_bytes())
    for unit in UNITS:
        (folder / "收回" / f"{unit}.xlsx").write_bytes(filled(SCHEME, unit))
    monkeypatch.chdir(folder)
    return folder


def put(home: Path, name: str, data: bytes) -> None:
    (home / "收回" / name).write_bytes(data)


def spoilt(unit: str, **how: Any) -> bytes:  # noqa: ANN401  as in users.py
    return filled(SCHEME, unit, how)


def states(ran: Ran) -> dict[str, str]:
    """The table: what is said of each file."""
    rows = [line.split() for line in ran.out.splitlines()]
    return {row[0]: row[-4] for row in rows if row and ".xlsx" in " ".join(row) and len(row) >= 5}


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_forms_become_facts_and_why_names_the_cell(home: Path, run: Callable[..., Ran]) -> None:
    before = contents(home / "收回")
    ran = run("form", "import")
    assert (ran.code, ran.err) == (0, "")
    assert states(ran) == {f"{unit}.xlsx": "已导入" for unit in UNITS}
    assert sorted(path.name for path in (home / "事实").iterdir()) == ["丙单位.yaml", "乙单位.yaml", "甲单位.yaml"]
    assert "实访户数 = 46 户（自评）  甲单位.xlsx 填报表!F7" in run("why", "甲单位", "A").out
    assert contents(home / "收回") == before


def test_the_same_again_changes_nothing(home: Path, run: Callable[..., Ran]) -> None:
    run("form", "import")
    before = {each: each.stat().st_mtime_ns for each in (home / "事实").iterdir()}
    assert set(states(run("form", "import")).values()) == {"未变"}
    assert before == {each: each.stat().st_mtime_ns for each in (home / "事实").iterdir()}
    assert set(states(run("form", "status")).values()) == {"已导入"}


def test_what_is_written_is_laid_out(home: Path, run: Callable[..., Ran]) -> None:
    put(home, "甲单位.xlsx", spoilt("甲单位", 填={
        "表彰": "有", "事项!B5": "先进集体：第1号 #3", "事项!C5": "市级", "事项!D5": "2021.10.28", "事项!F5": "证书1",
        "填报表!F24": "第一段。\n第二段。", "活动次数.佐证": "台账: 第31行", "经费.备注": "- 含上年",
    }))  # fmt: skip
    assert run("form", "import").code == 0
    assert run("fmt", "--check", "事实").code == 0
    assert run("check").code in {0, 3}
    text = (home / "事实" / "甲单位.yaml").read_text("utf-8")
    assert '        日期: "2021-10-28"\n' in text
    assert "        出处: 甲单位.xlsx 事项!B5\n" in text
    assert "工作完成情况: |-\n  第一段。\n  第二段。\n" in text


def test_a_new_version_replaces_what_was_imported(home: Path, run: Callable[..., Ran]) -> None:
    run("form", "import")
    put(home, "甲单位.xlsx", spoilt("甲单位", 填={"实访户数": 47}))
    assert states(run("form", "status")) == {"甲单位.xlsx": "有更新", "乙单位.xlsx": "已导入", "丙单位.xlsx": "已导入"}
    assert states(run("form", "import"))["甲单位.xlsx"] == "已更新"
    assert "自评: 47" in (home / "事实" / "甲单位.yaml").read_text("utf-8")


@pytest.mark.parametrize("change", ["# 记一笔\n", "  经费: 3\n"])
def test_what_a_person_has_changed_is_not_overwritten(home: Path, run: Callable[..., Ran], change: str) -> None:
    run("form", "import")
    facts = home / "事实" / "甲单位.yaml"
    mine = facts.read_bytes() + change.encode()
    facts.write_bytes(mine)
    put(home, "甲单位.xlsx", spoilt("甲单位", 填={"实访户数": 47}))
    ran = run("form", "import")
    assert (ran.code, states(ran)["甲单位.xlsx"]) == (1, "未覆盖")
    assert "错误[F420] “事实/甲单位.yaml”导入以后有人改过，没有覆盖" in ran.err
    assert facts.read_bytes() == mine
    ran = run("form", "import", "--force")
    assert (ran.code, states(ran)["甲单位.xlsx"]) == (0, "已更新")
    assert (home / "事实" / "甲单位.yaml.bak").read_bytes() == mine


def test_ends_of_lines_are_no_change(home: Path, run: Callable[..., Ran]) -> None:
    run("form", "import")
    facts = home / "事实" / "甲单位.yaml"
    facts.write_bytes(facts.read_bytes().replace(b"\n", b"\r\n"))
    assert states(run("form", "import"))["甲单位.xlsx"] == "未变"


def test_a_file_of_the_unit_written_by_hand_is_in_the_way(home: Path, run: Callable[..., Ran]) -> None:
    (home / "事实").mkdir()
    (home / "事实" / "01-甲.yaml").write_text("单位: 甲单位\n方案编号: shiyong-2021\n数据:\n  经费: 3\n", "utf-8")
    ran = run("form", "import")
    assert (ran.code, states(ran)["甲单位.xlsx"]) == (1, "未覆盖")
    assert "“事实/01-甲.yaml”里已有“甲单位”的数据（手写的）" in ran.err
    assert not (home / "事实" / "甲单位.yaml").exists()


def test_nothing_is_written_in_a_dry_run(home: Path, run: Callable[..., Ran]) -> None:
    assert set(states(run("form", "import", "--dry-run")).values()) == {"可导入"}
    assert not (home / "事实").exists()


def test_two_forms_of_a_unit_are_both_named(home: Path, run: Callable[..., Ran]) -> None:
    put(home, "甲单位(2).xlsx", spoilt("甲单位", 填={"实访户数": 47}))
    ran = run("form", "import")
    assert ran.code == 1
    assert {name for name, state in states(ran).items() if state == "重复"} == {"甲单位.xlsx", "甲单位(2).xlsx"}
    assert "加 --newest" in ran.err
    assert not (home / "事实" / "甲单位.yaml").exists()
    assert (home / "事实" / "乙单位.yaml").exists()


BLANK = """\
# 在冒号后面填数。空着就是未报。
单位: {unit}
方案编号: {scheme}
数据:
  应访户数: # 整数（户）
  活动次数:
    自评:
    佐证:
"""


def blank_facts(home: Path, unit: str, name: str) -> Path:
    """A file as `kaohe init` writes it."""
    (home / "事实").mkdir(exist_ok=True)
    path = home / "事实" / name
    path.write_text(BLANK.format(unit=unit, scheme=SCHEME.id), "utf-8")
    return path


def test_the_blank_files_of_a_new_folder_are_filled_in(home: Path, run: Callable[..., Ran]) -> None:
    for number, unit in enumerate(UNITS, start=1):
        blank_facts(home, unit, f"0{number}-{unit}.yaml")
    names = sorted(path.name for path in (home / "事实").iterdir())
    assert set(states(run("form", "status")).values()) == {"未导入"}
    ran = run("form", "import")
    assert (ran.code, ran.err) == (0, "")
    assert set(states(ran).values()) == {"已导入"}
    assert "“事实”里原来空着的 3 个文件，已换成导入的数据。" in ran.out
    assert sorted(path.name for path in (home / "事实").iterdir()) == names
    again = run("form", "import")
    assert set(states(again).values()) == {"未变"}
    assert "空着" not in again.out
    assert run("score", "-q").code == 3, "nothing is wrong; the assessors have not marked yet"


@pytest.mark.parametrize(
    "said", ["数据: {实访户数: 46}", "数据: {表彰: []}", "数据:\n工作完成情况: 写了一段", "数据: {"]
)
def test_a_numbered_file_that_says_anything_is_not_blank(home: Path, run: Callable[..., Ran], said: str) -> None:
    path = blank_facts(home, "甲单位", "01-甲单位.yaml")
    mine = path.read_text("utf-8").partition("数据:")[0] + said + "\n"
    path.write_text(mine, "utf-8")
    ran = run("form", "import")
    assert (ran.code, states(ran)["甲单位.xlsx"]) == (1, "未覆盖")
    assert "错误[F420] “事实/01-甲单位.yaml”是手写的" in ran.err
    assert path.read_text("utf-8") == mine
    assert run("form", "import", "--force").code == 0
    assert path.with_name("01-甲单位.yaml.bak").read_text("utf-8") == mine


def test_a_blank_file_of_another_name_is_in_nobodys_way(home: Path, run: Callable[..., Ran]) -> None:
    path = blank_facts(home, "甲单位", "街道.yaml")
    before = path.read_bytes()
    assert states(run("form", "import"))["甲单位.xlsx"] == "已导入"
    assert path.read_bytes() == before
    assert run("score", "-q").code == 3, "nothing is wrong; the assessors have not marked yet"


def test_of_a_form_that_is_put_aside_nothing_is_told_but_that(home: Path, run: Callable[..., Ran]) -> None:
    put(home, "甲单位.xlsx", spoilt("甲单位", 填={"实访户数": "约46"}))
    time.sleep(1.1)  # a workbook says the second
    put(home, "甲单位_请修改.xlsx", spoilt("甲单位"))
    ran = run("form", "import", "--newest")
    assert (ran.code, ran.err) == (0, "")
    assert "“甲单位.xlsx”没有用，以“甲单位_请修改.xlsx”为准。" in ran.out


def test_the_newest_is_the_one_that_was_saved_last(home: Path, run: Callable[..., Ran]) -> None:
    time.sleep(1.1)  # a workbook says the second
    put(home, "甲单位 改.xlsx", spoilt("甲单位", 填={"实访户数": 47}))
    ran = run("form", "import", "--newest")
    assert states(ran)["甲单位.xlsx"] == "跳过"
    assert "自评: 47" in (home / "事实" / "甲单位.yaml").read_text("utf-8")


def test_a_copy_to_the_letter_counts_once(home: Path, run: Callable[..., Ran]) -> None:
    put(home, "甲单位 - 副本.xlsx", (home / "收回" / "甲单位.xlsx").read_bytes())
    ran = run("form", "import")
    assert ran.code == 0
    assert sorted(states(ran).values()) == ["已导入", "已导入", "已导入"] or "跳过" in ran.out


def test_units_that_have_sent_nothing_are_named(home: Path, run: Callable[..., Ran]) -> None:
    (home / "收回" / "丙单位.xlsx").unlink()
    put(home, "乙单位.xlsx", blank_form(SCHEME, "乙单位"))
    ran = run("form", "status")
    assert ran.code == 3
    assert "还有 2 个单位未交：乙单位、丙单位。" in ran.out
    assert states(ran)["乙单位.xlsx"] == "空表"


def test_lock_files_and_papers_are_passed_over(home: Path, run: Callable[..., Ran]) -> None:
    put(home, "~$甲单位.xlsx", b"\x05user")
    put(home, ".DS_Store", b"\x00")
    put(home, "说明.docx", b"PK")
    ran = run("form", "import")
    assert ran.code == 0
    assert "跳过 1 个文件：说明.docx" in ran.err


def test_another_origin_has_its_own_file_and_both_count(home: Path, run: Callable[..., Ran]) -> None:
    run("form", "import")
    reviewed = home / "核定收回"
    reviewed.mkdir()
    user = User(blank_form(SCHEME, "甲单位", "核定"))
    user.fill({"实访户数": 40, "实访户数.佐证": "抽查记录3号"})
    (reviewed / "甲单位.xlsx").write_bytes(user.save())
    ran = run("form", "import", "核定收回")
    assert (ran.code, states(ran)["甲单位.xlsx"]) == (3, "已导入")
    assert (home / "事实" / "甲单位.核定.yaml").exists()
    why = run("why", "甲单位", "A").out
    assert "实访户数 = 40 户（核定）" in why
    assert "抽查记录3号" in why
    assert "甲单位.xlsx 填报表!F7" in why


def test_origin_by_hand(home: Path, run: Callable[..., Ran]) -> None:
    assert run("form", "import", "--origin", "核订").code == 2
    assert run("form", "import", "--origin", "核定").code == 0
    assert "来源: 核定\n" in (home / "事实" / "甲单位.核定.yaml").read_text("utf-8")


def test_forms_of_another_year_need_the_word(home: Path, run: Callable[..., Ran]) -> None:
    put(home, "甲单位.xlsx", spoilt("甲单位", 记录={"方案编号": "shiyong-2020"}))
    assert states(run("form", "import"))["甲单位.xlsx"] == "有错误"
    ran = run("form", "import", "--migrate")
    assert (ran.code, states(ran)["甲单位.xlsx"]) == (0, "已导入")
    assert "方案编号: shiyong-2021\n" in (home / "事实" / "甲单位.yaml").read_text("utf-8")


def test_a_scheme_that_has_changed_since_is_told_once(home: Path, run: Callable[..., Ran]) -> None:
    text = (home / "方案.yaml").read_text("utf-8").replace("活动次数", "活动场次")
    (home / "方案.yaml").write_text(text, "utf-8")
    ran = run("form", "import")
    assert ran.code == 0
    assert ran.err.count("F406") == 1
    assert "有 3 份填报表是方案改动以前发的，已按数据项的名称对应；方案里已经没有：活动次数，没有导入" in ran.err
    assert "实访户数" in (home / "事实" / "甲单位.yaml").read_text("utf-8")


def test_marks_of_raters_come_together(home: Path, run: Callable[..., Ran]) -> None:
    run("form", "import")
    sheets = home / "评分"
    sheets.mkdir()
    for rater, marks in {"评委1": (90, 80, 70), "评委2": (92, 84, "未评")}.items():
        data = blank_form(
            SCHEME, "", "自评", kind=FormKind.MARKING, rater=rater, facts=("现场评议",)
        )  # fmt: skip
        user = User(data)
        for unit, mark in zip(UNITS, marks, strict=True):
            slot = next(slot for slot in user.form.slots if slot.unit == unit)
            user.book[slot.sheet][slot.cell] = mark
        (sheets / f"{rater}.xlsx").write_bytes(user.save())
    ran = run("form", "import", "评分")
    assert (ran.code, set(states(ran).values())) == (0, {"已导入"}), ran.err
    told = json.loads(run("score", "--json").out)
    assert {unit["unit"]: unit["status"] for unit in told["units"]} == dict.fromkeys(UNITS, "rated")
    assert "评委1 90" in run("why", "甲单位", "G").out


def test_one_form_for_all_units(home: Path, run: Callable[..., Ran]) -> None:
    for unit in UNITS:
        (home / "收回" / f"{unit}.xlsx").unlink()
    user = User(blank_form(SCHEME, "", "自评", kind=FormKind.SINGLE))
    for slot in user.form.slots:
        if (slot.fact, slot.unit) in {("实访户数", "甲单位"), ("实访户数", "乙单位"), ("应访户数", "甲单位")}:
            user.book[slot.sheet][slot.cell] = 5 if slot.fact == "应访户数" else 4 if slot.unit == "甲单位" else "约4"
    put(home, "汇总.xlsx", user.save())
    ran = run("form", "import")
    assert (ran.code, states(ran)["汇总.xlsx"]) == (1, "部分导入")
    assert sorted(path.name for path in (home / "事实").iterdir()) == ["甲单位.yaml"]
    assert "还有 1 个单位未交：丙单位。" in ran.out


def test_json_says_everything(home: Path, run: Callable[..., Ran]) -> None:
    put(home, "甲单位.xlsx", spoilt("甲单位", 填={"实访户数": "约46", "经费": None}))
    (home / "收回" / "丙单位.xlsx").unlink()
    ran = run("form", "import", "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["schema"], told["missing"]) == (1, "kaohe/forms@1", ["丙单位"])
    bad = next(file for file in told["files"] if file["file"] == "收回/甲单位.xlsx")
    assert (bad["fate"], bad["units"][0]["blank"]) == ("errors", ["经费"])
    assert bad["problems"][0]["at"] == {"file": "收回/甲单位.xlsx", "sheet": "填报表", "cell": "F7"}


def test_a_marked_copy_goes_back_and_the_original_stays(home: Path, run: Callable[..., Ran]) -> None:
    put(home, "甲单位.xlsx", spoilt("甲单位", 填={"实访户数": "约46", "经费": None}))
    before = contents(home / "收回")
    ran = run("form", "return")
    assert (ran.code, contents(home / "收回")) == (0, before)
    assert [path.name for path in (home / "退回").iterdir()] == ["甲单位_请修改.xlsx"]
    book: Any = load_workbook(home / "退回" / "甲单位_请修改.xlsx")
    assert book.sheetnames[:2] == [RETURN_SHEET, COVER_SHEET]
    cell = book[FORM_SHEET]["F7"]
    assert cell.comment.text.startswith("[F306] “实访户数”应为整数，现为“约46”")
    assert cell.fill.fgColor.rgb == "00FFC7CE"
    assert book[FORM_SHEET].protection.sheet
    assert book[FORM_SHEET].data_validations.count
    links = {row[2].value: row[2].hyperlink.location for row in book[RETURN_SHEET].iter_rows() if row[2].hyperlink}
    assert links == {"填报表!F7": "'填报表'!F7", "填报表!F13": "'填报表'!F13"}
    setup = book[RETURN_SHEET].page_setup
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
    assert book[RETURN_SHEET].sheet_properties.pageSetUpPr.fitToPage
    assert run("form", "return").code == 0, "the same copy again is the same bytes"


def test_a_returned_copy_put_right_is_imported(home: Path, run: Callable[..., Ran]) -> None:
    put(home, "甲单位.xlsx", spoilt("甲单位", 填={"实访户数": "约46"}))
    run("form", "return")
    user = User((home / "退回" / "甲单位_请修改.xlsx").read_bytes())
    user.fill({"实访户数": 46})
    (home / "收回" / "甲单位.xlsx").unlink()
    put(home, "甲单位_请修改.xlsx", user.save())
    ran = run("form", "import")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.slow
def test_two_hundred_units_thirty_of_them_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Ran]
) -> None:
    names = [f"{number:03d}单位" for number in range(1, 201)]
    text = (HERE / "scheme.yaml").read_text("utf-8").replace("[甲单位, 乙单位, 丙单位]", f"[{', '.join(names)}]")
    (tmp_path / "收回").mkdir()
    (tmp_path / "方案.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("form", "make").code == 0
    made = sorted((tmp_path / "填报表").iterdir())
    assert len(made) == 200
    for number, path in enumerate(made):
        data = path.read_bytes()
        put(tmp_path, path.name, data[: len(data) // 2] if number % 20 == 7 else b"" if number % 20 == 11 else data)
    for number, path in enumerate(sorted((tmp_path / "收回").iterdir())):
        if number % 20 not in {7, 11}:
            user = User(path.read_bytes())
            user.fill({"应访户数": 48, "实访户数": "无" if number % 20 == 13 else 46})
            path.write_bytes(user.save())
    started = time.process_time()
    ran = run("form", "import")
    took = time.process_time() - started
    counted = list(states(ran).values())
    assert (ran.code, counted.count("已导入"), counted.count("有错误"), len(counted)) == (1, 170, 30, 200)
    assert len(list((tmp_path / "事实").iterdir())) == 170
    told = {
        unit
        for line in ran.out.splitlines()
        if "有错误" in line
        for unit in units_named(_scheme(names), line.split()[0])
    }
    assert told == {names[number] for number in range(200) if number % 20 in {7, 11, 13}}
    assert "未交" not in ran.out.replace("各单位都交了", "")
    assert took < 60, "seconds, not minutes, on any machine"


def _scheme(names: list[str]) -> Any:  # noqa: ANN401  all that is asked of it is its units
    class Units:
        units = [type("Unit", (), {"name": name}) for name in names]  # noqa: RUF012

    return Units


def as_csv(data: bytes) -> bytes:
    """The sheet to fill in, saved as Excel in China saves CSV: GBK, and no record of what it is."""
    rows = load_workbook(io.BytesIO(data))[FORM_SHEET].iter_rows(values_only=True)
    file = io.StringIO()
    for row in rows:
        texts = ("" if text is None or str(text).startswith("=") else str(text) for text in row)
        csv.writer(file).writerow(texts)
    return file.getvalue().encode("gbk")


def test_a_form_saved_as_text_is_known_by_its_name_alone(home: Path, run: Callable[..., Ran]) -> None:
    (home / "收回" / "甲单位.xlsx").unlink()
    put(home, "甲单位.csv", as_csv(spoilt("甲单位", 填={"准确率": "99.35%"})))
    ran = run("form", "import")
    assert ran.code == 0
    assert "警告[F408] “收回/甲单位.csv”里没有记下是哪个单位，由文件名认作“甲单位”" in ran.err
    assert "出处: 甲单位.csv F7\n" in (home / "事实" / "甲单位.yaml").read_text("utf-8")


def test_a_text_gets_the_list_of_problems_alone(home: Path, run: Callable[..., Ran]) -> None:
    (home / "收回" / "甲单位.xlsx").unlink()
    put(home, "甲单位.csv", as_csv(spoilt("甲单位", 填={"准确率": "99%以上"})))
    ran = run("form", "return")
    assert "只有问题清单" in ran.out
    book: Any = load_workbook(home / "退回" / "甲单位_请修改.xlsx")
    assert book.sheetnames == [RETURN_SHEET]
    assert any("[F306]" in str(row[3]) for row in book[RETURN_SHEET].iter_rows(values_only=True))


def test_one_file_alone(home: Path, run: Callable[..., Ran]) -> None:
    ran = run("form", "import", "收回/甲单位.xlsx")
    assert (ran.code, states(ran)) == (0, {"甲单位.xlsx": "已导入"})
    assert "各单位都交了" not in ran.out
    assert [path.name for path in (home / "事实").iterdir()] == ["甲单位.yaml"]
    assert "各单位都交了。" in run("form", "import").out


def test_a_folder_that_cannot_be_written_is_told_and_nothing_else_is_lost(
    home: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, data: bytes) -> None:
        if path.name == "乙单位.yaml":
            raise PermissionError(13, "Permission denied")
        write_in_place(path, data)

    monkeypatch.setattr("engine.forms.write_facts.put", refused)
    ran = run("form", "import")
    assert ran.code == 1
    assert states(ran)["乙单位.xlsx"] == "没写成"
    assert "写不了“事实/乙单位.yaml”" in ran.err
    assert sorted(path.name for path in (home / "事实").iterdir()) == ["丙单位.yaml", "甲单位.yaml"]


def test_a_form_of_many_units_says_whose_each_mistake_is(home: Path, run: Callable[..., Ran]) -> None:
    for each in (home / "收回").iterdir():
        each.unlink()
    user = User(blank_form(SCHEME, "", kind=FormKind.SINGLE))
    slots = {slot.unit: slot for slot in user.form.slots if slot.fact == "活动次数"}
    for unit, text in zip(UNITS, ("12", "约12", "13"), strict=True):
        user.book[slots[unit].sheet][slots[unit].cell].value = text
    put(home, "汇总.xlsx", user.save())
    ran = run("form", "import", "--json")
    said = [each["message"] for each in json.loads(ran.out)["files"][0]["problems"]]
    assert "乙单位：“活动次数”应为整数，现为“约12”" in said
    assert "共 1 份填报表：部分可导入 1 份。" in run("form", "import", "--dry-run").out
    run("form", "return")
    listed = load_workbook(home / "退回" / "汇总_请修改.xlsx")[RETURN_SHEET]
    assert any("乙单位：“活动次数”" in str(row[3]) for row in listed.iter_rows(values_only=True))


def test_what_a_unit_can_do_nothing_about_is_not_returned_and_named(home: Path, run: Callable[..., Ran]) -> None:
    put(home, "甲单位 去年.xlsx", blank_form(replace(SCHEME, id="去年"), "甲单位"))
    ran = run("form", "return")
    assert ran.code == 0
    assert "没有要退回的填报表。" in ran.out
    assert "另有 1 份的问题不是改表能解决的，没有退回：甲单位 去年.xlsx" in ran.out
