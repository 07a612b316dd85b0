"""A list of units as a Parquet file: by the hundred thousand, so that no tree is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.reading.units_file import CODE, GROUP, NAME, head_word
from engine.scheme.model import UnitEntry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine.arrow.files import ColumnFile

PARQUET = ".parquet"
MOST_NAMED = 20


def read_unit_columns(path: Path) -> tuple[list[UnitEntry], list[Problem]]:
    """Return the units of a Parquet file in its order, and what is wrong with it."""
    name = str(path)
    try:
        from engine.arrow.files import UnreadableError, open_parquet  # noqa: PLC0415  few schemes need the library
    except ModuleNotFoundError:
        message = "读 Parquet 文件要用 pyarrow，这里没有安装"
        help_ = "请运行 pip install kaohe[bulk]；不便安装的，请把单位名单改成 .csv 或 .xlsx"
        return [], [Problem(Code.BULK_NOT_INSTALLED, message, file=name, help=help_)]
    try:
        return _read(open_parquet(path, name))
    except UnreadableError:
        help_ = "文件可能没有传完，或改过扩展名；请让系统重新导出"
        return [], [Problem(Code.BULK_BROKEN, f"“{name}”不是完好的 Parquet 文件", file=name, help=help_)]
    except FileNotFoundError:
        return [], [Problem(Code.FILE_NOT_FOUND, f"找不到文件“{name}”", file=name, help="请核对路径和文件名")]
    except OSError as error:
        return [], [Problem(Code.FILE_UNREADABLE, f"读不了“{name}”：{reason(error)}", file=name, help="请检查权限")]


def _read(file: ColumnFile) -> tuple[list[UnitEntry], list[Problem]]:
    columns = {word: at for at, head in reversed([*enumerate(file.heads)]) if (word := head_word(head)) is not None}
    if NAME not in columns:
        help_ = f"列名要有“单位”，可以有“{CODE}”“{GROUP}”"
        return [], [Problem(Code.TABLE_HEADER, "这张单位名单认不出表头", file=file.name, help=help_)]
    names = file.texts(columns[NAME])
    nothing: list[str | None] = [None] * len(names)
    groups = file.texts(columns[GROUP]) if GROUP in columns else nothing
    codes = file.texts(columns[CODE]) if CODE in columns else nothing
    problems = [*_empty(file, columns, names, groups), *_twice(file, columns[NAME], names)]
    place = file.head(columns[NAME])
    # Of one that is listed twice, which is told, the first counts; of those that stand for nobody, none.
    rows: Iterable[int] = range(len(names))
    if problems:
        rows = sorted(dict(zip(reversed(names), reversed(range(len(names))), strict=True)).values())
    return [UnitEntry(name, groups[row], codes[row], span=place) for row in rows if (name := names[row])], problems


def _empty(
    file: ColumnFile, columns: dict[str, int], names: list[str | None], groups: list[str | None]
) -> list[Problem]:
    """Tell of rows without a name, or without a group where there are groups."""
    problems = []
    for word, texts, help_ in (
        (NAME, names, "请补写；不是单位的行请删去"),
        (GROUP, groups, "有分组的，每个单位都要写；不分组的，请删去这一列"),
    ):
        if word not in columns or all(texts):
            continue
        rows = [row for row, text in enumerate(texts) if not text]
        said = "单位" if word == NAME else word
        more = f"；这样的行共有 {len(rows)} 行" if len(rows) > MOST_NAMED else ""
        for row in rows[:MOST_NAMED]:
            place = file.place(row, {columns[NAME]: names[row] or ""}, columns[word])
            problems.append(Problem(Code.ROW_WHOSE, f"名单的这一行没有写“{said}”{more}", place, help=help_))
    return problems


def _twice(file: ColumnFile, at: int, names: list[str | None]) -> list[Problem]:
    if len(set(names)) == len(names):
        return []
    seen: dict[str, int] = {}
    problems: list[Problem] = []
    count = 0
    for row, name in enumerate(names):
        if not name or (first := seen.setdefault(name, row)) == row:
            continue
        count += 1
        if count <= MOST_NAMED:
            places = [file.place(each, {at: name}, at) for each in (row, first)]
            also = (("第一次在这里", places[1]),)
            message, help_ = f"单位“{name}”列了两次", "请删去多余的一个"
            problems.append(Problem(Code.ID_TWICE, message, places[0], help=help_, also=also))
    if count > MOST_NAMED:
        message = f"列了两次的单位共有 {count} 个，只列出前 {MOST_NAMED} 个"
        problems.append(Problem(Code.ID_TWICE, message, file=file.name, help="请删去多余的"))
    return problems
