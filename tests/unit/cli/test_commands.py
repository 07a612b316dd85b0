"""Each command: what goes to stdout, what to stderr, and the exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from engine.problem.codes import Code

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.cli.conftest import Ran

SAMPLE = "changning-2021"


@pytest.mark.usefixtures("folder")
class TestFolderWithoutProblems:
    def test_check_says_so_in_one_line(self, run: Callable[..., Ran]) -> None:
        ran = run("check")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("没有发现问题：方案“")
        assert ran.out.endswith("，单位 10 个，指标 25 项\n")

    def test_check_of_a_scheme_alone_says_what_it_left_out(self, run: Callable[..., Ran]) -> None:
        assert run("check", "方案.yaml").out.endswith("（只检查了方案，没有检查数据）\n")

    def test_check_as_json_is_json_without_problems_too(self, run: Callable[..., Ran]) -> None:
        assert json.loads(run("check", "--json").out)["problems"] == []

    def test_score_shows_the_table(self, run: Callable[..., Ran]) -> None:
        ran = run("score")
        assert (ran.code, ran.err) == (0, "")
        assert "江苏街道" in ran.out

    def test_score_as_json(self, run: Callable[..., Ran]) -> None:
        assert len(json.loads(run("score", "--json").out)["units"]) == 10

    def test_score_by_lead_comes_after_the_table(self, run: Callable[..., Ran]) -> None:
        ran = run("score", "--by-lead")
        assert ran.code == 0
        assert ran.out.startswith(run("score").out)
        assert "按牵头看" in ran.out

    def test_score_by_lead_as_json_has_one_part_more(self, run: Callable[..., Ran]) -> None:
        data = json.loads(run("score", "--by-lead", "--json").out)
        assert [each["lead"] for each in data.pop("leads")]
        assert data == json.loads(run("score", "--json").out)

    def test_rank_of_a_group_and_the_first_few(self, run: Callable[..., Ran]) -> None:
        units = json.loads(run("rank", "--group", "街道", "--top", "2", "--json").out)["units"]
        assert [(unit["rank"], unit["group"]) for unit in units] == [("1", "街道"), ("2", "街道")]

    def test_unknown_group_is_misuse(self, run: Callable[..., Ran]) -> None:
        ran = run("rank", "--group", "街到")
        assert (ran.code, ran.out) == (2, "")
        assert "没有“街到”这个组，是不是“街道”？方案里的组有：" in ran.err

    def test_why_explains_a_unit(self, run: Callable[..., Ran]) -> None:
        ran = run("why", "江苏街道")
        assert (ran.code, ran.err) == (0, "")
        assert "江苏街道" in ran.out

    def test_why_explains_an_item(self, run: Callable[..., Ran]) -> None:
        parts = json.loads(run("why", "江苏街道", "C2", "--json").out)["parts"]
        assert [part["id"] for part in parts] == ["C2"]

    def test_unknown_unit_is_u501(self, run: Callable[..., Ran]) -> None:
        ran = run("why", "江苏街")
        assert (ran.code, ran.out) == (2, "")
        assert "错误[U501] 方案里没有“江苏街”这个单位，是不是“江苏街道”？" in ran.err

    def test_unknown_item_is_u502(self, run: Callable[..., Ran]) -> None:
        ran = run("why", "江苏街道", "C22", "--json")
        assert (ran.code, ran.err) == (2, "")
        assert [each["code"] for each in json.loads(ran.out)["problems"]] == ["U502"]

    def test_missing_rule_engine_is_u504(self, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KAOHE_RULES", "drools")
        ran = run("score")
        assert (ran.code, ran.out) == (2, "")
        assert "错误[U504] 环境变量 KAOHE_RULES" in ran.err


@pytest.mark.usefixtures("incomplete")
class TestDataIncomplete:
    @pytest.mark.parametrize("command", ["score", "rank"])
    def test_result_comes_with_exit_code_3_and_warnings_beside_it(self, command: str, run: Callable[..., Ran]) -> None:
        ran = run(command)
        assert ran.code == 3
        assert "警告[F304] 没有“新泾镇”的数据" in ran.err
        assert "F304" not in ran.out
        assert "暂定" in ran.out

    @pytest.mark.parametrize("options", [(), ("--json",)])
    def test_why_is_provisional_too(self, options: tuple[str, ...], run: Callable[..., Ran]) -> None:
        assert run("why", "江苏街道", *options).code == 3

    def test_quiet_leaves_out_warnings(self, run: Callable[..., Ran]) -> None:
        assert run("-q", "score").err == ""
        assert run("score", "--quiet").err == ""

    def test_check_says_incomplete(self, run: Callable[..., Ran]) -> None:
        ran = run("check")
        assert (ran.code, ran.err) == (3, "")
        assert "F304" in ran.out

    def test_strict_check_fails(self, run: Callable[..., Ran]) -> None:
        assert run("check", "--strict").code == 1


@pytest.mark.usefixtures("broken")
class TestErrors:
    def test_check_lists_them(self, run: Callable[..., Ran]) -> None:
        ran = run("check")
        assert (ran.code, ran.err) == (1, "")
        assert "错误[S" in ran.out

    @pytest.mark.parametrize("command", [("score",), ("rank",), ("why", "江苏街道")])
    def test_other_commands_show_only_them(self, command: tuple[str, ...], run: Callable[..., Ran]) -> None:
        ran = run(*command)
        assert (ran.code, ran.out) == (1, "")
        assert "错误[S" in ran.err

    def test_json_goes_to_stdout(self, run: Callable[..., Ran]) -> None:
        ran = run("score", "--json")
        assert (ran.code, ran.err) == (1, "")
        assert json.loads(ran.out)["errors"] >= 1


@pytest.mark.usefixtures("exempting")
class TestExempt:
    def test_why_tells_the_reason(self, run: Callable[..., Ran]) -> None:
        ran = run("why", "新泾镇")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("【示例】")
        assert ran.out.endswith("\n“新泾镇”免考，不评分、不排名、不定等。原因：年内撤并\n")

    def test_why_as_json_has_no_value(self, run: Callable[..., Ran]) -> None:
        found = json.loads(run("why", "新泾镇", "--json").out)
        assert (found["unit"], found["value"], found["parts"]) == ("新泾镇", None, [])


class TestWhereFilesAre:
    @pytest.mark.usefixtures("repository")
    def test_ids_are_looked_up(self, run: Callable[..., Ran]) -> None:
        assert run("check", SAMPLE, SAMPLE).code == 0
        assert run("why", "江苏街道", "-s", SAMPLE, "-f", SAMPLE).code == 0

    def test_paths_may_hold_blanks(self, folder: Path, run: Callable[..., Ran]) -> None:
        assert run("check", folder / "方案.yaml", folder / "事实").code == 0

    @pytest.mark.usefixtures("repository")
    def test_unknown_id_is_i001_with_the_id_meant(self, run: Callable[..., Ran]) -> None:
        ran = run("score", "changning-2012", SAMPLE)
        assert (ran.code, ran.out) == (4, "")
        assert "错误[I001] 找不到方案“changning-2012”" in ran.err
        assert "是不是“changning-2021”？" in ran.err

    @pytest.mark.usefixtures("repository")
    def test_unknown_facts_are_i001(self, run: Callable[..., Ran]) -> None:
        ran = run("score", SAMPLE, "没有/这里")
        assert ran.code == 4
        assert "错误[I001] 找不到数据“没有/这里”" in ran.err

    def test_folder_as_a_scheme_is_i002(self, folder: Path, run: Callable[..., Ran]) -> None:
        ran = run("score", folder, folder / "事实")
        assert (ran.code, ran.out) == (4, "")
        assert "错误[I002]" in ran.err
        assert "方案.yaml”" in ran.err

    @pytest.mark.usefixtures("folder")
    def test_single_file_of_facts_is_read(self, run: Callable[..., Ran]) -> None:
        assert run("check", "方案.yaml", "事实/10-新泾镇.yaml").code == 3

    @pytest.mark.usefixtures("folder")
    def test_swapped_files_are_one_problem(self, run: Callable[..., Ran]) -> None:
        for args in (("方案.yaml", "方案.yaml"), ("事实/10-新泾镇.yaml", "方案.yaml")):
            ran = run("score", *args)
            assert ran.code == 1
            assert "是不是写反了？" in ran.err
            assert ran.err.endswith("共 1 条错误\n")

    @pytest.mark.usefixtures("folder")
    def test_both_missing_paths_are_told(self, run: Callable[..., Ran]) -> None:
        ran = run("score", "没有.yaml", "没有")
        assert ran.code == 4
        assert "找不到方案“没有.yaml”" in ran.err
        assert "找不到数据“没有”" in ran.err

    def test_facts_left_out_and_not_here_are_misuse(self, folder: Path, run: Callable[..., Ran]) -> None:
        (folder / "事实").rename(folder / "别处")
        ran = run("score")
        assert (ran.code, ran.out) == (2, "")
        assert "没有指明数据，当前文件夹里也没有“事实”文件夹" in ran.err
        assert run("check").out.endswith("（只检查了方案，没有检查数据）\n")

    @pytest.mark.usefixtures("folder")
    def test_name_that_is_too_long_is_told(self, run: Callable[..., Ran]) -> None:
        ran = run("check", "名" * 200)
        assert ran.code == 4
        assert "文件名太长" in ran.err


class TestSchema:
    @pytest.mark.parametrize(
        ("args", "title"),
        [((), "考核方案"), (("scheme",), "考核方案"), (("facts",), "单位数据"), (("cases",), "用例文件")],
    )
    def test_schema_is_printed(self, args: tuple[str, ...], title: str, run: Callable[..., Ran]) -> None:
        ran = run("schema", *args)
        assert (ran.code, ran.err) == (0, "")
        assert title == json.loads(ran.out)["title"]


class TestExplain:
    @pytest.mark.parametrize("code", ["S102", "s102"])
    def test_page_is_shown(self, code: str, run: Callable[..., Ran]) -> None:
        ran = run("explain", code)
        assert (ran.code, ran.err) == (0, "")
        assert "S102" in ran.out

    def test_unknown_code_is_u503(self, run: Callable[..., Ran]) -> None:
        ran = run("explain", "S1021")
        assert (ran.code, ran.out) == (2, "")
        assert "错误[U503] 没有“S1021”这个问题代码，是不是“S102”？" in ran.err

    def test_all_codes_are_listed(self, run: Callable[..., Ran]) -> None:
        listed = [line.split()[0] for line in run("explain").out.splitlines()]
        assert [each.value for each in Code] == listed
