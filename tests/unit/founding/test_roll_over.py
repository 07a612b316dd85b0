"""Last year's assessment rolled over: every shipped one, and small ones with all that can be in the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from engine.api import assess, check
from engine.founding.carried import LastAssessment
from engine.founding.draft import CASES_NAME, FACTS_NAME, LAST_RESULTS, SCHEME_NAME, TODO_NAME
from engine.founding.roll_over import roll_over
from engine.founding.start import NOBODY, Founding, start
from engine.founding.templates import TEMPLATES
from engine.founding.unit_list import units_in_words
from engine.problem.codes import Code
from engine.problem.problem import has_errors
from engine.report.score import score_json
from tests.unit.founding.laid import ROOT, cases_of, changed, codes_of, laid, last_in, problems_of, rolled, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.founding.draft import Draft

SHIPPED = sorted(path.stem for path in (ROOT / "schemes").glob("*.yaml"))
UNDATED = ("energy-county", "energy-sector", "minhang-task-table", "shenzhen-street-plan")

SCHEME = """\
方案编号: 走访-2021
格式: 1
名称: 2021年度走访考核
年度: 2021
依据文件:
  - 名称: 走访考核办法
    文号: 某〔2021〕1号
分数:
  总分: 100
  最低分: 0
  最高分: 101
  修约: {方式: 四舍五入, 总分: 2}
  未报: 须补报
  缺项折算: 按总分比例
考核对象:
  城区: [甲局, 乙局]
  郊区: [丙局, 丁局]
免考:
  丁局: 2021年撤并
数据来源: {取值顺序: [更正, 核定, 自评], 可认定不适用: [核定]}
数据项:
  走访户数: {类型: 整数, 计量单位: 户, 下限: 0}
  上年走访户数: {类型: 整数, 计量单位: 户, 下限: 0, 取自上年: 走访户数}
  上年得分: {类型: 小数, 取自上年: 得分}
  信息条数: {类型: 整数, 周期: 季度, 下限: 0}
  表彰: {类型: 事项, 类别: [市级, 区级]}
  下乡次数: {类型: 整数, 计量单位: 次, 下限: 0}
参数:
  每户分: {按: 日期, 取值: {2020-01-01: 0.5, 2021-01-01: 1}}
指标:
  A: {名称: 走访, 分值: 60, 计算公式: 走访户数 * 每户分, 计分: {方法: 按次得分, 每: 1, 得: 1}}
  B: {名称: 信息, 分值: 20, 计算公式: 合计(信息条数), 计分: {方法: 达标得满分, 不低于: 40}}
  C: {名称: 增长, 分值: 10, 计算公式: 走访户数 - 上年走访户数, 计分: {方法: 达标得满分, 不低于: 0}}
  D: {名称: 下乡, 分值: 10, 计算公式: 下乡次数, 不适用于: [郊区], 计分: {方法: 按次得分, 每: 1, 得: 5}}
加分:
  J1: {名称: 表彰, 事项: 表彰, 每项: {市级: 1, 区级: 0.5}, 加分上限: 1, 同一事项: 就高不就低, 佐证: 必需}
规则:
  W1: {类别: 预警督办, 名称: 比2021年低, 触发条件: 上年得分 < 60, 处理: {预警等级: 黄色}}
等次:
  - {名称: 甲等, 条件: 得分 >= 90, 名额: 1, 名额基数: 全部参评单位, 并列: 从严}
  - {名称: 乙等, 条件: 其余}
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""
UNIT = """\
单位: 甲局
方案编号: 走访-2021
数据:
  走访户数: {自评: 70, 核定: 62}
  上年走访户数: 50
  上年得分: 88.5
  信息条数: {一季度: 10, 二季度: 11, 三季度: 12, 四季度: 13}
  表彰:
    - {事项: 某表彰, 类别: 市级, 佐证: 表彰决定}
  下乡次数: 2
"""
CASES = "方案: ../2021.yaml\n用例:\n  走访:\n    数据: {走访户数: 40, 上年走访户数: 40}\n    得分: {A: 40, C: 10}\n"


@pytest.fixture
def old(tmp_path: Path) -> LastAssessment:
    """An assessment of three units, its scheme under another name."""
    folder = written(
        tmp_path / "2021", 事实__甲=UNIT, 事实__乙=UNIT.replace("甲局", "乙局").replace("核定: 62", "更正: 40")
    )
    written(folder, 事实__丙=UNIT.replace("甲局", "丙局").replace("  下乡次数: 2\n", ""), 用例__走访=CASES)
    (folder / "2021.yaml").write_text(SCHEME, "utf-8")
    return LastAssessment(folder / "2021.yaml", folder / FACTS_NAME, folder / CASES_NAME)


def texts_of(draft: Draft) -> list[str]:
    return [f"{each.where} {each.text}" for each in draft.todo]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_assessments_roll_over(name: str, tmp_path: Path) -> None:
    last = LastAssessment(ROOT / "schemes" / f"{name}.yaml", ROOT / "facts" / name, None)
    draft = rolled(last, tmp_path, 2030 if name in UNDATED else None)
    assert not has_errors(problems_of(tmp_path))
    assert Code.FACT_MISSING in codes_of(tmp_path)
    lines = draft.files[SCHEME_NAME].decode().splitlines()
    assert all(each.line is None or each.file != SCHEME_NAME or lines[each.line - 1].strip() for each in draft.todo)
    # What is kept of last year is enough to work its result out again.
    scheme, facts, problems = check(tmp_path / "上年" / SCHEME_NAME, tmp_path / "上年" / FACTS_NAME)
    assert not has_errors(problems)
    assert scheme is not None
    assert facts is not None
    results = json.loads(draft.files[LAST_RESULTS])
    assert results["scheme"]["sha256"] == scheme.sha256


@pytest.mark.parametrize("name", UNDATED)
def test_without_a_year_nobody_knows_the_next(name: str) -> None:
    last = LastAssessment(ROOT / "schemes" / f"{name}.yaml", ROOT / "facts" / name, None)
    draft, (problem,) = roll_over(last, None)
    assert draft is None
    assert problem.code is Code.NO_NEXT_YEAR


def test_there_is_no_year_after_the_last(old: LastAssessment) -> None:
    text = SCHEME.replace("2021", "9999").replace("走访-9999", "走访-2021").replace("9999-01-01", "2021-01-01")
    old.scheme.write_text(text.replace("年度: 9999\n", "年度: 9999\n考核期间: 9999-01-01 至 9999-12-31\n"), "utf-8")
    draft, (problem,) = roll_over(old, None)
    assert draft is None
    assert problem.code is Code.NO_NEXT_YEAR


@pytest.mark.parametrize("year", [2020, 2021])
def test_the_next_year_is_a_later_one(old: LastAssessment, year: int) -> None:
    draft, (problem,) = roll_over(old, year)
    assert draft is None
    assert problem.code is Code.NO_NEXT_YEAR


def test_facts_are_blank_and_last_years_values_stand_beside_them(old: LastAssessment, tmp_path: Path) -> None:
    draft = rolled(old, tmp_path / "新")
    form = draft.files["事实/01-甲局.yaml"].decode()
    assert "  走访户数: # 整数（户）；上年 62\n" in form
    assert "  上年走访户数: # 取自上年的“走访户数”，一般不用填；与上年报的不同才填；整数（户）；上年 62\n" in form
    assert "  信息条数: # 整数；每季度一个数\n    一季度: # 上年 10\n    二季度: # 上年 11\n" in form
    assert "  表彰: # 逐件列出，一件也没有的写“无”；要写佐证，没有佐证的暂不计；上年 1 项\n" in form
    assert "  #  - 事项: 名称或文号\n  #    类别: 市级或区级\n" in form


def test_who_is_asked_for_what(old: LastAssessment, tmp_path: Path) -> None:
    draft = rolled(old, tmp_path / "新")
    assert {name for name in draft.files if name.startswith("事实/")} == {
        "事实/01-甲局.yaml",
        "事实/02-乙局.yaml",
        "事实/03-丙局.yaml",
    }
    assert "下乡次数" in draft.files["事实/01-甲局.yaml"].decode()
    assert "下乡次数" not in draft.files["事实/03-丙局.yaml"].decode()
    assert codes_of(tmp_path / "新") == {Code.FACT_MISSING}


def test_last_years_values_are_taken(old: LastAssessment, tmp_path: Path) -> None:
    folder = tmp_path / "新"
    rolled(old, folder)
    for path in (folder / FACTS_NAME).iterdir():
        text = path.read_text("utf-8")
        for name, value in (("走访户数", "63"), ("下乡次数", "1"), ("表彰", "无")):
            text = text.replace(f"\n  {name}:", f"\n  {name}: {value}")
        for quarter in "一二三四":
            text = text.replace(f"{quarter}季度:", f"{quarter}季度: 20")
        path.write_text(text, "utf-8")
    scheme, facts, problems = check(folder / SCHEME_NAME, folder / FACTS_NAME)
    assert problems == []
    assert scheme is not None
    assert facts is not None
    taken = [facts.cell("甲局", name).counted for name in ("上年走访户数", "上年得分")]
    assert [(each.origin, each.text) for each in taken if each] == [("上年核定", "62"), ("上年结果", "101.00")]
    assert not assess(scheme, facts).judgement.provisional.any()


def test_the_record_of_last_year_can_be_scored_again(old: LastAssessment, tmp_path: Path) -> None:
    """Year after year, what it took from the year before lies with it; older years do not pile up."""
    sizes = []
    for year in (2022, 2023, 2024):
        folder = tmp_path / f"{year}年"
        rolled(old, folder)
        scheme, facts, problems = check(folder / "上年" / SCHEME_NAME, folder / "上年" / FACTS_NAME)
        assert not has_errors(problems)
        assert scheme is not None
        assert facts is not None
        results = json.loads((folder / LAST_RESULTS).read_text("utf-8"))
        assert results["scheme"]["sha256"] == scheme.sha256
        again = json.loads(score_json(assess(scheme, facts)))
        assert again["units"] == results["units"]
        sizes.append(sum(path.is_file() for path in folder.rglob("*")))
        old = last_in(folder)
    assert sizes[1] == sizes[2]


def test_a_unit_with_a_sign_in_its_name_gets_a_file(old: LastAssessment, tmp_path: Path) -> None:
    old.scheme.write_text(SCHEME.replace("甲局", "甲/乙合署"), "utf-8")
    (old.facts / "甲.yaml").write_text(UNIT.replace("甲局", "甲/乙合署"), "utf-8")
    draft = rolled(old, tmp_path / "新")
    assert "单位: 甲/乙合署" in draft.files["事实/01-甲-乙合署.yaml"].decode()
    assert codes_of(tmp_path / "新") == {Code.FACT_MISSING}


def test_cases_come_along_and_name_the_new_scheme(old: LastAssessment, tmp_path: Path) -> None:
    draft = rolled(old, tmp_path / "新")
    assert draft.files["用例/走访.yaml"].decode() == CASES.replace("../2021.yaml", "../方案.yaml")
    run = cases_of(tmp_path / "新")
    assert (len(run.results), run.failed, run.problems) == (1, (), ())


def test_a_case_that_does_not_hold_any_more_is_listed(old: LastAssessment, tmp_path: Path) -> None:
    assert old.cases is not None
    (old.cases / "走访.yaml").write_text(CASES.replace("A: 40", "A: 20"), "utf-8")
    draft = rolled(old, tmp_path / "新")
    assert "用例/走访.yaml:3 “走访”与新方案算出的不符，请核对" in texts_of(draft)


def test_cases_of_other_schemes_stay_behind(old: LastAssessment, tmp_path: Path) -> None:
    assert old.cases is not None
    (old.cases / "走访.yaml").write_text(CASES.replace("../2021.yaml", "../../别的.yaml"), "utf-8")
    (old.cases / "坏的.yaml").write_text("方案: [", "utf-8")
    (old.cases / "说明.yaml").write_text("甲: 乙\n", "utf-8")
    draft = rolled(old, tmp_path / "新")
    assert not [name for name in draft.files if name.startswith(CASES_NAME)]
    assert [each.file for each in draft.todo if "没有带过来" in each.text] == [
        "用例/坏的.yaml",
        "用例/说明.yaml",
        "用例/走访.yaml",
    ]


def test_a_case_file_that_needs_no_scheme_comes_as_it_is(old: LastAssessment, tmp_path: Path) -> None:
    text = (
        "数据项: {件数: {类型: 整数, 下限: 0}}\n"
        "指标: {A: {名称: 甲, 分值: 2, 计算公式: 件数, 计分: {方法: 按次得分, 每: 1, 得: 1}}}\n"
        "用例: {两件: {数据: {件数: 2}, 得分: 2}}\n"
    )
    assert old.cases is not None
    (old.cases / "条款.yaml").write_bytes(text.replace("\n", "\r\n").encode())
    draft = rolled(old, tmp_path / "新")
    assert draft.files["用例/条款.yaml"] == (old.cases / "条款.yaml").read_bytes()
    assert (len(cases_of(tmp_path / "新").results), cases_of(tmp_path / "新").failed) == (2, ())


def test_what_has_to_be_decided(old: LastAssessment, tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    golden("init-待定事项.md", rolled(old, tmp_path / "新").files[TODO_NAME].decode())


def test_every_place_is_one_in_the_new_scheme(old: LastAssessment, tmp_path: Path) -> None:
    draft = rolled(old, tmp_path / "新")
    lines = draft.files[SCHEME_NAME].decode().splitlines()
    for each in draft.todo:
        if each.file == SCHEME_NAME and each.heading in ("目标", "免考", "参数"):
            assert each.line is not None
            assert lines[each.line - 1].strip().startswith(each.text[:1]), each


def test_only_what_has_to_changes_in_the_scheme(old: LastAssessment, tmp_path: Path) -> None:
    text = rolled(old, tmp_path / "新").files[SCHEME_NAME].decode()
    last = "上年:\n  数据: 上年/事实\n  结果: 上年/结果.json\n  方案编号: 走访-2021\n\n"
    assert changed(SCHEME, text.replace(last, "")) == {
        "方案编号: 走访-2021": "方案编号: 走访-2022",
        "名称: 2021年度走访考核": "名称: 2022年度走访考核",
        "年度: 2021": "年度: 2022",
    }


def test_a_missing_fact_makes_last_years_result_provisional(old: LastAssessment, tmp_path: Path) -> None:
    (old.facts / "丙.yaml").unlink()
    draft = rolled(old, tmp_path / "新")
    assert [each for each in texts_of(draft) if each.startswith("上年/结果.json 上年的结果还是暂定的")]


def test_a_mistake_of_last_year_stops_it(old: LastAssessment) -> None:
    (old.facts / "丙.yaml").write_text(UNIT.replace("甲局", "戊局"), "utf-8")
    draft, problems = roll_over(old, None)
    assert draft is None
    assert {problem.code for problem in problems} >= {Code.NOT_ASSESSED}


def test_a_list_of_units_elsewhere_moves_in(old: LastAssessment, tmp_path: Path) -> None:
    units = "考核对象:\n  城区: [甲局, 乙局]\n  郊区: [丙局, 丁局]\n"
    old.scheme.write_text(SCHEME.replace(units, "考核对象文件: ../名单.yaml\n"), "utf-8")
    (tmp_path / "名单.yaml").write_text(units, "utf-8")
    draft = rolled(old, tmp_path / "新" / "文件夹")
    assert draft.files["单位.yaml"].decode() == units
    assert "考核对象文件: 单位.yaml\n" in draft.files[SCHEME_NAME].decode()
    assert check(tmp_path / "新" / "文件夹" / "上年" / SCHEME_NAME)[2] == []


def test_years_of_a_term_move_in_scheme_facts_and_cases(tmp_path: Path) -> None:
    scheme = (
        SCHEME.replace("年度: 2021\n", "年度: 2021\n考核期间: 2020-01-01 至 2021-12-31\n")
        .replace("周期: 季度", "周期: 年")
        .replace("合计(信息条数)", "信息条数.2020年 + 信息条数.2021年")
    )
    unit = UNIT.replace("{一季度: 10, 二季度: 11, 三季度: 12, 四季度: 13}", "{2020年: 20, 2021年: 21}")
    case = CASES.replace("2021.yaml", SCHEME_NAME).replace("上年走访户数: 40}", "信息条数: {2020年: 20, 2021年: 20}}")
    folder = written(tmp_path / "旧", 方案=scheme, 事实__甲=unit, 用例__走访=case.replace("C: 10", "B: 20"))
    draft = rolled(last_in(folder), tmp_path / "新")
    assert "考核期间: 2022-01-01 至 2023-12-31" in draft.files[SCHEME_NAME].decode()
    assert "信息条数.2022年 + 信息条数.2023年" in draft.files[SCHEME_NAME].decode()
    assert "    2022年: # 上年 20\n    2023年: # 上年 21\n" in draft.files["事实/01-甲局.yaml"].decode()
    assert "信息条数: {2022年: 20, 2023年: 20}" in draft.files["用例/走访.yaml"].decode()
    assert cases_of(tmp_path / "新").failed == ()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_templates_roll_over_year_after_year(template: object, tmp_path: Path) -> None:
    (found,) = [each for each in TEMPLATES if each is template]
    units, _ = units_in_words(NOBODY)
    laid(start(found, Founding("考核-2030", "2030年考核", 2030, units, sample=True)), tmp_path / "2030")
    for year in (2031, 2032):
        rolled(last_in(tmp_path / str(year - 1)), tmp_path / str(year))
        folder = tmp_path / str(year)
        assert codes_of(folder) == {Code.FACT_MISSING}
        assert cases_of(folder).failed == ()
        scheme, _, _ = check(folder / SCHEME_NAME)
        assert scheme is not None
        assert (scheme.id, scheme.year) == (f"考核-{year}", year)
