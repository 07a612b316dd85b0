"""What has become of the forms of a folder, as a table and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.forms.cells import file_name
from engine.forms.filing import Action
from engine.forms.outcome import Doing, Fate
from engine.problem.codes import Severity
from engine.report.problems import problem_json
from engine.report.score import ILLUSTRATIVE
from engine.report.table import table_text
from engine.text.visible import visible

if TYPE_CHECKING:
    from engine.forms.outcome import Outcome, Outcomes

_NONE = "-"
_HEADERS = ("文件", "状态", "已填", "错误", "提醒")
_REMARKS = (Severity.WARNING, Severity.HINT)


def outcomes_text(outcomes: Outcomes) -> str:
    """Return a table with a line for each form and for each unit that has sent none, and what it comes to."""
    rows = [_row(outcomes, each) for each in outcomes.forms]
    rows += [[f"（未交）{unit}", "未交", _NONE, _NONE, _NONE] for unit in outcomes.collected.missing]
    lines = [ILLUSTRATIVE] if outcomes.illustrative else []
    lines += [table_text(_HEADERS, rows, right=(2, 3, 4))] if rows else []
    return "\n".join([*lines, *_summary(outcomes)])


def _row(outcomes: Outcomes, each: Outcome) -> list[str]:
    read = each.file.units and each.fate is not Fate.ASIDE
    filled = f"{each.filled}/{each.asked}" if read else _NONE
    errors, remarks = str(each.count(Severity.ERROR)), str(each.count(*_REMARKS))
    return [visible(file_name(each.file.name)), outcomes.word(each), filled, errors, remarks]


def _summary(outcomes: Outcomes) -> list[str]:
    done = {Doing.STATUS: "能用的", Doing.DRY_RUN: "可导入", Doing.IMPORT: "导入"}[outcomes.doing]
    part = {Doing.STATUS: "部分能用的", Doing.DRY_RUN: "部分可导入", Doing.IMPORT: "部分导入"}[outcomes.doing]
    counts = [
        (done, outcomes.number(Fate.NEW, Fate.UPDATE)),
        (part, outcomes.number(Fate.PART)),
        ("未变" if outcomes.doing is not Doing.STATUS else "已导入", outcomes.number(Fate.SAME)),
        ("有错误", outcomes.number(Fate.BAD)),
        ("重复", outcomes.number(Fate.TWICE)),
        ("未覆盖", outcomes.number(Fate.HELD)),
        ("没写成", outcomes.number(Fate.FAILED)),
        ("空表", outcomes.number(Fate.BLANK)),
        ("跳过", outcomes.number(Fate.ASIDE)),
    ]
    told = "，".join(f"{word} {number} 份" for word, number in counts if number)
    lines = [f"共 {len(outcomes.forms)} 份填报表{f'：{told}' if told else ''}。"]
    lines += [
        f"“{file_name(each.file.name)}”没有用，以“{file_name(each.file.instead)}”为准。"
        for each in outcomes.forms
        if each.fate is Fate.ASIDE
    ]
    if missing := outcomes.collected.missing:
        lines.append(f"还有 {len(missing)} 个单位未交：{'、'.join(missing)}。")
    elif outcomes.forms and outcomes.collected.whole and not outcomes.number(Fate.BLANK):
        lines.append("各单位都交了。")
    if filled := _blank_replaced(outcomes):
        lines.append(f"“事实”里原来空着的 {filled} 个文件，已换成导入的数据。")
    if outcomes.number(Fate.BAD, Fate.PART):
        lines.append("有错误的可用 kaohe form return 标出来退回。")
    return lines


def _blank_replaced(outcomes: Outcomes) -> int:
    """Return how many files that reported nothing an import has put its own in the place of."""
    if outcomes.doing is not Doing.IMPORT:
        return 0
    failed = {problem.file for each in outcomes.forms for problem in each.failed}
    filings = [filing for each in outcomes.forms for filing in each.filings]
    return sum(
        each.action is Action.NEW and bool(each.replaced) and each.path.as_posix() not in failed for each in filings
    )


def outcomes_json(outcomes: Outcomes) -> str:
    """Return the same for programs, `kaohe/forms@1`."""
    return json.dumps(outcomes_data(outcomes), ensure_ascii=False, indent=2)


def outcomes_data(outcomes: Outcomes) -> dict[str, Any]:
    """Return the data of that JSON."""
    return {
        "schema": "kaohe/forms@1",
        "doing": outcomes.doing.value,
        "illustrative": outcomes.illustrative,
        "files": [_form_json(outcomes, each) for each in outcomes.forms],
        "missing": outcomes.collected.missing,
        "problems": [problem_json(problem) for problem in outcomes.collected.problems],
    }


def _form_json(outcomes: Outcomes, each: Outcome) -> dict[str, Any]:
    file, head = each.file, each.file.form.head if each.file.form else None
    targets = {filing.unit: filing for filing in each.filings}
    return {
        "file": file.name,
        "sha256": file.book.sha256 if file.book else None,
        "fate": each.fate.value,
        "word": outcomes.word(each),
        "kind": head.kind.value if head else None,
        "origin": head.origin if head else None,
        "instead": file.instead or None,
        "units": [
            {
                "unit": unit.unit,
                "filled": unit.filled,
                "asked": unit.asked,
                "blank": [name for name, _ in unit.blank],
                "to": str(filing.path) if (filing := targets.get(unit.unit)) else None,
                "action": (filing.action if filing else Action.HELD).value,
            }
            for unit in file.units
        ],
        "problems": [problem_json(problem) for problem in each.problems],
    }
