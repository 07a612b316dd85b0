"""All the forms of a folder: who has sent which, which come twice, and which units have sent none."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.unit_file import UnitFileReader
from engine.forms.cells import file_name
from engine.forms.filing import target_name
from engine.forms.receive import FormFile, facts_gone, is_unit_form, receive_file
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.progress import Progress, silent, watched
from engine.sheets.read_workbook import SUFFIXES
from engine.sheets.sniff import CSV, sniff_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from engine.forms.recognise import Intake

# Excel and WPS keep a file with such a name beside one that is open.
_LOCK = "~$"
_TABLES = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes if suffix != ".txt") | {
    ".ods",
    ".xlsb",
}
_MOST_NAMED = 5
_LOOKED_AT = 4096
READ_WORDS = "读填报表"


@dataclass
class Collected:
    """What is in a folder of forms; `problems` are those of no one file, `missing` the units that have sent nothing.

    `whole` is whether all units could have sent something: not where it is one file, or assessors' forms alone.
    """

    name: str
    files: list[FormFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    whole: bool = True


def collect(intake: Intake, folder: Path, name: str, *, newest: bool = False, progress: Progress = silent) -> Collected:
    """Read every form in a folder, or a single one; with `newest` the one that was saved last counts.

    `progress` is told how many files have been read.
    """
    collected = Collected(name)
    paths, collected.problems = _paths(folder, name)
    reader = UnitFileReader(intake.scheme)
    for path, shown in watched(paths, len(paths), READ_WORDS, progress):
        collected.files.append(receive_file(intake, reader, path, shown))
    _sort_out(collected, newest=newest)
    collected.problems += _edition(intake, collected)
    sent = {unit for file in collected.files for unit in _senders(file)}
    assessed = [unit.name for unit in intake.scheme.units if unit.name not in intake.scheme.exempt]
    marks_only = collected.files and all(file.form and not is_unit_form(file.form) for file in collected.files)
    collected.whole = not marks_only and not folder.is_file()
    collected.missing = [unit for unit in assessed if unit not in sent] if collected.whole else []
    return collected


def _paths(folder: Path, name: str) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """Return the files to be read, each with what it is called, and a remark on the others."""
    try:
        if folder.is_file():
            return [(folder, name)], []
        entries = sorted(folder.iterdir())
    except FileNotFoundError:
        message = f"找不到“{name}”"
        return [], [Problem(Code.FILE_NOT_FOUND, message, file=name, help="请核对路径；交回的填报表放在一个文件夹里")]
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "没有这样的路径"
        return [], [Problem(Code.FILE_UNREADABLE, f"读不了“{name}”：{why}", file=name, help="请检查权限")]
    seen = [entry for entry in entries if not entry.name.startswith((".", _LOCK))]
    taken = [entry for entry in seen if not entry.is_dir() and _may_be_table(entry)]
    problems = []
    others = [entry.name for entry in seen if entry not in taken]
    if others:
        listed = "、".join(others[:_MOST_NAMED]) + ("等" if len(others) > _MOST_NAMED else "")
        fix = "这里只读工作簿（.xlsx、.xls、.et）和 .csv，下级文件夹也不看；其余的可以作佐证"
        problems.append(Problem(Code.FILE_SKIPPED, f"跳过 {len(others)} 个文件：{listed}", file=name, help=fix))
    if not taken:
        fix = "请把单位交回的工作簿放进来，再运行一次"
        problems.append(Problem(Code.NO_FORMS, f"“{name}”里没有填报表", file=name, help=fix))
    return [(entry, f"{name}/{entry.name}") for entry in taken], problems


def _may_be_table(path: Path) -> bool:
    """Say whether a file is to be read: by its suffix, or because it is a workbook whatever it is called."""
    if path.suffix.lower() in _TABLES:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_LOOKED_AT)
    except OSError:
        return False
    return path.suffix.lower() in ("", ".bak", ".tmp") and bool(head) and sniff_bytes(head) != CSV


def _senders(file: FormFile) -> list[str]:
    """Return the units that a file shows to have sent something, however bad it is."""
    if file.form is None:
        return list(file.named)
    if not is_unit_form(file.form) or file.blank:
        return []
    return [each.unit for each in file.units] or list(file.named)


def _sort_out(collected: Collected, *, newest: bool) -> None:
    """Tell of forms of the same unit and kind; a copy to the letter and one that is not the newest are put aside."""
    by_target: dict[str, list[FormFile]] = {}
    for file in collected.files:
        if file.form is not None:
            for each in file.units:
                by_target.setdefault(target_name(file.form.head, each.unit), []).append(file)
    for target, files in by_target.items():
        several = [file for file in files if not file.instead]
        first_of: dict[str, FormFile] = {}
        for file in several:
            digest = file.book.sha256 if file.book else ""
            first = first_of.setdefault(digest, file)
            if first is not file:
                file.instead = first.name
        several = list(first_of.values())
        if len(several) > 1:
            _choose(target, several, newest=newest)


def _choose(target: str, files: list[FormFile], *, newest: bool) -> None:
    saved = [file.book.modified if file.book else "" for file in files]
    last = max(saved)
    if newest and all(saved) and saved.count(last) == 1:
        counted = files[saved.index(last)]
        for file in files:
            if file is not counted:
                file.instead = counted.name
        return
    for file in files:
        others = "、".join(file_name(each.name) for each in files if each is not file)
        unclear = "；加了 --newest 也看不出哪一份保存得晚" if newest else ""
        message = f"“{target}”还有一份：{others}，不知道以哪份为准{unclear}"
        fix = "请留一份，其余的移走" + ("" if newest else "；要取保存得最晚的，加 --newest")
        file.problems.append(Problem(Code.FORM_TWICE, message, file=file.name, help=fix))


def _edition(intake: Intake, collected: Collected) -> list[Problem]:
    """Tell once of forms that were made before the scheme was changed, and which facts are no longer there."""
    scheme = intake.scheme
    used = [file for file in collected.files if file.form and not file.instead]
    old = [file for file in used if file.form and file.form.head.sha256 not in ("", scheme.sha256)]
    if not old:
        return []
    gone = list(dict.fromkeys(name for file in old if file.form for name in facts_gone(scheme, file.form)))
    others = {file.form.head.scheme for file in old if file.form} - {scheme.id}
    what = f"是别的方案（{'、'.join(sorted(others))}）的" if others else "是方案改动以前发的"
    lost = f"；方案里已经没有：{'、'.join(gone)}，没有导入" if gone else ""
    message = f"有 {len(old)} 份填报表{what}，已按数据项的名称对应{lost}"
    fix = "请核对方案改了什么；口径改了的，原来填的数未必还对"
    return [Problem(Code.FORM_OF_OTHER_EDITION, message, file=collected.name, help=fix)]
