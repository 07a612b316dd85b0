"""The templates there are: each a whole small assessment that passes the check, kept as data beside this module."""

from __future__ import annotations

from pathlib import Path

from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.text.suggest import suggest

_FOLDER = Path(__file__).parent / "templates"
# The year that is written in the templates; it moves to the one that is asked for.
YEAR = 2026


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its name, what it is for, and the folder that holds it."""

    name: str
    purpose: str
    folder: str

    def texts(self, under: str = "") -> dict[str, str]:
        """Return the texts of a folder of the template by file name, in order; without a name, of its own files."""
        files = sorted((_FOLDER / self.folder / under).glob("*.yaml"))
        return {path.name: path.read_text("utf-8") for path in files}


TEMPLATES = (
    Template("目标管理", "指标、加分、一票否决、等次和名额，最常用", "targets"),
    Template("任务清单", "一项任务一个指标，写明牵头单位和配合单位", "tasks"),
    Template("按月计分", "按月、按季度填报，逐期计分，连着不达标的预警", "monthly"),
    Template("空白", "能通过检查的最小的方案，从头写起", "blank"),
)


def find_template(name: str) -> tuple[Template | None, list[Problem]]:
    """Return the template of that name."""
    names = {template.name: template for template in TEMPLATES}
    if name in names:
        return names[name], []
    near = suggest(name, names)
    guess = f"是不是“{near}”？" if near else ""
    listed = "、".join(f"“{each}”" for each in names)
    return None, [Problem(Code.NO_SUCH_TEMPLATE, f"没有“{name}”这个模板", help=f"{guess}模板有：{listed}")]
