"""A workbook or table file on disk to grids of cells, with every way that can go wrong named."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.sheets.faults import (
    FarAwayError,
    ForeignError,
    NotTextError,
    TooLargeError,
    UnpairedQuotesError,
    UnsafeError,
)
from engine.sheets.sniff import CSV, XLS, XLSX, Foreign, sniff_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sheets.grid import Workbook

LARGEST_FILE = 200_000_000
# What a file of a kind may be called without surprising anyone; by the suffix it is looked at, by the content read.
SUFFIXES = {
    XLSX: frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
    XLS: frozenset({".xls", ".xlt", ".et", ".ett"}),
    CSV: frozenset({".csv", ".tsv", ".txt"}),
}
_CALLED = {XLSX: "Excel 工作簿（.xlsx）", XLS: "旧版 Excel 或 WPS 工作簿（.xls、.et）", CSV: "文本表格（.csv）"}
_FREE_IT = "请关闭正在打开它的 Excel、WPS 后再试；也请检查权限"


def read_workbook(path: Path, name: str | None = None) -> tuple[Workbook | None, list[Problem]]:
    """Return the grids of a file, and what is wrong with it; `name` is what the user calls it.

    A suffix that says something else than the content is a remark; the workbook is there all the same.
    """
    shown = name or str(path)
    data, problems = read_bytes(path, shown)
    return (None, problems) if data is None else read_workbook_bytes(shown, data)


def read_bytes(path: Path, name: str) -> tuple[bytes | None, list[Problem]]:
    """Return what a file holds, or why it cannot be read."""
    try:
        if path.is_dir() or (path.exists() and not path.is_file()):
            what = "这是一个文件夹" if path.is_dir() else "这不是普通的文件"
            return None, [_problem(Code.FILE_UNREADABLE, name, f"读不了“{name}”：{what}", "请核对路径")]
        size = path.stat().st_size
        if size > LARGEST_FILE:
            return None, [_too_large(name, f"有 {size // 1_000_000} MB")]
        return path.read_bytes(), []
    except (FileNotFoundError, ValueError):  # a path that no file can have
        return None, [_problem(Code.FILE_NOT_FOUND, name, f"找不到文件“{name}”", "请核对路径和文件名")]
    except OSError as error:
        return None, [_problem(Code.FILE_UNREADABLE, name, f"读不了“{name}”：{reason(error)}", _FREE_IT)]


def read_workbook_bytes(name: str, data: bytes) -> tuple[Workbook | None, list[Problem]]:
    """Do as `read_workbook` with the bytes of a file."""
    if not data:
        message = f"“{name}”是空文件（0 字节）"
        return None, [_problem(Code.WORKBOOK_BROKEN, name, message, "多半是没有传完；请让填报人重新发送")]
    try:
        book = _read(name, data)
    except ForeignError as error:
        return None, [_foreign(name, error.foreign)]
    except TooLargeError as error:
        return None, [_too_large(name, str(error))]
    except FarAwayError as error:
        message = f"“{name}”的 {error} 有内容，离其他内容太远"
        return None, [_problem(Code.WORKBOOK_TOO_LARGE, name, message, "请到那一格看看，把不要的内容删去再保存")]
    except UnsafeError:
        message = f"“{name}”里有不该有的实体声明，没有打开"
        return None, [
            _problem(Code.WORKBOOK_UNSAFE, name, message, "Excel、WPS 不会写出这样的文件；请核实来源，重新保存一份")
        ]
    except NotTextError:
        message = f"“{name}”不是工作簿，也不是文本表格（按哪种中文编码都读不出）"
        return None, [
            _problem(Code.NOT_A_WORKBOOK, name, message, "请确认选对了文件；文本表格请存成 UTF-8 或 GBK 编码")
        ]
    except UnpairedQuotesError as error:
        message = f"“{name}”读到第 {error} 行读不下去：双引号没有配对"
        return None, [_problem(Code.WORKBOOK_BROKEN, name, message, "请用记事本打开，补上或删去多余的双引号")]
    return book, _suffix_problems(name, book.kind)


def _read(name: str, data: bytes) -> Workbook:
    kind = sniff_bytes(data)
    digest = sha256(data).hexdigest()
    if isinstance(kind, Foreign):
        raise ForeignError(kind)
    # Imported here: a command that reads no workbook starts without the libraries.
    if kind == XLSX:
        from engine.sheets.package import open_package
        from engine.sheets.xlsx import read_xlsx

        return read_xlsx(name, digest, open_package(data))
    if kind == XLS:
        from engine.sheets.xls import read_xls

        return read_xls(name, digest, data)
    from engine.sheets.csv_text import read_csv

    return read_csv(name, digest, data)


def _suffix_problems(name: str, kind: str) -> list[Problem]:
    suffix = PurePath(name).suffix.lower()
    if suffix in SUFFIXES[kind]:
        return []
    message = f"“{name}”其实是{_CALLED[kind]}，已按内容读"
    return [_problem(Code.SUFFIX_DIFFERS, name, message, "不影响读取；双击打不开时，把后缀改过来")]


def _foreign(name: str, foreign: Foreign) -> Problem:
    if foreign.encrypted:
        return _problem(Code.WORKBOOK_ENCRYPTED, name, f"“{name}”{foreign.says}，读不了", foreign.fix)
    if foreign.broken:
        return _problem(Code.WORKBOOK_BROKEN, name, f"“{name}”{foreign.says}，读不了", foreign.fix)
    code = Code.WORKBOOK_OTHER_FORMAT if foreign.table else Code.NOT_A_WORKBOOK
    return _problem(code, name, f"“{name}”{foreign.says}，不是能读的工作簿", foreign.fix)


def _too_large(name: str, how: str) -> Problem:
    fix = "填报表和汇总表不会这样大；请确认选对了文件，大量的数据请用 Parquet 或 CSV"
    return _problem(Code.WORKBOOK_TOO_LARGE, name, f"“{name}”太大：{how}", fix)


def _problem(code: Code, name: str, message: str, fix: str) -> Problem:
    return Problem(code, message, file=name, help=fix)
