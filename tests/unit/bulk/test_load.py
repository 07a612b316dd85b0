"""Facts in Parquet and large CSV files: the same result as from unit files, and every fault told at its row."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine import api
from engine.bulk import which
from engine.bulk.sources import BulkSources
from engine.facts.folder import read_facts
from engine.problem.problem import has_errors
from engine.report.problems import problems_text
from engine.report.score import score_json
from engine.report.why import why_text
from engine.text.source import Source
from tests.unit.bulk.both_ways import SCHEME
from tests.unit.bulk.samples import PROBLEMS, SAMPLES, table_of

if TYPE_CHECKING:
    from pathlib import Path

    from engine.facts.table import FactTable
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme

UNITS = ["甲单位", "乙单位", "丙单位", "丁单位"]
# As a unit's file has them: fact or fact.period, by unit; None is not reported.
FACTS: dict[str, list[str | None]] = {
    "应访": ["12", "48", "0", "1000"],
    "实访": ["12", "46", "0", None],
    "金额": ["1.55", "-2", "0.3", "12345678901234567.89"],
    "覆盖率": ["99.35%", "100%", "7%", "0%"],
    "建立": ["是", "否", "是", "是"],
    "档次": ["好", "差", None, "中"],
    "期数.一季度": ["1", "2", "3", "4"],
    "期数.二季度": ["1", "3", "2", "5"],
    "期数.三季度": ["2", "4", "4", None],
}
CHECKED = {"实访": ["10", "不适用", None, "999"]}


def yaml_table(scheme: Scheme, units: list[str] = UNITS) -> tuple[FactTable, list[Problem]]:
    texts = []
    for at, unit in enumerate(UNITS):
        if unit not in units:
            continue
        lines = [f"单位: {unit}", "方案编号: t", "数据:"]
        periods: dict[str, list[str]] = {}
        for name, column in FACTS.items():
            fact, _, period = name.partition(".")
            told = [("自评", column[at]), ("核定", CHECKED.get(name, [None] * 4)[at])]
            values = "{" + ", ".join(f"{origin}: {text}" for origin, text in told if text) + "}"
            if period:
                periods.setdefault(fact, []).append(f"    {period}: {values}")
            else:
                extra = values.replace("}", ", 佐证: 凭证}") if fact == "金额" and at != 1 else values
                lines.append(f"  {fact}: {extra}")
        for fact, those in periods.items():
            lines += [f"  {fact}:", *those]
        texts.append(Source(f"{unit}.yaml", "\n".join(lines) + "\n"))
    return read_facts(scheme, texts, "事实")


def arrays(*, as_texts: bool = False) -> dict[str, pa.Array]:
    """The same facts as columns: as texts, or each as the type that a system would give it."""
    found: dict[str, pa.Array] = {"单位": pa.array(UNITS)}
    for name, column in FACTS.items():
        found[name] = pa.array(column)
    found["实访.核定"] = pa.array(CHECKED["实访"])
    found["金额.佐证"] = pa.array(["凭证", None, "凭证", "凭证"])
    if as_texts:
        return found
    for name in ("应访", "实访", "期数.一季度", "期数.二季度", "期数.三季度"):
        found[name] = pa.array([None if each is None else int(each) for each in FACTS[name]], pa.int16())
    found["金额"] = pa.array([Decimal(str(each)) for each in FACTS["金额"]], pa.decimal128(38, 5))
    found["建立"] = pa.array([each == "是" for each in FACTS["建立"]])
    found["档次"] = found["档次"].dictionary_encode()
    percents = [Decimal(str(each).rstrip("%")) for each in found.pop("覆盖率").to_pylist()]
    return found | {"覆盖率(%)": pa.array(percents, pa.decimal128(5, 2))}


def loaded(scheme_text: str, path: Path) -> tuple[Scheme, FactTable | None, list[Problem]]:
    """What `kaohe score 方案.yaml 数据.parquet` reads."""
    scheme_path = path.parent / "方案.yaml"
    scheme_path.write_text(scheme_text, "utf-8")
    scheme, table, problems = api.check(scheme_path, path)
    assert scheme is not None, problems
    return scheme, table, problems


def result(scheme: Scheme, table: FactTable) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(score_json(api.assess(scheme, table)))
    data["scheme"].pop("sha256")
    return data


def write_rows(path: Path, columns: dict[str, pa.Array]) -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        rows = zip(
            *(["" if each is None else each for each in column.to_pylist()] for column in columns.values()), strict=True
        )
        csv.writer(file).writerows([list(columns), *rows])


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [2, 0, 3, 1], [3, 1]])
@pytest.mark.parametrize("kind", ["types", "texts", "csv"])
def test_same_result_as_from_unit_files(
    kind: str, order: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(which, "LARGE_CSV", 1)
    columns = {name: each.take(pa.array(order)) for name, each in arrays(as_texts=kind != "types").items()}
    path = tmp_path / ("数据.csv" if kind == "csv" else "数据.parquet")
    if kind == "csv":
        write_rows(path, columns)
    else:
        pq.write_table(pa.table(columns), path, row_group_size=2)
    scheme, table, problems = loaded(SCHEME, path)
    assert table is not None, problems_text(problems)
    expected, found = yaml_table(scheme, [UNITS[at] for at in order])
    assert not has_errors(found)
    assert result(scheme, table) == result(scheme, expected)
    told = {(each.code, each.message) for each in found}
    assert told == {(each.code, each.message) for each in problems if each.code.value != "F448"}


def test_each_value_is_explained_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "数据.parquet"
    pq.write_table(pa.table(arrays()), path)
    scheme, table, _ = loaded(SCHEME, path)
    assert table is not None
    text = why_text(api.explain(api.assess(scheme, table), "乙单位"))
    assert f"{path} 第2行 应访" in text
    assert "99.35%" not in text
    assert "100%" in text


def test_origins_are_those_of_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "事实"
    folder.mkdir()
    own = {name: each for name, each in arrays().items() if "核定" not in name}
    pq.write_table(pa.table(own), folder / "自评.parquet")
    pq.write_table(pa.table({"单位": UNITS, "实访": CHECKED["实访"]}), folder / "核定.parquet")
    scheme, table, problems = loaded(SCHEME, folder)
    assert table is not None, problems_text(problems)
    assert result(scheme, table) == result(scheme, yaml_table(scheme)[0])
    cell = table.cell("甲单位", "实访")
    assert [each.origin for each in (cell.counted, *cell.others) if each] == ["核定", "自评"]


def many(count: int, **columns: list[Any]) -> tuple[str, pa.Table]:
    """A scheme of many units, and a table of them with some columns exchanged."""
    names = [f"村{at:04}" for at in range(count)]
    scheme = SCHEME.replace(
        "{城: [甲单位, 乙单位], 乡: [丙单位, 丁单位, 戊单位]}", f"{{城: [{names[0]}], 乡: [{', '.join(names[1:])}]}}"
    )
    scheme = scheme.replace("免考: {戊单位: 另有安排}\n", "")
    table: dict[str, Any] = {"单位": names, **{name: [None] * count for name in FACTS}}
    for name in ("应访", "实访", "期数.一季度", "期数.二季度", "期数.三季度"):
        table[name] = [5] * count
    table |= {"金额": [0] * count, "覆盖率": ["99%"] * count, "建立": [True] * count, "档次": ["好"] * count}
    return scheme, pa.table(table | columns)


def test_of_many_problems_the_first_are_named_and_all_are_counted(tmp_path: Path) -> None:
    wrong = [6 if at % 2 else 5 for at in range(100)]
    scheme, table = many(100, 实访=wrong, 档次=["坏"] * 30 + ["好"] * 70)
    path = tmp_path / "数据.parquet"
    pq.write_table(table, path)
    problems = loaded(scheme, path)[2]
    by_code = {code: [each for each in problems if each.code.value == code] for code in ("F306", "F308")}
    assert [len(each) for each in by_code.values()] == [21, 21]
    assert by_code["F306"][0].message == "F306 这类问题共有 30 处，只列出前 20 处"
    assert by_code["F308"][0].message == "F308 这类问题共有 50 处，只列出前 20 处"
    assert str(by_code["F308"][1].span) == f"{path} 第2行 实访"
    assert by_code["F308"][1].message == "“实访”是 6，大于“应访”的 5"


def test_missing_facts_and_units_are_counted(tmp_path: Path) -> None:
    scheme, table = many(100, 应访=[None] * 60 + [5] * 40, 覆盖率=[None] * 100)
    path = tmp_path / "数据.parquet"
    pq.write_table(table.slice(0, 70), path)
    _, facts, problems = loaded(scheme, path)
    assert facts is not None
    counted = [each.message for each in problems if "共有" in each.message]
    # 覆盖率 is asked of the one unit of 城 only.
    assert counted == ["F304 这类问题共有 30 处，只列出前 20 处", "F311 这类问题共有 61 处，只列出前 20 处"]


def test_personal_numbers_are_found_in_any_column(tmp_path: Path) -> None:
    remarks = [None] * 9 + ["联系人13812345678"]
    scheme, table = many(10)
    table = table.append_column("应访.说明", pa.array(remarks)).drop(["金额"])
    table = table.append_column("金额", pa.array([13912345678, *[0] * 9]))
    path = tmp_path / "数据.parquet"
    pq.write_table(table, path)
    problems = loaded(scheme, path)[2]
    places = [str(each.span) for each in problems if each.code.value == "F310"]
    assert places == [f"{path} 第1行 金额", f"{path} 第10行 应访.说明"]


def test_places_as_json(tmp_path: Path) -> None:
    scheme, table = many(3, 档次=["好", "坏", "好"])
    path = tmp_path / "数据.parquet"
    pq.write_table(table, path)
    text = problems_text(loaded(scheme, path)[2])
    assert f"{path} 第2行 档次: 错误[F306] “档次”应为“好”、“中”、“差”之一，现为“坏”" in text
    assert "\n 2 | 村0001 | " in text


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_what_the_script_writes(name: str) -> None:
    assert pq.read_table(PROBLEMS / name).equals(table_of(name))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("单位,应访\n甲单位,5\n乙单位,6,7\n", "第 3 行有 3 格，第 1 行（列名）有 2 格"),
        ("2021年汇总\n单位,应访\n甲单位,5\n", "第 2 行有 2 格，第 1 行（列名）有 1 格"),
        ('单位,应访\n"甲单位,5\n乙单位,6\n', "不是完好的 CSV 文件"),
    ],
)
def test_csv_that_is_no_table(text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(which, "LARGE_CSV", 1)
    path = tmp_path / "数据.csv"
    path.write_text(text, "utf-8")
    _, table, problems = loaded(SCHEME, path)
    assert table is None
    assert [each.code.value for each in problems] == ["F475"]
    assert said in problems[0].message


@pytest.mark.parametrize("above", ["", "2021年汇总\n"])
def test_csv_of_middling_size_is_read_in_columns_where_it_can_be(
    above: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "事实" / "数据.csv"
    path.parent.mkdir()
    write_rows(path, arrays(as_texts=True))
    path.write_bytes(above.encode("gb18030") + path.read_bytes())
    _, cell_by_cell, _ = loaded(SCHEME, path.parent)
    monkeypatch.setattr(which, "WORTH_COLUMNS", 1)
    scheme, table, problems = loaded(SCHEME, path.parent)
    assert table is not None, problems_text(problems)
    assert isinstance(table.sources, BulkSources) is not bool(above)
    assert cell_by_cell is not None
    for name in scheme.facts:
        assert table.columns[name].state.tolist() == cell_by_cell.columns[name].state.tolist()
