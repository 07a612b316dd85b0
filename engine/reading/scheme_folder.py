"""Find the schemes in a folder, whatever else lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.scheme.vocabulary import SCHEME
from engine.text.tree import Mapping

if TYPE_CHECKING:
    from pathlib import Path

# A file of cases has parts of a scheme too; of what a scheme has to have, anything else has a key or two.
_CASES = "用例"
_LEAST_KEYS = 3


def schemes_in(folder: Path) -> tuple[list[Path], list[Problem]]:
    """Return the schemes that lie in a folder, by name; a problem where there is none, or the folder cannot be read.

    A file that is no YAML may be a scheme that is broken: it is one of them, and reading it tells what is wrong.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"} and path.is_file())
    except OSError as error:
        problem = Problem(Code.FILE_UNREADABLE, f"读不了“{folder}”：{reason(error)}", file=str(folder))
        return [], [problem]
    found = [path for path in files if _may_be_scheme(path)]
    if found:
        return found, []
    help_ = "方案是以 .yaml 结尾的文件，里面有“方案编号”“数据项”“等次”等；请核对文件夹"
    return [], [Problem(Code.FILE_NOT_FOUND, f"“{folder}”里没有方案", file=str(folder), help=help_)]


def _may_be_scheme(path: Path) -> bool:
    source, _ = read_source(path)
    if source is None:
        return True
    tree, problems = compose(source)
    if not isinstance(tree, Mapping):
        return tree is None and bool(problems)
    needed = [field.key for field in SCHEME.fields if field.required]
    return tree.get(_CASES) is None and sum(tree.get(key) is not None for key in needed) >= _LEAST_KEYS
