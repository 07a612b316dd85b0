"""Trials of tables, workbooks, forms and column files: sound ones, and then what people and systems do to them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from engine.forms.form import RECORD_SHEET
from tests.fuzz import table_pool
from tests.fuzz.archives import flipped, spoilt_archive, timeless
from tests.fuzz.cells import csv_bytes, odd_text, spoilt_rows, workbook_bytes
from tests.fuzz.columns import parquet_bytes
from tests.fuzz.trial import FACTS, FORMS, SCHEME, Told, Trial

if TYPE_CHECKING:
    import random

_CSV = (".csv", ".csv", ".csv", ".tsv", ".txt", ".xlsx", ".xls")
_BOOK = (".xlsx", ".xlsx", ".xlsx", ".xlsm", ".xls", ".csv", ".et")
_NAMES = ("汇总", "核定", "街道.自评", "甲\n乙", "\x1b[31m", "长" * 60, "a b", "汇总（终）", "-s", "%s")


def random_table_trial(rng: random.Random) -> Trial:
    """The files of one trial."""
    return rng.choices(_KINDS, _WEIGHTS)[0](rng)


def _trial(rng: random.Random, scheme: str, name: str, data: bytes) -> Trial:
    """A table as the facts: alone, or in a folder."""
    facts = f"{FACTS}/{name}"
    return Trial({SCHEME: scheme.encode(), facts: data}, Told(facts=facts if rng.random() < 0.5 else FACTS))


def _name(rng: random.Random, suffixes: tuple[str, ...]) -> str:
    return f"{rng.choice(_NAMES) if rng.random() < 0.3 else '汇总'}{rng.choice(suffixes)}"


def _csv(rng: random.Random) -> Trial:
    seed = table_pool.table_seed(rng)
    return _trial(rng, seed.scheme, _name(rng, _CSV), csv_bytes(rng, spoilt_rows(rng, seed.rows)))


def _book(rng: random.Random) -> Trial:
    seed = table_pool.table_seed(rng)
    data = workbook_bytes(rng, spoilt_rows(rng, seed.rows))
    return _trial(rng, seed.scheme, _name(rng, _BOOK), spoilt_archive(rng, data) if rng.random() < 0.5 else data)


def _parquet(rng: random.Random) -> Trial:
    seed = table_pool.table_seed(rng)
    return _trial(rng, seed.scheme, _name(rng, (".parquet",)), parquet_bytes(rng, spoilt_rows(rng, seed.rows)))


def _xls(rng: random.Random) -> Trial:
    data = flipped(rng, table_pool.kept_workbook(rng.choice(("表.xls", "表.xls", "表.xlsx"))))
    return _trial(rng, table_pool.TABLE_SCHEME, _name(rng, (".xls", ".et")), data)


def _form(rng: random.Random) -> Trial:
    seeds = table_pool.form_seeds()
    first = rng.choice(seeds)
    files = {SCHEME: first.scheme.encode()}
    for seed in (first, *rng.sample(seeds, rng.choice((0, 0, 1)))):
        data = seed.data
        if rng.random() < 0.6:
            data = _written_in(rng, data)
        if rng.random() < 0.6:
            data = spoilt_archive(rng, data)
        name = rng.choice((seed.name, seed.name, "乙单位.xlsx", "填报表.xlsx", _name(rng, _BOOK)))
        files[f"{FORMS}/{name}"] = data
    return Trial(files, Told(forms=FORMS))


def _written_in(rng: random.Random, data: bytes) -> bytes:
    """A form in which people, or somebody with ill will, have written: in its cells, in what it carries hidden."""
    book: Any = load_workbook(io.BytesIO(data))
    sheets = [*book.worksheets, *([book[RECORD_SHEET]] * 4 if RECORD_SHEET in book.sheetnames else [])]
    for _ in range(rng.choice((1, 3, 10))):
        sheet = rng.choice(sheets)
        row, column = rng.randint(1, sheet.max_row + 1), rng.randint(1, sheet.max_column + 1)
        cell = sheet.cell(row, column)
        if type(cell).__name__ == "MergedCell":
            continue
        if sheet.title == RECORD_SHEET:
            cell.value = (
                rng.choice(_RECORDED)
                if rng.random() < 0.6
                else rng.choice(list(sheet.columns)[column % sheet.max_column]).value
            )
        else:
            text = odd_text(rng)
            cell.value = "".join(char for char in text if char >= " ")[:3000]
    if rng.random() < 0.1:
        book.copy_worksheet(book.worksheets[rng.randrange(len(book.worksheets))])
    if rng.random() < 0.1 and book.custom_doc_props.props:
        rng.choice(book.custom_doc_props.props).value = rng.choice(("x", "乙单位", "甲单位", "1", "../../x"))
    file = io.BytesIO()
    book.save(file)
    return timeless(file.getvalue())


_RECORDED = (
    "../../x", "..", "a/b", "甲单位", "乙单位", "没有的单位", "格", "表", "格式", "种类", "单位", "方案编号", "评委", "来源", "-1", "0", "1",  # noqa: E501
    "99999", "9" * 5000, "A1", "XFD1048576", "ZZZ99999999", "填报表", "事项", "值", "说明", "评语", "单位填报表", "打分表",  # noqa: E501
    "应访户数", "实访户数", "活动次数", "上半年", "自评", "核定", "数据项", "", "²", "长" * 3000, "{" * 3000, "C:\\x", "CON",  # noqa: E501
)  # fmt: skip

_KINDS = (_csv, _book, _parquet, _xls, _form)
_WEIGHTS = (28, 26, 20, 10, 16)
